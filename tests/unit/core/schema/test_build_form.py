"""The form of a flow: whose inputs, minus what is filled, in which body."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.core.errors import ProviderError
from app.core.schema.bodies import file_slot, split_key
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Form, Kind
from app.core.schema.yaml_loader import load_text

Forms = Callable[..., Form]
Documents = Callable[..., Document]


def keys(form: Form) -> list[str]:
    return [f.key for f in form.fields]


def param(name: str, place: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": {"type": "string"}, **more}


def test_parameters_are_fields_of_their_place(form: Forms) -> None:
    made = form(
        path="/things/{id}",
        parameters=[
            param("id", "path", required=True),
            param("limit", "query", description="How many", example="5", schema={"type": "string", "description": "x"}),
            param("X-Mode", "header", deprecated=True),
            param("session", "cookie", examples={"one": {"value": "abc"}}),
            param("Accept", "header"),
            param("content-type", "header"),
            param("Authorization", "header"),
        ],
    )
    assert keys(made) == ["path.id", "query.limit", "header.X-Mode", "cookie.session"]
    fields = {f.key: f for f in made.fields}
    assert (fields["query.limit"].help, fields["query.limit"].placeholder) == ("How many", "5")
    assert (fields["header.X-Mode"].label, fields["header.X-Mode"].deprecated) == ("Mode", True)
    assert fields["cookie.session"].placeholder == "abc"


def test_the_parameter_that_carries_the_key_is_no_field() -> None:
    root = {
        "openapi": "3.1.0",
        "paths": {
            "/x": {"get": {"operationId": "x", "parameters": [param("xi-api-key", "header"), param("a", "query")]}}
        },
        "security": [{"key": []}, {"bearer": []}],
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "Xi-Api-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            }
        },
    }
    made = build_form(Document(load_text(json.dumps(root), "f")), ["x"])
    assert keys(made) == ["query.a"]


def test_parameters_of_every_shape_stay_text_where_nothing_is_known(form: Forms) -> None:
    made = form(
        parameters=[
            {"name": "a", "in": "query"},
            {"name": "b", "in": "query", "schema": {"$ref": "#/lost"}},
            {"name": "c", "in": "query", "content": {"application/json": {"schema": {"properties": {"x": {}}}}}},
            {"name": "d", "in": "header", "schema": {"type": "string", "maxLength": 9000}},
        ]
    )
    assert [(f.key, f.kind) for f in made.fields] == [
        ("query.a", Kind.TEXT),
        ("query.b", Kind.TEXT),
        ("query.c", Kind.GROUP),
        ("header.d", Kind.TEXT),
    ]


def test_what_the_flow_fills_is_not_shown(form: Forms) -> None:
    schema = {
        "properties": {
            "filename": {"type": "string"},
            "a": {"properties": {"b": {"type": "string"}, "c": {"type": "string"}}, "required": ["b", "c"]},
            "only": {"properties": {"x": {"type": "string"}}},
            "dotted.name": {"type": "string"},
            "text": {"type": "string"},
        },
        "required": ["filename", "only"],
    }
    made = form(
        schema,
        parameters=[param("q", "query"), {"name": "f", "in": "query", "schema": schema}],
        filled=["body.filename", "body.a.b", "body.only.x", "body.dotted.name", "query.q", "query.f.filename"],
    )
    assert keys(made) == ["query.f", "body.a", "body.text"]
    assert [c.key for c in made.fields[1].children] == ["c"]
    assert "filename" not in [c.key for c in made.fields[0].children]
    assert keys(form(schema, filled=["body"])) == []
    assert keys(form(schema, filled=["body.unknown", "body.unknown.deeper"]))[0] == "body.filename"


def test_filled_reaches_into_json_in_a_text_and_free_objects(form: Forms) -> None:
    inner = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a"]}
    schema = {
        "properties": {
            "meta": {"type": "string", "contentMediaType": "application/json", "contentSchema": inner},
            "free": {"type": "object"},
        }
    }
    made = form(schema, filled=["body.meta.a", "body.free.x"])
    assert keys(made) == ["body.meta", "body.free"]
    assert [c.key for c in made.fields[0].children] == ["b"]


def test_one_key_in_two_operations_is_one_field() -> None:
    def operation(name: str, *, required: bool, type_: str) -> dict[str, Any]:
        return {
            "operationId": name,
            "parameters": [{**param("ws", "query", required=required), "schema": {"type": type_}}],
        }

    root = {
        "openapi": "3.1.0",
        "paths": {
            "/x": {"get": operation("one", required=False, type_="string")},
            "/y": {"get": operation("two", required=True, type_="integer")},
        },
    }
    made = build_form(Document(load_text(json.dumps(root), "f")), ["one", "two"])
    assert [(f.key, f.kind, f.required) for f in made.fields] == [("query.ws", Kind.TEXT, True)]
    with pytest.raises(ProviderError, match="three"):
        build_form(Document(load_text(json.dumps(root), "f")), ["three"])


SOURCE = {"type": "object", "properties": {"source": {"type": "string"}}, "required": ["source"]}


def test_json_goes_before_multipart_before_urlencoded(form: Forms) -> None:
    other = {"type": "object", "properties": {"other": {"type": "string"}}}
    content = {
        "application/x-www-form-urlencoded": {"schema": other},
        "multipart/form-data": {"schema": other},
        "application/json": {"schema": SOURCE},
    }
    assert keys(form(content=content)) == ["body.source"]
    del content["application/json"]
    content["multipart/form-data"] = {"schema": SOURCE}
    assert keys(form(content=content)) == ["body.source"]
    del content["multipart/form-data"]
    content["text/plain"] = {"schema": {"type": "string"}}
    assert keys(form(content=content)) == ["body.other"]


def test_a_filled_file_chooses_the_body_that_has_room_for_it(form: Forms) -> None:
    content = {
        "application/json": {"schema": {"properties": {"url": {"type": "string"}}}},
        "multipart/form-data": {
            "schema": {"properties": {"file": {"type": "string", "format": "binary"}, "name": {"type": "string"}}}
        },
    }
    assert keys(form(content=content)) == ["body.url"]
    assert keys(form(content=content, filled=["body.file"])) == ["body.name"]
    many = {"type": "array", "items": {"type": "string", "format": "binary"}}
    content["multipart/form-data"] = {"schema": {"properties": {"file": many, "name": {"type": "string"}}}}
    assert keys(form(content=content, filled=["body.file"])) == ["body.name"]


@pytest.mark.parametrize(
    ("media", "schema", "kind", "label"),
    [
        ("application/octet-stream", {"type": "string", "format": "binary"}, Kind.FILE, "Contents"),
        ("application/octet-stream", {"type": "string", "format": "byte"}, Kind.FILE, "Contents"),
        ("image/png", {}, Kind.FILE, "Contents"),
        ("*/*", {"type": "string", "format": "binary"}, Kind.FILE, "Contents"),
        ("text/plain", {"type": "string"}, Kind.TEXT, "Contents"),
        ("application/xml", {}, Kind.JSON, "Contents"),
        ("application/json", {"type": "array", "items": {"type": "string"}}, Kind.LIST, "Contents"),
        ("application/json", {}, Kind.JSON, "Contents"),
        ("application/json", {"title": "Meta data"}, Kind.JSON, "Meta data"),
        ("application/json", {"$ref": "#/components/schemas/FileMeta"}, Kind.JSON, "File meta"),
        ("application/vnd.x+json", {"additionalProperties": {"type": "string"}}, Kind.MAP, "Contents"),
        ("multipart/form-data", {}, Kind.JSON, "Contents"),
        ("multipart/form-data", {"additionalProperties": {"type": "string"}}, Kind.MAP, "Contents"),
    ],
)
def test_bodies_that_are_no_plain_object_are_one_field(
    form: Forms, media: str, schema: Any, kind: Kind, label: str
) -> None:
    made = form(schema, media=media, schemas={"FileMeta": {}})
    assert [(f.key, f.kind, f.label, f.required) for f in made.fields] == [("body", kind, label, True)]
    assert keys(form(schema, media=media, filled=["body"])) == []


def test_a_body_that_is_a_union_is_one_field_without_what_is_filled(form: Forms) -> None:
    schema = {
        "oneOf": [
            {"properties": {"url": {"type": "string"}, "name": {"type": "string"}}, "required": ["url"]},
            {"properties": {"file": {"format": "byte"}, "name": {"type": "string"}}, "required": ["file"]},
        ]
    }
    made = form(schema, filled=["body.name"])
    assert [(f.key, f.kind) for f in made.fields] == [("body", Kind.VARIANTS)]
    assert [[f.key for f in v.fields] for v in made.fields[0].variants] == [["url"], ["file"]]


def test_an_operation_without_body_has_no_body_fields(form: Forms) -> None:
    assert keys(form()) == []


BINARY = {"type": "string", "format": "binary"}
BYTE = {"type": "string", "format": "byte"}


@pytest.mark.parametrize(
    ("media", "schema", "slot"),
    [
        ("multipart/form-data", {"properties": {"a": {"type": "string"}, "file": BINARY}}, "body.file"),
        ("multipart/form-data", {"properties": {"a": BINARY, "b": BINARY}, "required": ["b"]}, "body.b"),
        ("multipart/form-data", {"properties": {"a": BYTE, "b": BINARY}}, "body.b"),
        ("multipart/form-data", {"properties": {"a": BYTE}}, "body.a"),
        ("multipart/form-data", {"properties": {"a": {"type": "array", "items": BINARY}}}, "body.a"),
        ("multipart/form-data", {"properties": {"a": {"oneOf": [BINARY, {"type": "object"}]}}}, "body.a"),
        (
            "multipart/form-data",
            {"oneOf": [{"properties": {"u": {"type": "string"}}}, {"properties": {"f": BINARY}}]},
            "body.f",
        ),
        ("multipart/form-data", {"properties": {"a": {"type": "string"}}}, None),
        ("application/octet-stream", BINARY, "body"),
        ("application/json", {"properties": {"a": BINARY}}, None),
    ],
)
def test_the_place_for_the_file(document: Documents, media: str, schema: Any, slot: str | None) -> None:
    assert file_slot(document(schema, media=media).operation("send")) == slot


def test_no_body_has_no_place_for_a_file(document: Documents) -> None:
    assert file_slot(document().operation("send")) is None


def test_keys_are_split_by_the_names_there_are() -> None:
    schema = {"properties": {"a": {"properties": {"b": {}}}, "a.b": {"type": "string"}}}
    assert split_key(schema, "a.b") == ("a.b",)
    assert split_key(schema, "a.c") == ("a", "c")
    assert split_key(schema, "x.y") == ("x.y",)
    assert split_key({}, "x.y") == ("x", "y")
