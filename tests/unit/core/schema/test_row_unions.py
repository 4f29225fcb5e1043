"""Rows of the specification's table: oneOf and anyOf, and discriminators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.model import Field, Form, Kind, Limits
from app.core.schema.validate import check_field

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


def test_an_enum_or_any_text_is_an_open_choice(field: Fields) -> None:
    closed = {"type": "string", "enum": ["large", "small"]}
    for schema in (
        {"anyOf": [{"type": "string"}, closed]},
        {"anyOf": [closed, {"type": "string", "maxLength": 9}, NULL]},
        {"anyOf": [{"anyOf": [{"type": "string"}, closed]}, {"const": "large"}]},
    ):
        found = field(schema)
        assert (found.kind, [c.value for c in found.choices]) == (Kind.OPEN_CHOICE, ["large", "small"])
        assert check_field(found, "anything") == ()


def test_kinds_of_text_and_of_numbers_are_one_field(field: Fields) -> None:
    found = field({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]})
    assert found.kind is Kind.TEXT
    found = field({"oneOf": [{"type": "string", "maxLength": 9, "pattern": "a"}, {"type": "string", "maxLength": 9}]})
    assert (found.kind, found.limits) == (Kind.TEXT, Limits(max_length=9))
    assert field({"type": ["integer", "number"]}).kind is Kind.NUMBER
    assert field({"anyOf": [{"type": "integer"}, {"type": "integer", "enum": [1, 2]}]}).kind is Kind.INTEGER


def test_types_that_differ_are_variants(field: Fields) -> None:
    found = field({"type": ["string", "integer", "null"], "enum": ["auto", 1, 2, None]})
    assert found.kind is Kind.CHOICE
    assert found.nullable
    found = field({"type": ["integer", "string"], "minimum": 1})
    assert (found.kind, [v.label for v in found.variants]) == (Kind.VARIANTS, ["Whole number", "Text"])
    assert [v.fields[0].key for v in found.variants] == ["", ""]
    found = field({"type": ["string", "integer"], "enum": ["a", "b"]})
    assert (found.kind, [c.value for c in found.choices]) == (Kind.CHOICE, ["a", "b"])


def test_a_word_or_an_object(field: Fields) -> None:
    found = field(
        {
            "anyOf": [
                {"oneOf": [{"type": "string", "enum": ["auto"]}, {"$ref": "#/components/schemas/VadConfig"}]},
                NULL,
            ]
        },
        schemas={"VadConfig": {"properties": {"type": {"enum": ["server_vad"]}, "ms": {"type": "integer"}}}},
    )
    assert (found.kind, found.nullable, [v.label for v in found.variants]) == (
        Kind.VARIANTS,
        True,
        ["Auto", "Vad config"],
    )


def test_variants_of_objects_get_the_fields_around_them(field: Fields) -> None:
    found = field(
        {
            "type": "object",
            "title": "Source",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
            "oneOf": [
                {"properties": {"url": {"type": "string"}}, "required": ["url"]},
                {"properties": {"path": {"type": "string"}}, "required": ["path"]},
                {"title": "Same"},
            ],
        }
    )
    assert found.label == "Source"
    assert [v.label for v in found.variants][:2] == ["Name, URL", "Name, Path"]
    assert [f.key for f in found.variants[0].fields] == ["name", "url"]


def test_branches_without_a_name_are_numbered(field: Fields) -> None:
    found = field({"oneOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}]})
    assert [v.label for v in found.variants] == ["Option 1", "Option 2"]


def test_branches_that_only_say_what_belongs_together_are_not_drawn(form: Forms) -> None:
    made = form(
        {
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
        }
    )
    assert [(f.key, f.required) for f in made.fields] == [("body.a", False), ("body.b", False)]


def test_a_discriminator_is_written_for_the_person(field: Fields) -> None:
    found = field(
        {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": "Dog"}},
        },
        schemas={
            "Cat": {"type": "object", "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
            "Dog": {"type": "object", "properties": {"tricks": {"type": "integer"}}},
        },
    )
    assert [(v.label, v.discriminator) for v in found.variants] == [
        ("Cat", ("kind", "cat")),
        ("Dog", ("kind", "dog")),
    ]
    assert all(next(f for f in v.fields if f.key == "kind").kind is Kind.FIXED for v in found.variants)


def test_a_discriminator_without_mapping_uses_const_or_the_names(field: Fields) -> None:
    found = field(
        {
            "anyOf": [
                {"$ref": "#/components/schemas/Cat"},
                {"type": "object", "properties": {"kind": {"const": "own"}, "x": {}}},
                {"type": "object", "properties": {"y": {"type": "string"}}},
                {"type": "string"},
            ],
            "discriminator": {"propertyName": "kind"},
        },
        schemas={"Cat": {"type": "object", "properties": {"kind": {"type": "string"}}}},
    )
    assert [v.discriminator for v in found.variants] == [("kind", "Cat"), ("kind", "own"), None, None]


@pytest.mark.parametrize(
    ("branches", "labels"),
    [
        ([{"type": "boolean"}, {"type": "string"}], ["Yes or no", "Text"]),
        ([{"type": "number"}, {"type": "array", "items": {"type": "string"}}], ["Number", "List"]),
        ([{"type": "string", "enum": ["a", "b"]}, {"type": "object"}], ["One of a list", "JSON"]),
        ([{"title": "image_url", "type": "string"}, {"type": "string", "format": "byte"}], ["Image URL", "File"]),
        ([{"title": "One of a kind", "type": "integer"}, {"type": "string"}], ["One of a kind", "Text"]),
        (
            [{"properties": {"t": {"const": "a_b"}, "x": {}}}, {"properties": {"t": {"const": "c"}}}],
            ["A b", "C"],
        ),
        ([{"properties": {"x": {}}}, {}], ["Option", "JSON"]),
    ],
)
def test_how_variants_are_called(field: Fields, branches: Any, labels: list[str]) -> None:
    assert [v.label for v in field({"oneOf": branches}).variants] == labels
