"""A computer that sleeps, a clock that is set back: what died is asked for again, and nothing waits for hours."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest
from fixtures.barrier import Barrier
from fixtures.desk import Desk, opened
from fixtures.door import closed_door
from fixtures.hand_clock import HandClock
from fixtures.held import go_on, hold

from app.core.engine.moments import MOMENT
from app.core.engine.world import Limits
from app.core.json_types import Json
from app.core.transfer import State, Wait

pytestmark = pytest.mark.usefixtures("clock")
HOUR = 3600.0
LARGE = b"id,name\n" + b"1,Ann\n" * 2_000_000
"""Never leaves whole before the connection breaks."""
FULL = 10_000
"""Files that deepset takes in one session (docs.cloud.deepset.ai, "Upload Files with the API")."""


def calls(desk: Desk, provider: str, step: str) -> list[int]:
    return [seen.status for seen in desk.practice.requests(provider) if seen.step == step]


@pytest.mark.parametrize(("provider", "suffix"), [("sela", "csv"), ("tela", "txt")])
async def test_an_address_that_died_while_the_computer_slept_is_never_used(
    desk: Desk, clock: HandClock, provider: str, suffix: str
) -> None:
    desk.practice.misbehave(provider, "send", "reset_mid")
    batch = await desk.send(provider, desk.file(f"a.{suffix}", LARGE))
    await desk.until(batch, State.WAITING)
    clock.goes_on(8 * HOUR)
    desk.practice.shift_clock(8 * HOUR)
    desk.core.scheduler.pump_soon()  # as its timer does, a minute after waking at the latest
    [done] = await desk.until(batch)
    assert done.state is State.DONE, str(done.problem)
    assert len(calls(desk, provider, "ask")) == 2
    assert 403 not in calls(desk, provider, "send")


async def test_a_session_that_ended_while_the_computer_slept_is_followed_by_another(
    desk: Desk, clock: HandClock
) -> None:
    desk.practice.misbehave("deepset", "send", "reset_mid")
    batch = await desk.send("deepset", desk.file("a.txt", LARGE))
    await desk.until(batch, State.WAITING)
    clock.goes_on(25 * HOUR)
    desk.practice.shift_clock(25 * HOUR)
    desk.core.scheduler.pump_soon()
    [done] = await desk.until(batch)
    assert done.state is State.DONE, str(done.problem)
    assert len(calls(desk, "deepset", "open")) == 2
    assert [one.late for one in desk.practice.received("deepset")] == [False]


@pytest.mark.parametrize(("provider", "step", "suffix"), [("sela", "ask", "csv"), ("deepset", "send", "txt")])
async def test_a_clock_that_is_set_back_does_not_make_anything_wait_for_hours(
    desk: Desk, clock: HandClock, provider: str, step: str, suffix: str
) -> None:
    fault = "s3:SlowDown" if step == "send" else "status:429"
    desk.practice.misbehave(provider, step, fault, retry_after=30)
    batch = await desk.send(provider, desk.file(f"a.{suffix}"))
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.RETRY
    clock.jumps(-5 * HOUR)
    clock.goes_on(29)
    desk.core.scheduler.pump_soon()
    await desk.turn()
    assert desk.of(batch)[0].state is State.WAITING, "what the vendor asked for is kept"
    clock.goes_on(1)
    desk.core.scheduler.pump_soon()
    [done] = await desk.until(batch)
    assert done.state is State.DONE, str(done.problem)


async def looked(desk: Desk) -> None:
    """The scheduler has looked whether something may begin."""
    desk.core.scheduler.pump_soon()
    await desk.turn()


async def test_what_a_vendor_asks_for_holds_the_whole_account_also_over_a_restart(
    tmp_path: Path, clock: HandClock
) -> None:
    async with opened(tmp_path, clock=clock) as desk:
        desk.core.scheduler.set_limits(Limits(at_once=1))
        desk.practice.misbehave("sela", "ask", "status:429", retry_after=600)
        batch = await desk.send("sela", *(desk.file(f"{n}.csv", b"id\n%d\n" % n) for n in range(3)))
        async with asyncio.timeout(20):
            while not any(one.state is State.WAITING for one in desk.of(batch)):
                await desk.turn()
        clock.goes_on(100)
        await looked(desk)
        assert calls(desk, "sela", "ask") == [429], "the others have to wait as well"
    clock.goes_on(400)
    async with opened(tmp_path, clock=clock) as desk:
        [batch] = desk.core.uploads.batches()
        other = await desk.send("tela", desk.file("a.txt"))
        await desk.until(other, State.DONE)
        clock.goes_on(99)
        await looked(desk)
        assert {one.state for one in desk.of(batch)} <= {State.QUEUED, State.WAITING}
        assert calls(desk, "sela", "ask") == []
        clock.goes_on(1.1)
        desk.core.scheduler.pump_soon()
        assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_a_clock_that_was_set_back_between_two_runs_makes_no_account_wait_longer_than_it_was_asked_to(
    tmp_path: Path, clock: HandClock
) -> None:
    async with opened(tmp_path, clock=clock) as desk:
        desk.practice.misbehave("sela", "ask", "status:429", retry_after=30)
        await desk.until(await desk.send("sela", desk.file("a.csv")), State.WAITING)
    clock.jumps(-5 * HOUR)
    async with opened(tmp_path, clock=clock) as desk:
        assert desk.core.scheduler.pace.held_for("practice-sela") == 30
    clock.jumps(10 * HOUR)
    async with opened(tmp_path, clock=clock) as desk:
        assert desk.core.scheduler.pace.held_for("practice-sela") == 0


async def test_a_session_takes_ten_thousand_files_and_not_one_more(desk: Desk) -> None:
    """As if 9,998 had joined already: of three more, two join them and the third opens another session."""
    hold(desk.core.scheduler)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(4)))
    first, *others = sorted(desk.of(batch), key=lambda one: one.position)
    await desk.core.uploads.pause([one.id for one in others])
    go_on(desk.core.scheduler)
    await desk.until(batch, State.PROCESSING, State.PAUSED)
    [session] = desk.core.scheduler.rounds.of(batch.id)
    session.joined = FULL - 2
    await desk.core.uploads.resume()
    ended = await desk.until(batch)
    assert {one.state for one in ended} == {State.DONE}, [str(one.problem) for one in ended]
    assert sorted(one.round for one in ended) == [1, 1, 1, 2]
    assert next(one.round for one in ended if one.id == first.id) == 1
    assert (len(calls(desk, "deepset", "open")), len(calls(desk, "deepset", "close"))) == (2, 2)
    assert session.joined == FULL


@pytest.mark.parametrize("days", [-3, 3])
async def test_a_clock_that_is_set_between_an_attempt_and_its_look_up_hides_nothing(
    desk: Desk, clock: HandClock, days: int
) -> None:
    looked_up = Barrier(desk, lambda request, _secret: request.reads)
    desk.core.scheduler.world.runner = looked_up
    desk.practice.misbehave("optimaldial", "upload", "drop_after")
    batch = await desk.send("optimaldial", desk.leads())
    await looked_up.until_reached()
    clock.jumps(days * 24 * HOUR)
    looked_up.opens.set()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert desk.practice.charges() == 120


@pytest.mark.parametrize(("hours", "boot"), [(-5, "by hand"), (5, "by hand"), (0, "another")])
async def test_an_upload_that_was_made_after_the_clock_was_set_is_not_taken_for_an_earlier_one(
    desk: Desk, clock: HandClock, hours: int, boot: str
) -> None:
    """Of two files of one name and size the first never arrived; between them somebody set the clock.

    Or the computer was started anew before the look-up: then only the time of day is left.
    """
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    batches = []
    for number, fault in enumerate(("drop_before", "drop_after")):
        desk.practice.misbehave("optimaldial", "upload", fault)
        batches.append(await desk.send("optimaldial", desk.leads(f"{number}/leads.csv")))
        await desk.until(batches[-1], State.UNKNOWN)
        clock.jumps(hours * HOUR * (not number))
    await desk.core.uploads.looked_up()
    desk.practice.behave()
    clock.boot = boot
    for batch in batches:
        [one] = desk.of(batch)
        await desk.core.uploads.look_up(one.id)
    assert [one.state for batch in batches for one in desk.of(batch)] == [State.UNKNOWN, State.UNKNOWN]


async def test_what_time_it_was_at_another_server_says_nothing_of_this_one(desk: Desk) -> None:
    """The account's server address was changed: its clock may be another one."""
    await desk.until(await desk.send("optimaldial", desk.leads("first.csv")), State.DONE)
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    desk.practice.misbehave("optimaldial", "upload", "drop_after")
    async with closed_door(desk, "optimaldial") as door:
        await door.open()
        [unknown] = await desk.until(await desk.send("optimaldial", desk.leads("second.csv")), State.UNKNOWN)
    [attempt] = await desk.core.journal.steps(unknown.id)
    assert "theirs" not in cast(dict[str, Json], attempt.outputs[MOMENT])
