"""What is worth a notification: ended batches together, decisions at once, and nothing that still goes on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.events import Notice, TransfersChanged
from app.core.text import text
from app.core.transfer import State, Transfer
from app.ui import sample_data
from app.ui.desktop import announcer as announcer_module
from app.ui.desktop.announcer import Announcement, Announcer
from app.ui.sample_core import SampleCore


class Queue:
    """A queue whose transfers change, and what was announced."""

    def __init__(self, core: SampleCore, parent: QApplication) -> None:
        self.core = core
        self.told: list[Announcement] = []
        self.announcer = Announcer(core, parent)
        self.announcer.announced.connect(self.told.append)

    def batch(self, number: int, *states: State) -> list[Transfer]:
        """A batch for the vendor of that number."""
        made = sample_data.batch(number, self.core.providers.all()[number], "a", 0.0)
        transfers = [sample_data.transfer(made, n, f"{n}", 9, state) for n, state in enumerate(states)]
        self.core.uploads.put(made, transfers)
        self.core.events.publish(TransfersChanged(transfers))
        return transfers

    def change(self, *transfers: Transfer, state: State) -> None:
        """They are in another state now."""
        self.core.uploads.change(*(one.to(state) for one in transfers))


@pytest.fixture
def queue(core: SampleCore, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(announcer_module, "SETTLE", 20)
    made = Queue(core, qapp)
    yield made
    made.announcer.close()


def test_batches_that_end_together_are_one_announcement(queue: Queue, qtbot: QtBot) -> None:
    first, second = queue.batch(0, State.RUNNING, State.RUNNING), queue.batch(1, State.RUNNING)
    queue.change(*first, state=State.DONE)
    queue.change(*second, state=State.DONE)
    qtbot.waitUntil(lambda: bool(queue.told))
    queue.announcer.settle()
    assert queue.told == [Announcement("All done", "3 files are done.", "batch-0")]


def test_the_vendor_is_named_and_failures_first(queue: Queue, qtbot: QtBot) -> None:
    one, other, third = queue.batch(0, *[State.RUNNING] * 3)
    queue.change(one, third, state=State.DONE)
    queue.change(other, state=State.FAILED)
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told[0].title == "1 file failed"
    assert queue.told[0].body == "deepset: 2 files are done. 1 failed: open Sendoff to see why."


def test_of_a_long_queue_nothing_is_made_whole(queue: Queue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def whole() -> list[Transfer]:
        raise AssertionError("100,000 transfers take two seconds, in which the window stands still")

    monkeypatch.setattr(queue.core.uploads, "transfers", whole)
    queue.change(*queue.batch(0, State.RUNNING), state=State.DONE)
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told == [Announcement("All done", "deepset: 1 file is done.", "batch-0")]


@pytest.mark.parametrize("left", [State.RUNNING, State.QUEUED, State.PROCESSING, State.WAITING, State.PAUSED])
def test_what_goes_on_is_not_over(queue: Queue, left: State, qtbot: QtBot) -> None:
    one, _ = queue.batch(0, State.RUNNING, left)
    queue.change(one, state=State.DONE)
    queue.announcer.settle()
    assert queue.told == []


def test_after_a_restart_what_was_not_heard_of_still_counts(queue: Queue, qtbot: QtBot) -> None:
    made = sample_data.batch(0, queue.core.providers.all()[0], "a", 0.0)
    first, second = (sample_data.transfer(made, n, f"{n}", 9, State.RUNNING) for n in range(2))
    queue.core.uploads.put(made, [first, second])
    queue.change(first, state=State.DONE)
    queue.announcer.settle()
    assert queue.told == []
    queue.change(second, state=State.DONE)
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told[0].body == "deepset: 2 files are done."


def test_a_decision_is_asked_for_at_once_and_once(queue: Queue, qtbot: QtBot) -> None:
    lost, other = queue.batch(0, State.RUNNING, State.RUNNING)
    queue.change(lost, state=State.UNKNOWN)
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told[0].title == "Sendoff needs you"
    assert "not certain whether 1 file arrived" in queue.told[0].body
    queue.change(lost, state=State.UNKNOWN)
    queue.announcer.settle()
    assert len(queue.told) == 1
    queue.change(other, state=State.DONE)
    qtbot.waitUntil(lambda: len(queue.told) == 2)
    assert "1 file is done." in queue.told[1].body


def test_a_rejected_key_is_told_and_its_end_is_not(queue: Queue, qtbot: QtBot) -> None:
    queue.core.events.publish(Notice("network", text("No network.")))
    queue.core.events.publish(Notice("key", text("Sela did not accept this key."), "a"))
    queue.core.events.publish(Notice("key", text(""), "a", over=True))
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told == [Announcement("Sendoff needs you", "Sela did not accept this key.")]


def test_cancelled_is_what_the_person_did_and_needs_no_telling(queue: Queue, qtbot: QtBot) -> None:
    queue.change(*queue.batch(0, State.RUNNING), state=State.CANCELLED)
    queue.announcer.settle()
    assert queue.told == []


def test_files_of_a_watched_folder_that_wait_are_told_with_their_preset(queue: Queue, qtbot: QtBot) -> None:
    queue.core.events.publish(Notice("watch", text("The folder is not there."), "p"))
    queue.core.events.publish(Notice("go-ahead", text("3 new files wait for your go-ahead."), "p"))
    qtbot.waitUntil(lambda: bool(queue.told))
    assert queue.told == [Announcement("Sendoff needs you", "3 new files wait for your go-ahead.", preset_id="p")]
