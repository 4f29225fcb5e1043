"""A dialog is as high as its words need, and scrolls where the screen has less room."""

from __future__ import annotations

import pytest
from fixtures.widgets import opened
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

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
