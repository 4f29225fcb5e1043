"""Rows of the specification's table: lists, groups and maps; allOf, references and cycles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.schema.model import Field, Form, Kind, Limits

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


def test_children_describe_entries_columns_and_members(field: Fields) -> None:
    found = field({"type": "array", "items": {"type": "integer", "minimum": 1}})
    assert [(c.key, c.kind, c.limits.minimum) for c in found.children] == [("", Kind.INTEGER, 1)]
    found = field({"items": {"properties": {"a": {"type": "string"}, "b": {"type": "boolean"}}, "required": ["b"]}})
    assert [(c.key, c.required) for c in found.children] == [("a", False), ("b", True)]
    found = field({"properties": {"a": {"type": "string"}, "b": {"type": "boolean"}}, "required": ["b"]})
    assert [(c.key, c.required) for c in found.children] == [("b", True), ("a", False)]
    found = field({"additionalProperties": {"type": "integer"}})
    assert [(c.key, c.kind) for c in found.children] == [("", Kind.INTEGER)]


def test_forms_inside_forms_end_somewhere(field: Fields) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(12):
        schema = {"type": "object", "properties": {"inner": schema}}
    found = field(schema)
    depth = 0
    while found.children:
        found, depth = found.children[0], depth + 1
    assert found.kind is Kind.JSON
    assert 2 < depth < 8


def test_all_of_is_merged(form: Forms) -> None:
    made = form(
        {
            "allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"properties": {"b": {"type": "integer", "minimum": 5}}, "required": ["b"]},
                {"properties": {"a": {"maxLength": 3, "minLength": 2}}},
            ],
            "properties": {"b": {"maximum": 9, "minimum": 2}},
        },
        schemas={
            "Base": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"a": {"type": "string", "maxLength": 9}},
                "required": ["a"],
            }
        },
    )
    fields = {f.key: f for f in made.fields}
    assert fields["body.a"].required
    assert fields["body.b"].required
    assert fields["body.a"].limits == Limits(min_length=2, max_length=3)
    assert (fields["body.b"].kind, fields["body.b"].limits.minimum) == (Kind.INTEGER, 5)


def test_all_of_narrows_types_enums_and_entries(field: Fields) -> None:
    assert field({"allOf": [{"type": "number"}, {"type": "integer"}]}).kind is Kind.INTEGER
    named = {"enum": ["a", "b", "c"], "x-enumNames": ["A", "B", "C"]}
    found = field({"allOf": [named, {"enum": ["c", "b"]}]})
    assert [(c.value, c.label) for c in found.choices] == [("b", "B"), ("c", "C")]
    assert [c.value for c in field({"allOf": [{"enum": ["a", "b"]}, {"enum": ["x", "y"]}]}).choices] == ["x", "y"]
    found = field({"allOf": [{"enum": ["a", "b", "c"]}, {"enum": ["b", "a"], "x-enumNames": ["Bee", "Ay"]}]})
    assert [c.label for c in found.choices] == ["Bee", "Ay"]
    items = {"allOf": [{"items": {"type": "string"}}, {"type": "array", "items": {"maxLength": 3}}]}
    assert field(items).children[0].limits.max_length == 3


def test_single_all_of_with_siblings_is_unwrapped(field: Fields) -> None:
    found = field(
        {"allOf": [{"$ref": "#/components/schemas/Mode"}], "default": "b", "description": "How"},
        name="write_mode",
        schemas={"Mode": {"type": "string", "enum": ["a", "b"], "title": "FileWriteMode", "description": "x"}},
    )
    assert (found.kind, found.default, found.help, found.label) == (Kind.CHOICE, "b", "How", "Write mode")


def test_references_keep_their_siblings(field: Fields) -> None:
    found = field(
        {"$ref": "#/components/schemas/Name", "title": "Your name", "maxLength": 5},
        schemas={"Name": {"type": "string", "maxLength": 9, "description": "from there"}},
    )
    assert (found.label, found.help, found.limits.max_length) == ("Your name", "from there", 5)


def test_a_required_list_beside_a_reference_counts(form: Forms) -> None:
    made = form(
        {"$ref": "#/components/schemas/T", "required": ["a"]},
        schemas={"T": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}},
    )
    assert [(f.key, f.required) for f in made.fields] == [("body.a", True), ("body.b", False)]


def test_a_cycle_ends_in_a_json_box(field: Fields) -> None:
    node = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "next": {"$ref": "#/components/schemas/Node"}},
    }
    found = field({"$ref": "#/components/schemas/Node"}, schemas={"Node": node})
    assert [(c.key, c.kind) for c in found.children] == [("name", Kind.TEXT), ("next", Kind.JSON)]
    assert (
        field({"$ref": "#/components/schemas/R"}, schemas={"R": {"$ref": "#/components/schemas/R"}}).kind is Kind.JSON
    )


def test_a_reference_to_nothing_is_a_json_box_and_a_warning(form: Forms) -> None:
    made = form({"properties": {"x": {"$ref": "#/nowhere"}, "y": {"$ref": "other.yaml#/Y"}}})
    assert [f.kind for f in made.fields] == [Kind.JSON, Kind.JSON]
    assert any("#/nowhere" in str(w) for w in made.warnings)
    assert any("other.yaml#/Y" in str(w) for w in made.warnings)


def test_long_chains_of_references_end(field: Fields) -> None:
    schemas: dict[str, Any] = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(300)}
    schemas["S300"] = {"type": "string"}
    assert field({"$ref": "#/components/schemas/S0"}, schemas=schemas).kind is Kind.JSON
    assert field({"$ref": "#/components/schemas/S270"}, schemas=schemas).kind is Kind.TEXT


def test_a_schema_that_would_grow_without_end_stays_small(form: Forms) -> None:
    names = [f"p{n}" for n in range(12)]
    schemas = {
        f"L{level}": {
            "type": "object",
            "properties": {n: {"$ref": f"#/components/schemas/L{level + 1}"} for n in names},
        }
        for level in range(9)
    }
    made = form({"$ref": "#/components/schemas/L0"}, schemas=schemas)
    assert len(made.fields) == 12
