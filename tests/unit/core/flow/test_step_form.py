"""Forms with several parts: what a session's files share is written once, and what is not known is said."""

from __future__ import annotations

import base64
import json
from collections.abc import Hashable

import pytest

from app.core.copies import replace
from app.core.errors import FlowError
from app.core.flow.actions import Recorded
from app.core.flow.env import Env
from app.core.flow.step_form import step_form
from app.core.providers.steps import MultipartPart


def test_what_the_forms_of_a_session_share_is_written_once(scope, make_file) -> None:
    fields = {"key": "x/y", "policy": "p"}
    one, two = (
        scope(
            "deepset",
            files=[make_file(name, b"1")],
            session={"open": Recorded({"url": "https://a/b", "fields": fields}, 1)},
        )
        for name in ("one.txt", "two.txt")
    )
    [step] = [step for step in one.provider.flow.steps if step.id == "send"]
    shared: dict[Hashable, object] = {}
    first, second = (step_form(step, Env.of(replace(each, shared=shared))) for each in (one, two))
    other = step_form(step, Env.of(replace(two, shared={})))
    assert first[0] == second[0] != other[0]
    lead, _, _ = first[1][0].partition(b'name="file"')
    assert second[1][0].startswith(lead)
    assert lead.count(b"Content-Disposition") == 3
    assert b'filename="one.txt"' in first[1][0]
    assert b'filename="two.txt"' in second[1][0]
    alone = step_form(step, Env.of(two))
    assert _without_boundary(alone) == _without_boundary(second)


def _without_boundary(form: tuple[str, tuple]) -> list:
    boundary = form[0].partition("boundary=")[2].encode()
    return [piece.replace(boundary, b"|") if isinstance(piece, bytes) else piece for piece in form[1]]


def test_a_policy_holds_for_every_file_of_its_session(scope, make_file) -> None:
    policy = {"conditions": [["content-length-range", 1, 3]]}
    fields = {"key": "x/y", "policy": base64.b64encode(json.dumps(policy).encode()).decode()}
    shared: dict[Hashable, object] = {}

    def form(name: str, content: bytes) -> tuple:
        opened = {"open": Recorded({"url": "https://a/b", "fields": fields}, 1)}
        one = replace(scope("deepset", files=[make_file(name, content)], session=opened), shared=shared)
        return step_form(next(step for step in one.provider.flow.steps if step.id == "send"), Env.of(one))

    assert form("good.txt", b"123")[0] == form("other.txt", b"1")[0]
    with pytest.raises(FlowError, match="up to 3 bytes"):
        form("large.txt", b"1234")


def test_a_policy_holds_for_files_alone(scope, make_file) -> None:
    policy = {"conditions": [["content-length-range", 1, 3]]}
    fields = {"key": "x/y", "policy": base64.b64encode(json.dumps(policy).encode()).decode()}
    opened = {"open": Recorded({"url": "https://a/b", "fields": fields}, 1)}
    one = scope("deepset", files=[make_file("good.txt", b"123")], session=opened)
    [step] = [step for step in one.provider.flow.steps if step.id == "send"]
    longer = replace(step, multipart=(*step.multipart, MultipartPart("title", "$file.name")))
    assert step_form(longer, Env.of(one))[1][-1].count(b'name="title"\r\n\r\ngood.txt') == 1


def test_a_form_is_not_written_without_the_fields_of_its_address(scope, make_file) -> None:
    opened = {"open": Recorded({"url": "https://a/b", "fields": "none"}, 1)}
    one = scope("deepset", files=[make_file("one.txt", b"1")], session=opened)
    [step] = [step for step in one.provider.flow.steps if step.id == "send"]
    with pytest.raises(FlowError, match="fields that belong to the upload address"):
        step_form(step, Env.of(one))
