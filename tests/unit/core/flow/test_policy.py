"""The policy of a presigned POST: what it lets through is known before a byte travels."""

from __future__ import annotations

import base64
import json

import pytest

from app.core.flow.actions import Finished, Recorded, Refused
from app.core.flow.lane import lane
from app.core.flow.policy import size_range


def fields(*conditions: object) -> dict[str, str]:
    policy = {"expiration": "2099-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, *conditions]}
    return {"key": "a/", "policy": base64.b64encode(json.dumps(policy).encode()).decode()}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([["starts-with", "$key", "a/"], ["content-length-range", 1, 10]], (1, 10)),
        ([["content-length-range", "1", 10]], None),
        ([["content-length-range", 1]], None),
        ([], None),
    ],
)
def test_the_range_is_found(conditions, expected) -> None:
    assert size_range(fields(*conditions)) == expected


def test_what_is_no_policy_says_nothing() -> None:
    for odd in ({}, {"policy": "x"}, {"policy": "W10="}, {"policy": None}, {"policy": "eyJjb25kaXRpb25zIjogNX0="}):
        assert size_range(odd) is None


@pytest.mark.parametrize(
    ("size", "said"),
    [(5, ""), (11, "up to 10 bytes. This one has 11 bytes; it was not sent."), (1, "from 2 bytes on. This one has 1")],
)
def test_a_file_that_would_be_refused_does_not_travel(scope, stage, make_file, reply, clock, size, said) -> None:
    outputs = {"id": "s", "url": "https://b.test/", "fields": fields(["content-length-range", 2, 10])}
    session = {"open": Recorded(outputs | {"expires_at": "2099-01-01T00:00:00Z"}, clock.at)}
    where = scope("deepset", values={"path.workspace_name": "w"}, files=[make_file("a", b"x" * size)], session=session)
    played = stage.play(lane(where), {"send": reply(204)})
    assert isinstance(played.end, Refused if said else Finished)
    if said:
        assert played.calls == []
        assert said in str(played.end.words)
