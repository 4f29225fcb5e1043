"""How long a retry waits: back-off with full jitter, the server's own wish, and limits on tries and on time."""

from __future__ import annotations

import random
from collections.abc import Callable
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.engine.retry import (
    FIRST_DELAY,
    LONGEST_DELAY,
    MOST_TIME,
    MOST_TRIES,
    Circumstances,
    Decision,
    Fail,
    NeedKey,
    Offline,
    Retry,
    Tried,
    decide,
    delay,
    retry_after,
)
from app.core.flow.outcome import Answered
from app.core.providers.model import Repeat
from app.core.schema.request import Reply
from app.core.text import text

NOW = 1_760_000_000.0
WORDS = text("words")
LEAST = 0.5


def after_429(
    tries: int = 0, waited: float = 0.0, jitter: Callable[[], float] = random.random, **given: str
) -> Decision:
    headers = {name.replace("_", "-"): value for name, value in given.items()}
    where = Circumstances(Repeat.SAFE, tries, NOW, jitter, waited=waited)
    return decide(Answered(Reply(429, headers)), lambda _: WORDS, where)


def ceiling(tries: int) -> float:
    return min(LONGEST_DELAY, FIRST_DELAY * 2.0**tries)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_delay_is_within_its_bounds(tries: int, drawn: float) -> None:
    assert LEAST <= delay(tries, lambda: drawn) <= max(LEAST, ceiling(min(tries, 64)))


@given(st.integers(0, 12), st.integers(0, 2**32))
def test_delays_fill_the_whole_range_evenly(tries: int, seed: int) -> None:
    """Full jitter: clients that failed together spread over all of the time, not around its end."""
    chance = random.Random(seed)
    drawn = [delay(tries, chance.random) for _ in range(600)]
    top = ceiling(tries)
    for quarter in (0.25, 0.5, 0.75):
        below = sum(one <= max(LEAST, quarter * top) for one in drawn) / len(drawn)
        assert below == pytest.approx(max(quarter, LEAST / top), abs=0.12)


def test_ceilings_double_up_to_the_longest() -> None:
    assert [delay(tries, lambda: 1.0) for tries in (0, 1, 2, 3, 6, 7, 50)] == [1.0, 2.0, 4.0, 8.0, 64.0, 120.0, 120.0]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(("0", 0.0), ("-5", 0.0), ("2.5", 2.5), (" 17 ", 17.0), ("999999", 3600.0), ("9" * 400, 3600.0)),
        *(("soon", None), ("", None), ("nan", None), ("inf", 3600.0), ("-inf", 0.0), ("12 s", None), ("٣x", None)),
        *(("Wed, 99 Foo 2026", None), ("Wed, 21 Oct 99999 07:28:00 GMT", None), ("\x00", None)),
        (formatdate(NOW + 30, usegmt=True), 30.0),
        (formatdate(NOW + 30).replace(" -0000", ""), 30.0),
        (formatdate(NOW + 30, localtime=False), 30.0),
        (formatdate(NOW - 30, usegmt=True), 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
    ],
)
def test_what_the_server_wishes(value: str, seconds: float | None) -> None:
    assert retry_after(Reply(429, {"retry-after": value}), NOW) == seconds


@given(st.text())
def test_no_wish_whatever_breaks_anything(value: str) -> None:
    found = retry_after(Reply(503, {"retry-after": value}), NOW)
    assert found is None or 0 <= found <= 3600


def test_a_wish_holds_the_whole_account_and_a_delay_of_our_own_does_not() -> None:
    assert after_429(retry_after="17") == Retry(17.0, WORDS, whole_account=True)
    assert after_429(jitter=lambda: 1.0) == Retry(1.0, WORDS, whole_account=False)


def test_there_is_an_end_by_tries_and_by_time() -> None:
    assert isinstance(after_429(MOST_TRIES - 2), Retry)
    assert after_429(MOST_TRIES - 1) == Fail(WORDS)
    assert isinstance(after_429(1, MOST_TIME - 3600, retry_after="3600"), Retry)
    assert after_429(1, MOST_TIME - 3599, retry_after="3600") == Fail(WORDS)


# ── what counts as "in a row" ───────────────────────────────────────────────────────────────────────


def test_a_row_grows_by_what_was_waited() -> None:
    row = Tried().after(Retry(2.0, WORDS), "send").after(Retry(3.0, WORDS), "send")
    assert (row.times_of("send"), row.waited_for("send")) == (2, 5.0)
    assert (row.times_of("ask"), row.waited_for("ask")) == (0, 0.0)


def test_another_step_begins_a_row_of_its_own() -> None:
    """A thousand chunks of which each stumbles once are no reason to give up."""
    row = Tried()
    for chunk in range(1000):
        row = row.after(Retry(1.0, WORDS), f"send#{chunk}")
        assert row.times == 1


def test_a_network_that_was_away_ends_the_row() -> None:
    row = Tried()
    for _ in range(3):
        row = row.after(Retry(1.0, WORDS), "send")
    row = row.after(Offline(1.0, WORDS), "send")
    assert row == Tried()
    row = row.after(Retry(1.0, WORDS), "send")
    assert row.times_of("send") == 1
    assert row.after(NeedKey(), "send").waited == 1.0
