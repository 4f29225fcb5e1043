"""Less usual steps: bodies of the flow's own, conditions, optional steps, further files, several batch steps."""

from __future__ import annotations

import json

import pytest

from app.core.copies import replace
from app.core.flow.actions import Finished, Found, NotFound, Part, ReadSmall, Recorded, Refused
from app.core.flow.lane import has_part, lane
from app.core.flow.recover import Attempt, recovery
from app.core.providers.load import load_provider

API = """
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: "https://api.example.test"}]
paths:
  /files:
    post:
      operationId: raw
      parameters:
        - {name: X-Kind, in: header, schema: {type: string}}
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {'201': {description: Kept}}
  /form:
    post:
      operationId: form
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                logo: {type: string, format: binary}
                stamp: {type: string, format: byte}
                title: {type: string}
                file: {type: string, format: binary}
      responses: {'201': {description: Kept}}
  /look/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Seen}}
  /ping:
    post: {operationId: ping, responses: {'200': {description: Pong}}}
"""

HEAD = "uploadflow: 1\nprovider: {id: made, name: Made}\napi: openapi.yaml\n"


@pytest.fixture
def made(write_provider):
    def make(steps: str, more: str = "", api: str = API):
        return load_provider(write_provider(f"{HEAD}{more}steps:\n{steps}", api))

    return make


def test_the_file_alone_may_be_a_calls_body(made, scope, stage, make_file, reply, body_of) -> None:
    provider = made("  - {id: send, call: raw, with: {body: $file, header.X-Kind: '{$file.ext}'}}\n")
    played = stage.play(lane(scope(provider, files=[make_file("a.png", b"PNG")])), {"send": reply(201)})
    call = played.call("send")
    assert body_of(call.request) == b"PNG"
    assert dict(call.request.headers)["Content-Type"] in ("image/png", "application/octet-stream")
    assert dict(call.request.headers)["X-Kind"] == ".png"
    assert call.request.credential is None
    assert call.carries_file


@pytest.mark.parametrize("body", ["", ", body: Hello"])
def test_a_call_that_needs_no_key_is_not_given_it(made, scope, stage, make_file, reply, body) -> None:
    document = f"{API}components: {{securitySchemes: {{key: {{type: http, scheme: bearer}}}}}}\n"
    steps = f"  - {{id: bare, call: ping, auth: none{body}}}\n  - {{id: keyed, call: ping{body}}}\n"
    provider = made(steps, "auth: {use: key}\n", document)
    answers = {"bare": reply(200), "keyed": reply(200)}
    played = stage.play(lane(scope(provider, files=[make_file("a.txt", b"Hello")])), answers)
    assert played.call("bare").request.credential is None
    assert played.call("keyed").request.credential is not None


@pytest.mark.parametrize(
    ("line", "content_type", "sent"),
    [
        ("body: 'name={$file.name|quote}'", "text/plain; charset=utf-8", b"name=a%20b.txt"),
        ("body: $file.size", "application/json", b"5"),
        ("body: $inputs.body.nothing", None, b""),
        ("body: $file\n    headers: {content-type: '{$file.type};v=1'}", "text/plain;v=1", b"hello"),
    ],
)
def test_bodies_that_the_flow_spells_out(
    made, scope, stage, make_file, reply, body_of, line, content_type, sent
) -> None:
    steps = "  - {id: ask, call: ping, outputs: {url: $response.body#/url}, repeat: safe}\n"
    provider = made(f"{steps}  - id: send\n    put: $steps.ask.outputs.url\n    {line}\n")
    script = {"ask": reply(200, {"url": "http://127.0.0.1:1/x"}), "send": reply(200)}
    request = stage.play(lane(scope(provider, files=[make_file("a b.txt", b"hello")])), script).call("send").request
    found = {name.lower(): value for name, value in request.headers}
    assert found.get("content-type") == content_type
    assert body_of(request) == sent


def test_a_calls_body_may_be_spelled_out_too(made, scope, stage, make_file, reply, body_of) -> None:
    provider = made(
        "  - id: send\n    call: ping\n    multipart:\n"
        "      - {name: about, value: '{$file.name|json}', content_type: application/json}\n"
        "      - {name: nothing, value: $inputs.body.none}\n"
        "      - {name: files, value: $files}\n"
        "  - {id: note, call: ping, body: 'x', headers: {Content-Type: text/csv, X-A: $inputs.body.none}}\n"
    )
    files = [make_file("a.txt", b"A"), make_file("b.txt", b"B")]
    played = stage.play(lane(scope(provider, files=files)), {"send": reply(200), "note": reply(200)})
    body = body_of(played.call("send").request)
    assert b'name="about"\r\nContent-Type: application/json\r\n\r\n"a.txt"' in body
    assert b"nothing" not in body
    assert body.count(b'name="files"') == 2
    assert dict(played.call("send").request.headers)["Content-Type"].startswith("multipart/form-data; boundary=")
    assert body_of(played.call("note").request) == b"x"
    assert dict(played.call("note").request.headers)["Content-Type"] == "text/csv"
    assert "X-A" not in dict(played.call("note").request.headers)


