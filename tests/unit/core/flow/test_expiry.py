"""When a signed address or a session is too old, also with a wrong clock."""

from __future__ import annotations

import base64

import pytest

from app.core.flow.actions import Recorded
from app.core.flow.env import MISSING, Env
from app.core.flow.expiry import as_time, end_of_life, is_expired, url_life
from app.core.providers.model import Expires

T = 1_780_272_000.0  # 2026-06-01T00:00:00Z
AWS = "https://s.test/x?X-Amz-Date=20260601T000000Z&X-Amz-Expires=900&X-Amz-Signature=s"
URL_OUT = "$steps.ask.outputs.url"


@pytest.fixture
def end(scope, clock):
    def at(expires: Expires, outputs: dict, kept_at: float = T) -> float | None:
        record = Recorded(outputs, kept_at)
        return end_of_life(expires, record, Env(scope("sela"), recorded={"ask": record}))

    return at


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-06-01T00:00:00Z", T),
        ("2026-06-01T02:00:00+02:00", T),
        ("2026-06-01T00:00:00", T),
        ("20260601T000000Z", T),
        (T, T),
        (int(T), T),
        (T * 1000, T),
        ("soon", None),
        ("not a time at all", None),
        ("0001-01-01T00:00:00+14:00", -62_135_647_200.0),
        (True, None),
        (None, None),
        (MISSING, None),
        ([], None),
    ],
)
def test_times_in_the_usual_forms(value, expected) -> None:
    assert as_time(value) == expected


def test_signed_urls_say_how_long_they_live() -> None:
    assert url_life(AWS) == (T, 900)
    assert url_life(AWS.replace("s.test", "[s.test")) is None
    assert url_life(AWS.replace("X-Amz", "X-Goog")) == (T, 900)
    assert url_life("https://a.test/x?st=2026-06-01T00:00:00Z&se=2026-06-01T01:00:00Z") == (T, 3600)
    for silent in ("https://s.test/x?X-Amz-Date=x&X-Amz-Expires=900", "https://s.test/x?token=1", 7, None):
        assert url_life(silent) is None


def test_the_earliest_end_counts(end) -> None:
    assert end(Expires(after=60), {}) == T + 60
    assert end(Expires(from_url=URL_OUT), {"url": AWS}) == T + 900
    assert end(Expires(from_url=URL_OUT, after=600), {"url": AWS}) == T + 900  # the address knows best
    assert end(Expires(from_url=URL_OUT, after=600), {"url": "https://s.test/"}) == T + 600
    assert end(Expires(from_url=URL_OUT), {"url": "https://s.test/"}) is None
    by_time = Expires(at="$steps.ask.outputs.ends", after=9000)
    assert end(by_time, {"ends": "2026-06-01T01:00:00Z"}) == T + 3600
    assert end(by_time, {"ends": "nonsense"}) == T + 9000


def test_the_fields_of_a_presigned_post_know_their_end(end) -> None:
    policy = base64.b64encode(b'{"expiration": "2026-06-01T01:00:00.000Z", "conditions": []}').decode()
    fields = {"Policy": policy, "X-Amz-Date": "20260601T000000Z"}
    by_fields = Expires(from_url="$steps.ask.outputs.fields", at="$steps.ask.outputs.ends", after=86_400)
    assert end(by_fields, {"fields": fields, "ends": "2026-06-02T00:00:00Z"}) == T + 3600
    for silent in ({}, {"policy": "!!"}, {"policy": "W10="}, {"policy": policy}, {"policy": 7}):
        assert end(by_fields, {"fields": silent, "ends": "2026-06-01T02:00:00Z"}) == T + 7200


def test_a_clock_that_is_ahead_does_not_end_everything_at_once(end) -> None:
    ahead = T + 100_000
    assert end(Expires(from_url=URL_OUT), {"url": AWS}, ahead) == ahead + 900
    assert end(Expires(at="$steps.ask.outputs.ends"), {"ends": "2026-06-01T01:00:00Z"}, ahead) is None


def test_a_request_must_begin_a_little_before_the_end(scope, clock) -> None:
    record = Recorded({}, T)
    env = Env(scope("sela"))
    for life, margin in ((3600, 30), (100, 10)):
        expires = Expires(after=life)
        clock.at = T + life - margin - 1
        assert not is_expired(expires, record, env)
        clock.at = T + life - margin
        assert is_expired(expires, record, env)
    assert not is_expired(Expires(), record, env)
