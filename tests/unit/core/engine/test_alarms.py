"""What is due later, by a clock that is moved by hand."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.hand_clock import HandClock

from app.core.engine.alarms import LONGEST_NAP, LONGEST_WAIT, ONCE_MORE, Alarms
from app.core.engine.ports import SystemClock


def rung(alarms: Alarms, *, taken: bool = True) -> list[tuple[str, float]]:
    heard: list[tuple[str, float]] = []

    def wake(key: str, when: float) -> bool:
        heard.append((key, when))
        return taken

    alarms.ring(wake)
    return heard


def keys(alarms: Alarms) -> list[str]:
    return [key for key, _ in rung(alarms)]


def test_only_what_is_due_rings_and_each_once() -> None:
    clock = HandClock(1000.0)
    alarms = Alarms(clock, clock.now)
    alarms.set(1010.0, "later")
    alarms.set(1005.0, "sooner")
    assert rung(alarms) == []
    clock.goes_on(7)
    assert rung(alarms) == [("sooner", 1005.0)]
    clock.goes_on(4000)  # the machine slept
    assert rung(alarms) == [("later", 1010.0)]
    assert rung(alarms) == []
    alarms.nap()
    assert alarms._timer is None  # nothing is due any more, so nothing ticks


def test_what_could_not_be_woken_is_tried_again_a_little_later() -> None:
    clock = HandClock(1000.0)
    alarms = Alarms(clock, clock.now)
    alarms.set(1000.0, "busy")
    assert rung(alarms, taken=False) == [("busy", 1000.0)]
    assert rung(alarms) == []
    clock.goes_on(ONCE_MORE)
    assert rung(alarms) == [("busy", 1000.0)]


def test_what_could_not_be_woken_is_tried_again_at_once_when_it_may_be() -> None:
    clock = HandClock(1000.0)
    alarms = Alarms(clock, clock.now)
    alarms.set(1000.0, "busy")
    alarms.once_more("busy")
    assert rung(alarms, taken=False) == [("busy", 1000.0)], "it has not rung in vain yet"
    alarms.once_more("another")
    assert rung(alarms) == []
    alarms.once_more("busy")
    assert rung(alarms) == [("busy", 1000.0)]
    alarms.once_more("busy")
    assert rung(alarms) == []


@pytest.mark.parametrize("jump", [-5 * 3600.0, 5 * 3600.0, -400 * 24 * 3600.0])
def test_a_clock_that_is_set_makes_nothing_sooner_or_later(jump: float) -> None:
    clock = HandClock()
    alarms = Alarms(clock, clock.now)
    alarms.set(clock.now() + 30, "waiting")
    clock.jumps(jump)
    assert keys(alarms) == []
    clock.goes_on(29)
    assert keys(alarms) == []
    clock.goes_on(1)
    assert keys(alarms) == ["waiting"]


def test_a_moment_reckoned_by_a_clock_that_was_ahead_is_not_waited_for_that_long() -> None:
    clock = HandClock()
    alarms = Alarms(clock, clock.now)
    alarms.set(clock.now() + 30 * 24 * 3600, "from before")
    clock.goes_on(LONGEST_WAIT)
    assert keys(alarms) == ["from before"]


async def test_the_timer_looks_at_the_clock_again_at_least_every_minute() -> None:
    clock = HandClock(1000.0)
    alarms = Alarms(clock, clock.now)
    alarms.nap()
    assert alarms._timer is None
    alarms.set(1_000_000.0, "far")
    alarms.nap()
    assert alarms._timer is not None
    assert alarms._timer.when() <= asyncio.get_running_loop().time() + LONGEST_NAP
    alarms.stop()
    assert alarms._timer is None


def test_the_computers_own_clock_goes_on() -> None:
    clock = SystemClock()
    before = clock.elapsed()
    assert clock.now() > 1_700_000_000
    assert clock.elapsed() >= before > 0