def test_a_number_of_the_form_is_a_part_as_it_is_written(made, scope, stage, make_file, reply, body_of) -> None:
    provider = made(
        "  - id: send\n    call: ping\n    multipart:\n"
        "      - {name: rank, value: $inputs.body.rank}\n"
        "      - {name: file, value: $file}\n"
    )
    where = scope(provider, values={"body.rank": 7}, files=[make_file("a.txt", b"A")])
    body = body_of(stage.play(lane(where), {"send": reply(200)}).call("send").request)
    assert b'name="rank"\r\n\r\n7\r\n' in body


def test_several_files_are_no_single_body(made, scope, stage, make_file, reply) -> None:
    provider = made("  - {id: send, call: ping, body: $files}\n")
    played = stage.play(lane(scope(provider, files=[make_file("a"), make_file("b")])), {})
    assert isinstance(played.end, Refused)
    assert "Several files" in str(played.end.words)


def test_further_files_of_the_form_are_read_for_the_request(made, scope, stage, make_file, reply, body_of) -> None:
    provider = made("  - {id: send, call: form, with: {body.file: $file}}\n")
    logo = make_file("logo.png", b"LOGO").path
    values = {"body.logo": str(logo), "body.stamp": str(logo), "body.title": "T"}
    played = stage.play(lane(scope(provider, values=values, files=[make_file("a.txt", b"A")])), {"send": reply(201)})
    assert [a.path for a in played.actions if isinstance(a, ReadSmall)] == [logo, logo]
    body = body_of(played.call("send").request)
    assert b'name="logo"; filename="logo.png"\r\nContent-Type: image/png\r\n\r\nLOGO' in body
    assert b"TE9HTw==" in body or body.count(b"LOGO") == 2
    assert b'name="file"; filename="a.txt"' in body


def test_conditions_modes_and_optional_steps(made, scope, stage, make_file, reply) -> None:
    provider = made(
        "  - {id: first, call: ping, when: $inputs.body.title}\n"
        "  - {id: second, call: ping, mode: two}\n"
        "  - {id: third, call: ping, optional: true, outputs: {x: $response.body#/x}}\n"
        "  - {id: last, call: ping, when: $steps.third.outputs.x}\n",
        "modes: [{id: one, label: One}, {id: two, label: Two}]\n",
    )
    files = [make_file("a")]
    script = {"first": reply(200), "second": reply(200), "third": reply(500), "last": reply(200)}
    assert stage.play(lane(scope(provider, files=files)), script).steps == ["third"]
    values = {"body.title": "x"}
    two = stage.play(lane(scope(provider, files=files, values=values, mode="two")), script)
    assert two.steps == ["first", "second", "third"]
    assert isinstance(two.end, Finished)
    assert two.recorded["third"].status == 500
    script["third"] = reply(200, {"x": 1})
    assert stage.play(lane(scope(provider, files=files)), script).steps == ["third", "last"]
    script["third"] = reply(200, {})
    assert stage.play(lane(scope(provider, files=files)), script).steps == ["third"]


def test_batch_steps_run_before_and_after_the_files(made, scope, stage, reply, facts, body_of, make_file) -> None:
    provider = made(
        "  - {id: open, per: batch, call: ping, outputs: {url: $response.body#/url},\n"
        "     expires: {after: 60s}, repeat: safe}\n"
        "  - {id: list, per: batch, put: $steps.open.outputs.url, body: '{$batch.count}'}\n"
        "  - {id: send, call: raw, with: {body: $file}, outputs: {id: $response.body#/id}}\n"
        "  - {id: done, per: batch, call: ping, body: $batch.collect.send.id}\n"
        "  - {id: bye, per: batch, call: 'GET /look/{id}', with: {path.id: 7}, always: true,\n"
        "     headers: {X-N: '{$batch.sent|quote}'}}\n"
    )
    answer = reply(200, {"url": "https://s.test/u", "id": "i"})
    script = dict.fromkeys(("open", "list", "send", "done", "bye"), answer)
    before = stage.play(lane(scope(provider, Part.BEFORE, batch=facts(0, 3))), script)
    assert before.steps == ["open", "list"]
    assert body_of(before.call("list").request) == b"3"
    # An address of the batch's own that went stale is asked for again within the same lane.
    old = {"open": Recorded({"url": "https://s.test/old"}, stage.clock.at - 100)}
    again = stage.play(lane(scope(provider, Part.BEFORE, recorded=old)), script, old)
    assert again.steps == ["open", "list"]
    assert again.call("list").request.url == "https://s.test/u"
    collected = facts(2, 3, {"send": {"id": ["a", "b"]}})
    after = stage.play(lane(scope(provider, Part.AFTER, batch=collected)), script)
    assert after.steps == ["done", "bye"]
    assert json.loads(body_of(after.call("done").request)) == ["a", "b"]
    assert dict(after.call("bye").request.headers)["X-N"] == "2"
    only = stage.play(lane(scope(provider, Part.AFTER, only_always=True)), script)
    assert only.steps == ["bye"]
    assert has_part(provider, Part.BEFORE, "")
    assert stage.play(lane(scope(provider, files=[make_file("a")])), script).steps == ["send"]


