"""What is done with all, while a vendor or words are chosen, is done with what fits them, and the buttons say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.widgets import control, press
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.transfer import Batch, State, Transfer
from app.ui.models import queue_rows
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page

Open = Callable[[SampleCore], Shell]
STATES = {"bad": State.FAILED, "good": State.DONE, "gone": State.CANCELLED}


@pytest.fixture
def shell(open_shell: Open, core: SampleCore, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The Transfers page with one failed, done and cancelled file at each of two vendors."""
    monkeypatch.setattr(queue_rows, "SLICE", 1)
    for vendor in ("sela", "tela"):
        core.uploads._batches[vendor] = Batch(vendor, vendor, "", {}, "", 4e9)
        for name, state in STATES.items():
            one = Transfer(f"{vendor}-{name}", vendor, (), 5e9, 4e9, 10, state=state)
            core.uploads._transfers[one.id] = one
    made = open_shell(core)
    made.show_page(Page.TRANSFERS)
    return made


def choose_vendor(shell: Shell, vendor: str) -> None:
    box = control(shell.window, "Show the transfers to", QComboBox)
    box.setCurrentIndex(box.findData(vendor))
    box.activated.emit(box.currentIndex())


def states(core: SampleCore) -> dict[str, State]:
    return {one.id: one.state for one in core.uploads.transfers()}


def test_with_a_vendor_chosen_only_what_failed_there_is_tried_again(shell: Shell, core: SampleCore) -> None:
    choose_vendor(shell, "tela")
    press(shell.window, "Show: Done")  # how things stand is said on the button itself
    press(shell.window, "Retry what failed of this choice")
    assert (states(core)["tela-bad"], states(core)["sela-bad"]) == (State.QUEUED, State.FAILED)
    choose_vendor(shell, "")
    press(shell.window, "Retry all failed")
    assert states(core)["sela-bad"] is State.QUEUED


def test_only_finished_ones_of_the_choice_leave_the_list(shell: Shell, core: SampleCore) -> None:
    choose_vendor(shell, "sela")
    press(shell.window, "Take finished ones of this choice off the list")
    assert sorted(states(core)) == ["sela-bad", "tela-bad", "tela-gone", "tela-good"]


def test_the_list_of_what_was_not_sent_holds_the_choice(shell: Shell, core: SampleCore, tmp_path: Path) -> None:
    asked: list[list[str]] = []

    async def export(ids: list[str], target: Path, *_: object) -> None:
        asked.append(sorted(ids))

    core.uploads.export = export  # type: ignore[method-assign]
    choose_vendor(shell, "sela")
    press(shell.window, "Save a list of what was not sent of this choice")
    dialog = next(d for d in shell.window.findChildren(QFileDialog) if d.isVisible())
    dialog.filesSelected.emit([str(tmp_path / "list.csv")])
    dialog.close()
    assert asked == [["sela-bad", "sela-gone"]]


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("Retry what failed of this choice", "No failed transfer fits this choice."),
        ("Take finished ones of this choice off the list", "No finished transfer fits this choice."),
    ],
)
def test_where_nothing_fits_that_is_said(shell: Shell, core: SampleCore, button: str, said: str) -> None:
    before = states(core)
    control(shell.window, "Search transfers", QLineEdit).setText("nothing is called so")
    press(shell.window, button)
    assert shell.views.notice_bar.words.text() == said
    assert states(core) == before


def test_a_list_of_nothing_is_not_written(shell: Shell, tmp_path: Path) -> None:
    control(shell.window, "Search transfers", QLineEdit).setText("nothing is called so")
    shell.controllers.queue.save_list(tmp_path / "list.csv")
    assert shell.views.notice_bar.words.text() == "All that fits this choice was sent, or still will be."
    assert list(tmp_path.glob("*.csv")) == []


def test_what_is_found_late_in_a_long_list_is_shown(shell: Shell, qtbot: QtBot) -> None:
    page, model = shell.views.transfers_page, shell.controllers.queue_model
    press(shell.window, "Show: Needs you")
    assert not page.empty.isVisible(), "more of it is to be looked at"
    qtbot.waitUntil(lambda: not model.is_sifting)
    assert (model.rowCount(), page.rows.isVisible()) == (4, True), "two of six, under two headings"
    page.line.setText("no such name")
    qtbot.waitUntil(page.empty.isVisible)
    assert not model.is_sifting
