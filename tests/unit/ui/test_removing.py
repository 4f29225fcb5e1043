"""Taking transfers off the list and having them back, through the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.text import text
from app.core.transfer import Batch, State, Transfer
from app.ui.models.acts import Act
from app.ui.models.queue import SPOT, QueueModel
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore) -> Shell:
    """A window with a batch of three in the middle of whose list the first and the last have ended."""
    batch = Batch("three", "sela", "acc-sela", {}, "", 5_000_000_000.0)
    states = (State.DONE, State.QUEUED, State.FAILED)
    full_core.uploads.put(
        batch, [Transfer(f"three-{n}", "three", (), n, n, 10, state) for n, state in enumerate(states)]
    )
    made = open_shell(full_core)
    made.show_page(Page.TRANSFERS)
    return made


@pytest.fixture
def model(shell: Shell) -> QueueModel:
    return shell.controllers.queue_model


def rows(model: QueueModel) -> list[tuple[str, str]]:
    """Every row: its batch, and its transfer unless it is a heading."""
    spots = [model.index(row).data(SPOT) for row in range(model.rowCount())]
    return [(spot.group.batch.id, spot.transfer_id) for spot in spots]


def offered(shell: Shell) -> tuple[str, str]:
    """What the bar at the top says, and its button; empty while there is none."""
    bar = shell.views.notice_bar
    return (bar.words.text(), bar.button.text()) if bar.isVisible() else ("", "")


def test_what_is_cleared_comes_back_as_it_was(shell: Shell, model: QueueModel, full_core: SampleCore) -> None:
    before, counts, past = rows(model), dict(model.counts()), list(full_core.uploads.past)
    shell.views.transfers_page.clear.click()
    gone = len(before) - len(rows(model))
    assert gone
    assert ("three", "three-0") not in rows(model)
    assert offered(shell) == ("6 transfers were taken off the list.", "Undo")
    shell.views.notice_bar.button.click()
    assert rows(model) == before
    assert {state: n for state, n in model.counts().items() if n} == {s: n for s, n in counts.items() if n}
    assert full_core.uploads.past == past
    assert offered(shell) == ("6 transfers are on the list again.", "")


def test_one_row_is_removed_by_key_and_comes_back_by_key(shell: Shell, model: QueueModel, qtbot: QtBot) -> None:
    before, list_ = rows(model), shell.views.transfers_page.rows
    row = model.row_of("three-2")
    assert row is not None
    list_.choose(row)
    list_.setFocus()
    qtbot.keyClick(list_, Qt.Key.Key_Delete)
    assert ("three", "three-2") not in rows(model)
    assert offered(shell) == ("1 transfer was taken off the list.", "Undo")
    qtbot.keyClick(list_, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(model) == before
    assert offered(shell)[0] == "1 transfer is on the list again."
    qtbot.keyClick(list_, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert offered(shell)[0] == "1 transfer is on the list again.", "there is nothing more to be taken back"


def test_a_batch_that_was_folded_up_comes_back_folded_up(
    shell: Shell, model: QueueModel, full_core: SampleCore
) -> None:
    full_core.uploads.change(*(replace(full_core.uploads.transfer("three-1"), state=State.DONE),))
    shell._bridge.flush()
    model.fold(0, True)
    before = rows(model)
    shell.views.transfers_page.rows.choose(0)
    shell.controllers.queue.do(Act.REMOVE, model.transfers_at([(0, 0)]))
    assert rows(model) == before[1:]
    shell.controllers.queue.removing.bring_back()
    assert rows(model) == before


def test_after_a_while_they_are_gone_for_good(shell: Shell, model: QueueModel, full_core: SampleCore) -> None:
    removing = shell.controllers.queue.removing
    shell.views.transfers_page.clear.click()
    left = rows(model)
    assert full_core.uploads._removed
    removing.forget()  # as its timer does
    assert offered(shell) == ("", "")
    assert full_core.uploads._removed == []
    removing.bring_back()
    removing.forget()
    assert rows(model) == left
    assert removing._time.isSingleShot()


def test_another_removal_takes_the_place_of_the_last(shell: Shell, model: QueueModel, full_core: SampleCore) -> None:
    queue = shell.controllers.queue
    shell.views.transfers_page.clear.click()
    queue.do_many(Act.REMOVE, ["three-2"])
    assert offered(shell)[0] == "1 transfer was taken off the list."
    queue.do_many(Act.REMOVE, ["gone"])
    assert offered(shell) == ("", ""), "nothing was removed, and there is nothing to be taken back"
    queue.removing.bring_back()
    assert model.row_of("three-2") is None


def test_news_that_take_its_place_are_not_taken_away_with_it(shell: Shell) -> None:
    shell.views.transfers_page.clear.click()
    shell.frame.on_told(text("Copied."), True)
    shell.controllers.queue.removing.forget()
    assert offered(shell) == ("Copied.", "")
    shell.controllers.notices.undo()
    assert offered(shell) == ("Copied.", "")


def test_what_the_disk_does_not_let_go_is_said(
    shell: Shell, full_core: SampleCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> int:
        raise StoreError(text("The disk is full."))

    shell.views.transfers_page.clear.click()
    monkeypatch.setattr(full_core.uploads, "forget_removed", full)
    shell.controllers.queue.removing.forget()
    assert offered(shell) == ("The disk is full.", "")
    monkeypatch.setattr(full_core.uploads, "remove", full)
    shell.controllers.queue.do_many(Act.REMOVE, ["three-2"])
    assert offered(shell) == ("The disk is full.", "")
    assert not shell.controllers.queue.removing._time.isActive()
