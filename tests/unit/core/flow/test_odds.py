"""The corners of polling, key tests, choices, actions and texts that no shipped vendor reaches."""

from __future__ import annotations

import pytest

from app.core.copies import replace
from app.core.errors import FlowError
from app.core.flow.actions import Finished, KeyVerdict, Part, Polling, Recorded, Refused
from app.core.flow.choices import live_choices
from app.core.flow.keytest import key_test
from app.core.flow.lane import lane
from app.core.flow.messages import explain
from app.core.flow.offers import action_lane
from app.core.flow.polling import pause
from app.core.flow.texts import destination, fill
from app.core.providers.load import load_provider
from app.core.providers.model import Poll
from app.core.schema.model import Field, Kind

UPLOAD = """
uploadflow: 1
provider: {id: made, name: Made}
api: openapi.yaml
auth: {use: key}
steps:
  - id: begin
    call: begin
    with: {body.name: [x, "{$file.name}"], body.size: {n: $file.size}}
    repeat: safe
    on_status: {409: redo early}
  - {id: early, call: begin, repeat: safe}
  - id: watch
    call: finish
    with: {path.id: one}
    poll: {total: $response.body#/all, done: $response.body#/done, every: 1s}
actions:
  - {id: plain, label: Plain, call: begin, accept: [404]}
  - {id: show, label: Show, call: begin, show: true}
  - {id: save, label: Save, call: begin, download: $response.body#/u, file_name: "{$response.body#/n}"}
result: {link: "{$steps.begin.outputs.none}"}
"""


@pytest.fixture
def odd(write_provider):
    early, result = "    on_status: {409: redo early}\n", 'result: {link: "{$steps.begin.outputs.none}"}\n'
    text = UPLOAD.replace(early, "").replace(result, "")
    return load_provider(write_provider(text))


def test_counts_from_the_reply_alone(odd, scope, stage, make_file, reply) -> None:
    recorded = {"begin": Recorded({}, 1), "early": Recorded({}, 1)}
    where = scope(odd, files=[make_file("a")], recorded=recorded)

    def watch(body):
        return stage.play(lane(where), {"watch": reply(200, body)}, recorded).end

    at_work = watch({"all": 5, "done": 2})
    assert isinstance(at_work, Polling)
    assert str(at_work.say) == "2 of 5 processed"
    assert isinstance(watch({"all": 5, "done": 6}), Finished)
    for body in ({"all": "5", "done": 1}, {"all": True, "done": 1}, {"all": 5}, {"all": -1, "done": 0}):
        end = watch(body)
        assert isinstance(end, Refused)
        assert "does not say how far it is" in str(end.words)
        assert "The file was handed over" in str(end.words)


def test_nested_inputs_are_filled(odd, scope, stage, make_file, reply, body_of) -> None:
    script = {"begin": reply(200, {}), "early": reply(200, {}), "watch": reply(200, {"all": 0, "done": 0})}
    played = stage.play(lane(scope(odd, files=[make_file("a", b"1")])), script)
    assert body_of(played.call("begin").request) == b'{"name":["x","a"],"size":{"n":1}}'
    assert isinstance(played.end, Finished)
    assert played.end.result.link == ""


def test_pauses_grow_up_to_a_cap() -> None:
    poll = Poll(every=2, backoff=2, longest=30)
    assert [pause(poll, n) for n in (0, 1, 3, 4, 10_000)] == [2, 4, 16, 30, 30]
    assert pause(Poll(every=60, backoff=1, longest=10), 5) == 60


def test_keys_without_a_test_and_apis_without_a_key(odd, scope, stage, reply) -> None:
    assert stage.play(key_test(scope(odd)), {}).end.verdict is KeyVerdict.UNCLEAR
    free = replace(odd, flow=replace(odd.flow, auth=None))
    assert stage.play(key_test(scope(free)), {}).end.verdict is KeyVerdict.WORKS


def test_a_sign_in_page_is_no_answer_to_a_key_test(scope, stage, reply) -> None:
    page = reply(200, b"<html>Log in</html>")
    end = stage.play(key_test(scope("tela")), {"test": page}).end
    assert end.verdict is KeyVerdict.UNCLEAR
    assert "web page" in str(end.words)


