"""References inside a document."""

from __future__ import annotations

import pytest

from app.core.schema.references import References, last_name, point

ROOT = {
    "a": {"b/c": [{"d~e": 1}, 2]},
    "chain": {"$ref": "#/link", "description": "nearest"},
    "link": {"$ref": "#/target", "description": "farther", "deprecated": True},
    "target": {"name": "n", "description": "far"},
    "ring": {"$ref": "#/ring"},
    "lost": {"$ref": "#/nowhere", "summary": "kept"},
    "file": {"$ref": "other.yaml#/x"},
}


def test_look_up() -> None:
    references = References(ROOT)
    assert references.look_up("#/a/b~1c/0/d~0e") == 1
    assert references.look_up("#/a/b%7E1c/1") == 2
    assert references.look_up("#") == ROOT


@pytest.mark.parametrize("ref", ["other.yaml#/a", "#/a/x", "#/a/b~1c/9", "#/a/b~1c/x", "#a", "#/a/b~1c/0/d~0e/f"])
def test_what_leads_nowhere(ref: str) -> None:
    with pytest.raises(LookupError):
        References(ROOT).look_up(ref)


def test_follow_keeps_what_stands_beside_a_reference() -> None:
    references = References(ROOT)
    assert references.follow(ROOT["chain"]) == {"name": "n", "description": "nearest", "deprecated": True}
    assert references.follow(ROOT["target"]) is ROOT["target"]
    assert references.follow(ROOT["ring"]) == {}
    assert references.follow(ROOT["lost"]) == {"summary": "kept"}
    assert references.follow({"$ref": "#/a/b~1c/1"}) == {}
    assert references.follow("no object") == {}


def test_names_and_pointers() -> None:
    assert last_name("#/components/schemas/My%20Type~1x") == "My Type/x"
    assert point({"a": 1}, "") == {"a": 1}
