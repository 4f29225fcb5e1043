"""A start with a long journal: it comes in portions, people act meanwhile, nothing is sent before it is whole."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from fixtures.desk import FORMS, Desk
from fixtures.held import hold
from fixtures.turns import Turns

from app.assembly import Setup, open_core
from app.core.engine import restart
from app.core.events import QueueRead, TransfersChanged, TransfersRead, TransfersRemoved
from app.core.paths import DataPaths
from app.core.sources import SourceFile
from app.core.storage.journal import Journal
from app.core.transfer import Batch, State, Transfer
from app.practice_mode import begin

EACH, BATCHES = 30, 4


class Story:
    """A core on a journal with four batches that begins to take it up."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.core = desk, desk.core
        self.read: list[tuple[str, list[str]]] = []
        self.sent: list[str] = []
        self.on_portion: Callable[[int], None] = lambda _number: None
        desk.core.events.subscribe(TransfersRead, self._on_read)
        desk.core.events.subscribe(TransfersChanged, self._on_changed)

    def _on_read(self, event: TransfersRead) -> None:
        self.read.append((event.batch.id, [one.id for one in event.transfers]))
        self.on_portion(len(self.read))

    def _on_changed(self, event: TransfersChanged) -> None:
        self.sent += [one.id for one in event.transfers if one.step]

    def states(self) -> set[State]:
        return {one.state for one in self.core.uploads.listed()}


@pytest.fixture
async def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Story]:
    monkeypatch.setattr(restart, "PORTION", 7)
    monkeypatch.setattr(restart, "FIRST", 5)
    paths = DataPaths(tmp_path / "data").make()
    journal = await Journal.open(paths.journal)
    source = tmp_path / "a.txt"
    source.write_bytes(b"a,b\n1,2\n")
    file = SourceFile.look_at(source)
    for number in range(BATCHES):
        batch = Batch(f"b{number}", "tela", "practice-tela", FORMS["tela"], "", 1.0 + number)
        # Written backwards: the order in the queue is that of the positions.
        rows = [
            Transfer(f"b{number}-{n:02}", batch.id, (file,), 100.0 * number + n, 1.0, file.size) for n in range(EACH)
        ]
        await journal.write(batch, *reversed(rows))
    await journal.close()
    core = await open_core(Setup(paths, practice=True))
    practice = await begin(core, scale=0.0)
    yield Story(Desk(core, practice, tmp_path / "files"))
    await core.close()
    await practice.stop()


async def test_the_newest_batch_comes_first_in_portions_and_in_order(story: Story) -> None:
    hold(story.core.scheduler)
    marks: list[int] = []
    with Turns() as turns:
        story.on_portion = lambda _number: marks.append(turns.count)
        await story.core.uploads.start()
    assert all(len(ids) <= 7 for _, ids in story.read)
    assert len(set(marks)) == len(marks), "the loop had a turn between any two portions"
    # The first few as they lie in the journal, before all of it is read; then everything in the order of the queue.
    assert story.read[0] == ("b3", [f"b3-{n}" for n in range(25, 30)])
    came = [id_ for _, ids in story.read[1:] for id_ in ids]
    assert came == [f"b{b}-{n:02}" for b in reversed(range(BATCHES)) for n in range(EACH)]
    assert [one.id for one in story.core.uploads.listed()] == sorted(came)


async def test_nothing_is_sent_before_all_of_it_is_there(story: Story) -> None:
    at_portion: list[list[str]] = []
    story.on_portion = lambda _number: at_portion.append(list(story.sent))
    whole: list[bool] = []
    story.core.events.subscribe(QueueRead, lambda _: whole.append(bool(story.sent)))
    await story.core.uploads.start()
    assert at_portion
    assert not any(at_portion)
    assert whole == [False]
    batch = story.core.uploads.batch("b0")
    assert batch is not None
    assert {one.state for one in await story.desk.until(batch)} == {State.DONE}


@pytest.mark.parametrize(
    ("act", "state"), [("pause", State.PAUSED), ("cancel", State.CANCELLED)], ids=["pause", "cancel"]
)
async def test_all_means_also_what_is_still_to_come(story: Story, act: str, state: State) -> None:
    acts: list[asyncio.Task[None]] = []

    def press(number: int) -> None:
        if number == 2:
            acts.append(asyncio.ensure_future(getattr(story.core.uploads, act)()))

    story.on_portion = press
    await story.core.uploads.start()
    await asyncio.gather(*acts)
    assert story.states() == {state}
    assert story.sent == []
    assert {one.state for one in await story.core.journal.transfers()} == {state}


