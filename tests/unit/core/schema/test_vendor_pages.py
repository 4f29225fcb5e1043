"""The vendors' own pages, as far as they hold a schema: the forms that follow from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Kind
from app.core.schema.serialise import build_request
from app.core.schema.validate import check_values
from app.core.schema.yaml_loader import load_text

VENDORS = Path(__file__).resolve().parents[5] / "shared" / "vendors"
pytestmark = pytest.mark.skipif(not VENDORS.is_dir(), reason="../shared/vendors is not beside this checkout")


def page(number: int) -> str:
    return next(VENDORS.glob(f"{number:03}_*.txt")).read_text(encoding="utf-8")


def published(number: int) -> Document:
    """The OpenAPI document inside a vendor's page."""
    found = re.search(r"````?yaml[^\n]*\n(openapi:.*?)````", page(number), re.DOTALL)
    assert found is not None
    return Document(load_text(found.group(1), "openapi.yaml"))


def test_sela() -> None:
    found = published(0)
    form = build_form(found, ["ingestion_upload_create"], filled=["body.filename"])
    (source,) = form.fields
    assert (source.key, source.kind, source.required, source.limits.max_length) == ("body.source", Kind.TEXT, True, 50)
    assert [str(e.words) for e in check_values(form, {"body.source": "a b"})] == [
        "Use letters, numbers, hyphens, and underscores only."
    ]
    assert check_values(form, {"body.source": "crm_export\n"})
    request = build_request(
        found.operation("ingestion_upload_create"),
        found.servers[0][0],
        {"body.source": "crm_export", "body.filename": "may-leads.csv"},
    )
    assert request.url == "https://api.trysela.com/api/ingestion/upload/"
    assert dict(request.headers) == {"Accept": "application/json", "Content-Type": "application/json"}
    assert json.loads(b"".join(p for p in request.body or () if isinstance(p, bytes))) == {
        "source": "crm_export",
        "filename": "may-leads.csv",
    }
    assert found.security_scheme("tokenAuth") is not None
    assert found.warnings == ()


def test_tela() -> None:
    found = published(1)
    form = build_form(found, ["POST /v3/files"], filled=["body.fileName"])
    assert [(f.key, f.required) for f in form.fields if f.key.startswith("body.")] == []


def test_deepset() -> None:
    told = page(3)
    found = re.search(r'title=\{"Body"\}\s+body=\{(\{.*?\})\}\s*>', told, re.DOTALL)
    assert found is not None
    body: Any = json.loads(found.group(1))
    root = {
        "openapi": "3.1.0",
        "paths": {"/api/v1/workspaces/{workspace_name}/upload_sessions": {"post": {"requestBody": body}}},
    }
    document = Document(load_text(json.dumps(root), "openapi.yaml"))
    (operation,) = document.operations()
    form = build_form(document, [operation.ref], filled=["path.workspace_name"])
    fields = {f.key: f for f in form.fields}
    expiry = fields["body.expires_in_seconds"]
    assert (expiry.kind, expiry.nullable, expiry.default, expiry.limits.maximum) == (Kind.INTEGER, True, 86400, 86400)
    mode = fields["body.write_mode"]
    assert (mode.kind, mode.default, [c.value for c in mode.choices]) == (
        Kind.CHOICE,
        "KEEP",
        ["KEEP", "OVERWRITE", "FAIL", "TEMPORARY"],
    )
    assert fields["body.parallel_processing_enabled"].kind is Kind.BOOLEAN
    request = build_request(operation, "https://api.cloud.deepset.ai", {"path.workspace_name": "my space"})
    assert request.url.endswith("/workspaces/my%20space/upload_sessions")
    assert request.body == (b"{}",)
