"""A session that is being opened while everything changes around it: none is left open at the vendor."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import Desk
from fixtures.gate import Gate
from fixtures.held import go_on, hold

from app.assembly import Setup, open_core
from app.core.engine.ledger import ONE_GO
from app.core.errors import StoreError
from app.core.paths import DataPaths
from app.core.text import text
from app.core.transfer import Batch, State


def calls(desk: Desk, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests("deepset"))


async def cancelled_meanwhile(desk: Desk, answer: Gate, *ids: str) -> None:
    """Cancel while *answer* is held back, and then let it come."""
    await answer.is_reached()
    cancelling = asyncio.ensure_future(desk.core.uploads.cancel(ids or None))
    await desk.turn()
    answer.set()
    await cancelling


async def opening(desk: Desk) -> None:
    while not calls(desk, "open"):
        await desk.turn()


async def closed(desk: Desk) -> None:
    while not calls(desk, "close"):
        await desk.turn()


async def test_what_is_cancelled_while_its_session_opens_leaves_no_session_open(desk: Desk) -> None:
    answer = Gate()
    desk.practice.misbehave("deepset", "open", "slow", until=answer)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"), desk.file("b.txt", b"b"))
    await cancelled_meanwhile(desk, answer)
    assert {one.state for one in desk.of(batch)} == {State.CANCELLED}
    await closed(desk)
    assert (calls(desk, "open"), calls(desk, "send")) == (1, 0)


async def test_who_stays_uses_the_session_that_a_cancelled_one_asked_for(desk: Desk) -> None:
    answer = Gate()
    desk.practice.misbehave("deepset", "open", "slow", until=answer)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"), desk.file("b.txt", b"b"))
    first, _ = desk.of(batch)
    await cancelled_meanwhile(desk, answer, first.id)
    await desk.until(batch)
    states = [one.state for one in desk.of(batch)]
    assert states == [State.CANCELLED, State.DONE]
    assert (calls(desk, "open"), calls(desk, "close")) == (1, 1)
    assert [one.name for one in desk.practice.received("deepset")] == ["b.txt"]


async def test_a_session_that_could_not_be_opened_for_nobody_troubles_nobody(desk: Desk) -> None:
    answer = Gate()
    desk.practice.misbehave("deepset", "open", "slow", until=answer)
    desk.practice.misbehave("deepset", "open", "status:402")
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await cancelled_meanwhile(desk, answer)
    again = await desk.send("deepset", desk.file("b.txt", b"b"))
    await desk.until(again)
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]


async def test_closing_the_program_waits_for_the_session_and_the_next_start_uses_it(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "open", "slow", seconds=0.3)
    await desk.send("deepset", desk.file("a.txt", b"a"))
    await opening(desk)
    key = desk.practice.keys["deepset"]
    await desk.core.close()
    desk.core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True))
    await desk.core.accounts.set_key("practice-deepset", key, this_run_only=True)
    await desk.core.uploads.start()
    [batch] = desk.core.uploads.batches()
    await desk.until(batch, State.DONE)
    assert (calls(desk, "open"), calls(desk, "close")) == (1, 1)


async def test_a_batch_that_the_journal_did_not_take_is_followed_by_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[Batch] = []

    async def write(batch: Batch, *_rest: object, durable: bool) -> None:
        refused.append(batch)
        raise StoreError(text("The disk is full."))

    with monkeypatch.context() as full:
        full.setattr(desk.core.journal, "write", write)
        with pytest.raises(StoreError):
            await desk.send("deepset", desk.file("a.txt", b"a"))
    assert [desk.core.scheduler.rounds.follows(one.id) for one in refused] == [False]
    assert desk.core.uploads.batches() == []


async def test_two_batches_with_the_same_name_never_meet_in_one_session(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "open", "slow", seconds=0.3, times=2)
    first = await desk.send("deepset", desk.file("a.txt", b"one"))
    second = await desk.send("deepset", desk.file("other/A#.txt", b"two"), desk.file("more/a.txt", b"three"))
    await desk.until(first, State.DONE)
    await desk.until(second, State.DONE)
    assert (calls(desk, "open"), calls(desk, "close")) == (2, 2)
    assert sorted(one.name for one in desk.practice.received("deepset")) == ["A_.txt", "a.txt", "a.txt"]


async def test_what_is_sent_again_after_it_arrived_goes_into_a_session_of_its_own(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "outcome", failed=1)
    batch = await desk.send("deepset", desk.file("a.txt", b"one"))
    [failed] = await desk.until(batch, State.FAILED)
    await desk.core.uploads.retry([failed.id])
    await desk.until(batch, State.DONE)
    assert (calls(desk, "open"), calls(desk, "send")) == (2, 2)


async def test_what_joins_an_open_session_is_in_the_journal_before_a_large_file_leaves(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("deepset", desk.file("a.txt"), desk.file("b.txt", b"x" * (ONE_GO + 1)))
    first, second = sorted(desk.of(batch), key=lambda one: one.position)
    await desk.core.uploads.pause([second.id])
    go_on(desk.core.scheduler)
    await desk.until(batch, State.PROCESSING, State.PAUSED)
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    await desk.core.uploads.resume()
    await desk.until_sent("send")
    kept = {one.id: (one.state, one.round) for one in await desk.core.journal.transfers()}
    assert kept == {first.id: (State.PROCESSING, 1), second.id: (State.RUNNING, 1)}
