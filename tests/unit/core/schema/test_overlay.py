"""Overlays: what they change, what they leave, and how a mistake in one is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.schema.document import Document
from app.core.schema.overlay import apply
from app.core.schema.yaml_loader import load_text

BASE = {
    "openapi": "3.1.0",
    "tags": ["a", "b", "c"],
    "paths": {"/x": {"post": {"summary": "old", "parameters": [{"name": "p"}, {"name": "q"}]}}},
}


def overlay(actions: str) -> str:
    return f"overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}"


@pytest.mark.parametrize(
    ("actions", "changed"),
    [
        (
            "- target: $.paths['/x'].post\n  update: {summary: new, deprecated: true, parameters: [{name: r}]}",
            {"summary": "new", "parameters": [{"name": "p"}, {"name": "q"}, {"name": "r"}], "deprecated": True},
        ),
        (
            "- target: $.paths.*.post.parameters\n  update: {name: r}",
            {"summary": "old", "parameters": [{"name": "p"}, {"name": "q"}, {"name": "r"}]},
        ),
        (
            "- target: $.paths['/x'].post.parameters[?@.name == 'p']\n  update: {required: true}",
            {"summary": "old", "parameters": [{"name": "p", "required": True}, {"name": "q"}]},
        ),
        ("- target: $.paths['/x'].post.parameters[*]\n  remove: true", {"summary": "old", "parameters": []}),
        ("- target: $..summary\n  remove: true", {"parameters": [{"name": "p"}, {"name": "q"}]}),
        ("- target: $.paths['/x'].post\n  description: says nothing", BASE["paths"]["/x"]["post"]),  # type: ignore[index]
    ],
)
def test_actions(actions: str, changed: object) -> None:
    result, warnings = apply(BASE, load_text(overlay(actions), "overlay.yaml"))
    assert isinstance(result, dict)
    assert result["paths"]["/x"]["post"] == changed
    assert warnings == ()


def test_the_document_itself_is_left_as_it_is() -> None:
    before = repr(BASE)
    apply(BASE, load_text(overlay("- target: $..name\n  remove: true\n- target: $\n  update: {tags: d}"), "o"))
    assert repr(BASE) == before


def test_removing_what_lies_in_something_removed_and_the_root() -> None:
    result, _ = apply(BASE, load_text(overlay("- target: $..*\n  remove: true"), "o"))
    assert result == {}
    result, _ = apply(BASE, load_text(overlay("- target: $\n  remove: true"), "o"))
    assert result == {}
    for indexes in ("0, 2", "2, 0"):
        result, _ = apply(BASE, load_text(overlay(f"- target: $.tags[{indexes}]\n  remove: true"), "o"))
        assert isinstance(result, dict)
        assert result["tags"] == ["b"]


def test_a_target_that_meets_nothing_is_a_warning_with_its_place() -> None:
    _, warnings = apply(BASE, load_text(overlay("- target: $.nothing\n  update: {a: 1}"), "overlay.yaml"))
    assert [str(w) for w in warnings] == ["overlay.yaml:4:3: nothing in the document matches this target."]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("actions: []", "o:1:1: an overlay needs “overlay: 1.0.0” and a list of “actions”."),
        ("overlay: 1.0.0\nactions: {}", "o:1:1: an overlay needs “overlay: 1.0.0” and a list of “actions”."),
        (overlay("- update: {}"), "o:4:3: an action needs a “target”."),
        (overlay("- 5"), "o:4:3: an action needs a “target”."),
        (overlay("- target: $.a[1:2]\n  remove: true"), "o:4:3: “:2]” is not understood as part of a JSONPath."),
    ],
)
def test_mistakes(source: str, words: str) -> None:
    with pytest.raises(ProviderError) as caught:
        apply(BASE, load_text(source, "o"))
    assert str(caught.value).startswith(words)


def test_a_document_is_loaded_with_its_overlay(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: 3.0.0\ninfo: {title: Old}\npaths: {/x: {get: {}}}\n")
    (tmp_path / "overlay.yaml").write_text(
        overlay("- target: $.info\n  update: {title: New}\n- target: $.none\n  remove: true")
    )
    found = Document.load(tmp_path / "openapi.yaml", tmp_path / "overlay.yaml")
    assert found.title == "New"
    assert any("overlay.yaml:6:3" in str(w) for w in found.warnings)
