"""How schemas in normal form are read."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.schema import normal_form as nf


@pytest.mark.parametrize(
    ("schema", "value", "accepted"),
    [
        ({"type": "integer"}, 5.0, True),
        ({"type": "integer"}, 5.5, False),
        ({"type": "integer"}, True, False),
        ({"type": "integer"}, None, False),
        ({"type": "integer", nf.NULLABLE: True}, None, True),
        ({"anyOf": [{"type": "boolean"}, {"type": "array"}]}, [], True),
        ({"anyOf": [{"type": "boolean"}, {"type": "array"}]}, "x", False),
        ({}, {"a": 1}, True),
    ],
)
def test_accepts_type(schema: Any, value: Any, accepted: bool) -> None:
    assert nf.accepts_type(schema, value) is accepted


def test_labels_of_values() -> None:
    assert [nf.value_label(v) for v in (True, False, 1, 1.5, "x", None, [1])] == [
        "true",
        "false",
        "1",
        "1.5",
        "x",
        "None",
        "[1]",
    ]


def test_the_branch_that_fits_best() -> None:
    schema = {
        "anyOf": [
            {"type": "object", "properties": {"kind": {"enum": ["a"]}, "x": {}}},
            {"type": "object", "properties": {"kind": {"enum": ["b"]}}, "required": ["kind"]},
            {"type": "string"},
        ]
    }
    branches = nf.branches(schema)
    assert nf.branch_for(schema, {"kind": "b", "x": 1}) is branches[1]
    assert nf.branch_for(schema, {"x": 1}) is branches[0]
    assert nf.branch_for(schema, "text") is branches[2]
    assert nf.branch_for(schema, 5) == {}
