"""A journal that cannot be written for a while: nothing new is begun, and everything goes on afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest
from fixtures.barrier import Barrier
from fixtures.desk import Desk
from fixtures.held import go_on, hold

from app.core.engine import journal_trouble
from app.core.engine.cut_off import take_up_stranded
from app.core.engine.ledger import Ledger
from app.core.engine.world import World
from app.core.errors import StoreError
from app.core.events import Notice
from app.core.text import text
from app.core.transfer import State, StepRecord, StepState, Wait


class Jam:
    """Makes the journal's own SQLite refuse what a condition names, as a full disk would."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.notices: list[Notice] = []
        self._heard = asyncio.Event()
        self.looked_twice = asyncio.Event()
        desk.core.events.subscribe(Notice, self._on_notice)

    def _on_notice(self, notice: Notice) -> None:
        self.notices.append(notice)
        self._heard.set()

    def begin(self, table: str, condition: str = "1") -> None:
        self._do(
            f"CREATE TRIGGER jam BEFORE INSERT ON {table} WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )

    def end(self) -> None:
        self._do("DROP TRIGGER jam")

    def _do(self, statement: str) -> None:
        with closing(sqlite3.connect(self._desk.core.journal.path, timeout=20)) as connection:
            connection.execute(statement)
            connection.commit()

    async def noticed(self) -> None:
        async with asyncio.timeout(30):
            await self._heard.wait()


@pytest.fixture
def jam(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Jam:
    monkeypatch.setattr(journal_trouble, "JOURNAL_PAUSE", 0.1)
    made = Jam(desk)
    looks: list[object] = []

    async def counted(world: World, ledger: Ledger, ids: Iterable[str]) -> None:
        looks.append(ids)
        if len(looks) > 2:
            made.looked_twice.set()
        await take_up_stranded(world, ledger, ids)

    monkeypatch.setattr(journal_trouble, "take_up_stranded", counted)
    return made


async def test_a_full_disk_holds_everything_and_then_it_goes_on(desk: Desk, jam: Jam) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3)))
    jam.begin("transfers")
    go_on(desk.core.scheduler)
    await jam.noticed()
    assert jam.notices[0].kind == "disk"
    assert "could not be" in str(jam.notices[0].words)
    async with asyncio.timeout(30):
        await jam.looked_twice.wait()
    assert desk.practice.requests("sela") == []
    jam.end()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert len(await desk.core.uploads.receipts()) == 3
    assert jam.notices[-1].over


async def test_an_end_that_could_not_be_written_is_written_later_without_sending_again(desk: Desk, jam: Jam) -> None:
    jam.begin("receipts")
    batch = await desk.send("sela", desk.file("a.csv"))
    await jam.noticed()
    assert {one.state for one in desk.of(batch)} <= {State.RUNNING, State.QUEUED}, "not said before it is on disk"
    jam.end()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert len(desk.practice.requests("sela")) == 2
    assert len(await desk.core.uploads.receipts()) == 1


async def test_a_costly_step_whose_outcome_could_not_be_written_is_unknown(desk: Desk, jam: Jam) -> None:
    jam.begin("steps", "NEW.state = 'done'")
    batch = await desk.send("sendai", desk.file("a.pdf"))
    await jam.noticed()
    jam.end()
    [unknown] = await desk.until(batch, State.UNKNOWN)
    assert unknown.step == "create"
    assert len(desk.practice.received("sendai")) == 1


async def test_the_end_of_a_batch_that_could_not_be_written_is_told_later(desk: Desk, jam: Jam) -> None:
    jam.begin("receipts")
    batch = await desk.send("deepset", desk.file("a.txt"), desk.file("b.txt"))
    await jam.noticed()
    jam.end()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert len(await desk.core.uploads.receipts()) == 2
    assert sum(seen.step == "close" for seen in desk.practice.requests("deepset")) == 1


