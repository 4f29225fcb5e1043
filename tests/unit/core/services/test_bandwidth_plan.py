"""The limit on bandwidth by time of day: spans over midnight, time zones that jump, and what is kept."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.services.bandwidth_plan import LEAST, MOST_SPANS, WEEK, Plan, Span, from_json, to_json, wall_at

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = frozenset(range(5))
SLOW, SLOWER = 1_000_000, 50_000
OFFICE = Span(WEEKDAYS, 8 * 60, 18 * 60, SLOW)
NIGHT = Span(WEEK, 22 * 60, 6 * 60, None)


def at(words: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> float:
    return datetime.fromisoformat(words).replace(tzinfo=zone, fold=fold).timestamp()


def rate(plan: Plan, words: str) -> int | None:
    return plan.rate_at(wall_at(at(words), BERLIN))


# 2026-11-20 is a Friday.
@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-20 07:59:59", None),
        ("2026-11-20 08:00", SLOW),
        ("2026-11-20 17:59:59", SLOW),
        ("2026-11-20 18:00", None),
        ("2026-11-21 12:00", None),
        ("2026-11-23 12:00", SLOW),
    ],
)
def test_office_hours_on_weekdays(when: str, expected: int | None) -> None:
    assert rate(Plan(None, (OFFICE,)), when) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-20 21:59", SLOWER),
        ("2026-11-20 22:00", SLOW),
        ("2026-11-21 05:59", SLOW),
        ("2026-11-21 06:00", SLOWER),
        ("2026-11-20 05:00", SLOWER),
        ("2026-11-21 23:00", SLOWER),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(when: str, expected: int) -> None:
    assert rate(Plan(SLOWER, (Span(frozenset({4}), 22 * 60, 6 * 60, SLOW),)), when) == expected


def test_from_and_to_the_same_time_is_a_whole_day() -> None:
    plan = Plan(None, (Span(frozenset({4}), 9 * 60, 9 * 60, SLOW),))
    assert [rate(plan, f"2026-11-{day} {hour}") for day, hour in ((20, "08:59"), (20, "09:00"), (21, "08:59"))] == [
        None,
        SLOW,
        SLOW,
    ]
    assert rate(plan, "2026-11-21 09:00") is None


def test_the_first_of_several_counts() -> None:
    lunch = Span(WEEKDAYS, 12 * 60, 13 * 60, None)
    plan = Plan(SLOWER, (lunch, OFFICE))
    assert [rate(plan, f"2026-11-20 {hour}:30") for hour in (11, 12, 13, 19)] == [SLOW, None, SLOW, SLOWER]
    assert plan.next_change(at("2026-11-20 11:30"), BERLIN) == at("2026-11-20 12:00")
    assert plan.next_change(at("2026-11-20 12:30"), BERLIN) == at("2026-11-20 13:00")


@pytest.mark.parametrize(
    ("plan", "now", "change"),
    [
        (Plan(SLOW), "2026-11-20 12:00", None),
        (Plan(SLOW, (Span(WEEK, 0, 0, SLOW),)), "2026-11-20 12:00", None),
        (Plan(None, (OFFICE,)), "2026-11-20 12:00", "2026-11-20 18:00"),
        (Plan(None, (OFFICE,)), "2026-11-20 18:00", "2026-11-23 08:00"),
        (Plan(SLOW, (NIGHT,)), "2026-11-20 23:00", "2026-11-21 06:00"),
        (Plan(None, (Span(frozenset({0}), 600, 660, SLOW),)), "2026-11-16 11:00", "2026-11-23 10:00"),
    ],
)
def test_when_it_changes_next(plan: Plan, now: str, change: str | None) -> None:
    assert plan.next_change(at(now), BERLIN) == (None if change is None else at(change))


def test_an_hour_that_is_skipped() -> None:
    # On 2026-03-29 the clock goes from 02:00 to 03:00.
    plan = Plan(None, (Span(WEEK, 2 * 60 + 30, 4 * 60, SLOW),))
    before = at("2026-03-29 01:59")
    assert plan.rate_at(wall_at(before, BERLIN)) is None
    assert plan.rate_at(wall_at(before + 60, BERLIN)) == SLOW, "at 03:00 half past two is over"
    change = plan.next_change(before, BERLIN)
    assert change is not None
    assert before < change <= before + 3600
    assert plan.next_change(change, BERLIN) == at("2026-03-29 04:00")


def test_an_hour_that_comes_twice() -> None:
    # On 2026-10-25 the clock goes from 03:00 back to 02:00.
    plan = Plan(None, (Span(WEEK, 60, 2 * 60 + 30, SLOW),))
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1)
    assert second - first == 3600
    assert plan.next_change(at("2026-10-25 01:30"), BERLIN) == first
    again = at("2026-10-25 02:10", fold=1)
    assert plan.rate_at(wall_at(again, BERLIN)) == SLOW, "the wall shows 02:10 once more"
    assert plan.next_change(again, BERLIN) == second


def test_the_computers_own_zone_is_used_where_none_is_named() -> None:
    now = datetime(2026, 11, 20, 12, 0).timestamp()
    assert Plan(None, (OFFICE,)).next_change(now) == datetime(2026, 11, 20, 18, 0).timestamp()


def test_what_is_kept_comes_back() -> None:
    plan = Plan(SLOWER, (OFFICE, NIGHT))
    assert from_json(to_json(plan)) == plan
    assert from_json(None) == from_json({}) == Plan()


_SPAN = {"days": [0], "begin": "08:00", "end": "18:00", "rate": None}


@pytest.mark.parametrize(
    "data",
    [
        "1 MB",
        {"rate": "fast"},
        {"rate": LEAST - 1},
        {"rate": 10**13},
        {"rate": True},
        {"rate": 1e6},
        {"spans": {}},
        {"spans": [_SPAN] * (MOST_SPANS + 1)},
        {"spans": ["always"]},
        {"spans": [_SPAN | {"days": 3}]},
        {"spans": [_SPAN | {"days": []}]},
        {"spans": [_SPAN | {"days": [7]}]},
        {"spans": [_SPAN | {"days": [True]}]},
        {"spans": [_SPAN | {"begin": "25:00"}]},
        {"spans": [_SPAN | {"end": 600}]},
        {"spans": [_SPAN | {"rate": -1}]},
    ],
)
def test_what_is_no_plan_is_said(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(data)
