"""How fast may be sent, by time of day: a rate, and spans of the week in which another one holds. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.core.json_types import Json

LEAST, MOST = 10_000, 10**12
"""Bytes a second that a limit may have; below, vendors' own patience with an upload would end first."""

MOST_SPANS = 50
DAY = 24 * 60
WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Span:
    """A part of some days, by the clock on the wall.

    Attributes:
        days: on which it begins; 0 is Monday.
        begin, end: minutes since midnight. An end that is not after the beginning lies on the next day.
        rate: bytes a second while it lasts; None: no limit.
    """

    days: frozenset[int]
    begin: int
    end: int
    rate: int | None

    def holds(self, wall: datetime) -> bool:
        """Whether it lasts at *wall*, a local time."""
        minute, today = wall.hour * 60 + wall.minute, wall.weekday()
        if self.begin < self.end:
            return today in self.days and self.begin <= minute < self.end
        yesterday = (today - 1) % 7
        return (today in self.days and minute >= self.begin) or (yesterday in self.days and minute < self.end)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person wants.

    Attributes:
        rate: bytes a second while no span holds; None: no limit.
        spans: of several that hold at a time, the first one counts.
    """

    rate: int | None = None
    spans: tuple[Span, ...] = ()

    def rate_at(self, wall: datetime) -> int | None:
        """Bytes a second at *wall*, a local time; None: no limit."""
        return next((span.rate for span in self.spans if span.holds(wall)), self.rate)

    def next_change(self, now: float, zone: tzinfo | None = None) -> float | None:
        """When, after *now*, another rate holds; both in seconds since the epoch. None: never.

        Where the clock is put forward or back, the wall's time decides. A boundary within an hour that is skipped is
        told as if it were not, so look again from time to time.
        """
        rate = self.rate_at(wall_at(now, zone))
        later = sorted(moment for moment in self._boundaries(now, zone) if moment > now)
        return next((moment for moment in later if self.rate_at(wall_at(moment, zone)) != rate), None)

    def _boundaries(self, now: float, zone: tzinfo | None) -> Iterator[float]:
        today = wall_at(now, zone).date()
        minutes = {minute for span in self.spans for minute in (span.begin, span.end)}
        for ahead in range(9):  # a week, and the rest of the day on which it begins
            for minute in minutes:
                yield from _moments(today + timedelta(days=ahead), minute, zone)


def wall_at(moment: float, zone: tzinfo | None = None) -> datetime:
    """What the clock on the wall shows at *moment*, in seconds since the epoch; *zone* None: the computer's own."""
    return datetime.fromtimestamp(moment, zone)


def _moments(day: date, minute: int, zone: tzinfo | None) -> Iterator[float]:
    """When the wall shows this time; twice where the clock is put back."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    for fold in (0, 1):
        yield wall.replace(fold=fold).timestamp()


def to_json(plan: Plan) -> dict[str, Json]:
    """A JSON value that :func:`from_json` reads."""
    spans: list[Json] = [
        {"days": sorted(span.days), "begin": _clock(span.begin), "end": _clock(span.end), "rate": span.rate}
        for span in plan.spans
    ]
    return {"rate": plan.rate, "spans": spans}


def from_json(data: object) -> Plan:
    """The plan that :func:`to_json` wrote; None is no limit at all.

    Raises:
        ValueError: it is none.
    """
    if data is None:
        return Plan()
    if not isinstance(data, Mapping):
        raise ValueError("not an object")
    spans = data.get("spans", [])
    if not isinstance(spans, list) or len(spans) > MOST_SPANS:
        raise ValueError("not a list of spans")
    return Plan(_rate(data.get("rate")), tuple(_span(span) for span in spans))


def _span(data: object) -> Span:
    if not isinstance(data, Mapping):
        raise ValueError("not a span")
    days = data.get("days")
    if not isinstance(days, list) or not days or not all(type(day) is int and day in WEEK for day in days):
        raise ValueError("not days of the week")
    return Span(frozenset(days), _minute(data.get("begin")), _minute(data.get("end")), _rate(data.get("rate")))


def _rate(data: object) -> int | None:
    if data is not None and (type(data) is not int or not LEAST <= data <= MOST):
        raise ValueError("not a rate")
    return data


def _minute(data: object) -> int:
    moment = datetime.strptime(str(data), "%H:%M").replace(tzinfo=UTC)
    return moment.hour * 60 + moment.minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
