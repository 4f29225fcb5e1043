"""A dialog is as high as its words need, and scrolls where the screen has less room."""

from __future__ import annotations

import pytest
from fixtures.widgets import opened
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.dialogs.plain import PlainDialog
from app.ui.dialogs.roomy import RoomyBody

WORDS = "What comes while it is closed follows at the next start, and unfinished files are left alone. " * 3


@pytest.fixture
def dialog(qtbot: QtBot) -> PlainDialog:
    dialog = PlainDialog("Watch a folder")
    dialog.button("Cancel")
    return dialog


def cut(label: QLabel) -> bool:
    return label.height() < label.heightForWidth(label.width())


@pytest.mark.parametrize("paragraphs", [1, 3, 6])
def test_every_word_is_seen_without_scrolling(dialog: PlainDialog, qtbot: QtBot, paragraphs: int) -> None:
    said = [dialog.say(WORDS) for _ in range(paragraphs)]
    opened(qtbot, dialog)
    assert not [label.text() for label in said if cut(label)]
    assert dialog.findChild(RoomyBody).verticalScrollBar().maximum() == 0


def test_what_is_said_later_gets_its_room(dialog: PlainDialog, qtbot: QtBot) -> None:
    opened(qtbot, dialog)
    before = dialog.height()
    later = dialog.say(WORDS)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert not cut(later)
    assert dialog.findChild(RoomyBody).verticalScrollBar().maximum() == 0


def test_what_is_higher_than_the_screen_scrolls_and_keeps_its_buttons(dialog: PlainDialog, qtbot: QtBot) -> None:
    said = [dialog.say(WORDS) for _ in range(60)]
    last = dialog.button("Send", primary=True)
    opened(qtbot, dialog)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.rect().contains(last.geometry())
    body = dialog.findChild(RoomyBody)
    body.ensureWidgetVisible(said[-1])
    assert not said[-1].visibleRegion().isEmpty()
    assert not any(cut(label) for label in said)


def drop(line: QLineEdit, data: QMimeData) -> list[bool]:
    """Drag *data* over *line*, move it a little and let go; whether each was accepted."""
    window = line.window()
    at = line.mapTo(window, line.rect().center())
    what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    events = (QDragEnterEvent(at, *what), QDragMoveEvent(at + QPoint(1, 0), *what), QDropEvent(QPointF(at), *what))
    for event in events:
        QApplication.sendEvent(window.windowHandle(), event)
    return [event.isAccepted() for event in events]


def test_a_file_that_falls_on_a_text_field_is_not_typed_into_it(dialog: PlainDialog, qtbot: QtBot) -> None:
    line = QLineEdit("Main")
    dialog.body.addWidget(line)
    opened(qtbot, dialog)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/in/may-leads.csv")])
    data.setText("file:///in/may-leads.csv")  # as desktops give it, too
    assert drop(line, data) == [False, False, False]
    assert line.text() == "Main"


def test_words_that_fall_on_a_text_field_are(dialog: PlainDialog, qtbot: QtBot) -> None:
    line = QLineEdit()
    dialog.body.addWidget(line)
    opened(qtbot, dialog)
    data = QMimeData()
    data.setText("May leads")
    assert drop(line, data) == [True, True, True]
    assert line.text() == "May leads"


def test_a_document_that_falls_on_the_field_of_a_dialog_that_takes_it_is_taken(qtbot: QtBot) -> None:
    dialog = opened(qtbot, AddProviderDialog())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/in/openapi.json")])
    with qtbot.waitSignal(dialog.look_wanted):
        assert drop(dialog.place, data) == [True, True, True]
    assert dialog.place.text() == "/in/openapi.json"
