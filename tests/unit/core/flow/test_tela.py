"""Tela's flow: ask, put, and the vault address as the result."""

from __future__ import annotations

import json

import pytest

from app.core.flow.actions import Finished, KeyVerdict, Recorded, Refused
from app.core.flow.keytest import key_test
from app.core.flow.lane import lane
from app.core.flow.offers import action_lane, offers

ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
URL = "https://up.r2.example.com/f?X-Amz-Date=20260601T000000Z&X-Amz-Expires=900&X-Amz-Signature=x"


def test_a_file_goes_into_the_vault(scope, stage, make_file, reply, body_of) -> None:
    where = scope("tela", files=[make_file("notes.txt", b"hello")])
    played = stage.play(lane(where), {"ask": reply(200, {"id": ID, "uploadUrl": URL}), "send": reply(200)})
    ask, send = played.calls
    assert ask.request.url == "https://api.tela.com/v3/files"
    assert dict(ask.request.headers)["x-compatibility-date"] == "2025-07-23"
    assert json.loads(body_of(ask.request)) == {"fileName": "notes.txt"}
    assert ask.request.credential is not None
    assert ask.request.credential.prefix == "Bearer "
    assert dict(send.request.headers) == {"Content-Type": "text/plain"}
    assert isinstance(played.end, Finished)
    result = played.end.result
    assert result.id == ID
    assert result.copies == (f"vault://{ID}", f'{{"file_url": "vault://{ID}"}}')
    assert json.loads(result.copies[1]) == {"file_url": f"vault://{ID}"}


def test_the_content_type_is_the_files_own(scope, stage, make_file, reply) -> None:
    for name, expected in (("a.pdf", "application/pdf"), ("a.unknown-kind", "application/octet-stream")):
        where = scope("tela", files=[make_file(name)])
        played = stage.play(lane(where), {"ask": reply(200, {"id": ID, "uploadUrl": URL}), "send": reply(200)})
        assert dict(played.call("send").request.headers)["Content-Type"] == expected


def test_no_form_is_left_since_the_flow_fills_everything(providers) -> None:
    assert providers["tela"].forms[""].fields == ()


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 429, 500, 502, 503])
def test_refusals_say_that_nothing_was_sent(scope, stage, make_file, reply, status) -> None:
    body = {"code": "X", "message": "No luck", "status": status, "name": "Error"}
    played = stage.play(lane(scope("tela", files=[make_file("a.txt")])), {"ask": reply(status, body)})
    assert isinstance(played.end, Refused)
    assert "Nothing was sent" in str(played.end.words)
    assert "Tela says: “No luck”" in str(played.end.words)


def test_the_urls_own_end_counts(scope, stage, make_file, reply, clock) -> None:
    clock.at = 1_780_272_000.0  # 2026-06-01T00:00:00Z
    recorded = {"ask": Recorded({"id": ID, "url": URL}, clock.at)}
    where = scope("tela", files=[make_file("a.txt")], recorded=recorded)
    clock.at += 800
    assert stage.play(lane(where), {"send": reply(200)}, recorded).steps == ["send"]
    clock.at += 200
    again = {"ask": reply(200, {"id": "new", "uploadUrl": URL}), "send": reply(200)}
    played = stage.play(lane(where), again, recorded)
    assert played.steps == ["ask", "send"]
    assert played.end.result.id == "new"


def test_what_is_sent_already_is_not_asked_for_again_however_old(scope, stage, make_file, clock) -> None:
    recorded = {"ask": Recorded({"id": ID, "url": URL}, clock.at), "send": Recorded({}, clock.at)}
    where = scope("tela", files=[make_file("a.txt")], recorded=recorded)
    clock.at += 1_000_000
    played = stage.play(lane(where), {}, recorded)
    assert played.calls == []
    assert played.end.result.id == ID


def test_the_vendors_own_record_can_be_looked_at(scope, stage, make_file, reply) -> None:
    recorded = {"ask": Recorded({"id": ID, "url": URL}, 1), "send": Recorded({}, 2)}
    where = scope("tela", files=[make_file("a.txt")], recorded=recorded)
    assert [a.id for a in offers(where.provider, "done", recorded)] == ["look"]
    assert offers(where.provider, "running", recorded) == ()
    assert offers(where.provider, "done", {}) == ()
    body = {"id": ID, "name": "a.txt", "size": 12, "uploadUrl": URL, "tags": ["a", "b"], "owner": {"id": 7}}
    played = stage.play(action_lane(where, "look"), {"look": reply(200, body)})
    assert played.call("look").request.url == f"https://api.tela.com/v3/files/{ID}"
    table = dict(played.end.table)
    assert table["name"] == "a.txt"
    assert table["tags"] == "a, b"
    assert table["owner.id"] == "7"
    assert "X-Amz-Signature=x" not in str(played.end.table)
    gone = stage.play(action_lane(where, "look"), {"look": reply(404)})
    assert not gone.end.ok
    assert "does not know this file" in str(gone.end.say)


@pytest.mark.parametrize(("status", "verdict"), [(200, "works"), (401, "rejected"), (500, "unclear")])
def test_the_key_is_tried_by_listing_canvases(scope, stage, reply, status, verdict) -> None:
    played = stage.play(key_test(scope("tela")), {"test": reply(status, [])})
    assert played.end.verdict is KeyVerdict(verdict)
    request = played.call("test").request
    assert (request.method, request.url) == ("GET", "https://api.tela.com/prompt")
    assert dict(request.headers)["x-compatibility-date"] == "2025-07-23"
