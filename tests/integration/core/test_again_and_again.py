"""What goes wrong again and again ends at last; an absent network is waited for; what left is not sent again."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold

from app.core.engine.retry import MOST_TRIES
from app.core.transfer import State, StepRecord, StepState, Wait


def calls(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


@pytest.mark.parametrize(("provider", "step", "suffix"), [("sela", "ask", "csv"), ("deepset", "open", "txt")])
async def test_a_step_that_never_works_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, provider: str, step: str, suffix: str
) -> None:
    monkeypatch.setattr("app.core.engine.retry.delay", lambda *_: 0.0)
    desk.practice.misbehave(provider, step, "status:503", times=-1)
    batch = await desk.send(provider, desk.file(f"a.{suffix}"))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert calls(desk, provider, step) == MOST_TRIES
    desk.practice.behave()
    await desk.core.uploads.retry()
    assert [one.state for one in await desk.until(batch)] == [State.DONE], "the person's own try counts anew"


async def test_tries_without_a_network_do_not_count(desk: Desk) -> None:
    """The vendor's port is closed for longer than a step is tried, then its first answer is a refusal."""
    await desk.practice.stop()
    batch = await desk.send("sela", desk.file("a.csv"))
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.NETWORK
    for _ in range(MOST_TRIES + 2):
        await desk.core.uploads.resume()
        while desk.of(batch)[0].state in (State.QUEUED, State.RUNNING):
            await desk.turn()
        assert desk.of(batch)[0].wait is Wait.NETWORK
    assert desk.core.scheduler.files._end.tries_of(waiting.id).times == 0


async def test_what_was_cut_off_while_it_left_is_not_sent_again_by_going_on(desk: Desk) -> None:
    """Whatever way a transfer gets back into the queue: an intention without an outcome is never repeated."""
    hold(desk.core.scheduler)
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [queued] = desk.of(batch)
    await desk.core.uploads.pause([queued.id])
    await desk.core.journal.write(StepRecord(queued.id, "create", StepState.STARTED, 1.0))
    desk.core.scheduler.ledger.fresh.clear()
    go_on(desk.core.scheduler)
    await desk.core.uploads.resume([queued.id])
    [unknown] = await desk.until(batch, State.UNKNOWN)
    assert "may or may not have arrived" in str(unknown.problem)
    assert calls(desk, "sendai", "upload") == 0
    await desk.core.uploads.resolve(unknown.id, arrived=False)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.003, 0.01, 0.03])
async def test_pausing_at_any_moment_sends_nothing_twice(desk: Desk, delay: float) -> None:
    """The vendor holds its reply back; who pauses and goes on at once must not make a second copy."""
    desk.practice.misbehave("sendai", "upload", "slow", seconds=0.05, times=-1)
    batch = await desk.send("sendai", *(desk.file(f"{n}.pdf", b"%PDF" + bytes(300_000)) for n in range(4)))
    for _ in range(4):
        await asyncio.sleep(delay)  # a moment to pause at; whichever it is, the outcome is the same
        await desk.core.uploads.pause()
        await desk.core.uploads.resume()
    await desk.until(batch, State.DONE, State.UNKNOWN)
    names = [one.name for one in desk.practice.received("sendai")]
    assert len(names) == len(set(names))
    done = {one.name for one in desk.of(batch) if one.state is State.DONE}
    assert done <= set(names)
