"""What a retry asks for again, so that it need not be kept; and what happens when it was not kept."""

from __future__ import annotations

import pytest

from app.core.flow.actions import Recorded, Refused
from app.core.flow.lane import lane
from app.core.flow.plan import asked_anew
from app.core.masking import MASK
from app.core.providers.load import load_provider

HEAD = "uploadflow: 1\nprovider: {id: made, name: Made}\napi: openapi.yaml\nsteps:\n"
API = """
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: "https://api.example.test"}]
paths:
  /ask: {post: {operationId: ask, responses: {'200': {description: Here}}}}
  /end: {post: {operationId: end, responses: {'200': {description: Done}}}}
"""
ASK = "  - {id: ask, call: ask, repeat: safe, outputs: {url: $response.body#/url, id: $response.body#/id}}\n"
PUT = "  - {id: send, put: $steps.ask.outputs.url, body: $file, repeat: safe}\n"
END = "  - {id: end, call: end, body: $steps.ask.outputs.id, repeat: duplicates}\n"
PIECE = "  - {id: piece, per: chunk, chunk_size: 4, put: $steps.ask.outputs.url, body: $chunk, repeat: safe}\n"


@pytest.fixture
def made(write_provider):
    def make(*steps: str):
        return load_provider(write_provider(HEAD + "".join(steps), API))

    return make


def test_of_the_five_only_signed_addresses_of_files_are_asked_for_anew(providers) -> None:
    found = {name: asked_anew(one.flow, going_on=True) for name, one in providers.items()}
    assert found == {
        "sela": {"ask"}, "tela": {"ask"}, "sendai": set(), "deepset": set(), "optimaldial": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "failed", "cancelled"),
    [
        ((ASK, PUT), {"ask"}, {"ask"}),
        ((ASK, PUT, END), {"ask"}, {"ask"}),
        ((ASK, END), set(), set()),  # nothing is sent with what it gave
        ((ASK, END, PUT), set(), set()),  # asked anew, the end would come twice
        ((ASK.replace("safe", "duplicates"), PUT), set(), set()),
        ((ASK, PIECE), set(), {"ask"}),  # the pieces that are there are not sent again
        ((ASK.replace("{id: ask", "{id: ask, per: chunk, chunk_size: 4"), PIECE), {"ask"}, {"ask"}),
        ((ASK.replace("{id: ask", "{id: ask, per: batch"), PUT), set(), set()),
    ],
)
def test_what_is_asked_for_anew_does_nothing_twice(made, steps, failed, cancelled) -> None:
    flow = made(*steps).flow
    assert asked_anew(flow, going_on=True) == failed
    assert asked_anew(flow, going_on=False) == cancelled


def test_an_address_that_was_not_kept_is_asked_for_again_where_it_is_needed(
    made, scope, stage, make_file, reply
) -> None:
    provider = made(ASK, PUT, END)
    kept = {"ask": Recorded({"url": MASK, "id": "7"}, stage.clock.at)}
    script = {"ask": reply(200, {"url": "https://s.test/new", "id": "8"}), "send": reply(200), "end": reply(200)}
    again = stage.play(lane(scope(provider, files=[make_file("a")], recorded=kept)), script, kept)
    assert again.steps == ["ask", "send", "end"]
    assert again.call("send").request.url == "https://s.test/new"
    through = {**kept, "send": Recorded({}, stage.clock.at)}
    rest = stage.play(lane(scope(provider, files=[make_file("a")], recorded=through)), script, through)
    assert rest.steps == ["end"], "what is there already is not sent again for an address that nobody needs"


@pytest.mark.parametrize("costly", ["duplicates", "charges"])
def test_what_must_not_come_twice_is_not_done_again_because_an_address_ended(
    made, scope, stage, make_file, reply, costly: str
) -> None:
    ending = ASK.replace("}}\n", "}, expires: {after: 1h}}\n")
    end = END.replace("duplicates", costly)
    provider = made(ending, end, PUT.replace("}\n", ", on_status: {403: redo ask}}\n"))
    answers = {"ask": reply(200, {"url": "https://s.test/new", "id": "8"}), "end": reply(200), "send": reply(403)}
    refused = stage.play(lane(scope(provider, files=[make_file("a")])), answers)
    assert refused.steps == ["ask", "end", "send"]
    through = dict(refused.recorded)
    stage.clock.at += 7200
    late = stage.play(lane(scope(provider, files=[make_file("a")], recorded=through)), answers, through)
    assert late.steps == []
    for played in (refused, late):
        assert isinstance(played.end, Refused)
        assert "a second time" in str(played.end.words)
        assert "end" in played.recorded
