"""What is taken off the list can be brought back as it was, for a while, and no kill meanwhile loses it."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from fixtures.desk import Desk, opened
from fixtures.held import go_on, hold
from fixtures.slow_journal import SlowJournal, in_state

from app.core.engine import journal_trouble, removed
from app.core.errors import StoreError
from app.core.events import Totals, TransfersRead, TransfersRemoved
from app.core.transfer import Batch, State, Transfer


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removed, "PORTION", 3)


async def ended(desk: Desk, files: int = 8) -> Batch:
    """A batch of which the second half was cancelled and the first is done."""
    hold(desk.core.scheduler)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv", b"id\n%d\n" % n) for n in range(files)))
    await desk.core.uploads.cancel([one.id for one in desk.of(batch)][files // 2 :])
    go_on(desk.core.scheduler)
    await desk.until(batch)
    return batch


def ids(transfers: list[Transfer]) -> list[str]:
    return [one.id for one in transfers]


def total(desk: Desk) -> Totals:
    return desk.core.uploads.totals()


def execute(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.core.journal.path, timeout=20)) as connection:
        connection.execute(statement)
        connection.commit()


def jam(desk: Desk) -> None:
    execute(desk, "CREATE TRIGGER jam BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")


def free(desk: Desk) -> None:
    execute(desk, "DROP TRIGGER jam")


async def in_journal(desk: Desk) -> list[str]:
    return ids(await desk.core.journal.transfers())


async def test_what_was_removed_comes_back_as_it_was(desk: Desk) -> None:
    batch, other = await ended(desk), await ended(desk, 2)
    before, numbers = desk.core.uploads.transfers(), total(desk)
    receipts = await desk.core.uploads.receipts()
    gone: list[int] = []
    back: list[tuple[str, int]] = []
    desk.core.events.subscribe(TransfersRemoved, lambda event: gone.append(len(event.ids)))
    desk.core.events.subscribe(TransfersRead, lambda event: back.append((event.batch.id, len(event.transfers))))
    left = await desk.core.uploads.remove(ids(desk.of(batch) + desk.of(other)))
    assert (left, desk.core.uploads.transfers(), desk.core.uploads.batches()) == (10, [], [])
    assert not any(total(desk).by_state.values())
    await desk.core.uploads.bring_back()
    assert desk.core.uploads.transfers() == before
    assert total(desk) == numbers
    assert list(desk.core.uploads.batches()) == [batch, other]
    assert await desk.core.uploads.receipts() == receipts
    assert gone == [3, 3, 3, 1]
    assert back == [(batch.id, 3), (batch.id, 3), (batch.id, 2), (other.id, 1), (other.id, 1)]
    await desk.core.uploads.forget_removed()
    assert sorted(await in_journal(desk)) == sorted(ids(before)), "what is back stays"


async def test_all_that_needs_nobody_leaves_at_once_and_nothing_else(desk: Desk) -> None:
    batch = await ended(desk)
    desk.practice.misbehave("sela", "ask", "status:400")
    failed = await desk.until(await desk.send("sela", desk.file("bad.csv", b"id\n99\n")))
    hold(desk.core.scheduler)
    queued = desk.of(await desk.send("sela", desk.file("later.csv", b"id\n98\n")))
    before = desk.core.uploads.transfers()
    assert await desk.core.uploads.remove() == len(desk.of(batch)) + 8
    assert desk.core.uploads.transfers() == failed + queued
    await desk.core.uploads.bring_back()
    assert desk.core.uploads.transfers() == before


async def test_what_came_back_can_be_sent_again_and_has_its_place(desk: Desk) -> None:
    batch = await ended(desk, 4)
    order = ids(desk.of(batch))
    await desk.core.uploads.remove(order[1:3])
    await desk.core.uploads.bring_back()
    assert ids(desk.of(batch)) == order
    await desk.core.uploads.retry(order)
    assert Counter(one.state for one in await desk.until(batch)) == {State.DONE: 4}


async def test_it_leaves_the_journal_when_it_is_forgotten_and_with_the_next_removal(desk: Desk) -> None:
    batch = await ended(desk)
    first, second = ids(desk.of(batch))[:4], ids(desk.of(batch))[4:]
    await desk.core.uploads.remove(first)
    assert sorted(await in_journal(desk)) == sorted(first + second)
    await desk.core.uploads.remove(second)
    assert sorted(await in_journal(desk)) == sorted(second)
    await desk.core.uploads.forget_removed()
    assert await in_journal(desk) == []
    assert await desk.core.journal.batches() == []
    await desk.core.uploads.bring_back()
    assert desk.core.uploads.transfers() == []
    assert len(await desk.core.uploads.receipts()) == 4


async def test_it_leaves_the_journal_at_the_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await desk.core.uploads.remove(ids(desk.of(await ended(desk))))
    async with opened(tmp_path) as again:
        assert again.core.uploads.transfers() == []


async def test_a_kill_meanwhile_brings_it_back(desk: Desk, tmp_path: Path) -> None:
    batch = await ended(desk)
    before = desk.of(batch)
    await desk.core.uploads.remove(ids(before))
    journal = desk.core.journal.path
    shutil.copytree(tmp_path / "data", tmp_path / "killed" / "data", ignore=shutil.ignore_patterns(f"{journal.name}*"))
    there = tmp_path / "killed" / journal.relative_to(tmp_path)
    with closing(sqlite3.connect(journal)) as now, closing(sqlite3.connect(there)) as left:
        now.backup(left)  # what a killed program leaves
    async with opened(tmp_path / "killed") as again:
        assert again.of(batch) == before


async def test_what_the_disk_does_not_let_go_is_on_the_list_again(desk: Desk) -> None:
    batch = await ended(desk)
    before = desk.of(batch)
    first, second = ids(before)[:4], ids(before)[4:]
    await desk.core.uploads.remove(first)
    jam(desk)
    with pytest.raises(StoreError):
        await desk.core.uploads.remove(second)
    assert desk.of(batch) == before
    await desk.core.uploads.remove(first)
    with pytest.raises(StoreError):
        await desk.core.uploads.forget_removed()
    assert desk.of(batch) == before
    free(desk)
    await desk.core.uploads.remove(ids(before))
    await desk.core.uploads.forget_removed()
    assert await in_journal(desk) == desk.of(batch) == []


async def test_what_it_does_not_let_go_at_the_end_is_there_at_the_next_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as desk:
        batch = await ended(desk)
        before = desk.of(batch)
        await desk.core.uploads.remove(ids(before))
        jam(desk)
    assert "comes back at the next start" in caplog.text
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
    free(desk)
    async with opened(tmp_path) as again:
        assert again.of(batch) == before


async def test_what_is_on_the_list_by_another_way_stays_in_the_journal(desk: Desk) -> None:
    batch = await ended(desk, 2)
    [one, other] = desk.of(batch)
    await desk.core.uploads.remove([one.id, other.id])
    desk.core.scheduler.ledger.put_back(batch, [one])  # as when a damaged journal is read anew
    await desk.core.uploads.forget_removed()
    assert await in_journal(desk) == [one.id]
    await desk.core.uploads.remove([one.id])
    desk.core.scheduler.ledger.put_back(batch, [one])
    told: list[TransfersRead] = []
    desk.core.events.subscribe(TransfersRead, told.append)
    await desk.core.uploads.bring_back()
    assert desk.of(batch) == [one]
    assert told == []


async def test_a_session_that_was_left_open_is_closed_when_its_files_come_back(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await desk.until_sent("send")
    hold(desk.core.scheduler)
    await desk.core.uploads.cancel()
    await desk.core.uploads.remove(ids(desk.of(batch)))
    go_on(desk.core.scheduler)
    await desk.core.uploads.bring_back()
    session = desk.core.scheduler.rounds.get(batch.id, 1)
    assert session is not None
    async with asyncio.timeout(30):
        while not session.ended:
            await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]


async def test_what_is_only_being_written_down_as_done_is_not_removed_yet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full just then: without a receipt, and off the list, nobody would know that it was sent."""
    monkeypatch.setattr(journal_trouble, "JOURNAL_PAUSE", 0.01)
    slow = SlowJournal(monkeypatch, in_state(State.DONE), fails=True)
    batch = await desk.send("sela", desk.file("a.csv"))
    await slow.until_reached()
    removing = asyncio.create_task(desk.core.uploads.remove())
    await desk.turn()
    slow.goes_on.set()
    assert await removing == 0
    [one] = await desk.until(batch)
    assert one.state is State.DONE
    assert await desk.core.uploads.remove() == 1
    await desk.core.uploads.forget_removed()
    assert [kept.transfer_id for kept in await desk.core.uploads.receipts()] == [one.id]


