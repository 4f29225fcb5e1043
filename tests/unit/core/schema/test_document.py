"""Documents: finding operations, addresses, security, replies; and rules that documents break."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import ProviderError
from app.core.schema.document import Document
from app.core.schema.operation import path_names
from app.core.schema.yaml_loader import load_text


def load(root: Any) -> Document:
    return Document(load_text(root if isinstance(root, str) else json.dumps(root), "openapi.yaml"))


PETS = """
openapi: 3.0.3
info: {title: Pets, version: 1.20}
servers:
  - url: https://{region}.example.com/{base}
    description: Main
    variables: {region: {default: eu}, base: {enum: [v1]}}
  - {url: "https://{host}", variables: {host: {}}}
  - {url: /relative}
  - {description: no address}
security: [{key: []}, {token: [], key: []}]
paths:
  /pets:
    parameters: [{$ref: '#/components/parameters/Limit'}]
    servers: [{url: "https://uploads.example.com", description: Uploads}]
    post:
      operationId: make_pet
      summary: Make a pet
      parameters: [{name: limit, in: query, schema: {type: string}}]
      responses:
        '201': {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        4XX: {$ref: '#/components/responses/Bad'}
        default: {description: Something else}
    get:
      security: []
      servers: [{url: "https://own.example.com"}]
      responses: {200: {description: A list, content: {text/csv: {}}}}
  /pets?beta=true:
    put: {operationId: beta, responses: {}}
  /things/{id}: {$ref: '#/components/pathItems/Thing'}
components:
  pathItems:
    Thing:
      delete: {operationId: drop, parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  responses:
    Bad: {description: Not good, content: {text/plain: {}, application/problem+json: {schema: {type: object}}}}
  schemas:
    Pet: {type: object, properties: {id: {type: string, readOnly: true}, pass: {type: string, writeOnly: true}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {$ref: '#/components/securitySchemes/key'}
"""


def test_what_a_document_says_of_itself() -> None:
    found = load(PETS)
    assert (found.title, found.version) == ("Pets", "1.2")
    assert found.servers == (
        ("https://eu.example.com/v1", "Main"),
        ("https://{host}", ""),
        ("/relative", ""),
    )
    assert found.raw["openapi"] == "3.0.3"
    assert found.warnings == ()
    assert load({"openapi": "3.1.0", "paths": {"/": {}}}).servers == (("/", ""),)


def test_operations_are_found_by_name_and_by_place() -> None:
    found = load(PETS)
    assert [o.ref for o in found.operations()] == ["make_pet", "GET /pets", "beta", "drop"]
    for ref in ("make_pet", "POST /pets", "post /pets"):
        assert (found.operation(ref).method, found.operation(ref).path) == ("POST", "/pets")
    assert found.operation("PUT /pets").path == "/pets?beta=true"
    assert found.operation("DELETE /things/{id}").ref == "drop"
    assert found.operation("make_pet") is found.operation("POST /pets")


def test_an_unknown_operation_names_the_nearest() -> None:
    with pytest.raises(ProviderError, match=r"no operation “make_pets”\. Near it: make_pet"):
        load(PETS).operation("make_pets")
    with pytest.raises(ProviderError, match=r"no operation “zzzzzzzzzzzz”\.$"):
        load(PETS).operation("zzzzzzzzzzzz")


def test_operations_know_their_own_servers_security_and_parameters() -> None:
    found = load(PETS)
    make, list_ = found.operation("make_pet"), found.operation("GET /pets")
    assert make.servers == (("https://uploads.example.com", "Uploads"),)
    assert list_.servers == (("https://own.example.com", ""),)
    assert (make.security, list_.security) == (("key", "token"), ())
    assert [(p.key, p.schema["type"]) for p in make.parameters] == [("query.limit", "string")]
    assert [(p.key, p.schema["type"]) for p in list_.parameters] == [("query.limit", "integer")]
    assert make.summary == "Make a pet"


def test_security_schemes() -> None:
    found = load(PETS)
    assert found.security_scheme("key") == {"type": "apiKey", "in": "header", "name": "X-Key"}
    assert found.security_scheme("token") == found.security_scheme("key")
    assert found.security_scheme("none") is None


def test_replies_by_status_range_and_default() -> None:
    make = load(PETS).operation("make_pet")
    assert make.responses == {"201": "Made", "4XX": "Not good", "default": "Something else"}
    assert [make.description_of(s) for s in (201, 422, "500")] == ["Made", "Not good", "Something else"]
    assert load(PETS).operation("beta").description_of(200) == ""


def test_accept_prefers_json_then_what_there_is() -> None:
    found = load(PETS)
    assert found.operation("make_pet").accept == "application/json"
    assert found.operation("GET /pets").accept == "text/csv"
    assert found.operation("beta").accept == "*/*"


# ── documents that are none, or break rules ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("root", ["[1, 2]", "just words", "{}", "info: {title: x}"])
def test_what_is_no_document_is_refused(root: str) -> None:
    with pytest.raises(ProviderError, match=r"openapi\.yaml:1:1: this is not an OpenAPI document\."):
        load(root)


def test_broken_rules_are_warnings_with_their_place() -> None:
    found = load(
        """
paths:
  /a/{id}/{other}:
    post:
      operationId: twice
      parameters:
        - {name: id, in: path, required: true}
        - {name: ghost, in: path, required: true, schema: {}}
        - {name: nowhere}
        - {$ref: '#/lost'}
    get: {operationId: twice}
    put: nonsense
"""
    )
    assert [str(w) for w in found.warnings] == [
        "openapi.yaml:2:1: the document does not say which version of OpenAPI it is.",
        "openapi.yaml:4:5: the parameter “id” has no schema.",
        "openapi.yaml:4:5: a parameter has no name or no place; it is left out.",
        "openapi.yaml:4:5: a parameter has no name or no place; it is left out.",
        "openapi.yaml:4:5: “other” of the path is not described; it is taken as text.",
        "openapi.yaml:4:5: the path has no “ghost”; that parameter is left out.",
        "openapi.yaml:11:5: “twice” is the name of “POST /a/{id}/{other}” too; refer to it as “GET /a/{id}/{other}”.",
        "openapi.yaml:11:5: “id” of the path is not described; it is taken as text.",
        "openapi.yaml:11:5: “other” of the path is not described; it is taken as text.",
    ]
    assert [p.key for p in found.operation("POST /a/{id}/{other}").parameters] == ["path.id", "path.other"]


def test_a_document_without_operations_is_a_warning() -> None:
    found = load("openapi: 3.1.0\npaths: nothing\n")
    assert [str(w) for w in found.warnings] == ["openapi.yaml:1:1: the document describes no operations."]
    assert found.operations() == ()


def test_path_names() -> None:
    assert path_names("/a/{b}/c{d}{e}/{broken") == ("b", "d", "e")


def test_loading_a_file(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text('{"openapi": "3.1.0", "info": {"title": "T"}, "paths": {"/": {"get": {}}}}')
    found = Document.load(tmp_path / "openapi.json")
    assert (found.title, [o.ref for o in found.operations()]) == ("T", ["GET /"])
