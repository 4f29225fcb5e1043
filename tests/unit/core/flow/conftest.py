"""What the tests of the interpreter share: the shipped providers, scopes, and a hand-driven lane."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from fixtures.stage import Clock, Stage

from app.core.flow.actions import BatchFacts, Part, Scope
from app.core.paths import resources
from app.core.providers.load import load_provider
from app.core.providers.model import Provider
from app.core.schema.request import FileBytes, Reply, Request
from app.core.sources import SourceFile


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stage(clock: Clock) -> Stage:
    return Stage(clock)


@pytest.fixture(scope="session")
def providers() -> dict[str, Provider]:
    folder = resources() / "providers"
    return {name.name: load_provider(name) for name in folder.iterdir() if name.is_dir()}


@pytest.fixture
def reply() -> Callable[..., Reply]:
    """Makes a reply: JSON from a value, or the bytes given; header names in lower case."""

    def make(status: int = 200, body: Any = None, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, bytes):
            return Reply(status, named, body)
        if body is None:
            return Reply(status, named)
        return Reply(status, {"content-type": "application/json", **named}, json.dumps(body).encode())

    return make


@pytest.fixture
def s3_error() -> Callable[..., Reply]:
    def make(status: int, code: str, words: str = "No &amp; no") -> Reply:
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{words}</Message></Error>"
        return Reply(status, {"content-type": "application/xml"}, body.encode())

    return make


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., SourceFile]:
    def make(name: str, content: bytes = b"a,b\n1,2\n", companion: bytes | None = None) -> SourceFile:
        path = tmp_path / name
        path.write_bytes(content)
        beside = None
        if companion is not None:
            beside = tmp_path / f"{name}.meta.json"
            beside.write_bytes(companion)
        return SourceFile.look_at(path, companion=beside)

    return make


@pytest.fixture
def scope(providers: dict[str, Provider], clock: Clock) -> Callable[..., Scope]:
    def make(
        provider: str | Provider,
        part: Part = Part.FILES,
        values: Mapping[str, Any] | None = None,
        files: Iterable[SourceFile] = (),
        **more: Any,
    ) -> Scope:
        chosen = providers[provider] if isinstance(provider, str) else provider
        return Scope(
            provider=chosen,
            server=chosen.flow.server.choices[0][0],
            part=part,
            values=dict(values or {}),
            now=clock,
            files=tuple(files),
            **more,
        )

    return make


@pytest.fixture
def facts() -> Callable[..., BatchFacts]:
    return BatchFacts


def _read(piece: bytes | FileBytes) -> bytes:
    if isinstance(piece, bytes):
        return piece
    return piece.path.read_bytes()[piece.offset : piece.offset + piece.size]


@pytest.fixture
def body_of() -> Callable[[Request], bytes]:
    """The bytes that a request would send."""

    def join(request: Request) -> bytes:
        return b"".join(_read(piece) for piece in request.body or ())

    return join


@pytest.fixture
def write_provider(tmp_path: Path) -> Callable[..., Path]:
    """Writes a provider folder from an upload.yaml and, unless given, a small document."""

    def write(upload: str, api: str = "") -> Path:
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        (folder / "upload.yaml").write_text(upload, encoding="utf-8")
        (folder / "openapi.yaml").write_text(api or SMALL_API, encoding="utf-8")
        return folder

    return write


SMALL_API = """
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: "https://api.example.test"}]
paths:
  /begin:
    post:
      operationId: begin
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {name: {type: string}, size: {type: integer}}}
      responses: {'200': {description: Begun}, '409': {description: There already}}
  /parts/{id}:
    post:
      operationId: part
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {number: {type: integer}, md5: {type: string}}}
      responses: {'200': {description: Signed}}
  /finish/{id}:
    post:
      operationId: finish
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {etags: {type: array, items: {type: string}}, sha256: {type: string}}}
      responses: {'200': {description: Whole}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
