"""One file among many is found by a press: what is left out, what was sent before, what was just sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.widgets import control, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from app.core.services.recollection import Before, Earlier, Recollection
from app.core.text import text
from app.ui.models.files import ROW, Column
from app.ui.models.queue_filter import Filter
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page

NEXT = "Show the next file that is left out"


@pytest.fixture
def sending(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Shell:
    """The Send page with 60 files in two folders, of which two have the name of an earlier one."""
    shell.send.choose_provider("deepset")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for n in range(30):
            name = f"{n}.txt" if n in (7, 20) else f"{folder}-{n}.txt"
            (tmp_path / folder / name).write_text(f"{folder} {n}")
    shell.controllers.compose.add_paths([tmp_path])
    with qtbot.waitSignal(shell.controllers.compose.checked):
        pass
    return shell


def current(shell: Shell) -> str:
    files = shell.views.send_page.files
    QApplication.processEvents()
    rect = files.visualRect(files.currentIndex())
    assert files.viewport().rect().contains(rect), "it can be seen"
    assert [index.row() for index in files.selectionModel().selectedRows()] == [files.currentIndex().row()]
    path = files.currentIndex().data(ROW).path
    return f"{path.parent.name}/{path.name}"


def test_what_is_left_out_is_shown_one_after_the_other(sending: Shell) -> None:
    press(sending.window, NEXT)
    first = current(sending)
    press(sending.window, NEXT)
    assert {first, current(sending)} == {"two/7.txt", "two/20.txt"}
    press(sending.window, NEXT)
    assert current(sending) == first, "from the top again"


def test_one_file_alone_is_chosen_also_while_a_key_is_held_down(sending: Shell, qtbot: QtBot) -> None:
    files = sending.views.send_page.files
    files.point_at(3)
    qtbot.keyPress(files, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    files.point_at(9)
    qtbot.keyRelease(files, Qt.Key.Key_Shift)
    assert [index.row() for index in files.selectionModel().selectedRows()] == [9]


def test_a_name_that_another_file_has_can_be_changed_by_the_pencil(sending: Shell) -> None:
    press(sending.window, NEXT)
    row = sending.views.send_page.files.currentIndex().data(ROW)
    assert row.can_be_renamed
    assert str(Path("one", row.path.name)) in str(row.words)


def test_where_nothing_is_left_out_there_is_nothing_to_show(sending: Shell, qtbot: QtBot) -> None:
    button = control(sending.window, NEXT)
    button.setFocus()
    for _ in range(2):
        press(sending.window, NEXT)
        with qtbot.waitSignal(sending.controllers.compose.checked):
            sending.controllers.compose.remove_rows([sending.views.send_page.files.currentIndex().row()])
    assert not button.isVisibleTo(sending.window)
    assert sending.views.send_page.files.hasFocus(), "the keyboard is where the press led"


def test_what_was_sent_before_is_shown(sending: Shell) -> None:
    files = sending.controllers.compose.files
    path = files.paths[33]
    one = Earlier(path, "key", Before.SENT, text("It was sent yesterday."))
    sending.controllers.compose.recall.known.emit(Recollection((one,), text("1 of these 60 files was sent.")))
    press(sending.window, "Show it")
    assert current(sending) == f"{path.parent.name}/{path.name}"
    sending.controllers.compose.recall.known.emit(Recollection())
    assert files.next_sent_before(0) is None


@pytest.mark.parametrize("hide", [Filter.NEEDS_YOU, "words", "vendor"])
def test_what_was_just_sent_is_seen_whatever_was_looked_for_before(
    sending: Shell, full_core: SampleCore, hide: object
) -> None:
    page = sending.views.transfers_page
    sending.show_page(Page.TRANSFERS)
    if hide == "words":
        page.line.setText("nothing is called so")
    elif hide == "vendor":
        vendor = control(sending.window, "Show the transfers to", QComboBox)
        vendor.setCurrentIndex(vendor.findData("sela"))
        vendor.activated.emit(vendor.currentIndex())
    else:
        press(sending.window, "Show: Needs you")
    sending.show_page(Page.SEND)
    sending.views.form.set_values({"path.workspace_name": "default"})
    sending.views.form.changed.emit()
    sending.controllers.compose.send()
    batch = max(full_core.uploads.batches(), key=lambda one: one.created_at)
    assert batch.provider_id == "deepset"
    assert sending.controllers.queue_model.heading_of(batch.id) == 0
    assert control(sending.window, "Show: All", QPushButton).isChecked()
    assert page.rows.hasFocus(), "and the keyboard is there"


def test_the_hand_is_over_what_can_be_pressed_only(sending: Shell, full_core: SampleCore) -> None:
    files = sending.views.send_page.files
    shapes = []
    for row in (0, next(n for n in range(60) if files.model().index(n, 0).data(ROW).can_be_renamed)):
        files.scrollTo(files.model().index(row, 0))
        files._point(files.visualRect(files.model().index(row, Column.RENAME)).center())
        shapes.append(files.viewport().cursor().shape().name)
    assert shapes == ["ArrowCursor", "PointingHandCursor"]
