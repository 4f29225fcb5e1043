"""Send.ai's flow: one multipart request, of one file or of several, whose progress is then followed."""

from __future__ import annotations

import json
import re

import pytest

from app.core.flow.actions import Finished, KeyVerdict, Polling, Recorded, Refused
from app.core.flow.keytest import key_test
from app.core.flow.lane import lane
from app.core.providers.model import Repeat

META = [{"name": "category", "value": "invoice"}]
VALUES = {"path.team_id": "team_1", "path.project_id": "proj/1", "body.name": "Important", "body.meta": META}
FLAT = {"id": "upl_1", "status": "processing", "projectId": "proj/1"}


def parts(body: bytes) -> list[tuple[str, str]]:
    """Name and contents of every part, in order."""
    found = re.findall(rb'name="([^"]+)"[^\r]*\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', body, re.DOTALL)
    return [(name.decode(), content.decode()) for name, content in found]


def test_one_file_and_its_details_go_in_one_request(scope, stage, make_file, reply, body_of) -> None:
    where = scope("sendai", values=VALUES, files=[make_file("d.pdf", b"PDF")], mode="each")
    wrapped = {"payload": {"id": "upl_1", "status": "COMPLETED"}}
    played = stage.play(lane(where), {"create": reply(200, FLAT), "watch": reply(200, wrapped)})
    create, watch = played.calls
    assert create.request.url == "https://api.send.ai/v2/team_1/project/proj%2F1/upload"
    assert create.repeat is Repeat.DUPLICATES
    assert create.carries_file
    sent = parts(body_of(create.request))
    assert [name for name, _ in sent] == ["name", "projectId", "meta", "file"]
    assert dict(sent)["projectId"] == "proj/1"
    assert json.loads(dict(sent)["meta"]) == META
    assert dict(sent)["file"] == "PDF"
    assert watch.request.url.endswith("/project/proj%2F1/upload/upl_1")
    assert isinstance(played.end, Finished)
    assert played.end.result.id == "upl_1"


def test_all_files_go_in_one_upload(scope, stage, make_file, reply, body_of) -> None:
    files = [make_file("a.pdf", b"A"), make_file("b.png", b"B")]
    where = scope("sendai", values=VALUES, files=files, mode="together")
    played = stage.play(lane(where), {"create": reply(200, FLAT), "watch": reply(200, {"status": "completed"})})
    body = body_of(played.call("create").request)
    assert [p for p in parts(body) if p[0] == "file"] == [("file", "A"), ("file", "B")]
    assert b'filename="a.pdf"\r\nContent-Type: application/pdf' in body
    assert b'filename="b.png"\r\nContent-Type: image/png' in body


def test_the_wrapped_reply_is_understood_as_well(scope, stage, make_file, reply) -> None:
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")])
    script = {"create": reply(201, {"payload": {"id": "upl_9"}}), "watch": reply(200, {"status": "PROCESSING"})}
    played = stage.play(lane(where), script)
    assert played.recorded["create"].outputs == {"id": "upl_9", "status": None}
    assert isinstance(played.end, Polling)


@pytest.mark.parametrize(
    ("status", "needs_person", "said"),
    [
        ("PROCESSING", False, "Send.ai is reading it"),
        ("IN_REVIEW", True, "waits for a person"),
        ("reviewing", True, "waits for a person"),
        ("PARTIAL", False, "part of it"),
        ("Something_New", False, "Send.ai: Something_New"),
    ],
)
def test_while_send_ai_is_at_work_it_is_asked_again(scope, stage, make_file, reply, status, needs_person, said) -> None:
    recorded = {"create": Recorded({"id": "upl_1", "status": "processing"}, 1.0)}
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")], recorded=recorded, poll_tries=2)
    played = stage.play(lane(where), {"watch": reply(200, {"payload": {"status": status}})}, recorded)
    assert played.steps == ["watch"]
    assert isinstance(played.end, Polling)
    assert played.end.needs_person is needs_person
    assert played.end.after == pytest.approx(5 * 1.5**2)
    assert said in str(played.end.say)


def test_a_failure_at_the_vendor_is_a_refusal(scope, stage, make_file, reply) -> None:
    recorded = {"create": Recorded({"id": "upl_1", "status": None}, 1.0)}
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")], recorded=recorded)
    played = stage.play(lane(where), {"watch": reply(200, {"payload": {"status": "FAILED"}})}, recorded)
    assert isinstance(played.end, Refused)
    assert "could not process it" in str(played.end.words)
    assert not played.end.cancelled


@pytest.mark.parametrize("trouble", [403, 404, b"<html>", b"[]"])
def test_that_nobody_may_look_does_not_make_it_a_failure(scope, stage, make_file, reply, trouble) -> None:
    recorded = {"create": Recorded({"id": "upl_1", "status": None}, 1.0)}
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")], recorded=recorded)
    answer = reply(200, trouble) if isinstance(trouble, bytes) else reply(trouble)
    played = stage.play(lane(where), {"watch": answer}, recorded)
    assert isinstance(played.end, Finished)
    assert "The file was handed over" in str(played.end.result.text)
    assert "upload upl_1" in str(played.end.result.text)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "Nothing was kept"),
        (401, "did not accept the key"),
        (402, "plan"),
        (403, "scope uploads.create"),
        (404, "no team “team_1”"),
        (413, "40 MB a file"),
        (415, "this type"),
        (422, "did not accept the details"),
        (429, "slow down"),
        (500, "may have kept"),
    ],
)
def test_each_refusal_is_in_plain_words(scope, stage, make_file, reply, status, said) -> None:
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")])
    played = stage.play(lane(where), {"create": reply(status)})
    assert isinstance(played.end, Refused)
    assert said in str(played.end.words)
    assert played.recorded == {}


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"{}", b'{"id": ""}', b'{"id": {"a": 1}}'])
def test_an_unreadable_yes_is_like_a_lost_reply(scope, stage, make_file, reply, body) -> None:
    where = scope("sendai", values=VALUES, files=[make_file("a.pdf")])
    played = stage.play(lane(where), {"create": reply(200, body)})
    assert isinstance(played.end, Refused)
    assert played.end.unclear
    assert "may have arrived all the same" in str(played.end.words)


def test_without_a_project_nothing_leaves(scope, stage, make_file) -> None:
    where = scope("sendai", values={"path.team_id": "t"}, files=[make_file("a.pdf")])
    played = stage.play(lane(where), {})
    assert isinstance(played.end, Refused)
    assert played.calls == []
    assert "Project" in str(played.end.words)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, "works"), (400, "works"), (200, "works"), (401, "rejected"), (403, "unclear"), (500, "unclear")],
)
def test_the_key_is_tried_with_an_upload_that_cannot_exist(scope, stage, reply, status, verdict) -> None:
    played = stage.play(key_test(scope("sendai", values=VALUES)), {"test": reply(status)})
    assert played.end.verdict is KeyVerdict(verdict)
    assert played.call("test").request.url.endswith("/upload/connection-test")
    assert played.call("test").request.method == "GET"


def test_without_team_and_project_the_key_test_says_what_it_needs(scope, stage) -> None:
    played = stage.play(key_test(scope("sendai")), {})
    assert played.end.verdict is KeyVerdict.UNCLEAR
    assert "Team, Project" in str(played.end.words)
    assert played.calls == []