async def test_of_what_is_gone_for_good_no_session_stays_in_memory(desk: Desk) -> None:
    rounds = desk.core.scheduler.rounds
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt", b"%d" % n) for n in range(4)))
    await desk.until(batch)
    await desk.core.uploads.remove()
    await desk.core.uploads.bring_back()
    assert rounds.of(batch.id)
    await desk.core.uploads.remove([one.id for one in desk.of(batch)][:1])
    await desk.core.uploads.forget_removed()
    assert rounds.of(batch.id), "the others are on the list"
    await desk.core.uploads.remove()
    assert rounds.of(batch.id), "they may be brought back, and tried again"
    await desk.core.uploads.forget_removed()
    assert not any((rounds._at, rounds._rounds, rounds._locks, rounds._loose))


async def test_of_what_failed_and_is_gone_for_good_no_tries_are_counted(desk: Desk) -> None:
    hold(desk.core.scheduler)
    path = desk.file("a.csv")
    batch = await desk.send("sela", path)
    path.unlink()
    go_on(desk.core.scheduler)
    [one] = await desk.until(batch, State.FAILED)
    tries = desk.core.scheduler.files._end.tries_of
    assert tries(one.id).times
    await desk.core.uploads.remove([one.id])
    await desk.core.uploads.forget_removed()
    assert not tries(one.id).times
