"""Real documents of other vendors: every one loads, is drawn to its last field, and its values are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from app.core.schema.bodies import file_slot
from app.core.schema.body_parts import encode_bytes
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.local_files import local_files, put_at
from app.core.schema.model import Field, Kind
from app.core.schema.operation import Operation
from app.core.schema.request import FileBytes, Request
from app.core.schema.serialise import FileValue, build_request
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults

SHARED = Path(__file__).resolve().parents[5] / "shared"
CORPUS = SHARED / "openapi-corpus"
EXCERPTS = sorted(p.name for p in CORPUS.glob("*.yaml")) if CORPUS.is_dir() else []
UPLOAD = FileValue('le"ads é.csv', "text/csv", (FileBytes(Path("leads.csv"), 12),))
KINDS_WITH_CHILDREN = {Kind.LIST, Kind.TABLE, Kind.GROUPS, Kind.GROUP, Kind.MAP, Kind.CHECKLIST}

pytestmark = pytest.mark.skipif(not EXCERPTS, reason="../shared/openapi-corpus is not beside this checkout")


@pytest.fixture(params=EXCERPTS)
def loaded(request: pytest.FixtureRequest) -> tuple[Document, Operation]:
    found = Document.load(CORPUS / str(request.param))
    (operation,) = found.operations()
    return found, operation


def inner(field: Field) -> Iterator[Field]:
    yield field
    for child in field.children:
        yield from inner(child)
    for variant in field.variants:
        for child in variant.fields:
            yield from inner(child)


def part_names(request: Request) -> list[str]:
    content_type = dict(request.headers)["Content-Type"]
    body = b"".join(p if isinstance(p, bytes) else b"<file>" for p in request.body or ())
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = message.get_payload()
    if not isinstance(parts, list):
        return []
    return [str(p.get_param("name", header="content-disposition")) for p in parts if not isinstance(p, str)]


def test_every_field_is_reachable_and_named(loaded: tuple[Document, Operation]) -> None:
    found, operation = loaded
    slot = file_slot(operation)
    form = build_form(found, [operation.ref], filled=[slot] if slot else [])
    assert len({f.key for f in form.fields}) == len(form.fields)
    assert slot not in [f.key for f in form.fields]
    for field in form.fields:
        assert field.label
        for each in inner(field):
            assert (each.kind in KINDS_WITH_CHILDREN) == bool(each.children), each.key
            assert (each.kind is Kind.VARIANTS) == bool(each.variants), each.key
            assert each.kind not in (Kind.CHOICE, Kind.FIXED) or each.choices, each.key
    required = [f.required for f in form.fields]
    assert required == sorted(required, reverse=True)


def test_values_pass_the_check_and_are_written(
    loaded: tuple[Document, Operation], sample: Callable[[Field], Any]
) -> None:
    found, operation = loaded
    slot = file_slot(operation)
    form = build_form(found, [operation.ref], filled=[slot] if slot else [])
    values = with_defaults(form, {f.key: sample(f) for f in form.fields})
    errors = check_values(form, values)
    assert [(e.key, e.path, str(e.words)) for e in errors] == []
    inputs: dict[str, Any] = dict(values)
    for file in local_files(form, values):
        inputs = put_at(inputs, file, encode_bytes(b"x") if file.as_base64 else UPLOAD)
    if slot:
        inputs[slot] = UPLOAD
    request = build_request(operation, found.servers[0][0], inputs, form=form)
    assert "{" not in request.url.partition("?")[0].removeprefix(found.servers[0][0])
    assert request.size >= (12 if slot else 0)
    content_type = dict(request.headers).get("Content-Type", "")
    if content_type.startswith("multipart/"):
        names = part_names(request)
        assert slot is None or slot.removeprefix("body.") in names
    elif content_type.endswith("json"):
        json.loads(b"".join(p for p in request.body or () if isinstance(p, bytes)))


# ── single documents, with what is notable about each ───────────────────────────────────────────────


def kinds(name: str, *, filled: str = "") -> dict[str, Kind]:
    found = Document.load(CORPUS / f"{name}.yaml")
    form = build_form(found, [o.ref for o in found.operations()], filled=[filled] if filled else [])
    return {f.key: f.kind for f in form.fields}


def test_open_lists_unions_and_file_lists() -> None:
    found = kinds("openai--createTranscription", filled="body.file")
    assert found["body.model"] is Kind.OPEN_CHOICE
    assert found["body.chunking_strategy"] is Kind.VARIANTS
    assert found["body.timestamp_granularities"] is Kind.CHECKLIST
    assert found["body.stream"] is Kind.BOOLEAN


def test_a_path_that_carries_a_query() -> None:
    found = Document.load(CORPUS / "anthropic--beta-upload-file-v1-files-post.yaml")
    request = build_request(found.operations()[0], "https://api.example.com", {"body.file": UPLOAD})
    assert request.url == "https://api.example.com/v1/files?beta=true"
    found = Document.load(CORPUS / "pandadoc--createDocumentFromUpload.yaml")
    request = build_request(found.operations()[0], "https://api.example.com", {"body.file": UPLOAD})
    assert request.url == "https://api.example.com/public/v1/documents?upload"


def test_headers_that_hold_json_and_fixed_versions() -> None:
    assert kinds("apideck-files--filesUpload", filled="body")["header.x-apideck-metadata"] is Kind.GROUP
    assert kinds("runway--createUpload")["header.X-Runway-Version"] is Kind.FIXED


def test_extra_files_have_a_chooser() -> None:
    assert kinds("remove.bg--post-removebg", filled="body.image_file")["body.bg_image_file"] is Kind.FILE
    assert kinds("cohere--create-dataset", filled="body.data")["body.eval_data"] is Kind.FILE


def test_null_in_a_vendors_spelling() -> None:
    found = Document.load(CORPUS / "mistral--files-api-routes-upload-file.yaml")
    form = build_form(found, ["files_api_routes_upload_file"], filled=["body.file"])
    expiry = form.field("body.expiry")
    assert expiry is not None
    assert (expiry.kind, expiry.nullable) == (Kind.INTEGER, True)


def test_raw_bytes_told_as_base64() -> None:
    found = Document.load(CORPUS / "xero-accounting--createInvoiceAttachmentByFileName.yaml")
    inputs = {"path.InvoiceID": "1", "path.FileName": "a b.csv", "body": UPLOAD}
    request = build_request(found.operations()[0], "https://api.example.com", inputs)
    assert request.url == "https://api.example.com/Invoices/1/Attachments/a%20b.csv"
    assert request.body == UPLOAD.pieces
