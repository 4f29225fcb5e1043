"""Requests a minute and "not before" times, by a clock that is moved by hand."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.hand_clock import HandClock

from app.core.engine.pace import Pace
from app.core.schema.request import Request
from app.core.storage.accounts import Account

ACCOUNT = Account("acc", "sela", "Marketing", "https://api.example.com")
OTHER = Account("other", "sela", "Sales", "https://api.example.com")
POST = Request("POST", "https://api.example.com/x")
GET = Request("GET", "https://api.example.com/x")
STORAGE = Request("PUT", "https://s3/x", storage=True)


async def goes(pace: Pace, request: Request = POST, account: Account = ACCOUNT) -> bool:
    """Whether *request* may go at once."""
    waiting = asyncio.ensure_future(pace.wait(account, request))
    await asyncio.sleep(0)
    went = waiting.done()
    waiting.cancel()
    return went


async def test_requests_a_minute_are_kept_for_each_account() -> None:
    clock = HandClock()
    pace = Pace(clock, lambda _: 2)
    assert [await goes(pace) for _ in range(3)] == [True, True, False]
    assert await goes(pace, GET)
    assert await goes(pace, STORAGE)
    assert await goes(pace, account=OTHER)
    clock.goes_on(59.9)
    assert not await goes(pace)
    clock.goes_on(0.1)
    assert [await goes(pace) for _ in range(3)] == [True, True, False]


async def test_never_more_than_allowed_in_any_minute() -> None:
    clock = HandClock()
    pace = Pace(clock, lambda _: 60)
    went = []
    for _ in range(3000):
        if await goes(pace):
            went.append(clock.elapsed())
        clock.goes_on(0.1)
    assert all(late - early >= 60 for early, late in zip(went, went[60:], strict=False))
    assert len(went) == 300, "and all that is allowed"


async def test_an_account_is_held_until_its_time_and_the_longer_wish_counts() -> None:
    clock = HandClock()
    pace = Pace(clock, lambda _: None)
    pace.hold("acc", 30)
    pace.hold("acc", 5)
    assert pace.held_for("acc") == 30
    assert (await goes(pace), await goes(pace, GET), await goes(pace, STORAGE)) == (False, False, False)
    assert await goes(pace, account=OTHER)
    clock.goes_on(31)
    assert pace.held_for("acc") == 0
    assert await goes(pace)


@pytest.mark.parametrize("jump", [-7200.0, 7200.0])
async def test_a_clock_that_is_set_changes_neither(jump: float) -> None:
    clock = HandClock()
    pace = Pace(clock, lambda _: 1)
    assert await goes(pace)
    pace.hold("acc", 30)
    clock.jumps(jump)
    assert pace.held_for("acc") == 30
    clock.goes_on(30)
    assert not await goes(pace), "the minute is not over"
    clock.goes_on(30)
    assert await goes(pace)


async def test_who_waits_goes_when_it_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.engine.pace.NAP", 0.001)
    clock = HandClock()
    pace = Pace(clock, lambda _: None)
    pace.hold("acc", 3000)
    waiting = asyncio.ensure_future(pace.wait(ACCOUNT, POST))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    clock.goes_on(3000)  # the computer slept: the loop's own timer would know nothing of it
    await asyncio.wait_for(waiting, 5)
