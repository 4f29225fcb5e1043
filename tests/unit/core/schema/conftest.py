"""Small documents for the tests: one operation with the parameters and the body a test is about."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Field, Form
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