async def test_the_end_of_a_session_goes_on_when_its_refusal_could_not_be_written(desk: Desk, jam: Jam) -> None:
    desk.practice.misbehave("deepset", "close", "status:503")
    jam.begin("steps", "NEW.step = 'close' AND NEW.state = 'failed'")
    batch = await desk.send("deepset", desk.file("a.txt"))
    await jam.noticed()
    assert [one.state for one in desk.of(batch)] == [State.PROCESSING]
    jam.end()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_what_the_person_asked_for_and_could_not_be_kept_is_taken_back(desk: Desk, jam: Jam) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv"))
    jam.begin("transfers")
    with pytest.raises(StoreError):
        await desk.core.uploads.pause()
    assert [one.state for one in desk.of(batch)] == [State.QUEUED]
    with pytest.raises(StoreError):
        await desk.send("sela", desk.file("b.csv"))
    assert len(desk.core.uploads.transfers()) == 1
    jam.end()
    go_on(desk.core.scheduler)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_a_jam_at_the_end_of_the_program_leaves_all_for_the_next_start(desk: Desk, jam: Jam) -> None:
    jam.begin("transfers", "NEW.state = 'running'")
    await desk.send("sela", desk.file("a.csv"))
    await jam.noticed()
    await desk.core.scheduler.stop()
    desk.core.scheduler._run_if_open(desk.core.scheduler.trouble.take_up)
    jam.end()
    [kept] = await desk.core.journal.transfers()
    assert kept.state is State.QUEUED
    assert desk.practice.requests("sela") == []


async def test_a_removed_transfer_is_no_longer_taken_up(desk: Desk, jam: Jam) -> None:
    desk.core.scheduler.trouble.met("a transfer that is gone", StoreError(text("The disk is full.")))
    await desk.core.scheduler.trouble.take_up()
    assert jam.notices[-1].over
    record = StepRecord("x", "y", StepState.DONE, 1.0)
    await desk.core.journal.write(record)  # it takes entries as ever
    assert [one.step for one in await desk.core.journal.steps("x")] == ["y"]


async def test_a_key_that_is_refused_while_the_disk_is_full_is_asked_for_afterwards(desk: Desk, jam: Jam) -> None:
    desk.practice.misbehave("sela", "ask", "status:401")
    jam.begin("transfers", "NEW.state = 'waiting'")
    batch = await desk.send("sela", desk.file("a.csv"))
    await jam.noticed()
    jam.end()
    desk.practice.misbehave("sela", "ask", "status:401")
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.KEY
    async with asyncio.timeout(30):
        while jam.notices[-1].kind != "key":
            await desk.turn()


async def test_an_account_whose_key_was_refused_stays_held_when_another_refusal_cannot_be_written(
    desk: Desk, jam: Jam
) -> None:
    one_of_them = iter([True])
    barrier = Barrier(desk, lambda *_: next(one_of_them, False))
    late = await desk.send("sela", desk.file("late.csv"))
    await barrier.until_reached()
    desk.practice.revoke_key("sela", desk.practice.keys["sela"])
    await desk.until(await desk.send("sela", desk.file("early.csv")), State.WAITING)
    jam.begin("transfers", "NEW.state = 'waiting'")
    barrier.opens.set()
    async with asyncio.timeout(30):
        while not any(one.kind == "disk" for one in jam.notices):
            await desk.turn()
    assert desk.core.scheduler.world.blocked == {"practice-sela"}
    jam.end()
    await desk.until(late, State.QUEUED)
    assert desk.core.scheduler.world.blocked == {"practice-sela"}


async def test_a_stop_that_a_full_disk_refuses_before_anything_has_begun_holds_nothing_up(
    desk: Desk, jam: Jam, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.core.scheduler._open = False
    monkeypatch.setattr(journal_trouble, "JOURNAL_PAUSE", 0.0)
    desk.core.scheduler.trouble.met("of a start that is not whole yet", StoreError(text("The disk is full.")))
    await desk.turn()
    desk.core.scheduler.start()
    assert [one.state for one in await desk.until(await desk.send("sela", desk.file("a.csv")))] == [State.DONE]


async def test_a_session_is_not_closed_for_a_file_whose_arrival_could_not_be_written(desk: Desk, jam: Jam) -> None:
    """Closed at the vendor and not in the journal, it would be opened once more, and its files sent a second time."""
    jam.begin("transfers", "NEW.state = 'processing'")
    batch = await desk.send("deepset", desk.file("a.txt"))
    await jam.noticed()
    async with asyncio.timeout(30):
        await jam.looked_twice.wait()
    steps = await desk.core.journal.steps(f"{batch.id}/1")
    assert {one.step for one in steps} == {"open"}
    jam.end()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert [seen.step for seen in desk.practice.requests("deepset") if seen.step in ("open", "close")] == [
        "open",
        "close",
    ]
