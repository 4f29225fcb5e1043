"""The limit on bytes a second, on a clock that only moves when everybody waits."""

from __future__ import annotations

import asyncio

import pytest

from app.core.net.throttle import LEAST, SLACK, TURN, Share, Throttle

RATE = 1_000_000
PART = 20_000


class Clock:
    """The loop's time as the test sees it: it jumps to the next timer as soon as nobody can go on."""

    def __init__(self, loop: asyncio.AbstractEventLoop, late: float = 0.0) -> None:
        self.now, self.late, self.timers = 1000.0, late, 0
        self._due: list[tuple[float, asyncio.TimerHandle]] = []
        self._loop = loop

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback, *arguments):  # type: ignore[no-untyped-def]
        handle = asyncio.TimerHandle(when, callback, arguments, self._loop)
        self._due.append((when, handle))
        self.timers += 1
        return handle

    async def run(self, seconds: float) -> None:
        """Let *seconds* pass."""
        until = self.now + seconds
        await self.settle()
        while self._due and min(self._due, key=_when)[0] <= until:
            when, handle = min(self._due, key=_when)
            self._due.remove((when, handle))
            if not handle.cancelled():
                self.now = max(self.now, when + self.late)
                handle._run()
                await self.settle()
        self.now = max(self.now, until)

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


def _when(entry: tuple[float, asyncio.TimerHandle]) -> float:
    return entry[0]


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    loop = asyncio.get_running_loop()
    made = Clock(loop)
    monkeypatch.setattr(loop, "time", made.time)
    monkeypatch.setattr(loop, "call_at", made.call_at)
    return made


class Sender:
    """Takes one part after the other, for ever, and counts."""

    def __init__(self, throttle: Throttle, part: int, *, anew: bool = False) -> None:
        self.passed = 0
        self.task = asyncio.ensure_future(self._run(throttle, part, anew))

    async def _run(self, throttle: Throttle, part: int, anew: bool) -> None:
        share = Share()
        while True:
            share = Share() if anew else share
            self.passed += await throttle.take(part, share)
            await asyncio.sleep(0)

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def ended(*senders: Sender) -> None:
    for sender in senders:
        await sender.stop()


async def test_without_a_rate_nothing_waits(clock: Clock) -> None:
    throttle = Throttle()
    throttle.charge(10**12)
    assert await throttle.take(10**9, Share()) == 10**9
    assert clock.timers == 0


@pytest.mark.parametrize(
    ("rate", "wanted", "passes"), [(RATE, 10**9, RATE * TURN), (RATE, 50, 50), (10, 10**9, LEAST), (10, 50, 50)]
)
async def test_a_turn_is_short_but_not_tiny(clock: Clock, rate: int, wanted: int, passes: int) -> None:
    assert await Throttle(rate).take(wanted, Share()) == passes


@pytest.mark.parametrize("late", [0.0, 0.004, 0.1])
@pytest.mark.parametrize("part", [700, PART, 256 * 1024])
async def test_the_rate_is_kept_by_many_whatever_they_take_and_however_late_the_loop_is(
    clock: Clock, part: int, late: float
) -> None:
    clock.late = late
    throttle = Throttle(RATE)
    senders = [Sender(throttle, part) for _ in range(20)]
    await clock.run(10)
    passed = sum(sender.passed for sender in senders)
    assert 0.99 <= passed / (10 * RATE) <= 1.0 + (SLACK + 0.12) / 10
    least, most = min(s.passed for s in senders), max(s.passed for s in senders)
    assert most - least <= 2 * min(part, RATE * TURN), "everybody has the same"
    assert clock.timers <= passed / min(part, 1000) + 1, "one timer for each turn at most"
    await ended(*senders)


async def test_small_ones_need_not_wait_behind_a_large_one(clock: Clock) -> None:
    throttle = Throttle(RATE)
    large, small = Sender(throttle, 256 * 1024), Sender(throttle, 4096, anew=True)
    await clock.run(10)
    assert small.passed / large.passed > 0.9
    await ended(large, small)


async def test_a_rest_is_not_saved_up(clock: Clock) -> None:
    throttle = Throttle(RATE)
    await throttle.take(PART, Share())
    await clock.run(60)
    sender = Sender(throttle, PART)
    await clock.settle()
    assert sender.passed <= SLACK * RATE + PART
    await ended(sender)


async def test_heads_count_though_they_wait_for_no_turn(clock: Clock) -> None:
    throttle = Throttle(RATE)
    sender = Sender(throttle, PART)
    for _ in range(10):
        throttle.charge(RATE // 10)
        await clock.run(1)
    assert sender.passed == pytest.approx(9 * RATE, rel=0.05)
    await ended(sender)


async def test_a_faster_rate_wakes_whoever_waits_under_a_tiny_one(clock: Clock) -> None:
    throttle = Throttle(10)
    sender = Sender(throttle, PART)
    await clock.run(1)
    assert sender.passed == LEAST
    throttle.rate = RATE
    await clock.run(1)
    assert sender.passed == pytest.approx(RATE, rel=0.1)
    await ended(sender)


async def test_a_slower_rate_holds_at_once(clock: Clock) -> None:
    throttle = Throttle(100 * RATE)
    sender = Sender(throttle, 10**9)
    await clock.run(1)
    before, throttle.rate = sender.passed, RATE
    assert throttle.rate == RATE
    await clock.run(10)
    assert sender.passed - before == pytest.approx(10 * RATE, rel=0.05)
    await ended(sender)


async def test_no_rate_any_more_lets_all_pass(clock: Clock) -> None:
    throttle = Throttle(10)
    await throttle.take(LEAST, Share())
    waiting = [asyncio.ensure_future(throttle.take(PART, Share())) for _ in range(3)]
    await clock.settle()
    throttle.rate = None
    assert await asyncio.gather(*waiting) == [PART] * 3
    throttle.rate = RATE
    assert await throttle.take(PART, Share()) == PART


async def test_a_rate_from_now_on_holds_without_anybody_waiting(clock: Clock) -> None:
    throttle = Throttle()
    throttle.rate = RATE
    sender = Sender(throttle, PART)
    await clock.run(10)
    assert sender.passed == pytest.approx(10 * RATE, rel=0.05)
    await ended(sender)


async def test_who_stops_waiting_has_booked_nothing(clock: Clock) -> None:
    throttle = Throttle(RATE)
    going, stopped = Sender(throttle, PART), [Sender(throttle, PART) for _ in range(20)]
    await clock.run(1)
    await ended(*stopped)
    before = going.passed
    await clock.run(1)
    assert going.passed - before == pytest.approx(RATE, rel=0.1)
    await ended(going)


async def test_a_turn_that_came_too_late_is_given_back(clock: Clock) -> None:
    throttle = Throttle(10)
    await throttle.take(LEAST, Share())
    stopped, next_one = (asyncio.ensure_future(throttle.take(LEAST, Share())) for _ in range(2))
    await asyncio.sleep(0)
    throttle._free_at = clock.now
    throttle._ring()  # grants the first its turn, which is cancelled before it hears of it
    stopped.cancel()
    await clock.settle()
    assert stopped.cancelled()
    assert await next_one == LEAST
