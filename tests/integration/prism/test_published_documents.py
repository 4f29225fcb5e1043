"""Our requests fit the vendors' own documents as they published them: Prism serves them and refuses what does not.

Only the example address in the reply is replaced, by a signed address of a real S3 server, so that the whole upload
runs without any server of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
from fixtures.canary import Canaries
from fixtures.object_storage import ObjectStorage
from fixtures.processes import ROOT
from fixtures.program import CommandLine

DATA = b"id,email\n1,ann@example.com\n2,bob@example.com\n"


def served(tmp_path: Path, provider: str, example: str, address: str) -> Path:
    """The vendor's document with a living address instead of its example."""
    published = (ROOT / "resources" / "providers" / provider / "openapi.yaml").read_text()
    assert published.count(example) == 1, f"the document of {provider} has no such example"
    document = tmp_path / f"{provider}.yaml"
    document.write_text(published.replace(example, address))
    return document


def test_sela_takes_our_request_and_the_storage_takes_the_file(
    prism: Callable[[Path], str],
    seaweedfs: ObjectStorage,
    sendoff_cli: CommandLine,
    canaries: Canaries,
    tmp_path: Path,
) -> None:
    key = canaries.new()
    address = seaweedfs.put_url("prism/may-leads.csv", ContentType="text/csv")
    example = "https://storage.example.com/upload/path?X-Amz-Signature=example"
    server = prism(served(tmp_path, "sela", example, address))
    file = tmp_path / "may-leads.csv"
    file.write_bytes(DATA)
    ran = sendoff_cli(
        *("send", "--provider", "sela", "--server", server, "--key-env", "SELA_KEY", "--json"),
        *("--set", "body.source=crm_export", file),
        SELA_KEY=key,
    )
    assert ran.code == 0, ran.everything
    [row] = ran.rows
    assert (row["state"], row["names"]) == ("done", ["may-leads.csv"])
    assert hashlib.sha256(seaweedfs.get("prism/may-leads.csv")).digest() == hashlib.sha256(DATA).digest()


def test_tela_takes_our_request_and_the_storage_takes_the_file(
    prism: Callable[[Path], str],
    seaweedfs: ObjectStorage,
    sendoff_cli: CommandLine,
    canaries: Canaries,
    tmp_path: Path,
) -> None:
    key = canaries.new()
    address = seaweedfs.put_url("prism/contract.pdf")
    example = "https://file-upload-temporary.example.com/upload?token=xyz"
    server = prism(served(tmp_path, "tela", example, address))
    file = tmp_path / "contract.pdf"
    file.write_bytes(b"%PDF-1.4\n" + DATA + b"%%EOF\n")
    ran = sendoff_cli(
        *("send", "--provider", "tela", "--server", server, "--key-env", "TELA_KEY", "--json", file),
        TELA_KEY=key,
    )
    assert ran.code == 0, ran.everything
    [row] = ran.rows
    assert row["vendor_id"] == "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    assert row["copies"][0] == "vault://3fa85f64-5717-4562-b3fc-2c963f66afa6"
    assert seaweedfs.get("prism/contract.pdf") == file.read_bytes()


def test_the_documents_refuse_what_we_do_not_send(prism: Callable[[Path], str]) -> None:
    """The two tests above would not pass by themselves: another request is refused."""
    sela = prism(ROOT / "resources" / "providers" / "sela" / "openapi.yaml")
    url, body = f"{sela}/api/ingestion/upload/", {"source": "crm_export", "filename": "a.csv"}
    assert httpx.post(url, json=body, headers={"Authorization": "Token k"}).status_code == 200
    assert httpx.post(url, json=body).status_code == 401
    assert httpx.post(url, json={"source": "crm_export"}, headers={"Authorization": "Token k"}).status_code == 400
    tela = prism(ROOT / "resources" / "providers" / "tela" / "openapi.yaml")
    bearer = {"Authorization": "Bearer k"}
    assert httpx.post(f"{tela}/v3/files", json={"fileName": "a.pdf"}, headers=bearer).status_code == 400
    dated = {**bearer, "x-compatibility-date": "2025-07-23"}
    assert httpx.post(f"{tela}/v3/files", json={"fileName": "a.pdf"}, headers=dated).status_code == 200
