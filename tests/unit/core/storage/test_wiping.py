"""Signed addresses, policies and tokens leave the journal, its file and its log when nothing goes on from them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from app.core.copies import replace
from app.core.storage import writer
from app.core.storage.journal import Journal
from app.core.storage.wipe import Spent
from app.core.transfer import State


@pytest.mark.parametrize(("state", "kept"), [(State.DONE, False), (State.CANCELLED, True), (State.FAILED, True)])
async def test_signed_addresses_are_wiped_when_nothing_can_go_on_from_them(
    journal: Journal, make: SimpleNamespace, state: State, kept: bool
) -> None:
    await journal.write(make.batch(), make.step(), make.step("other"), make.transfer(state=state))
    [step] = await journal.steps("t1")
    assert ("example" in str(step.outputs)) is kept
    assert ("eyJ" in str(step.outputs)) is kept
    assert step.outputs["id"] == "7"
    assert step.outputs["$sha256"] == {"policy.pdf": "ff"}
    assert replace(step, outputs={}) == make.step(outputs={})
    assert await journal.steps("other") == [make.step("other")]


async def test_a_wiped_address_is_in_no_byte_of_the_file(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.step("b/1", "open"), make.step("b/1", "close", outputs={"id": 1}))
    await journal.write(Spent("b/1"), Spent("nobody"))
    await journal.close()
    content = journal.path.read_bytes()
    assert b"Signature=abc" not in content
    assert b"eyJ" not in content
    assert [one.name for one in journal.path.parent.iterdir()] == [journal.path.name]


async def test_only_what_is_asked_for_anew_is_wiped(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.step("t1", "ask#0"), make.step("t1", "create"))
    await journal.write(make.transfer(state=State.FAILED), Spent("t1", frozenset({"ask"})))
    ask, create = await journal.steps("t1")
    assert "example" not in str(ask.outputs)
    assert create == make.step("t1", "create")


async def test_what_a_retry_asks_for_in_the_same_commit_stays(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.transfer(state=State.CANCELLED), Spent("t1"), make.step())
    assert await journal.steps("t1") == [make.step()]


async def _emptied(journal: Journal) -> None:
    log = journal.path.with_name(f"{journal.path.name}-wal")
    async with asyncio.timeout(20):
        while log.stat().st_size:
            await asyncio.sleep(0.01)


async def test_the_log_is_emptied_when_nothing_more_is_written(
    journal: Journal, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUIET", 0.01)
    await journal.write(make.batch(), make.step())
    await journal.write(make.transfer(state=State.DONE))
    await _emptied(journal)
    assert b"Signature=abc" not in journal.path.read_bytes()
    [step] = await journal.steps("t1")
    assert step.outputs["id"] == "7"


async def test_who_reads_while_the_log_is_to_be_emptied_holds_nobody_up(
    journal: Journal, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUIET", 0.01)
    tried = asyncio.Event()
    known, loop = writer.JournalThread._empty_log, asyncio.get_running_loop()

    def empty(thread: writer.JournalThread) -> None:
        known(thread)
        loop.call_soon_threadsafe(tried.set)

    monkeypatch.setattr(writer.JournalThread, "_empty_log", empty)
    await journal.write(make.plain(1))
    with closing(sqlite3.connect(journal.path)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM transfers").fetchone() == (1,)
        await journal.write(make.plain(2))
        await tried.wait()
        assert journal.path.with_name(f"{journal.path.name}-wal").stat().st_size
        async with asyncio.timeout(2):  # the busy time is five seconds
            assert len(await journal.transfers()) == 2
        tried.clear()
        await tried.wait()
    await _emptied(journal)  # nothing more is written, but nobody reads any more


async def test_a_log_that_cannot_be_emptied_is_no_failure(
    journal: Journal, make: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    await journal.write(make.plain(1))
    with closing(sqlite3.connect(":memory:")) as closed:
        pass
    thread = journal._thread
    thread._open, known = closed, thread._open
    thread._empty_log()
    assert "log was not emptied" in caplog.text
    thread._open = None
    thread._empty_log()
    thread._open = known
    assert len(await journal.transfers()) == 1
