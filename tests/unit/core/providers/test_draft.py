"""A provider from nothing but an OpenAPI document: small ones made here, real ones from the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.providers.draft import draft_folder
from app.core.providers.forms import provider_form
from app.core.providers.load import load_provider
from app.core.providers.model import Repeat

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "openapi-corpus"
BINARY: Json = {"type": "string", "format": "binary"}


def document(tmp_path: Path, operations: dict[str, Json], title: str = "Ünser Dienst!") -> Path:
    path = tmp_path / "api.json"
    told = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {name: {"post": operation} for name, operation in operations.items()},
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def multipart(**more: Json) -> dict[str, Json]:
    schema = {"type": "object", "properties": {"file": BINARY, "folder": {"type": "string"}}, "required": ["file"]}
    return {"requestBody": {"content": {"multipart/form-data": {"schema": schema}}}, "security": [{"key": []}], **more}


def test_the_form_asks_for_everything_but_the_file(tmp_path: Path) -> None:
    folder = draft_folder(document(tmp_path, {"/things/{id}/upload": multipart()}), tmp_path / "made")
    provider = load_provider(folder, shipped=False)
    assert (provider.id, provider.name) == ("nser_dienst", "Ünser Dienst!")
    assert {field.key for field in provider_form(provider).fields} == {"path.id", "body.folder"}
    assert provider.flow.auth is not None
    assert provider.flow.auth.prefix == "Bearer "
    assert provider.flow.steps[0].repeat is Repeat.DUPLICATES


def test_the_operation_that_says_upload_is_taken(tmp_path: Path) -> None:
    operations = {"/avatar": multipart(summary="Set a picture"), "/files": multipart(summary="Upload a file")}
    folder = draft_folder(document(tmp_path, operations), tmp_path / "made")
    assert load_provider(folder).flow.steps[0].call == "POST /files"


def test_raw_bytes_and_no_security(tmp_path: Path) -> None:
    raw = {"requestBody": {"content": {"application/octet-stream": {"schema": BINARY}}}}
    flow = load_provider(draft_folder(document(tmp_path, {"/put": raw}, ""), tmp_path / "made")).flow
    assert flow.steps[0].with_ == {"body": "$file"}
    assert flow.auth is None


def test_a_document_without_a_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="no request that takes a file"):
        draft_folder(document(tmp_path, {"/x": {"responses": {}}}), tmp_path / "made")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="reads ../shared, which is not beside this checkout")
def test_real_documents_make_providers_or_say_why_not(tmp_path: Path) -> None:
    made, refusals = 0, []
    for path in sorted(CORPUS.glob("*.yaml")):
        try:
            provider = load_provider(draft_folder(path, tmp_path / path.stem), shipped=False)
        except ProviderError as error:
            refusals.append(str(error))
        else:
            made += bool(provider_form(provider))
    assert all("takes a file" in words for words in refusals), refusals
    assert (made > 30, len(refusals) < 15) == (True, True)
