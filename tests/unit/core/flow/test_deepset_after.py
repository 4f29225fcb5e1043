"""deepset's flow after the files: close the session, follow the counts; choices, old sessions, the key test."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.core.copies import replace
from app.core.flow.actions import BatchFacts, Finished, KeyVerdict, Part, Polling, Recorded, Refused
from app.core.flow.choices import live_choices
from app.core.flow.keytest import key_test
from app.core.flow.lane import lane
from app.core.flow.offers import action_lane, offers

VALUES = {"path.workspace_name": "my space"}


def session(clock) -> dict[str, Recorded]:
    ends = datetime.fromtimestamp(clock.at + 86_400, UTC).isoformat()
    outputs = {"id": "s1", "url": "https://bucket.s3.amazonaws.com/", "fields": {"key": "k/"}, "expires_at": ends}
    return {"open": Recorded(outputs, clock.at, 201)}


def test_the_session_is_closed_and_the_counts_are_followed(scope, stage, reply, body_of, clock) -> None:
    facts = BatchFacts(sent=3, count=4)
    where = scope("deepset", Part.AFTER, VALUES, session=session(clock), batch=facts)
    counts = {"ingestion_status": {"finished_files": 1, "failed_files": 0}}
    played = stage.play(lane(where), {"close": reply(204), "watch": reply(200, counts)})
    assert played.steps == ["close", "watch"]
    close = played.call("close").request
    assert (close.method, close.url.rpartition("/")[2]) == ("PUT", "s1")
    assert json.loads(body_of(close)) == {"status": "CLOSED"}
    assert isinstance(played.end, Polling)
    assert str(played.end.say) == "deepset has read in 1 of 3 files"
    assert played.end.after == 2

    again = scope(
        "deepset", Part.AFTER, VALUES, session=session(clock), batch=facts, recorded=played.recorded, poll_tries=1
    )
    counts = {"ingestion_status": {"finished_files": 2, "failed_files": 1}}
    ended = stage.play(lane(again), {"watch": reply(200, counts)}, played.recorded)
    assert ended.steps == ["watch"]
    assert isinstance(ended.end, Finished)
    assert (ended.end.failed, ended.end.total) == (1, 3)


def test_without_a_workspace_no_session_is_closed_and_the_person_hears_what_to_fill_in(scope, stage) -> None:
    played = stage.play(action_lane(scope("deepset"), "close_old"), {})
    assert played.calls == []
    assert not played.end.ok
    assert "fill in first: Workspace" in str(played.end.say)


@pytest.mark.parametrize("status", [200, 204, 409])
def test_closing_works_also_when_it_is_closed(scope, stage, reply, clock, status) -> None:
    where = scope("deepset", Part.AFTER, VALUES, session=session(clock), batch=BatchFacts(sent=0, count=1))
    played = stage.play(lane(where), {"close": reply(status)})
    assert played.steps == ["close"]  # nothing arrived, so there is nothing to watch
    assert isinstance(played.end, Finished)


def test_a_cancelled_batch_is_closed_but_not_watched(scope, stage, reply, clock) -> None:
    facts = BatchFacts(sent=1, count=9)
    where = scope("deepset", Part.AFTER, VALUES, session=session(clock), batch=facts, only_always=True)
    assert stage.play(lane(where), {"close": reply(204)}).steps == ["close"]
    unopened = scope("deepset", Part.AFTER, VALUES, batch=facts, only_always=True)
    assert stage.play(lane(unopened), {}).steps == []


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500])
def test_a_refused_close_says_that_the_files_arrived(scope, stage, reply, clock, status) -> None:
    where = scope("deepset", Part.AFTER, VALUES, session=session(clock), batch=BatchFacts(1, 1))
    played = stage.play(lane(where), {"close": reply(status)})
    assert isinstance(played.end, Refused)
    assert "The files arrived" in str(played.end.words)


def test_watching_gives_up_after_a_day(scope, stage, reply, clock) -> None:
    recorded = {"close": Recorded({}, clock.at)}
    where = scope(
        "deepset",
        Part.AFTER,
        VALUES,
        session=session(clock),
        batch=BatchFacts(2, 2),
        recorded=recorded,
    )
    answer = {"watch": reply(200, {"ingestion_status": {"finished_files": 0, "failed_files": 0}})}
    clock.at += 30 * 86_400  # somebody set it, or Sendoff was closed: nothing was waited for
    tries, waited = 0, 0.0
    while isinstance(waits := stage.play(lane(replace(where, poll_tries=tries)), answer, recorded).end, Polling):
        tries, waited = tries + 1, waited + waits.after
    assert 86_400 < waited <= 86_460
    clock.at -= 60 * 86_400
    ended = stage.play(lane(replace(where, poll_tries=tries)), answer, recorded).end
    assert isinstance(ended, Finished)
    assert "still at work when Sendoff stopped asking" in str(ended.result.text)


def test_workspaces_are_offered_from_either_shape(scope, stage, reply, providers) -> None:
    field = providers["deepset"].forms[""].field("path.workspace_name")
    plain = [{"name": "one"}, {"name": "two\u202e"}, {"name": None}, {"name": "one"}, "odd"]
    for body in (plain, {"data": plain, "total": 2}):
        played = stage.play(live_choices(scope("deepset"), field), {"choices": reply(200, body)})
        assert [(c.value, c.label) for c in played.end] == [("one", "one"), ("two\u202e", "two")]
        assert played.calls[0].request.url == "https://api.cloud.deepset.ai/api/v1/workspaces"


def test_old_sessions_are_closed_for_the_person(scope, stage, reply, body_of) -> None:
    where = scope("deepset", Part.BEFORE, VALUES)
    assert offers(where.provider, "failed", {}) == ()
    listed = {
        "data": [
            {"session_id": "a", "status": "OPEN"},
            {"session_id": "b", "status": "CLOSED"},
            {"session_id": "c", "status": "OPEN"},
            {"session_id": "d", "status": "OPEN"},
        ]
    }
    answers = [reply(200, listed), reply(204), reply(409), reply(500)]
    played = stage.play(action_lane(where, "close_old"), {"close_old": answers})
    assert [c.request.method for c in played.calls] == ["GET", "PUT", "PUT", "PUT"]
    assert [c.request.url.rpartition("/")[2] for c in played.calls[1:]] == ["a", "c", "d"]
    assert played.calls[0].request.url.endswith("upload_sessions?is_expired=false&limit=100")
    assert played.end.ok
    assert str(played.end.say).startswith("Old sessions that were closed: 2.")

    none = stage.play(action_lane(where, "close_old"), {"close_old": [reply(200, listed), *[reply(403)] * 3]})
    assert not none.end.ok
    broken = stage.play(action_lane(where, "close_old"), {"close_old": reply(200, b"<html>")})
    assert not broken.end.ok
    odd = stage.play(action_lane(where, "close_old"), {"close_old": reply(200, {"data": 3})})
    assert not odd.end.ok
    refused = stage.play(action_lane(where, "close_old"), {"close_old": reply(404)})
    assert "no workspace “my space”" in str(refused.end.say)


@pytest.mark.parametrize(
    ("status", "verdict"), [(200, "works"), (401, "rejected"), (403, "rejected"), (500, "unclear")]
)
def test_the_key_is_tried_by_listing_workspaces(scope, stage, reply, status, verdict) -> None:
    played = stage.play(key_test(scope("deepset")), {"test": reply(status, [])})
    assert played.end.verdict is KeyVerdict(verdict)
