"""Swagger 2.0 in the shape of OpenAPI 3."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.core.schema.document import Document
from app.core.schema.yaml_loader import load_text


def load(root: Any) -> Document:
    return Document(load_text(root if isinstance(root, str) else json.dumps(root), "openapi.yaml"))


SWAGGER = """
swagger: '2.0'
info: {title: Old, version: 2}
host: api.example.com
basePath: /v2/
schemes: [http, https, wss]
consumes: [application/json]
produces: [application/json, text/xml]
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, in: query, name: key}
parameters:
  Limit: {name: limit, in: query, type: integer, default: 10, maximum: 100}
definitions:
  Thing: {type: object, required: [name], properties: {name: {type: string}}}
responses:
  Bad: {description: Bad, schema: {type: object}}
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, type: string, format: uuid}
      - {$ref: '#/parameters/Limit'}
    post:
      operationId: json
      parameters: [{name: body, in: body, required: true, description: It, schema: {$ref: '#/definitions/Thing'}}]
      responses: {200: {description: ok, schema: {$ref: '#/definitions/Thing'}}, 400: {$ref: '#/responses/Bad'}}
    put:
      operationId: file
      consumes: [multipart/form-data, application/x-www-form-urlencoded]
      parameters:
        - {name: file, in: formData, type: file, required: true, description: The file}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi}
        - {name: csv, in: query, type: array, items: {type: integer}}
        - {name: tsv, in: query, type: array, items: {type: integer}, collectionFormat: tsv}
        - {name: X-List, in: header, type: array, items: {type: string}}
    patch:
      operationId: urlencoded
      parameters: [{name: a, in: formData, type: string}]
    delete: {operationId: none, responses: {204: {description: Gone}}}
    get:
      operationId: both
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters: [{name: a, in: formData, type: string}]
"""


def test_swagger_2_reads_like_openapi_3() -> None:
    found = load(SWAGGER)
    assert found.servers == (("https://api.example.com/v2", ""), ("http://api.example.com/v2", ""))
    assert found.security_scheme("basic") == {"type": "http", "scheme": "basic"}
    assert found.security_scheme("key") == {"type": "apiKey", "in": "query", "name": "key"}
    assert found.security_scheme("none") is None
    operation = found.operation("json")
    assert [(p.key, p.required, p.schema) for p in operation.parameters] == [
        ("path.id", True, {"type": "string", "format": "uuid"}),
        ("query.limit", False, {"type": "integer", "default": 10, "maximum": 100}),
    ]
    assert operation.body is not None
    assert (operation.body.required, operation.body.description) == (True, "It")
    assert [m.media_type for m in operation.body.content] == ["application/json"]
    assert operation.description_of(400) == "Bad"
    assert found.operation("none").body is None
    both = found.operation("both").body
    assert both is not None
    assert [m.media_type for m in both.content] == ["application/x-www-form-urlencoded", "multipart/form-data"]
    assert found.warnings == ()


def test_swagger_2_forms_and_lists() -> None:
    found = load(SWAGGER)
    body = found.operation("file").body
    assert body is not None
    assert [m.media_type for m in body.content] == ["multipart/form-data"]
    assert body.required
    media = body.content[0]
    assert list(media.schema["required"]) == ["file"]  # type: ignore[arg-type]
    assert (media.encoding["tags"].style, media.encoding["tags"].explode) == ("pipeDelimited", False)
    styles = {p.name: (p.style, p.explode) for p in found.operation("file").parameters}
    assert styles["ids"] == ("form", True)
    assert styles["csv"] == ("form", False)
    assert styles["tsv"] == ("tabDelimited", False)
    assert styles["X-List"] == ("simple", False)
    form = found.operation("urlencoded").body
    assert form is not None
    assert [m.media_type for m in form.content] == ["application/x-www-form-urlencoded"]


def test_swagger_2_addresses_without_a_host_or_scheme() -> None:
    assert load({"swagger": "2.0", "basePath": "/v1", "paths": {}}).servers == (("/v1", ""),)
    assert load({"swagger": "2.0", "paths": {}}).servers == (("/", ""),)
    assert load({"swagger": "2.0", "host": "h.example.com", "paths": {}}).servers == (("https://h.example.com", ""),)


def test_a_swagger_2_raw_body(document: Callable[..., Document]) -> None:
    found = load(
        {
            "swagger": "2.0",
            "paths": {
                "/x": {
                    "put": {
                        "operationId": "raw",
                        "consumes": ["multipart/form-data"],
                        "parameters": [{"in": "body", "name": "b", "schema": {"type": "string"}}],
                    }
                }
            },
        }
    )
    body = found.operation("raw").body
    assert body is not None
    assert [m.media_type for m in body.content] == ["application/json"]
