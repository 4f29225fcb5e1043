"""The limit at work: it follows the clock, can be lifted, and takes effect on whoever sends just now."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from fixtures.kept import Kept

from app.core.engine.alarms import LONGEST_NAP
from app.core.events import BandwidthChanged, Events
from app.core.services.bandwidth import BandwidthService
from app.core.services.bandwidth_plan import WEEK, Plan, Span, to_json, wall_at

UTC = ZoneInfo("UTC")
NOON = 1_795_176_000.0  # a Friday, 12:00 UTC
SLOW, SLOWER = 1_000_000, 50_000
MIDDAY = Span(WEEK, 11 * 60, 12 * 60 + 1, SLOW)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> float:
        return self.time


class Bench:
    """A service on a clock of its own, whose timers ring when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kept: object, zone: ZoneInfo = UTC, now: float = NOON) -> None:
        self.clock, self.kept, self.events = Clock(), Kept({"bandwidth": kept}), Events()
        self.told: list[BandwidthChanged] = []
        self.naps: list[tuple[float, asyncio.TimerHandle]] = []
        self.events.subscribe(BandwidthChanged, self.told.append)
        self.clock.time = now
        self._loop = asyncio.get_running_loop()
        monkeypatch.setattr(self._loop, "call_later", self._call_later)
        self.service = BandwidthService(self.kept, self.events, self.clock, zone)
        self.service.start()

    def _call_later(self, delay: float, callback, *arguments):  # type: ignore[no-untyped-def]
        handle = asyncio.TimerHandle(0.0, callback, arguments, self._loop)
        self.naps.append((delay, handle))
        return handle

    @property
    def rate(self) -> float | None:
        return self.service.throttle.rate

    def ring(self, at: float) -> None:
        """Let the last timer ring at *at*."""
        self.clock.time = at
        _, handle = self.naps[-1]
        assert not handle.cancelled()
        handle._run()


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch, to_json(Plan(None, (MIDDAY,))))


async def test_noon_is_noon() -> None:
    assert wall_at(NOON, UTC).isoformat() == "2026-11-20T12:00:00+00:00"


async def test_it_holds_until_its_time_is_over(bench: Bench) -> None:
    assert bench.rate == SLOW
    assert bench.service.now == BandwidthChanged(SLOW, NOON + 60, lifted=False)
    assert bench.naps[-1][0] == 60
    bench.ring(NOON + 60)
    assert bench.rate is None
    assert bench.told[-1] == BandwidthChanged(None, NOON + 23 * 3600, lifted=False)
    assert bench.naps[-1][0] == LONGEST_NAP, "it looks again each minute"


@pytest.mark.parametrize(("day", "hours"), [((2026, 11, 21), 8), ((2026, 3, 28), 7), ((2026, 10, 24), 9)])
async def test_a_night_holds_over_midnight_also_when_the_clock_is_put_forward_or_back(
    monkeypatch: pytest.MonkeyPatch, day: tuple[int, int, int], hours: int
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = datetime(*day, 22, tzinfo=berlin).timestamp()
    night = to_json(Plan(None, (Span(WEEK, 22 * 60, 6 * 60, SLOW),)))
    bench = Bench(monkeypatch, night, berlin, begin - 30)
    assert (bench.rate, bench.service.now.until, bench.naps[-1][0]) == (None, begin, 30)
    end = begin + hours * 3600
    for moment in range(int(begin), int(end), 60):
        bench.ring(moment)
        assert (bench.rate, bench.service.now.until) == (SLOW, end)
    assert len(bench.told) == 2, "from evening to morning it is one limit, of which nothing is said anew"
    assert bench.naps[-1][0] == 60
    bench.ring(end)
    assert bench.rate is None
    bench.service.close()


async def test_a_clock_that_jumps_is_noticed_within_a_minute(bench: Bench) -> None:
    bench.ring(NOON + 8 * 3600)  # the machine slept
    assert bench.rate is None
    bench.ring(NOON - 1800)  # somebody put the clock back
    assert bench.rate == SLOW
    assert len(bench.told) == 3
    bench.ring(NOON - 1740)
    assert len(bench.told) == 3, "nothing changed, nothing is told"


async def test_no_timer_runs_without_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, to_json(Plan(SLOWER)))
    assert (bench.rate, bench.naps) == (SLOWER, [])
    bench.service.close()


async def test_a_new_plan_holds_at_once_and_is_kept(bench: Bench) -> None:
    bench.service.change(Plan(SLOWER))
    assert bench.rate == SLOWER
    assert bench.kept.values["bandwidth"] == {"rate": SLOWER, "spans": []}
    assert bench.service.plan == Plan(SLOWER)
    assert bench.naps[-1][1].cancelled()


async def test_a_plan_for_one_run_is_not_kept(bench: Bench) -> None:
    before = dict(bench.kept.values)
    bench.service.use(Plan(SLOWER))
    assert (bench.rate, bench.kept.values) == (SLOWER, before)


async def test_lifted_it_is_until_the_plan_changes(bench: Bench) -> None:
    bench.service.lift()
    assert bench.rate is None
    assert bench.service.now == BandwidthChanged(None, NOON + 60, lifted=True)
    bench.ring(NOON + 60)
    assert not bench.service.now.lifted
    bench.ring(NOON + 23 * 3600)
    assert bench.rate == SLOW, "the next day it holds again"


async def test_lifted_without_a_schedule_it_is_until_the_person_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, to_json(Plan(SLOWER)))
    bench.service.lift()
    assert (bench.rate, bench.service.now) == (None, BandwidthChanged(None, None, lifted=True))
    bench.service.restore()
    assert (bench.rate, bench.service.now) == (SLOWER, BandwidthChanged(SLOWER, None, lifted=False))


async def test_a_damaged_plan_limits_nothing_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(monkeypatch, {"rate": "quick"})
    assert (bench.rate, bench.service.plan) == (None, Plan())
    assert "could not be read" in str(bench.service.report)
    assert bench.told == []