def test_choices_that_cannot_be_had(scope, stage, reply) -> None:
    plain = Field("path.x", Kind.OPEN_CHOICE, "X", source={"columns": "$file"})
    assert stage.play(live_choices(scope("deepset"), plain), {}).end == ()
    live = replace(plain, source={"call": "list_workspaces", "with": {}, "value": "/name", "label": "/title"})
    body = [{"name": "a", "title": "A"}, {"name": "b"}, {"name": "c", "title": None}]
    found = stage.play(live_choices(scope("deepset"), live), {"choices": reply(200, body)}).end
    assert [c.label for c in found] == ["A", "b", "c"]
    with pytest.raises(FlowError, match="did not accept the key"):
        stage.play(live_choices(scope("deepset"), live), {"choices": reply(401)})
    with pytest.raises(FlowError, match="cannot be read"):
        stage.play(live_choices(scope("deepset"), live), {"choices": reply(200, {"x": 1})})


def test_actions_at_their_edges(odd, scope, stage, reply) -> None:
    with pytest.raises(FlowError, match="no action “none”"):
        stage.play(action_lane(scope(odd), "none"), {})
    assert str(stage.play(action_lane(scope(odd), "plain"), {"plain": reply(404)}).end.say) == "Done."
    page = stage.play(action_lane(scope(odd), "plain"), {"plain": reply(200, b"<html>")}).end
    assert not page.ok
    assert stage.play(action_lane(scope(odd), "show"), {"show": reply(200, b"")}).end.table == ()
    body = {"a": [{"b": 1}, {"b": None}], "c": [], "signature": "s3cret"}
    table = stage.play(action_lane(scope(odd), "show"), {"show": reply(200, body)}).end.table
    assert table == (("a.1.b", "1"), ("c", ""), ("signature", "•••"))
    for name, expected in (("../../etc/passwd", "passwd"), ("a\\b.csv", "b.csv"), ("..", "download"), (" x. ", "x")):
        script = {"save": reply(200, {"u": "https://s.test/x", "n": name})}
        assert stage.play(action_lane(scope(odd), "save"), script).end.file_name == expected


def test_explain_takes_any_call(scope, reply, s3_error) -> None:
    where = scope("deepset", Part.BEFORE, {"path.workspace_name": "w"})
    assert "paid plan" in str(explain(where, "open", reply(402)))
    assert str(explain(where, "send_meta#3", s3_error(400, "EntityTooLarge"))).startswith("The file arrived")
    assert str(explain(where, "nothing", reply(409, {"detail": "busy"}))) == "deepset says: “busy”"
    optimal = scope("optimaldial")
    assert "Nothing was cancelled" in str(explain(optimal, "cancel_there", reply(401)))


def test_the_documents_own_description_comes_before_the_bare_status(odd, scope, reply) -> None:
    where = scope(odd)
    assert str(explain(where, "begin", reply(409))) == "There already"
    assert str(explain(where, "begin", reply(409, {"detail": "x"}))) == "There already. Made says: “x”"
    assert str(explain(where, "begin", reply(409, "There already"))) == "There already"
    assert str(explain(where, "plain", reply(409))) == "There already"


def test_texts_hold_nothing_hidden(scope, make_file) -> None:
    where = scope("sela", values={"body.source": "a\u202eb\nc"}, files=[make_file("x.csv")])
    assert str(fill(where, "{$inputs.body.source} {$file.name}")) == "ab c x.csv"
    assert destination(where) == "source “ab c”"


def test_a_redo_of_a_later_step_is_refused_when_loading(write_provider) -> None:
    from app.core.errors import ProviderError

    with pytest.raises(ProviderError, match="“early” comes later"):
        load_provider(write_provider(UPLOAD.replace('result: {link: "{$steps.begin.outputs.none}"}\n', "")))


def test_a_result_needs_outputs_that_exist(write_provider) -> None:
    from app.core.errors import ProviderError

    with pytest.raises(ProviderError, match="has no output “none”"):
        load_provider(write_provider(UPLOAD.replace("    on_status: {409: redo early}\n", "")))
