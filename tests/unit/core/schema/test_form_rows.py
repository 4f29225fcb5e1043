"""One test, or more, for every row of the specification's table of features: schema to field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.model import Field, FieldHints, Form, Kind, Limits
from app.core.schema.validate import check_field, check_values
from app.core.schema.values import with_defaults

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


# ── string, lengths, patterns ───────────────────────────────────────────────────────────────────────


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


# ── booleans, enums, const ──────────────────────────────────────────────────────────────────────────


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


# ── defaults ────────────────────────────────────────────────────────────────────────────────────────


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


# ── null in its spellings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["integer", "null"], "minimum": 1},
        {"anyOf": [{"type": "integer", "minimum": 1}, NULL]},
        {"oneOf": [NULL, {"type": "integer", "minimum": 1}]},
        {"type": "integer", "minimum": 1, "nullable": True},
        {"anyOf": [{"type": "integer", "minimum": 1}, {"enum": [None]}]},
        {"allOf": [{"type": "integer", "minimum": 1}], "nullable": True},
        {"allOf": [{"type": ["integer", "null"], "minimum": 1}]},
        {"anyOf": [{"anyOf": [{"type": "integer", "minimum": 1}, NULL]}]},
        {"$ref": "#/components/schemas/Count", "nullable": True},
    ],
)
def test_every_spelling_of_null_is_one_normal_form(field: Fields, schema: Any) -> None:
    found = field(schema, schemas={"Count": {"type": "integer", "minimum": 1}})
    assert (found.kind, found.nullable, found.limits.minimum) == (Kind.INTEGER, True, 1)
    assert check_field(found, None) == ()
    assert check_field(found, 0)


def test_null_in_an_enum(field: Fields) -> None:
    found = field({"type": ["string", "null"], "enum": ["web", "api", None]})
    assert (found.kind, found.nullable, [c.value for c in found.choices]) == (Kind.CHOICE, True, ["web", "api"])


def test_null_only_where_every_part_allows_it(field: Fields) -> None:
    found = field({"allOf": [{"type": ["string", "null"]}, {"type": "string", "minLength": 1}]})
    assert not found.nullable


def test_an_integer_that_calls_itself_a_timestamp_stays_an_integer(field: Fields) -> None:
    found = field(
        {
            "anyOf": [{"maximum": 86400, "minimum": 1, "type": "integer"}, NULL],
            "default": 86400,
            "description": "Timestamp when the upload session should expire, for example '2022-05-12T12:25:09'.",
            "title": "Upload session expiry",
        }
    )
    assert (found.kind, found.nullable, found.default, found.label) == (
        Kind.INTEGER,
        True,
        86400,
        "Upload session expiry",
    )


# ── secrets, bytes, JSON in a text ──────────────────────────────────────────────────────────────────


def test_secret_looking_names_are_passwords(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "api_key": {"type": "string"},
                "token": {"type": "string", "enum": ["a", "b"]},
                "pairs": {"type": "array", "items": {"properties": {"key": {"type": "string"}, "value": {}}}},
                "tags": {"properties": {"key": {"type": "string"}, "value": {"type": "string"}}},
                "lone": {"properties": {"key": {"type": "string"}}},
            }
        }
    )
    kinds = {f.key: f for f in made.fields}
    assert kinds["body.api_key"].kind is Kind.PASSWORD
    assert kinds["body.token"].kind is Kind.CHOICE
    assert kinds["body.pairs"].children[0].kind is Kind.TEXT
    assert kinds["body.tags"].children[0].kind is Kind.TEXT
    assert kinds["body.lone"].children[0].kind is Kind.PASSWORD


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "format": "binary"},
        {"type": "file"},
        {"type": "string", "contentMediaType": "application/octet-stream"},
        {"contentMediaType": "image/png"},
        {"type": "string", "contentEncoding": "binary"},
        {},
    ],
)
def test_bytes_in_multipart_are_a_file(form: Forms, schema: Any) -> None:
    body = {"properties": {"file": schema, "logo": schema}}
    made = form(body, media="multipart/form-data", filled=["body.file"])
    assert [(f.key, f.kind) for f in made.fields] == [("body.logo", Kind.FILE)]


def test_a_part_without_type_is_text_before_3_1(form: Forms) -> None:
    made = form({"properties": {"x": {}}}, media="multipart/form-data", version="3.0.3")
    assert made.fields[0].kind is Kind.TEXT


def test_the_only_base64_part_of_a_multipart_body_is_the_file(form: Forms) -> None:
    byte = {"type": "string", "format": "byte"}
    made = form({"properties": {"a": byte, "b": byte}}, media="multipart/form-data")
    assert [f.kind for f in made.fields] == [Kind.FILE, Kind.BYTES]
    made = form({"properties": {"a": byte, "b": {"format": "binary"}}}, media="multipart/form-data")
    assert [f.kind for f in made.fields] == [Kind.BYTES, Kind.FILE]


def test_bytes_inside_json_are_base64(field: Fields) -> None:
    assert field({"type": "string", "format": "binary"}).kind is Kind.BYTES


def test_media_types_for_the_file_chooser(form: Forms, document: Any) -> None:
    schema = {"properties": {"a": {"format": "binary"}, "b": {"contentMediaType": "image/png"}}}
    content = {
        "multipart/form-data": {
            "schema": schema,
            "encoding": {"a": {"contentType": "image/png, image/jpeg, application/octet-stream"}},
        }
    }
    made = form(content=content)
    assert [f.media_types for f in made.fields] == [("image/png", "image/jpeg"), ("image/png",)]


def test_json_inside_a_text_is_drawn_as_what_it_holds(form: Forms) -> None:
    meta = {
        "type": "string",
        "contentMediaType": "application/json",
        "description": "Name and value pairs",
        "contentSchema": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "value": {"type": "string"}},
                "required": ["name", "value"],
            },
        },
    }
    made = form({"properties": {"meta": meta}}, media="multipart/form-data")
    found = made.fields[0]
    assert (found.kind, found.help, [c.key for c in found.children]) == (
        Kind.TABLE,
        "Name and value pairs",
        ["name", "value"],
    )
    assert check_values(made, {"body.meta": [{"name": "a", "value": "b"}]}) == ()
    assert [e.path for e in check_values(made, {"body.meta": [{"name": "a"}]})] == [(0, "value")]


def test_a_text_part_that_its_encoding_calls_json_holds_json(form: Forms) -> None:
    content = {
        "multipart/form-data": {
            "schema": {"properties": {"meta": {"type": "string", "nullable": True}}},
            "encoding": {"meta": {"contentType": "application/json"}},
        }
    }
    assert form(content=content).fields[0].kind is Kind.JSON


# ── lists, groups, maps ─────────────────────────────────────────────────────────────────────────────


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


# ── allOf, $ref, cycles ─────────────────────────────────────────────────────────────────────────────


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


# ── unions ──────────────────────────────────────────────────────────────────────────────────────────


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


# ── readOnly, deprecated, words ─────────────────────────────────────────────────────────────────────


def test_read_only_is_dropped_also_from_required(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "id": {"type": "string", "readOnly": True},
                "made": {"allOf": [{"$ref": "#/components/schemas/Made"}], "readOnly": True},
                "name": {"type": "string"},
                "secret": {"type": "string", "writeOnly": True},
            },
            "required": ["id", "made", "name"],
        },
        schemas={"Made": {"type": "string"}},
    )
    assert [f.key for f in made.fields] == ["body.name", "body.secret"]
    assert check_values(made, {"body.name": "x"}) == ()


def test_a_required_name_that_nothing_describes_is_a_warning(form: Forms) -> None:
    made = form({"properties": {"a": {"type": "string"}}, "required": ["a", "ghost"]})
    assert [f.key for f in made.fields] == ["body.a"]
    assert any("ghost" in str(w) for w in made.warnings)


def test_required_as_draft_3_had_it(form: Forms) -> None:
    made = form({"properties": {"a": {"type": "string"}, "b": {"type": "string", "required": True}}})
    assert [(f.key, f.required) for f in made.fields] == [("body.b", True), ("body.a", False)]


def test_deprecated_fields_are_advanced(field: Fields) -> None:
    found = field({"type": "string", "deprecated": True})
    assert found.deprecated
    assert found.advanced


def test_a_deprecated_fixed_value_is_not_sent_by_itself(form: Forms) -> None:
    made = form({"properties": {"a": {"const": 1, "deprecated": True}}})
    assert with_defaults(made, {}) == {}


# ── order and hints ─────────────────────────────────────────────────────────────────────────────────


def test_required_first_then_the_documents_order(form: Forms) -> None:
    made = form(
        {"properties": {n: {"type": "string"} for n in "dcba"}, "required": ["b", "c"]},
        parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}],
    )
    assert [f.key for f in made.fields] == ["body.c", "body.b", "query.q", "body.d", "body.a"]


def test_hints_present_a_field_and_leave_the_schema_alone(form: Forms) -> None:
    hints = {
        "body.source": FieldHints(label="Source", help="The short name", group="Where", remember=True, widget="combo"),
        "body.mode": FieldHints(labels={"KEEP": "Keep both"}, advanced=True, required=True),
        "body.column": FieldHints(choices={"columns": "$file", "guess": "phone"}),
        "body.inner.deep": FieldHints(label="Deep down"),
        "body.old": FieldHints(advanced=False),
        "body.rows[].x": FieldHints(label="not a path"),
        "body.rows.x": FieldHints(label="Column X"),
    }
    made = form(
        {
            "properties": {
                "source": {"type": "string", "description": "own words"},
                "mode": {"enum": ["KEEP", "FAIL"]},
                "column": {"type": "string"},
                "inner": {"properties": {"deep": {"type": "string"}}},
                "old": {"type": "string", "deprecated": True},
                "rows": {"items": {"properties": {"x": {"type": "string"}}}},
            }
        },
        hints=hints,
    )
    fields = {f.key: f for f in made.fields}
    source = fields["body.source"]
    assert (source.label, source.help, source.group, source.remember, source.widget) == (
        "Source",
        "The short name",
        "Where",
        True,
        "combo",
    )
    assert [c.label for c in fields["body.mode"].choices] == ["Keep both", "FAIL"]
    assert fields["body.mode"].advanced
    assert fields["body.mode"].required
    assert (fields["body.column"].kind, fields["body.column"].source) == (
        Kind.OPEN_CHOICE,
        {"columns": "$file", "guess": "phone"},
    )
    assert fields["body.inner"].children[0].label == "Deep down"
    assert not fields["body.old"].advanced
    assert fields["body.rows"].children[0].label == "Column X"


def test_only_leaves_the_rest_out_but_sends_fixed_values(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "a": {"type": "string"},
                "b": {"type": "string"},
                "c": {"const": 1},
                "d": {"type": "string", "default": "x"},
            },
            "required": ["b", "d"],
        },
        only=["body.a"],
    )
    assert [f.key for f in made.fields] == ["body.a", "body.c"]
    assert [str(w) for w in made.warnings if "only" in str(w)] == [
        "“body.b” is required, but “form: only” leaves it out."
    ]
