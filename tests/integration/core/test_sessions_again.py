"""What arrived in a session is not sent a second time when it is tried again: what did not work was its end."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import Desk, opened
from fixtures.slow_journal import SlowJournal

from app.core.engine.retry import MOST_TRIES
from app.core.transfer import ROUND_END, Batch, State, StepRecord

FILES = 3


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.engine.retry.delay", lambda *_: 0.0)


async def send(desk: Desk) -> Batch:
    return await desk.send("deepset", *(desk.file(f"{n}.txt", b"%d" % n) for n in range(FILES)))


def calls(desk: Desk, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests("deepset"))


async def all_done(desk: Desk, batch: Batch) -> None:
    done = await desk.until(batch)
    assert [one.state for one in done] == [State.DONE] * FILES, str(done[0].problem)
    assert len(await desk.core.uploads.receipts()) == FILES
    assert sorted(one.name for one in desk.practice.received("deepset")) == [f"{n}.txt" for n in range(FILES)]
    assert (calls(desk, "open"), calls(desk, "send")) == (1, FILES)


@pytest.mark.parametrize(("step", "status"), [("close", 503), ("close", 403)])
async def test_a_session_that_could_not_be_closed_is_closed_then(desk: Desk, step: str, status: int) -> None:
    desk.practice.misbehave("deepset", step, f"status:{status}", times=MOST_TRIES if status == 503 else 1)
    batch = await send(desk)
    assert {one.state for one in await desk.until(batch)} == {State.FAILED}
    await desk.core.uploads.retry()
    await all_done(desk, batch)
    assert desk.core.scheduler.rounds.of(batch.id)[0].ended


async def test_a_session_that_is_gone_is_followed_by_another(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "status:404")
    batch = await send(desk)
    assert {one.state for one in await desk.until(batch)} == {State.FAILED}
    await desk.core.uploads.retry()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert (calls(desk, "open"), calls(desk, "send")) == (2, 2 * FILES)


@pytest.mark.parametrize("closed", [True, False])
async def test_what_was_cancelled_when_it_had_arrived_is_followed_again(desk: Desk, closed: bool) -> None:
    if not closed:
        desk.practice.misbehave("deepset", "close", "slow", seconds=0.2)
    desk.practice.world.scale = 1.0 if closed else 0.0
    batch = await send(desk)
    await desk.until(batch, State.PROCESSING)
    await desk.core.uploads.cancel()
    desk.practice.world.scale = 0.0
    [session] = desk.core.scheduler.rounds.of(batch.id)
    while closed and not session.ended:
        await desk.turn()
    await desk.core.uploads.retry([one.id for one in desk.of(batch)])
    await all_done(desk, batch)


async def test_one_that_is_tried_again_while_the_end_is_only_being_written_down_is_done_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowJournal(monkeypatch, lambda one: isinstance(one, StepRecord) and one.step == ROUND_END)
    desk.practice.misbehave("deepset", "close", "slow", seconds=0.2)
    batch = await send(desk)
    await desk.until(batch, State.PROCESSING)
    first = desk.of(batch)[0].id
    await desk.core.uploads.cancel([first])
    await slow.until_reached()
    await desk.core.uploads.retry([first])
    while not any(one.state is State.PROCESSING for one in desk.of(batch)):
        await desk.turn()
    slow.goes_on.set()
    await all_done(desk, batch)


async def test_what_the_vendor_could_not_read_in_is_sent_anew(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "outcome", failed=FILES)
    batch = await send(desk)
    failed = await desk.until(batch)
    assert {(one.state, one.arrived) for one in failed} == {(State.FAILED, False)}
    await desk.core.uploads.retry()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert (calls(desk, "open"), calls(desk, "send")) == (2, 2 * FILES)


async def test_the_end_is_tried_again_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        desk.practice.misbehave("deepset", "close", "status:503", times=MOST_TRIES)
        batch = await send(desk)
        await desk.until(batch)
    async with opened(tmp_path) as desk:
        desk.practice.misbehave("deepset", "close", "status:409")
        desk.practice.misbehave("deepset", "watch", "status:404")
        await desk.core.uploads.retry()
        done = await desk.until(batch)
        assert [one.state for one in done] == [State.DONE] * FILES, str(done[0].problem)
        assert (calls(desk, "open"), calls(desk, "send"), calls(desk, "close")) == (0, 0, 1)
