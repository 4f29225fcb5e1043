"""When a step was attempted is known by the vendor's clock and by what really passed, whatever this clock is set to."""

from __future__ import annotations

import time
from email.utils import formatdate
from pathlib import Path

import pytest
from fixtures.hand_clock import HandClock

from app.core.engine.moments import FRESH, MOMENT, Moments, attempt_of
from app.core.engine.ports import SystemClock, boot_name
from app.core.flow.recover import their_time
from app.core.json_types import Json
from app.core.schema.request import Reply
from app.core.transfer import StepRecord, StepState

AHEAD = 7200.0
"""Seconds by which the vendor's clock is ahead."""


def at_the_vendor(clock: HandClock) -> Reply:
    return Reply(200, {"date": formatdate(clock.now() + AHEAD, usegmt=True)})


def begun(outputs: dict[str, Json]) -> StepRecord:
    return StepRecord("t", "create", StepState.STARTED, 1_760_000_000.0, outputs=outputs)


def test_it_is_known_by_all_clocks() -> None:
    clock = HandClock()
    moments = Moments(clock)
    moments.heard("a", at_the_vendor(clock))
    clock.goes_on(30)
    clock.jumps(-86_400)
    attempt = attempt_of(begun(moments.now("a")), clock)
    assert attempt.theirs == 1_760_000_030 + AHEAD
    clock.goes_on(12)
    clock.jumps(500_000)
    assert attempt.ago is not None
    assert attempt.ago() == 12


def test_what_nobody_said_is_not_known() -> None:
    clock = HandClock()
    moments = Moments(clock)
    for reply in (Reply(200), Reply(200, {"date": "soon"}), Reply(200, {**at_the_vendor(clock).headers, "age": "9"})):
        moments.heard("a", reply)
    assert attempt_of(begun(moments.now("a")), clock).theirs is None
    assert moments.now("b") == {MOMENT: {"boot": "by hand", "elapsed": clock.elapsed()}}


def test_after_the_computer_was_started_anew_only_the_vendor_s_clock_counts() -> None:
    clock = HandClock()
    moments = Moments(clock)
    moments.heard("a", at_the_vendor(clock))
    record = begun(moments.now("a"))
    later = HandClock()
    later.boot = "another"
    attempt = attempt_of(record, later)
    assert (attempt.at, attempt.ago, attempt.theirs) == (record.started_at, None, 1_760_000_000 + AHEAD)


@pytest.mark.parametrize("outputs", [{}, {MOMENT: "x"}, {MOMENT: {"boot": "by hand", "elapsed": "x", "theirs": None}}])
def test_a_record_that_does_not_say_it_tells_the_time_of_day_alone(outputs: dict[str, Json]) -> None:
    attempt = attempt_of(begun(outputs), HandClock())
    assert (attempt.at, attempt.ago, attempt.theirs) == (1_760_000_000.0, None, None)


def test_the_vendor_is_heard_anew_after_a_while() -> None:
    clock = HandClock()
    moments = Moments(clock)
    moments.heard("a", at_the_vendor(clock))
    corrected = Reply(200, {"date": formatdate(clock.now(), usegmt=True)})
    moments.heard("a", corrected)
    assert attempt_of(begun(moments.now("a")), clock).theirs == clock.now() + AHEAD
    clock.goes_on(FRESH)
    moments.heard("a", Reply(200, {"date": formatdate(clock.now(), usegmt=True)}))
    assert attempt_of(begun(moments.now("a")), clock).theirs == clock.now()


def test_a_run_of_the_computer_has_one_name(tmp_path: Path) -> None:
    assert SystemClock().boot
    (tmp_path / "boot_id").write_text("a1\n")
    assert boot_name(tmp_path / "boot_id") == "a1"
    assert boot_name(tmp_path / "none") != boot_name(tmp_path / "none"), "where nobody says it, no two are the same"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
@pytest.mark.parametrize("zone", ["", " -0000"])
def test_a_date_without_a_zone_is_meant_as_gmt(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert their_time(Reply(200, {"date": f"Sun, 22 Nov 2026 03:00:00{zone}"})) == 1_795_316_400
    finally:
        monkeypatch.undo()
        time.tzset()