async def test_one_that_is_there_already_obeys_at_once(story: Story) -> None:
    acts: list[asyncio.Task[None]] = []

    def press(number: int) -> None:
        if number == 1:
            acts.append(asyncio.ensure_future(story.core.uploads.cancel(["b3-25"])))

    story.on_portion = press
    hold(story.core.scheduler)
    await story.core.uploads.start()
    await asyncio.gather(*acts)
    found = story.core.uploads.transfer("b3-25")
    assert found is not None
    assert found.state is State.CANCELLED


@pytest.mark.parametrize("state", [State.CANCELLED, None], ids=["cancelled", "removed"])
async def test_what_is_done_with_the_first_rows_is_not_undone_by_the_rest(story: Story, state: State | None) -> None:
    acts: list[asyncio.Task[None]] = []

    async def act() -> None:
        await story.core.uploads.cancel(["b3-25"])
        if state is None:
            await story.core.uploads.remove(["b3-25"])

    story.on_portion = lambda number: acts.append(asyncio.ensure_future(act())) if number == 1 else None
    hold(story.core.scheduler)
    await story.core.uploads.start()
    await asyncio.gather(*acts)
    found = story.core.uploads.transfer("b3-25")
    assert (found.state if found else None) is state
    assert len(story.core.uploads.listed()) == EACH * BATCHES - (state is None)
    await story.core.uploads.forget_removed()
    kept = {one.id: one.state for one in await story.core.journal.transfers()}
    assert kept.get("b3-25") is state


async def test_damage_found_after_the_first_rows_takes_them_back(story: Story) -> None:
    removed: list[str] = []
    story.core.events.subscribe(TransfersRemoved, lambda event: removed.extend(event.ids))
    with sqlite3.connect(story.core.journal.path) as other:
        other.execute("UPDATE transfers SET rest = '{no json' WHERE id = 'b0-03'")
        other.execute("UPDATE transfers SET step = 'send' WHERE id = 'b3-25'")
    other.close()
    hold(story.core.scheduler)
    await story.core.uploads.start()
    assert sorted(removed) == [f"b3-{n}" for n in range(25, 30)]
    there = {one.id: one for one in story.core.uploads.transfers()}
    assert "b0-03" not in there
    assert len(there) == EACH * BATCHES - 1
    assert there["b3-25"].state is State.PAUSED, "what had begun does not go on by itself"
    assert list(there.values()) == await story.core.journal.transfers()


async def test_what_is_submitted_meanwhile_goes_out_behind_the_rest(story: Story) -> None:
    made: list[asyncio.Task[Batch]] = []

    def submit(number: int) -> None:
        if number == 1:
            made.append(asyncio.ensure_future(story.desk.send("tela", story.desk.file("new.txt", b"new"))))

    story.on_portion = submit
    await story.core.uploads.start()
    batch = await made[0]
    [new] = await story.desk.until(batch)
    assert new.state is State.DONE
    assert story.core.uploads.listed()[-1].id == new.id


async def test_an_account_whose_transfers_may_still_come_counts_as_in_use(story: Story) -> None:
    meanwhile: list[tuple[bool, bool, bool]] = []

    def look(_number: int) -> None:
        uploads = story.core.uploads
        meanwhile.append((uploads.is_whole, uploads.in_use("practice-tela"), uploads.in_use("practice-sela")))

    story.on_portion = look
    await story.core.uploads.start()
    assert set(meanwhile) == {(False, True, False)}
    assert story.core.uploads.is_whole


async def test_quitting_in_the_middle_leaves_the_journal_as_it_was(story: Story) -> None:
    before = await story.core.journal.transfers()
    starting = asyncio.ensure_future(story.core.uploads.start())
    second = asyncio.Event()
    story.on_portion = lambda number: second.set() if number == 2 else None
    await second.wait()
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert starting.cancelled()
    assert story.sent == []
    assert await story.core.journal.transfers() == before


async def test_what_is_removed_while_the_rest_comes_in_stays_away(story: Story) -> None:
    """The first rows are there before the journal is read: the whole of a batch's may be removed meanwhile."""
    early = [f"b3-{n}" for n in range(25, 30)]
    known = [one for one in await story.core.journal.transfers() if one.id in early]
    await story.core.journal.write(*(one.to(State.CANCELLED, ended_at=1.0) for one in known))
    removing: list[asyncio.Task[None]] = []

    def press(number: int) -> None:
        if number == 2:
            removing.append(asyncio.ensure_future(story.core.uploads.remove(early)))

    story.on_portion = press
    hold(story.core.scheduler)
    await story.core.uploads.start()
    await asyncio.gather(*removing)
    await story.core.uploads.forget_removed()
    kept = {one.id for one in await story.core.journal.transfers()}
    assert {one.id for one in story.core.uploads.listed()} == kept
    assert kept.isdisjoint(early)
    assert len(kept) == BATCHES * EACH - len(early)
