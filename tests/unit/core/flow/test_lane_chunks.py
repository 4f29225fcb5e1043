"""Files that go in pieces: a signed address for each piece, digests, what the pieces left, and going on after a cut."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from app.core.flow.actions import Digest, Finished, Forget, Recorded, Refused
from app.core.flow.lane import lane
from app.core.providers.load import load_provider

UPLOAD = """
uploadflow: 1
provider: {id: made, name: Made}
api: openapi.yaml
auth: {use: key, headers: {X-Client: Sendoff}}
steps:
  - id: begin
    call: begin
    with: {body.name: $file.name, body.size: $file.size}
    outputs: {id: $response.body#/id}
    repeat: limited
    on_status: {409: accept}
  - id: sign
    per: chunk
    chunk_size: 4
    call: part
    with: {path.id: $steps.begin.outputs.id, body.number: $chunk.number, body.md5: $chunk.md5|hex2b64}
    outputs: {url: $response.body#/url, headers: $response.body#/headers ?? null}
    repeat: safe
  - id: piece
    per: chunk
    chunk_size: 4
    put: $steps.sign.outputs.url
    headers:
      "*": $steps.sign.outputs.headers|pairs
      Content-Range: "bytes {$chunk.offset}-{$chunk.end}/{$file.size}"
    body: $chunk
    outputs: {etag: $response.header.ETag}
    on_status: {403: redo sign, 410: redo begin}
  - id: finish
    call: finish
    with:
      path.id: $steps.begin.outputs.id
      body.etags: $steps.piece.outputs.etag
      body.sha256: $file.sha256
    headers: {X-Digest: "sha256:{$file.sha256}"}
    repeat: safe
result: {id: $steps.begin.outputs.id, text: "{$file.name} has {$file.size} bytes"}
"""

CONTENT = b"0123456789"


@pytest.fixture
def chunked(write_provider):
    return load_provider(write_provider(UPLOAD))


def answers(reply, **more):
    def sign(call):
        n = int(call.step.partition("#")[2])
        return reply(200, {"url": f"https://s.test/{n}", "headers": [{"header": "x-n", "value": n}]})

    def piece(call):
        return reply(200, etag=f"e{call.step[-1]}")

    return {"begin": reply(200, {"id": "up"}), "sign": sign, "piece": piece, "finish": reply(200, {}), **more}


def test_pieces_take_turns_with_their_addresses(chunked, scope, stage, make_file, reply, body_of) -> None:
    file = make_file("ten.bin", CONTENT)
    played = stage.play(lane(scope(chunked, files=[file])), answers(reply))
    assert played.steps == ["begin", "sign#0", "piece#0", "sign#1", "piece#1", "sign#2", "piece#2", "finish"]
    assert [body_of(played.call(f"piece#{n}").request) for n in range(3)] == [b"0123", b"4567", b"89"]
    assert [played.call(f"piece#{n}").base for n in range(3)] == [0, 4, 8]
    last = played.call("piece#2").request
    assert last.url == "https://s.test/2"
    assert dict(last.headers) == {
        "x-n": "2",
        "Content-Range": "bytes 8-9/10",
        "Content-Type": "application/octet-stream",
    }
    sign = json.loads(body_of(played.call("sign#1").request))
    assert sign == {"number": 2, "md5": _md5(b"4567")}
    assert not played.call("sign#1").carries_file
    assert played.call("piece#1").carries_file
    finish = json.loads(body_of(played.call("finish").request))
    assert finish == {"etags": ["e0", "e1", "e2"], "sha256": hashlib.sha256(CONTENT).hexdigest()}
    assert dict(played.call("finish").request.headers)["X-Client"] == "Sendoff"
    assert played.actions.count(Digest(file.path, "sha256", 0, None)) == 1, "named twice, and read once"
    assert Digest(file.path, "md5", 4, 4) in played.actions
    assert isinstance(played.end, Finished)
    assert str(played.end.result.text) == "ten.bin has 10 bytes"


def _md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize(("content", "pieces"), [(b"", 1), (b"1234", 1), (b"12345", 2)])
def test_the_number_of_pieces(chunked, scope, stage, make_file, reply, content, pieces) -> None:
    played = stage.play(lane(scope(chunked, files=[make_file("f", content)])), answers(reply))
    assert len([s for s in played.steps if s.startswith("piece")]) == pieces
    assert sum(played.call(f"piece#{n}").request.size for n in range(pieces)) == len(content)


def test_going_on_sends_no_piece_twice(chunked, scope, stage, make_file, reply) -> None:
    file = make_file("ten.bin", CONTENT)
    whole = stage.play(lane(scope(chunked, files=[file])), answers(reply))
    for cut in range(1, len(whole.actions) + 1):
        first = stage.play(lane(scope(chunked, files=[file])), answers(reply), cut_after=cut)
        rest = stage.play(lane(scope(chunked, files=[file], recorded=first.recorded)), answers(reply), first.recorded)
        assert not set(rest.steps) & set(first.recorded)
        assert rest.end.result == whole.end.result
        assert {k: r.outputs for k, r in rest.recorded.items()} == {k: r.outputs for k, r in whole.recorded.items()}


def test_an_expired_piece_asks_for_that_piece_alone(chunked, scope, stage, make_file, reply) -> None:
    script = answers(reply, **{"piece#1": [reply(403), reply(200, etag="e1")]})
    played = stage.play(lane(scope(chunked, files=[make_file("t", CONTENT)])), script)
    assert Forget(("sign#1",)) in played.actions
    assert played.steps.count("sign#0") == played.steps.count("piece#0") == 1
    assert played.steps.count("sign#1") == 2
    assert isinstance(played.end, Finished)


def test_when_the_whole_upload_is_gone_every_piece_goes_again(chunked, scope, stage, make_file, reply) -> None:
    script = answers(reply, **{"piece#1": [reply(410), reply(200, etag="e1")]})
    played = stage.play(lane(scope(chunked, files=[make_file("t", CONTENT)])), script)
    assert Forget(("begin", "sign#0", "piece#0", "sign#1")) in played.actions
    assert played.steps.count("begin") == played.steps.count("piece#0") == 2
    assert isinstance(played.end, Finished)
    stubborn = answers(reply, **{"piece#1": reply(410)})
    refused = stage.play(lane(scope(chunked, files=[make_file("t", CONTENT)])), stubborn)
    assert isinstance(refused.end, Refused)
    assert refused.end.step == "piece#1"
    assert refused.steps.count("begin") == 2


def test_a_reply_that_is_accepted_may_lack_outputs(chunked, scope, stage, make_file, reply) -> None:
    script = answers(reply, begin=reply(409, {"no": "id"}))
    played = stage.play(lane(scope(chunked, files=[make_file("t", CONTENT)])), script)
    assert played.recorded["begin"] == Recorded({}, stage.clock.at, 409)
    assert isinstance(played.end, Refused)
    assert "needed for the address" in str(played.end.words)


def test_a_missing_header_output_is_named(chunked, scope, stage, make_file, reply) -> None:
    script = answers(reply, piece=reply(200))
    played = stage.play(lane(scope(chunked, files=[make_file("t", b"1")])), script)
    assert isinstance(played.end, Refused)
    assert "cannot be read" in str(played.end.words)
    script = answers(reply, sign=reply(200, {"url": "https://s.test/x", "headers": "odd"}))
    odd = stage.play(lane(scope(chunked, files=[make_file("t", b"1")])), script)
    assert "“pairs” cannot be applied" in str(odd.end.words)
