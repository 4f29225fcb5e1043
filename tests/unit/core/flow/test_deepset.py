"""deepset's flow: a session per batch, presigned POSTs, companions, close, and counts that are followed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from app.core.flow.actions import (
    Finished,
    Part,
    Recorded,
    Refused,
    SessionGone,
)
from app.core.flow.lane import has_part, lane
from app.core.providers.model import Repeat

VALUES = {"path.workspace_name": "my space", "body.write_mode": "OVERWRITE"}
POST_URL = "https://bucket.s3.amazonaws.com/"
FIELDS = {"key": "org/ws/upload_sessions/s1/", "policy": "cG9s", "x-amz-signature": "sig"}


def session(clock, fields=FIELDS, life: float = 86_400) -> dict[str, Recorded]:
    ends = datetime.fromtimestamp(clock.at + life, UTC).isoformat()
    outputs = {"id": "s1", "url": POST_URL, "fields": fields, "expires_at": ends}
    return {"open": Recorded(outputs, clock.at, 201)}


def parts(body: bytes) -> list[tuple[str, str, str]]:
    """Name, file name and contents of every part, in order."""
    pattern = rb'name="([^"]+)"(?:; filename="([^"]*)")?\r\n(?:Content-Type: [^\r]+\r\n)?\r\n(.*?)\r\n--'
    return [tuple(p.decode() for p in found) for found in re.findall(pattern, body, re.DOTALL)]  # type: ignore[misc]


def test_the_session_is_opened_once_per_batch(scope, stage, reply, body_of, clock) -> None:
    where = scope("deepset", Part.BEFORE, VALUES)
    body = {
        "session_id": "s1",
        "documentation_url": "https://x",
        "expires_at": "2026-09-01T00:00:00+00:00",
        "aws_prefixed_request_config": {"url": POST_URL, "fields": FIELDS},
    }
    played = stage.play(lane(where), {"open": reply(201, body)})
    call = played.call("open")
    assert call.request.method == "POST"
    assert call.request.url == "https://api.cloud.deepset.ai/api/v1/workspaces/my%20space/upload_sessions"
    assert json.loads(body_of(call.request)) == {"write_mode": "OVERWRITE"}
    assert call.repeat is Repeat.LIMITED
    assert isinstance(played.end, Finished)
    assert played.recorded["open"].outputs["fields"] == FIELDS
    assert all(has_part(where.provider, part, "") for part in Part)


@pytest.mark.parametrize(
    ("status", "said", "offer"),
    [
        (400, "did not accept the details", ""),
        (401, "did not accept the key", ""),
        (402, "paid plan", ""),
        (403, "admin or editor", ""),
        (404, "no workspace “my space”", ""),
        (406, "Close old sessions", "close_old"),
        (422, "one of the details", ""),
        (429, "slow down", ""),
        (500, "an error", ""),
        (503, "not available", ""),
    ],
)
def test_each_refusal_of_a_session_is_in_plain_words(scope, stage, reply, status, said, offer) -> None:
    played = stage.play(lane(scope("deepset", Part.BEFORE, VALUES)), {"open": reply(status)})
    assert isinstance(played.end, Refused)
    assert said in str(played.end.words)
    assert "Nothing was sent" in str(played.end.words)
    assert played.end.offer == offer


def test_what_a_422_says_about_a_field_stands_beside_it(scope, stage, reply) -> None:
    body = {"detail": [{"loc": ["body", "expires_in_seconds"], "msg": "too large", "type": "value_error"}]}
    played = stage.play(lane(scope("deepset", Part.BEFORE, VALUES)), {"open": reply(422, body)})
    (error,) = played.end.field_errors
    assert (error.key, str(error.words)) == ("body.expires_in_seconds", "too large")
    assert "expires_in_seconds: too large" in str(played.end.words)


@pytest.mark.parametrize("fields", [{}, "x", None, {"a": {"b": 1}}, {"a": None}])
def test_fields_that_cannot_be_posted_are_refused(scope, stage, reply, fields) -> None:
    body = {"session_id": "s", "expires_at": "2026-09-01T00:00:00Z"}
    body["aws_prefixed_request_config"] = {"url": POST_URL, "fields": fields}
    played = stage.play(lane(scope("deepset", Part.BEFORE, VALUES)), {"open": reply(201, body)})
    assert isinstance(played.end, Refused) is (fields != {})


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("org/ws/upload_sessions/s1/", "org/ws/upload_sessions/s1/${filename}"),
        ("org/ws/upload_sessions/s1/${filename}", "org/ws/upload_sessions/s1/${filename}"),
    ],
)
def test_the_fields_come_in_order_and_the_file_last(scope, stage, make_file, reply, body_of, clock, key, sent) -> None:
    fields = {"x-amz-date": "20260101T000000Z", **FIELDS, "key": key, "x-amz-security-token": "tok"}
    opened = session(clock, fields)
    where = scope("deepset", values=VALUES, files=[make_file("my file é+#.txt", b"text")], session=opened)
    played = stage.play(lane(where), {"send": reply(204)})
    call = played.call("send")
    assert (call.request.method, call.request.url) == ("POST", POST_URL)
    assert call.request.storage
    assert call.request.credential is None
    assert call.carries_file
    found = parts(body_of(call.request))
    assert [name for name, _, _ in found] == [
        "x-amz-date",
        "policy",
        "x-amz-signature",
        "x-amz-security-token",
        "key",
        "file",
    ]
    assert found[-2] == ("key", "", sent)
    # Sanitised like the vendor's own tools do, then percent-encoded.
    assert found[-1] == ("file", "my%20file%20%C3%A9%2B_.txt", "text")
    assert b"Content-Type: text/plain" in body_of(call.request)
    assert "content-type" not in [name.lower() for name, _, _ in found]
    assert isinstance(played.end, Finished)
    assert str(played.end.result.text) == "my file é+_.txt is in the workspace “my space”."


@pytest.mark.parametrize("status", [200, 201, 204, 303])
def test_every_way_in_which_storage_says_yes(scope, stage, make_file, reply, clock, status) -> None:
    where = scope("deepset", values=VALUES, files=[make_file("a.txt")], session=session(clock))
    assert isinstance(stage.play(lane(where), {"send": reply(status)}).end, Finished)


def test_a_companion_beside_the_file_travels_with_it(scope, stage, make_file, reply, body_of, clock) -> None:
    file = make_file("report#.pdf", b"PDF", companion=b'{"year": 2026}')
    where = scope("deepset", values={**VALUES, "companion": {"no": "this"}}, files=[file], session=session(clock))
    played = stage.play(lane(where), {"send": reply(204), "send_meta": reply(204)})
    assert played.steps == ["send", "send_meta#0"]
    meta = played.call("send_meta#0")
    assert parts(body_of(meta.request))[-1] == ("file", "report_.pdf.meta.json", '{"year": 2026}')
    assert not meta.carries_file


def test_a_companion_may_be_written_in_the_form(scope, stage, make_file, reply, body_of, clock) -> None:
    values = {**VALUES, "companion": {"author": "Zoë", "year": 2026}}
    where = scope("deepset", values=values, files=[make_file("a.txt")], session=session(clock))
    played = stage.play(lane(where), {"send": reply(204), "send_meta": reply(204)})
    name, file_name, content = parts(body_of(played.call("send_meta#0").request))[-1]
    assert (name, file_name) == ("file", "a.txt.meta.json")
    assert json.loads(content) == values["companion"]
    for nothing in ({}, None, "text"):
        where = scope(
            "deepset", values={**VALUES, "companion": nothing}, files=[make_file("a.txt")], session=session(clock)
        )
        assert stage.play(lane(where), {"send": reply(204)}).steps == ["send"]


def test_metadata_that_is_too_large_is_not_sent(scope, stage, make_file, reply, clock) -> None:
    values = {**VALUES, "companion": {"x": "y" * 40_000}}
    where = scope("deepset", values=values, files=[make_file("a.txt")], session=session(clock))
    played = stage.play(lane(where), {"send": reply(204)})
    assert isinstance(played.end, Refused)
    assert "a.txt.meta.json would be larger than 32.8 KB" in str(played.end.words)


def test_a_session_that_ran_out_sends_the_file_into_another_round(
    scope, stage, make_file, reply, s3_error, clock
) -> None:
    opened = session(clock, life=3600)
    expired = s3_error(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    where = scope("deepset", values=VALUES, files=[make_file("a.txt")], session=opened)
    assert stage.play(lane(where), {"send": expired}).end == SessionGone("open")
    assert stage.play(lane(where), {"send": s3_error(400, "ExpiredToken")}).end == SessionGone("open")
    clock.at += 3590
    gone = stage.play(lane(where), {})
    assert gone.end == SessionGone("open")
    assert gone.calls == []
    # What is there already needs no session any more.
    arrived = {"send": Recorded({}, clock.at)}
    where = scope("deepset", values=VALUES, files=[make_file("a.txt")], session=opened, recorded=arrived)
    assert isinstance(stage.play(lane(where), {}, arrived).end, Finished)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AccessDenied", "refused this file. It was not kept."),
        (403, "SignatureDoesNotMatch", "did not accept the session's permission"),
        (400, "EntityTooLarge", "larger than deepset takes"),
        (400, "KeyTooLongError", "name is too long"),
    ],
)
def test_what_a_fresh_session_would_not_cure_costs_none(
    scope, stage, make_file, s3_error, clock, status, code, said
) -> None:
    where = scope("deepset", values=VALUES, files=[make_file("a.txt")], session=session(clock))
    end = stage.play(lane(where), {"send": s3_error(status, code)}).end
    assert isinstance(end, Refused)
    assert said in str(end.words)
