"""Rows of the specification's table: which kind of field a schema makes, its limits, enums and defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.model import Field, Form, Kind, Limits
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, Kind.TEXT),
        ({"type": "string", "maxLength": 500}, Kind.TEXT),
        ({"type": "string", "maxLength": 501}, Kind.LONG_TEXT),
        ({"type": "string", "description": "words " * 60}, Kind.LONG_TEXT),
        ({"type": "string", "description": "words " * 60, "example": "short"}, Kind.TEXT),
        ({"type": "string", "description": "words " * 60, "pattern": "^a"}, Kind.TEXT),
        ({"minLength": 1}, Kind.TEXT),
        ({"pattern": "^a"}, Kind.TEXT),
        ({"type": "integer"}, Kind.INTEGER),
        ({"format": "int64"}, Kind.INTEGER),
        ({"type": "number"}, Kind.NUMBER),
        ({"format": "double"}, Kind.NUMBER),
        ({"minimum": 3}, Kind.NUMBER),
        ({"type": "boolean"}, Kind.BOOLEAN),
        ({"enum": ["a", "b"]}, Kind.CHOICE),
        ({"enum": [1, 2]}, Kind.CHOICE),
        ({"enum": ["a"]}, Kind.FIXED),
        ({"const": 5}, Kind.FIXED),
        ({"type": "string", "format": "date"}, Kind.DATE),
        ({"type": "string", "format": "date-time"}, Kind.DATE_TIME),
        ({"type": "string", "format": "time"}, Kind.TIME),
        ({"type": "string", "format": "uri"}, Kind.URI),
        ({"type": "string", "format": "uuid"}, Kind.UUID),
        ({"type": "string", "format": "email"}, Kind.EMAIL),
        ({"type": "string", "format": "password"}, Kind.PASSWORD),
        ({"type": "string", "writeOnly": True}, Kind.PASSWORD),
        ({"type": "string", "format": "snowflake"}, Kind.TEXT),
        ({"type": "string", "format": "byte"}, Kind.BYTES),
        ({"type": "string", "contentEncoding": "base64"}, Kind.BYTES),
        ({"type": "array", "items": {"type": "string"}}, Kind.LIST),
        ({"items": {"type": "integer"}}, Kind.LIST),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, Kind.CHECKLIST),
        ({"type": "array", "items": {"enum": ["a"]}}, Kind.CHECKLIST),
        ({"type": "array", "enum": ["a", "b"], "items": {"type": "string"}}, Kind.CHECKLIST),
        ({"type": "array", "enum": ["a", "b"]}, Kind.CHECKLIST),
        ({"type": "array"}, Kind.JSON),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, Kind.JSON),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, Kind.JSON),
        ({"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}, Kind.TABLE),
        ({"type": "array", "items": {"properties": {"a": {"type": "array", "items": {}}}}}, Kind.GROUPS),
        ({"type": "array", "items": {"type": "object"}}, Kind.JSON),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, Kind.GROUP),
        ({"properties": {"a": {}}}, Kind.GROUP),
        ({"type": "object"}, Kind.JSON),
        ({"type": "object", "additionalProperties": True}, Kind.JSON),
        ({"type": "object", "additionalProperties": False}, Kind.JSON),
        ({"additionalProperties": {"type": "string"}}, Kind.MAP),
        ({"type": "object", "patternProperties": {"^x": {"type": "integer"}}}, Kind.MAP),
        ({"additionalProperties": {"type": "object"}}, Kind.JSON),
        ({}, Kind.JSON),
        (True, Kind.JSON),
        ({"type": "null"}, Kind.FIXED),
        ({"enum": [None]}, Kind.FIXED),
        ({"anyOf": [{"type": "null"}, {"enum": [None]}]}, Kind.FIXED),
        ({"type": "integer", "anyOf": [{"type": "null"}]}, Kind.INTEGER),
        ({"anyOf": [{"type": "string"}, {"type": "string"}, {"type": "boolean"}]}, Kind.VARIANTS),
        ({"type": ["string", "string"]}, Kind.TEXT),
        ({"type": "date"}, Kind.DATE),
        ({"type": "float"}, Kind.NUMBER),
        ({"type": "anything-else"}, Kind.JSON),
        ({"type": "string", "format": "json"}, Kind.JSON),
        ({"type": "string", "contentMediaType": "application/json"}, Kind.JSON),
        ({"type": "string", "contentMediaType": "text/html"}, Kind.TEXT),
    ],
)
def test_kinds(field: Fields, schema: Any, kind: Kind) -> None:
    assert field(schema).kind is kind


def test_limits_are_carried_for_the_widgets(field: Fields) -> None:
    found = field({"type": "string", "minLength": 1, "maxLength": 50.0, "pattern": "^a$"})
    assert found.limits == Limits(min_length=1, max_length=50, pattern=r"^a\Z")
    found = field({"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 9, "multipleOf": 0.5})
    assert found.limits == Limits(exclusive_minimum=0, maximum=9, multiple_of=0.5)
    found = field({"type": "integer", "exclusiveMaximum": 9, "exclusiveMinimum": False, "minimum": 1})
    assert found.limits == Limits(minimum=1, exclusive_maximum=9)
    found = field({"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3, "uniqueItems": True})
    assert found.limits == Limits(min_items=1, max_items=3, unique_items=True)


def test_a_pattern_that_only_javascript_reads_is_skipped_with_a_warning(form: Forms) -> None:
    made = form({"properties": {"x": {"type": "string", "pattern": r"\p{L}+"}}})
    assert made.fields[0].limits.pattern is None
    assert any(r"\p{L}+" in str(w) for w in made.warnings)
    assert check_values(made, {"body.x": "12"}) == ()


def test_one_value_is_sent_and_not_shown(form: Forms) -> None:
    made = form({"properties": {"a": {"const": "x"}, "b": {"enum": [7]}, "c": NULL}})
    assert {f.kind for f in made.fields} == {Kind.FIXED}
    assert with_defaults(made, {}) == {"body.a": "x", "body.b": 7, "body.c": None}


def test_one_value_or_null_are_two(field: Fields) -> None:
    found = field({"type": ["string", "null"], "const": "x"})
    assert (found.kind, found.nullable) == (Kind.CHOICE, True)


def test_enum_labels_from_one_of_const(field: Fields) -> None:
    found = field(
        {
            "oneOf": [
                {"const": "KEEP", "title": "Keep both"},
                {"const": "FAIL", "description": "Refuse the new one"},
                {"const": "LONG", "description": "x" * 80},
                {"enum": ["A", "B"], "title": "not a label for two"},
            ]
        }
    )
    assert found.kind is Kind.CHOICE
    assert [(c.value, c.label) for c in found.choices] == [
        ("KEEP", "Keep both"),
        ("FAIL", "Refuse the new one"),
        ("LONG", "LONG"),
        ("A", "A"),
        ("B", "B"),
    ]
    assert found.choices[2].help == "x" * 80


def test_enum_labels_from_extensions(field: Fields) -> None:
    told = {"type": "integer", "enum": [0, 1], "x-enumNames": ["None", "All"], "x-enum-descriptions": {"1": "Each"}}
    assert [(c.label, c.help) for c in field(told).choices] == [("None", ""), ("All", "Each")]
    assert [c.label for c in field({**told, "x-enumNames": ["too few"]}).choices] == ["0", "1"]


def test_enum_values_of_another_type_are_read_as_the_type(field: Fields) -> None:
    assert [c.value for c in field({"type": "integer", "enum": ["1", "2", "x"]}).choices] == [1, 2]
    assert [c.value for c in field({"type": "number", "enum": ["1.5", "2"]}).choices] == [1.5, 2.0]
    assert [c.value for c in field({"type": "boolean", "enum": ["true", "FALSE"]}).choices] == [True, False]
    assert [c.value for c in field({"type": "string", "enum": [1, True, "a", "a"]}).choices] == ["1", "true", "a"]
    assert field({"type": "integer", "enum": ["a", "b"]}).kind is Kind.INTEGER


def test_true_and_one_are_two_values(field: Fields) -> None:
    assert [c.value for c in field({"enum": [1, True]}).choices] == [1, True]


def test_defaults_are_shown_and_sent_only_where_required(form: Forms) -> None:
    shape = {"type": "string", "default": "KEEP", "example": "FAIL"}
    made = form({"properties": {"a": shape, "b": shape}, "required": ["a"]})
    assert [(f.key, f.placeholder, f.has_default) for f in made.fields] == [
        ("body.a", "KEEP", True),
        ("body.b", "KEEP", True),
    ]
    assert with_defaults(made, {}) == {"body.a": "KEEP"}
    assert with_defaults(made, {"body.a": "x"}) == {"body.a": "x"}
    assert check_values(made, {}) == ()


@pytest.mark.parametrize(
    ("schema", "has_default"),
    [
        ({"type": "integer", "default": "86400"}, False),
        ({"type": "string", "enum": ["a", "b"], "default": "c"}, False),
        ({"type": "string", "enum": ["a", "b"], "default": []}, False),
        ({"type": "string", "default": None}, False),
        ({"type": ["string", "null"], "default": None}, True),
        ({"type": "integer", "default": 3}, True),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}], "default": 4}, True),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}], "default": []}, False),
        ({"default": {"a": 1}}, True),
    ],
)
def test_a_default_that_cannot_be_one_is_none(field: Fields, schema: Any, has_default: bool) -> None:
    assert field(schema).has_default is has_default


def test_examples_are_placeholders_and_never_values(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "a": {"type": "string", "examples": ["one\ntwo", "x"]},
                "b": {"type": "integer", "example": 7},
                "c": {"type": "boolean", "example": False},
                "d": {"type": "array", "items": {"type": "string"}, "example": ["x"]},
                "e": {"example": {"a": 1}},
            },
            "required": ["a"],
        }
    )
    assert [f.placeholder for f in made.fields] == ["one two", "7", "No", "", '{"a": 1}']
    assert with_defaults(made, {}) == {}
