"""What stays in sight and chosen in the window's queue while other rows come, go and are held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.events import Notice
from app.core.text import text
from app.core.transfer import Batch, State, Transfer, Wait
from app.ui.models.acts import Act
from app.ui.models.queue import QueueModel
from app.ui.models.queue_filter import Filter
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page
from app.ui.views.queue_rows import QueueRows
from app.ui.views.transfers_page import TransfersPage


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore) -> Shell:
    full_core.uploads.put(*batch("older", 4_000_000_000.0, 40))
    made = open_shell(full_core)
    made.show_page(Page.TRANSFERS)
    made.window.resize(900, 600)
    return made


@pytest.fixture
def page(shell: Shell) -> TransfersPage:
    return shell.views.transfers_page


@pytest.fixture
def model(shell: Shell) -> QueueModel:
    return shell.controllers.queue_model


def batch(name: str, at: float, files: int) -> tuple[Batch, Sequence[Transfer]]:
    made = Batch(name, "sela", "acc-sela", {}, "", at)
    return made, [Transfer(f"{name}-{n}", name, (), at + n, at, 10) for n in range(files)]


def top(rows: QueueRows) -> str:
    """The transfer at the upper edge, and how much of its row is out of sight."""
    model = rows.model()
    assert isinstance(model, QueueModel)
    row = rows.rowAt(0)
    spot = model.spot(row)
    return f"{spot.transfer_id} {rows.rowViewportPosition(row)}" if spot is not None else ""


def choose(page: TransfersPage, *ids: str) -> None:
    model, rows = page.rows.model(), page.rows
    assert isinstance(model, QueueModel)
    rows.clearSelection()
    for number in sorted(row for id_ in ids if (row := model.row_of(id_)) is not None):
        rows.selectionModel().setCurrentIndex(model.index(number), rows.selectionModel().SelectionFlag.Select)


def chosen(page: TransfersPage) -> list[str]:
    model = page.rows.model()
    assert isinstance(model, QueueModel)
    return model.ids_at(page.rows.chosen_runs())


def test_rows_in_sight_stay_where_they_are_while_others_come_and_go_above(
    page: TransfersPage, model: QueueModel
) -> None:
    page.rows.verticalScrollBar().setValue(1000)
    before = top(page.rows)
    assert before.startswith("older-")
    model.add(*batch("newer", 5_000_000_000.0, 7))
    assert top(page.rows) == before
    model.remove(["newer-2", "newer-3", "older-0"])
    assert top(page.rows) == before
    model.fold(0, True)
    assert top(page.rows) == before
    model.remove([f"newer-{n}" for n in (0, 1, 4, 5, 6)])
    assert top(page.rows) == before
    assert model.row_of("older-1") == 1


def test_at_the_end_of_the_list_they_stay_as_well(page: TransfersPage, model: QueueModel) -> None:
    bar = page.rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = top(page.rows)
    model.add(*batch("newer", 5_000_000_000.0, 70))
    assert top(page.rows) == before


def test_who_is_at_the_top_sees_what_is_new(page: TransfersPage, model: QueueModel) -> None:
    model.add(*batch("newer", 5_000_000_000.0, 7))
    assert model.row_of("newer-0") == 1
    assert page.rows.verticalScrollBar().value() == 0


def test_when_the_first_row_in_sight_goes_the_next_takes_its_place(page: TransfersPage, model: QueueModel) -> None:
    rows = page.rows
    rows.verticalScrollBar().setValue(rows.rowHeight(0) * 11)
    assert top(rows) == "older-10 0"
    model.remove([f"older-{n}" for n in range(5, 13)])
    assert top(rows) == "older-13 0"


def test_the_list_does_not_run_after_the_keyboard_when_its_row_goes(page: TransfersPage, model: QueueModel) -> None:
    model.add(*batch("newer", 5_000_000_000.0, 30))
    rows = page.rows
    rows.selectionModel().setCurrentIndex(model.index(1), rows.selectionModel().SelectionFlag.NoUpdate)
    assert page.rows.verticalScrollBar().value() == 0
    model.remove([f"newer-{n}" for n in range(30)])
    assert page.rows.verticalScrollBar().value() == 0
    assert page.rows.currentIndex().isValid()


def test_what_another_filter_still_shows_stays_chosen(page: TransfersPage, shell: Shell) -> None:
    choose(page, "older-3", "older-4", "older-20")
    page.line.setText("sela")
    assert chosen(page) == ["older-3", "older-4", "older-20"]
    page.line.clear()
    assert chosen(page) == ["older-3", "older-4", "older-20"]
    assert page.rows.currentIndex().row() == shell.controllers.queue_model.row_of("older-20")


def test_a_batch_stays_chosen_by_its_heading(page: TransfersPage, model: QueueModel) -> None:
    page.rows.choose(0)
    page.line.setText("sela")
    assert page.rows.chosen_runs() == [(0, 0)]
    assert len(chosen(page)) == 40


def test_what_the_filter_holds_back_is_neither_chosen_nor_shown_in_the_details(
    page: TransfersPage, shell: Shell
) -> None:
    choose(page, "older-3")
    assert page.details.isVisibleTo(page)
    shell.controllers.queue.choose_filter(Filter.DONE)
    assert chosen(page) == []
    assert not page.details.isVisibleTo(page)
    assert page.retry_all.isVisibleTo(page), "what needs no choice is offered again"


def test_of_very_many_none_stays_chosen(
    page: TransfersPage, model: QueueModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.views.queue_rows._MOST", 10)
    page.rows.selectAll()
    page.line.setText("sela")
    assert chosen(page) == []
    assert page.retry_all.isVisibleTo(page)
    assert model.counts()[State.QUEUED] >= 40


def test_a_vendor_that_asked_to_wait_need_not_be_waited_for(shell: Shell, full_core: SampleCore) -> None:
    waiting = [one.id for one in full_core.uploads.transfers() if one.state is State.WAITING]
    assert waiting
    full_core.events.publish(Notice("pace", text("Sela asked for a pause."), "acc-sela"))
    shell._bridge.flush()
    shell.views.notice_bar.button.click()
    assert {full_core.uploads.transfer(id_).state for id_ in waiting} == {State.QUEUED}


@pytest.fixture
def active(shell: Shell, qtbot: QtBot) -> Shell:
    """The window has the keyboard."""
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    return shell


def test_a_button_that_goes_when_it_is_pressed_gives_the_keyboard_to_the_rows(
    active: Shell, page: TransfersPage, model: QueueModel, qtbot: QtBot
) -> None:
    choose(page, "older-3", "older-4")
    pause = page._acts[Act.PAUSE]
    pause.setFocus()
    assert pause.hasFocus()
    pause.click()
    active._bridge.flush()
    active.transfers._refresh_selection()
    assert not pause.isVisibleTo(page)
    assert page.rows.hasFocus()
    assert chosen(page) == ["older-3", "older-4"]
    page.rows.clearSelection()
    page.clear.setFocus()
    page.show_possible(failed=1, lost=1, ended=1)
    assert page.clear.hasFocus()
    page.show_possible(failed=1, lost=1, ended=0)
    assert page.rows.hasFocus()


def test_a_button_of_the_details_that_goes_leaves_the_keyboard_in_the_details(
    active: Shell, page: TransfersPage
) -> None:
    choose(page, "older-3")
    pause = next(made for made in page.details.findChildren(QPushButton) if made.text() == "Pause")
    pause.setFocus()
    pause.click()
    active._bridge.flush()
    assert page.details.close_button.hasFocus()


def test_what_changes_in_the_details_takes_the_keyboard_from_nobody(active: Shell, page: TransfersPage) -> None:
    choose(page, "older-3")
    cancel = next(made for made in page.details.findChildren(QPushButton) if made.text() == "Cancel")
    cancel.setFocus()
    page.line.setFocus()
    active.controllers.queue.do_open(Act.PAUSE)
    active._bridge.flush()
    assert "Resume" in [made.text() for made in page.details.findChildren(QPushButton) if made.isVisibleTo(page)]
    assert page.line.hasFocus()


def test_a_button_that_is_made_anew_keeps_the_keyboard(
    active: Shell, page: TransfersPage, full_core: SampleCore
) -> None:
    choose(page, "older-3")
    before = next(made for made in page.details.findChildren(QPushButton) if made.text() == "Cancel")
    before.setFocus()
    waiting = full_core.uploads.transfer("older-3").to(State.WAITING, wait=Wait.NETWORK)
    full_core.uploads.change(waiting)
    active._bridge.flush()
    now = page.details.focusWidget()
    assert isinstance(now, QPushButton)
    assert (now.text(), now.hasFocus()) == ("Cancel", True)
    assert now is not before
