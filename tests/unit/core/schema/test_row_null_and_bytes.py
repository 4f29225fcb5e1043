"""Rows of the specification's table: null in its spellings, secrets, bytes, JSON in a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.model import Field, Form, Kind
from app.core.schema.validate import check_field, check_values

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


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


def test_entries_with_something_to_hide_are_no_table(form: Forms) -> None:
    columns = {"name": {"type": "string"}, "pin": {"type": "string", "writeOnly": True}}
    rows = {"type": "array", "items": {"type": "object", "properties": columns}}
    entries = form({"properties": {"rows": rows}}).field("body.rows")
    assert entries is not None
    assert entries.kind is Kind.GROUPS
