"""The order of the queue in the window: by menu, by keyboard, by dragging; and the list of what was not sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.events import Totals
from app.core.transfer import Batch, Priority, State, Transfer
from app.ui import shell_order
from app.ui.models import queue_rows
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page
from app.ui.views.queue_rows import QueueRows

Open = Callable[[SampleCore], Shell]


@pytest.fixture
def shell(open_shell: Open, full_core: SampleCore) -> Shell:
    """The window with a batch of four files in line on top."""
    provider = full_core.providers.all()[0]
    batch = Batch("line", provider.id, full_core.accounts.of(provider.id)[0].id, {}, "", 4_000_000_000.0)
    full_core.uploads._batches[batch.id] = batch
    for n, name in enumerate(("a", "b", "c", "d")):
        full_core.uploads._transfers[name] = Transfer(name, batch.id, (), 5e9 + n, 4e9, 10)
    made = open_shell(full_core)
    made.show_page(Page.TRANSFERS)
    return made


def order(shell: Shell) -> str:
    shell._bridge.flush()
    model = shell.controllers.queue_model
    spots = [model.spot(row) for row in range(1, 5)]
    return "".join(spot.transfer_id for spot in spots if spot is not None)


def choose(shell: Shell, transfer_id: str) -> QueueRows:
    rows = shell.views.transfers_page.rows
    row = shell.controllers.queue_model.row_of(transfer_id)
    assert row is not None
    rows.choose(row)
    return rows


def drop(rows: QueueRows, row: int, *, lower_half: bool, source: QueueRows | None) -> None:
    """Let what is dragged go over a row; Qt makes the events of a real drag, see tests/e2e."""
    data = QMimeData()
    data.setData("application/x-sendoff-rows", b"")
    rect = rows.visualRect(rows.model().index(row, 0))
    at = QPointF(rect.center() + QPoint(0, 10 if lower_half else -10))
    event = _Event(at, data, source)
    rows._follow(event)
    rows.dropEvent(event)


class _Event(QDropEvent):
    """A drop whose source is known; Qt tells it only of drags that a drag manager runs."""

    def __init__(self, at: QPointF, data: QMimeData, source: QueueRows | None) -> None:
        super().__init__(at, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self._data, self._source = data, source

    def source(self) -> QueueRows | None:
        return self._source

    def mimeData(self) -> QMimeData:
        return self._data


def chosen(shell: Shell) -> str:
    model, rows = shell.controllers.queue_model, shell.views.transfers_page.rows
    return "".join(spot.transfer_id or "#" for row in rows.chosen_rows() if (spot := model.spot(row)) is not None)


def test_what_is_chosen_in_a_long_batch_stays_chosen_when_it_moves(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 3)
    model, rows = shell.controllers.queue_model, choose(shell, "c")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    rows.selectionModel().select(model.index(5), flags)  # the next batch's heading
    assert chosen(shell) == "c#"
    rows.selectionModel().select(model.index(4), flags)
    qtbot.keyClick(rows, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    shell._bridge.flush()
    assert order(shell) == "abcd", "more turns may be coming"
    qtbot.waitUntil(lambda: model.is_settled)
    assert order(shell) == "cdab"
    assert chosen(shell) == "cd#"
    assert model.spot(rows.currentIndex().row()).transfer_id == "c"
    row = model.row_of("a")
    model.change([replace(model.transfer("a"), position=9e9)])
    qtbot.waitUntil(lambda: model.is_settled)
    assert order(shell) == "cdba"
    assert chosen(shell) == "cd#"
    assert row != model.row_of("a")


def test_a_folded_long_batch_is_in_order_when_it_is_opened(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 3)
    model, rows = shell.controllers.queue_model, choose(shell, "d")
    model.fold(0, folded=True)
    rows.choose(0)
    model.change([replace(model.transfer("d"), position=1.0)])
    qtbot.waitUntil(lambda: model.is_settled)
    assert chosen(shell) == "#"
    model.fold(0, folded=False)
    assert order(shell) == "dabc"


def test_alt_and_an_arrow_moves_what_is_chosen_and_it_stays_chosen(shell: Shell, qtbot: QtBot) -> None:
    assert order(shell) == "abcd"
    rows = choose(shell, "c")
    qtbot.keyClick(rows, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert order(shell) == "cabd"
    assert rows.chosen_rows() == [1]
    qtbot.keyClick(rows, Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier)
    assert order(shell) == "abdc"
    assert rows.chosen_rows() == [4]


def test_the_order_menu_moves_and_says_how_urgent_the_chosen_are(shell: Shell) -> None:
    choose(shell, "d")
    menu = shell.views.transfers_page.order
    menu.aboutToShow.emit()
    ticked = [a.text() for a in menu.actions() if a.isChecked()]
    assert ticked == ["Normal priority"]
    next(a for a in menu.actions() if a.text() == "High priority").trigger()
    assert order(shell) == "dabc"
    assert shell.controllers.queue_model.transfer("d").priority is Priority.HIGH
    view = shell.controllers.queue_model.view_of(shell.controllers.queue_model.spot(1))
    assert view.words == "Goes before others"
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["High priority"]


def test_of_very_many_rows_the_menu_says_only_whether_it_can_move_any(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell_order, "_MANY", 3)
    rows, model = choose(shell, "d"), shell.controllers.queue_model
    rows.selectAll()
    assert shell.transfers.order.priorities() == set(Priority)
    shell.views.transfers_page.order.aboutToShow.emit()
    assert not any(action.isChecked() for action in shell.views.transfers_page.order.actions())
    model.change([replace(one.whole(), state=State.DONE) for one in model.transfers_at([(0, model.rowCount() - 1)])])
    assert shell.transfers.order.priorities() == set()


def test_a_row_is_dragged_between_two_others(shell: Shell) -> None:
    rows = choose(shell, "d")
    drop(rows, 2, lower_half=False, source=rows)
    assert order(shell) == "adbc"
    rows = choose(shell, "a")
    drop(rows, 4, lower_half=True, source=rows)
    assert order(shell) == "dbca"


def test_rows_from_elsewhere_and_places_in_other_batches_are_not_taken(shell: Shell) -> None:
    rows = choose(shell, "a")
    drop(rows, 3, lower_half=True, source=None)
    assert order(shell) == "abcd"
    drop(rows, 6, lower_half=True, source=rows)
    assert order(shell) == "abcd"
    assert "stays in its batch" in shell.views.notice_bar.words.text()


def test_only_what_is_still_to_come_can_be_dragged(shell: Shell, full_core: SampleCore) -> None:
    model = shell.controllers.queue_model
    dragged = {
        one.state
        for one in full_core.uploads.transfers()
        if (row := model.row_of(one.id)) is not None and model.flags(model.index(row)) & Qt.ItemFlag.ItemIsDragEnabled
    }
    assert dragged == {State.QUEUED, State.WAITING, State.PAUSED}


def test_one_vendor_alone_can_be_shown(shell: Shell, full_core: SampleCore) -> None:
    page, model = shell.views.transfers_page, shell.controllers.queue_model
    names = [page.vendor.itemText(n) for n in range(page.vendor.count())]
    assert names[0] == "All vendors"
    there = {full_core.providers.get(b.provider_id).name for b in full_core.uploads.batches()}
    assert names[1:] == sorted(there, key=str.casefold)
    everything = model.rowCount()
    chosen: QComboBox = page.vendor
    chosen.setCurrentIndex(1)
    chosen.activated.emit(1)
    vendors = {model.spot(row).group.batch.provider_id for row in range(model.rowCount())}
    assert vendors == {str(chosen.currentData())}
    assert 0 < model.rowCount() < everything


def test_a_list_of_what_was_not_sent_is_saved(shell: Shell, full_core: SampleCore, tmp_path: Path) -> None:
    shell.views.transfers_page.save_list.click()
    dialog = next(d for d in shell.window.findChildren(QFileDialog) if d.isVisible())
    target = tmp_path / "list.csv"
    dialog.filesSelected.emit([str(target)])
    dialog.close()
    lost = {State.FAILED, State.CANCELLED, State.UNKNOWN}
    QApplication.processEvents()
    names = [t.name for t in full_core.uploads.transfers() if t.state in lost]
    assert names
    assert target.read_text("utf-8").splitlines() == ["File", *names]
    assert str(target) in shell.views.notice_bar.words.text()


def test_a_list_saved_under_a_name_without_an_ending_gets_that_of_a_table(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    shell.views.transfers_page.save_list.click()
    dialog = next(d for d in shell.window.findChildren(QFileDialog) if d.isVisible())
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("my list")
    dialog.accept()
    qtbot.waitUntil((tmp_path / "my list.csv").exists)


def test_stopping_after_the_current_ones_leaves_these_alone(shell: Shell, full_core: SampleCore) -> None:
    running = [t.id for t in full_core.uploads.transfers() if t.state is State.RUNNING]
    assert running
    shell.views.status_bar.last.trigger()
    assert all(full_core.uploads.transfer(id_).state is State.RUNNING for id_ in running)
    assert [full_core.uploads.transfer(id_).state for id_ in "abcd"] == [State.PAUSED] * 4
    bar = shell.views.status_bar
    shell.frame.show_totals(Totals({State.RUNNING: len(running), State.PAUSED: 4}))
    assert (bar.pause_button.text(), bar.rest.isVisible()) == ("Pause all", True)
    bar.rest.trigger()
    assert [full_core.uploads.transfer(id_).state for id_ in "abcd"] == [State.QUEUED] * 4
    assert all(full_core.uploads.transfer(id_).state is State.RUNNING for id_ in running)
