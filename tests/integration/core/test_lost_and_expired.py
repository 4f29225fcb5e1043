"""A file that left whole without an answer is not sent to another address by itself: it could be there twice."""

from __future__ import annotations

import pytest
from fixtures.desk import Desk
from fixtures.hand_clock import HandClock

from app.core.transfer import Batch, State

HOUR = 3600.0
each_vendor = pytest.mark.parametrize(("provider", "suffix"), [("sela", "csv"), ("tela", "txt"), ("deepset", "txt")])


async def sleeps(desk: Desk, clock: HandClock) -> None:
    """Every address and session ends meanwhile."""
    clock.goes_on(25 * HOUR)
    desk.practice.shift_clock(25 * HOUR)
    desk.core.scheduler.pump_soon()


async def asked_about(desk: Desk, batch: Batch) -> str:
    [one] = await desk.until(batch, State.DONE, State.FAILED, State.UNKNOWN)
    assert one.state is State.UNKNOWN, str(one.problem)
    assert "could make a second copy" in str(one.problem)
    return one.id


@each_vendor
async def test_a_reply_was_lost_and_the_computer_slept(
    desk: Desk, clock: HandClock, provider: str, suffix: str
) -> None:
    desk.practice.misbehave(provider, "send", "drop_after")
    batch = await desk.send(provider, desk.file(f"a.{suffix}"))
    await desk.until(batch, State.WAITING)
    await sleeps(desk, clock)
    unknown = await asked_about(desk, batch)
    assert len(desk.practice.received(provider)) == 1
    await desk.core.uploads.resolve(unknown, arrived=False)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


@each_vendor
async def test_it_was_paused_when_all_had_left_and_went_on_the_next_day(
    desk: Desk, clock: HandClock, provider: str, suffix: str
) -> None:
    desk.practice.misbehave(provider, "send", "hang")
    batch = await desk.send(provider, desk.file(f"a.{suffix}"))
    await desk.until_sent("send")
    await desk.core.uploads.pause()
    await sleeps(desk, clock)
    await desk.core.uploads.resume()
    unknown = await asked_about(desk, batch)
    await desk.core.uploads.resolve(unknown, arrived=True)
    assert [one.state for one in desk.of(batch)] == [State.DONE]


@each_vendor
async def test_what_did_not_leave_whole_is_sent_to_another_address(
    desk: Desk, clock: HandClock, provider: str, suffix: str
) -> None:
    desk.practice.misbehave(provider, "send", "reset_mid")
    batch = await desk.send(provider, desk.file(f"a.{suffix}", b"id,name\n" + b"1,Ann\n" * 2_000_000))
    await desk.until(batch, State.WAITING)
    await sleeps(desk, clock)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert len(desk.practice.received(provider)) == 1


@each_vendor
async def test_to_the_same_address_it_goes_again(desk: Desk, provider: str, suffix: str) -> None:
    desk.practice.misbehave(provider, "send", "drop_after")
    batch = await desk.send(provider, desk.file(f"a.{suffix}"))
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert len(desk.practice.received(provider)) == 1


async def test_a_refusal_that_says_that_the_session_ended_is_none_of_what_was_sent_before(desk: Desk) -> None:
    """The storage says so, not the clock."""
    desk.practice.misbehave("deepset", "send", "drop_after")
    desk.practice.misbehave("deepset", "send", "s3:ExpiredToken")
    batch = await desk.send("deepset", desk.file("a.txt"))
    await asked_about(desk, batch)
    assert len(desk.practice.received("deepset")) <= 1
