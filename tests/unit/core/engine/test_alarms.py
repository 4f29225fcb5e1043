"""What is due later, by a clock that is moved by hand."""

from __future__ import annotations

import asyncio

from app.core.engine.alarms import LONGEST_NAP, ONCE_MORE, Alarms


class HandClock:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        return self.seconds


def rung(alarms: Alarms, *, taken: bool = True) -> list[tuple[str, float]]:
    heard: list[tuple[str, float]] = []

    def wake(key: str, when: float) -> bool:
        heard.append((key, when))
        return taken

    alarms.ring(wake)
    return heard


def test_only_what_is_due_rings_and_each_once() -> None:
    clock = HandClock()
    alarms = Alarms(clock, clock.now)
    alarms.set(1010.0, "later")
    alarms.set(1005.0, "sooner")
    assert rung(alarms) == []
    clock.seconds = 1007.0
    assert rung(alarms) == [("sooner", 1005.0)]
    clock.seconds = 5000.0  # the machine slept
    assert rung(alarms) == [("later", 1010.0)]
    assert rung(alarms) == []
    assert alarms.next_at is None


def test_what_could_not_be_woken_is_tried_again_a_little_later() -> None:
    clock = HandClock()
    alarms = Alarms(clock, clock.now)
    alarms.set(1000.0, "busy")
    assert rung(alarms, taken=False) == [("busy", 1000.0)]
    assert rung(alarms) == []
    clock.seconds += ONCE_MORE
    assert rung(alarms) == [("busy", 1000.0 + ONCE_MORE)]


async def test_the_timer_looks_at_the_clock_again_at_least_every_minute() -> None:
    clock = HandClock()
    alarms = Alarms(clock, clock.now)
    alarms.nap()
    assert alarms._timer is None
    alarms.set(1_000_000.0, "far")
    alarms.nap()
    loop = asyncio.get_running_loop()
    assert alarms._timer is not None
    assert alarms._timer.when() - loop.time() <= LONGEST_NAP
    alarms.set(10.0, "due long ago, since the clock was put back")
    alarms.nap()
    assert alarms._timer.when() - loop.time() <= 0.0
    timer = alarms._timer
    alarms.stop()
    assert timer.cancelled()