def test_a_header_cannot_be_broken_by_a_value(made, scope, stage, make_file, reply) -> None:
    provider = made("  - {id: send, call: ping, headers: {X-Name: '{$file.name}'}}\n")
    file = replace(make_file("a"), sent_name="a\r\nX-Evil: 1")
    played = stage.play(lane(scope(provider, files=[file])), {"send": reply(200)})
    assert dict(played.call("send").request.headers)["X-Name"] == "aX-Evil: 1"


def test_what_an_optional_step_did_not_give_stops_only_those_who_need_it(made, scope, stage, make_file, reply) -> None:
    ask = "  - {id: ask, call: ping, optional: true, outputs: {url: $response.body#/url, fields: $response.body#/f}}\n"
    put = made(f"{ask}  - {{id: send, put: $steps.ask.outputs.url, body: $file}}\n")
    post = made(
        f"{ask}  - id: send\n    post: $inputs.body.url\n"
        "    multipart: [{name: '*', value: $steps.ask.outputs.fields}, {name: file, value: $file}]\n"
    )
    for provider, said in ((put, "The address to send the file to"), (post, "The fields that belong")):
        where = scope(provider, values={"body.url": "https://s.test/"}, files=[make_file("a")])
        end = stage.play(lane(where), {"ask": reply(500)}).end
        assert isinstance(end, Refused)
        assert said in str(end.words)
    broken = stage.play(lane(scope(put, files=[make_file("a")])), {"ask": reply(200, {"url": "http://[bad", "f": {}})})
    assert broken.recorded["ask"].outputs == {}


def test_a_session_without_an_end_is_used_however_old_it_is(made, scope, stage, make_file, reply) -> None:
    provider = made(
        "  - {id: open, call: ping, per: batch, repeat: safe, outputs: {url: $response.body#/url}}\n"
        "  - {id: send, put: $steps.open.outputs.url, body: $file}\n"
    )
    session = {"open": Recorded({"url": "https://s.test/x"}, stage.clock.at - 400 * 24 * 3600)}
    played = stage.play(lane(scope(provider, files=[make_file("a")], session=session)), {"send": reply(200)})
    assert (played.steps, type(played.end)) == (["send"], Finished)
    assert played.call("send").request.url == "https://s.test/x"


def test_a_step_that_leans_on_several_looks_at_each_end(made, scope, stage, make_file, reply) -> None:
    provider = made(
        "  - {id: one, call: ping, repeat: safe, outputs: {a: $response.body#/a}, expires: {after: 1h}}\n"
        "  - {id: two, call: ping, repeat: safe, outputs: {u: $response.body#/u}, expires: {after: 1m}}\n"
        "  - {id: send, put: $steps.two.outputs.u, body: $file, headers: {X-A: $steps.one.outputs.a}}\n"
    )
    at = stage.clock.at
    known = {"one": Recorded({"a": 1}, at - 90), "two": Recorded({"u": "https://s.test/old"}, at - 90)}
    where = scope(provider, files=[make_file("a")], recorded=known)
    played = stage.play(lane(where), {"two": reply(200, {"u": "https://s.test/new"}), "send": reply(200)}, known)
    assert played.steps == ["two", "send"]
    assert played.call("send").request.url == "https://s.test/new"


def test_an_address_that_is_stale_at_birth_is_used_all_the_same(made, scope, stage, make_file, reply) -> None:
    provider = made(
        "  - {id: ask, call: ping, repeat: safe, outputs: {u: $response.body#/u}, expires: {after: 0}}\n"
        "  - {id: send, put: $steps.ask.outputs.u, body: $file}\n"
    )
    script = {"ask": reply(200, {"u": "https://s.test/x"}), "send": reply(200)}
    assert stage.play(lane(scope(provider, files=[make_file("a")])), script).steps == ["ask", "ask", "send"]


def test_a_search_that_cannot_be_asked_for_finds_nothing(made, scope, stage, make_file, reply) -> None:
    recover = "{call: 'GET /look/{id}', items: $response.body, match: {/n: $file.name}}"
    provider = made(f"  - {{id: send, call: raw, repeat: duplicates, recover: {recover}}}\n")
    where = scope(provider, files=[make_file("a")])
    assert stage.play(recovery(where, "send", Attempt(0)), {}).end == NotFound(looked=False)
    where = scope(provider, values={"path.id": "1"}, files=[make_file("a")])
    found = stage.play(recovery(where, "send", Attempt(0)), {"send.recover": reply(200, [{"n": "a"}, {"n": "b"}])})
    assert found.end == Found({})
