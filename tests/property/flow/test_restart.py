"""Lanes: cut after any action and run again from the records, they come to the same end and repeat nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fixtures.stage import NOW, Clock, Stage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.copies import replace
from app.core.flow.actions import BatchFacts, Finished, Forget, Part, Polling, Recorded, Refused, Scope, SessionGone
from app.core.flow.lane import lane
from app.core.flow.words import own_words
from app.core.paths import resources
from app.core.providers.load import load_provider
from app.core.schema.request import Reply
from app.core.sources import SourceFile

FIELDS = {"key": "a/b/", "policy": "p"}
CONFIG = {"url": "https://bucket.test/", "fields": FIELDS}
ENDS = datetime.fromtimestamp(NOW + 86_400, UTC).isoformat()
OPENED = {"open": Recorded({"id": "s", "expires_at": ENDS, **CONFIG}, NOW)}
VALUES = {
    "body.source": "crm",
    "path.team_id": "t",
    "path.project_id": "p",
    "path.workspace_name": "w",
    "body.phone_column": "phone",
}


def ok(body: Any = None) -> Reply:
    return Reply(200, {}, b"" if body is None else json.dumps(body).encode())


COUNTS = {"finished_files": 1, "failed_files": 1}
CASES: dict[str, tuple[Part, dict[str, Any]]] = {
    "sela": (Part.FILES, {"ask": ok({"signed_url": "https://s.test/x"}), "send": [Reply(403), ok()]}),
    "tela": (Part.FILES, {"ask": ok({"id": "i", "uploadUrl": "https://s.test/x"}), "send": ok()}),
    "sendai": (Part.FILES, {"create": ok({"id": "u"}), "watch": ok({"payload": {"status": "COMPLETED"}})}),
    "deepset": (Part.FILES, {"send": Reply(204), "send_meta": Reply(204)}),
    "deepset open": (
        Part.BEFORE,
        {"open": ok({"session_id": "s", "expires_at": ENDS, "aws_prefixed_request_config": CONFIG})},
    ),
    "deepset end": (Part.AFTER, {"close": Reply(204), "watch": ok({"ingestion_status": COUNTS})}),
    "optimaldial": (Part.FILES, {"create": ok({"id": "i", "status": "x"}), "watch": ok({"status": "completed"})}),
}


@pytest.fixture(scope="module")
def scope_of(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("files")
    (folder / "leads.csv").write_bytes(b"phone\n1\n")
    (folder / "leads.csv.meta.json").write_bytes(b'{"a": 1}')
    file = SourceFile.look_at(folder / "leads.csv", companion=folder / "leads.csv.meta.json")
    providers = {p: load_provider(resources() / "providers" / p) for p in {c.split()[0] for c in CASES}}

    def make(case: str, clock: Clock) -> Scope:
        provider = providers[case.split()[0]]
        part = CASES[case][0]
        files = (file,) if part is Part.FILES else ()
        session = OPENED if case in ("deepset", "deepset end") else {}
        server = provider.flow.server.choices[0][0]
        return Scope(provider, server, part, VALUES, clock, files=files, session=session, batch=BatchFacts(2, 2))

    return make


@given(case=st.sampled_from(sorted(CASES)), cuts=st.lists(st.integers(1, 8), max_size=6))
def test_a_cut_lane_goes_on_where_it_was(scope_of, case: str, cuts: list[int]) -> None:
    stage = Stage()
    scope, script = scope_of(case, stage.clock), CASES[case][1]
    whole = stage.play(lane(scope), script)
    assert isinstance(whole.end, Finished)
    recorded: dict[str, Recorded] = {}
    for cut in [*cuts, None]:
        before = set(recorded)
        played = stage.play(lane(replace(scope, recorded=recorded)), script, recorded, cut)
        again = {step for action in played.actions if isinstance(action, Forget) for step in action.steps}
        assert set(played.steps) & before <= again
        recorded = played.recorded
        if played.end is not None:
            break
    assert played.end == whole.end
    assert {k: r.outputs for k, r in recorded.items()} == {k: r.outputs for k, r in whole.recorded.items()}


odd_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "signed_url", "uploadUrl", "payload", "status", "data", "detail", "session_id",
                         "aws_prefixed_request_config", "url", "fields", "ingestion_status", "finished_files"]),
        inner,
        max_size=4,
    ),
    max_leaves=10,
)  # fmt: skip
bodies = st.binary(max_size=60) | odd_json.map(lambda value: json.dumps(value).encode())
replies = st.builds(
    Reply,
    st.sampled_from([200, 201, 204, 206, 301, 303, 400, 401, 403, 404, 406, 409, 410, 413, 418, 422, 429, 500, 503]),
    st.sampled_from([{}, {"content-type": "text/html"}, {"content-type": "application/json"}]),
    bodies,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=st.sampled_from(sorted(CASES)), answers=st.lists(replies, min_size=8, max_size=8))
def test_no_reply_makes_a_lane_stumble(scope_of, case: str, answers: list[Reply]) -> None:
    stage, left = Stage(), iter(answers)
    script = dict.fromkeys(("ask", "send", "send_meta", "create", "open", "close", "watch"), lambda _call: next(left))
    end = stage.play(lane(scope_of(case, stage.clock)), script).end
    assert isinstance(end, Finished | Polling | Refused | SessionGone)
    if isinstance(end, Refused):
        assert str(end.words)


@given(replies)
def test_own_words_are_always_safe_to_show(reply: Reply) -> None:
    words = own_words(reply)
    assert len(words) <= 300
    assert words.isprintable()
