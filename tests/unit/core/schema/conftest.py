"""Small documents for the tests: one operation with the parameters and the body a test is about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Field, Form, Kind
from app.core.schema.reading import as_list
from app.core.schema.request import Request
from app.core.schema.serialise import build_request
from app.core.schema.variants import whole_field
from app.core.schema.yaml_loader import load_text

Make = Callable[..., Document]


def _document(
    schema: Any = None,
    *,
    media: str = "application/json",
    content: Mapping[str, Any] | None = None,
    parameters: Any = (),
    path: str = "/things",
    version: str = "3.1.0",
    schemas: Mapping[str, Any] | None = None,
    method: str = "post",
    **more: Any,
) -> Document:
    operation: dict[str, Any] = {"operationId": "send", "parameters": list(parameters), "responses": {}}
    if content is None and schema is not None:
        content = {media: {"schema": schema}}
    if content is not None:
        operation["requestBody"] = {"required": True, "content": content}
    operation.update(more)
    root = {
        "openapi": version,
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {path: {method: operation}},
        "components": {"schemas": dict(schemas or {})},
    }
    return Document(load_text(json.dumps(root), "openapi.json"))


@pytest.fixture
def document() -> Make:
    """Make a document with one operation, ``send``."""
    return _document


@pytest.fixture
def form() -> Callable[..., Form]:
    """Make the form of a document with one operation; ``filled``, ``hints`` and ``only`` go to ``build_form``."""

    def make(schema: Any = None, *, filled: Any = (), hints: Any = None, only: Any = (), **more: Any) -> Form:
        return build_form(_document(schema, **more), ["send"], filled=filled, hints=hints or {}, only=only)

    return make


@pytest.fixture
def field(form: Callable[..., Form]) -> Callable[..., Field]:
    """Make the one field for a schema, as the property ``x`` of a JSON body."""

    def make(schema: Any, *, required: bool = False, name: str = "x", **more: Any) -> Field:
        body = {"type": "object", "properties": {name: schema}, "required": [name] if required else []}
        found = form(body, **more).field(f"body.{name}")
        assert found is not None
        return found

    return make


def _sample(made: Field) -> Any:
    """A value that the field should take: its placeholder where it has one, else the plainest of its kind."""
    if made.kind in (Kind.CHOICE, Kind.OPEN_CHOICE, Kind.FIXED):
        return made.choices[0].value
    make = _MAKERS.get(made.kind)
    return make(made) if make else _SIMPLE.get(made.kind, _words(made))


def _words(made: Field) -> str:
    limits = made.limits
    shortest = max(1, limits.min_length or 1)
    candidates = [made.placeholder[: limits.max_length], "x" * shortest, "1" * shortest, *_ODD_WORDS]
    fitting = (c for c in candidates if c and re.search(limits.pattern or "", c))
    return next(fitting, "no sample fits this pattern")


_ODD_WORDS = ("bytes 0-1/2", "Key.1", "2025-10", "a" * 32, "0% 0%")


def _number(made: Field) -> int | float:
    low = made.limits.minimum if made.limits.minimum is not None else made.limits.exclusive_minimum
    return max(int(low or 0) + 1, 1) if made.limits.maximum is None else made.limits.maximum


def _members(fields: Iterable[Field]) -> dict[str, Any]:
    return {inner.key: _sample(inner) for inner in fields}


def _branch(made: Field) -> Any:
    whole = whole_field(made.variants[0])
    return _sample(whole) if whole else _members(made.variants[0].fields)


def _json(made: Field) -> Any:
    told = made.schema.get("type")
    kind = told if isinstance(told, str) else next(iter(as_list(told)), "")
    return {"array": [], "string": "x", "object": {}}.get(str(kind), {"a": [1, None]})


def _entries(made: Field) -> list[Any]:
    entry = _sample(made.children[0]) if made.kind is Kind.LIST else _members(made.children)
    return [entry] * max(1, made.limits.min_items or 1)


_MAKERS: Mapping[Kind, Callable[[Field], Any]] = {
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.LIST: _entries,
    Kind.TABLE: _entries,
    Kind.GROUPS: _entries,
    Kind.CHECKLIST: lambda made: [made.choices[0].value],
    Kind.GROUP: lambda made: _members(made.children),
    Kind.MAP: lambda made: {"name": _sample(made.children[0])},
    Kind.VARIANTS: _branch,
    Kind.JSON: _json,
}
_SIMPLE: Mapping[Kind, Any] = {
    Kind.BOOLEAN: True,
    Kind.DATE: "2025-07-23",
    Kind.DATE_TIME: "2025-07-23T10:30:00Z",
    Kind.TIME: "10:30:00",
    Kind.URI: "https://example.com/a",
    Kind.UUID: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    Kind.EMAIL: "a@example.com",
    Kind.FILE: "some/file.bin",
    Kind.BYTES: "some/file.bin",
}


@pytest.fixture
def sample() -> Callable[[Field], Any]:
    """Make a value for a field from what the field says about itself."""
    return _sample


@pytest.fixture
def send() -> Callable[..., Request]:
    """Make the request of a document with one operation; ``options`` go to ``build_request``."""

    def make(inputs: Any, schema: Any = None, *, options: Any = None, **more: Any) -> Request:
        operation = _document(schema, **more).operation("send")
        return build_request(operation, "https://api.example.com/v1/", inputs, boundary="X", **(options or {}))

    return make
