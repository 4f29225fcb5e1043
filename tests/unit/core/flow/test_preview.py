"""Dry runs: every request of a flow, with words where only a reply can tell."""

from __future__ import annotations

import pytest

from app.core.flow.actions import Part, Recorded
from app.core.flow.preview import preview
from app.core.providers.load import load_provider


def test_unknown_outputs_are_named(scope, make_file, body_of) -> None:
    where = scope("sela", values={"body.source": "crm"}, files=[make_file("a.csv", b"x")])
    ask, send = preview(where)
    assert ask[0] == "ask"
    assert body_of(ask[1]) == b'{"source":"crm","filename":"a.csv"}'
    assert (send[0], send[1].method, send[1].url) == ("send", "PUT", "⟨url from “ask”⟩")
    assert body_of(send[1]) == b"x"


def test_placeholders_stay_readable_in_addresses(scope, make_file) -> None:
    values = {"path.team_id": "t", "path.project_id": "p q"}
    steps = dict(preview(scope("sendai", values=values, files=[make_file("a.pdf")])))
    assert steps["watch"].url == "https://api.send.ai/v2/t/project/p%20q/upload/⟨id from “create”⟩"
    missing = dict(preview(scope("sendai", values={}, files=[make_file("a.pdf")])))
    assert missing["create"].url == "⟨upload.create⟩"


def test_a_session_with_its_files(scope, make_file, body_of) -> None:
    values = {"path.workspace_name": "w", "companion": {"a": 1}}
    (opened,) = preview(scope("deepset", Part.BEFORE, values))
    assert opened[1].url.endswith("/workspaces/w/upload_sessions")
    beside = make_file("b.txt", companion=b"{}")
    steps = preview(scope("deepset", values=values, files=[make_file("a.txt"), beside]))
    assert [name for name, _ in steps] == ["send", "send_meta#0", "send_meta#1"]
    body = body_of(steps[0][1])
    assert 'name="⟨fields from “open”⟩"\r\n\r\n…'.encode() in body
    assert b"/${filename}" in body
    assert b'{"a": 1}' in body_of(steps[1][1])
    assert "⟨contents of b.txt.meta.json⟩".encode() in body_of(steps[2][1])
    assert [name for name, _ in preview(scope("deepset", values={}, files=[make_file("a.txt")]))] == ["send"]
    after = dict(preview(scope("deepset", Part.AFTER, values)))
    assert after["close"].url.endswith("/⟨id from “open”⟩")


def test_what_is_known_is_shown_as_it_is(scope, make_file) -> None:
    recorded = {"ask": Recorded({"url": "https://s.test/x?sig=1"}, 0)}
    where = scope("sela", values={"body.source": "crm"}, files=[make_file("a.csv")], recorded=recorded)
    assert preview(where)[1][1].url == "https://s.test/x?sig=1"


@pytest.fixture
def special(write_provider):
    upload = """
uploadflow: 1
provider: {id: made, name: Made}
api: openapi.yaml
steps:
  - {id: never, call: begin, when: $inputs.body.none}
  - {id: begin, call: begin, with: {body.name: $file.sha256}, outputs: {id: $response.body#/id}}
  - {id: piece, per: chunk, chunk_size: 4, call: part, with: {path.id: $steps.begin.outputs.id, body.md5: $chunk.md5}}
  - {id: extra, call: extra}
"""
    api = """
openapi: 3.1.0
info: {title: S, version: "1"}
servers: [{url: "https://api.example.test"}]
paths:
  /begin: {post: {operationId: begin, requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}, none: {type: string}}}}}}, responses: {}}}
  /part/{id}: {post: {operationId: part, parameters: [{name: id, in: path, required: true, schema: {type: string}}], requestBody: {content: {application/json: {schema: {type: object, properties: {md5: {type: string}}}}}}, responses: {}}}
  /extra: {post: {operationId: extra, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {logo: {type: string, format: binary}}}}}}, responses: {}}}
"""  # noqa: E501
    return load_provider(write_provider(upload, api))


def test_nothing_is_hashed_or_read(special, scope, make_file, body_of) -> None:
    file = make_file("ten", b"0123456789")
    steps = preview(scope(special, values={"body.logo": "/gone/logo.png"}, files=[file]))
    assert [name for name, _ in steps] == ["begin", "piece#0", "piece#1", "piece#2", "extra"]
    assert "⟨sha256 of ten⟩" in body_of(steps[0][1]).decode()
    assert "⟨md5 of ten⟩" in body_of(steps[1][1]).decode()
    assert "⟨contents of logo.png⟩" in body_of(steps[-1][1]).decode()
