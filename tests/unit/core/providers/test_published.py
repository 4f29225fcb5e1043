"""The shipped documents against the vendors' own pages, which lie in ``../shared`` beside a developer's checkout."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.core.paths import resources
from app.core.providers.load import load_provider
from app.core.schema.document import Document

PAGES = resources().parent.parent / "shared" / "vendors"


@pytest.fixture
def page():
    def read(start: str) -> str:
        found = sorted(PAGES.glob(f"{start}_*.txt")) if PAGES.is_dir() else []
        if not found:
            pytest.skip("the vendors' pages are not here: there is no ../shared/vendors beside this checkout")
        return found[0].read_text(encoding="utf-8")

    return read


def document(provider: str) -> Document:
    return load_provider(resources() / "providers" / provider).document


@pytest.mark.parametrize(("number", "provider"), [("000", "sela"), ("001", "tela")])
def test_a_published_document_is_kept_word_for_word(page, number: str, provider: str) -> None:
    published = re.search(r"````yaml [^\n]*\n(.*?)\n+````", page(number), re.DOTALL)
    assert published is not None
    kept = (resources() / "providers" / provider / "openapi.yaml").read_text(encoding="utf-8")
    assert kept.strip() == published.group(1).strip()


def test_the_session_call_has_the_pages_schema_and_statuses(page) -> None:
    found = page("003")
    body = json.loads(re.search(r"body=\{(\{.*?\})\}\n>", found, re.DOTALL).group(1))
    replies = json.loads(re.search(r"responses=\{(\{.*?\})\}\n>", found, re.DOTALL).group(1))
    raw = document("deepset").raw["paths"]["/api/v1/workspaces/{workspace_name}/upload_sessions"]["post"]
    assert raw["requestBody"]["content"]["application/json"]["schema"] == body["content"]["application/json"]["schema"]
    assert {s: r["description"] for s, r in raw["responses"].items()} == {
        s: r["description"] for s, r in replies.items()
    }
    components = document("deepset").raw["components"]["schemas"]
    session = replies["201"]["content"]["application/json"]["schema"]
    assert components["UploadSession"] | {"title": "UploadSession"} == session


def test_every_row_of_the_create_tables_is_in_the_document(page) -> None:
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (No|Yes) \| (.+) \|$", page("002"), re.MULTILINE)
    operation = document("sendai").operation("upload.create")
    assert operation.body is not None
    schema = operation.body.content[0].schema
    assert {name for name, *_ in rows} == set(schema["properties"])
    assert {name for name, _, needed, _ in rows if needed == "Yes"} == set(schema["required"])
    codes = dict(re.findall(r"^\| (\d{3}) \| (.+) \|$", page("002"), re.MULTILINE))
    assert {status: told for status, told in operation.responses.items() if status != "200"} == codes


def test_every_field_of_the_csv_page_is_in_the_document(page) -> None:
    text = page("004")
    sent = re.findall(r"--form '?(\w+)=", text)
    operation = document("optimaldial").operation("create_upload")
    assert operation.body is not None
    assert set(sent) == set(operation.body.content[0].schema["properties"])
    assert operation.body.content[0].schema["properties"]["skip_mobile_lookup"]["default"] is False
    example = json.loads(re.search(r"^\{\n.*?^\}$", text, re.DOTALL | re.MULTILINE).group(0))
    reply = document("optimaldial").raw["components"]["schemas"]["Upload"]
    assert set(example) == set(reply["properties"])
    statuses = re.search(r"Available options:\n(pending_mapping.*?)\ncreated_at", text, re.DOTALL)
    assert [s.strip(",") for s in statuses.group(1).split()] == list(reply["properties"]["status"]["enum"])


def test_pages_are_looked_for_beside_the_checkout() -> None:
    assert Path(resources()).name == "resources"
    assert PAGES.parts[-2:] == ("shared", "vendors")
