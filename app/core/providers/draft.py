"""A provider from nothing but an OpenAPI document: the upload operation is found, and an upload.yaml written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.schema.bodies import file_slot
from app.core.schema.document import Document
from app.core.schema.operation import Operation
from app.core.text import text

_LIKELY = re.compile(r"upload|import|file|attachment|document", re.IGNORECASE)


def draft_folder(document: Path, parent: Path) -> Path:
    """Make a provider folder below *parent* for the document at *document*, and return it.

    The flow is the simplest one there is: one request a file, with the file where the operation takes one.
    It counts as making a second copy when it is repeated, since the document cannot say that it does not.

    Raises:
        ProviderError: the document cannot be read, or has no operation that takes a file.
        OSError: the folder cannot be written.
    """
    loaded = Document.load(document)
    operation = upload_operation(loaded)
    name = loaded.title.strip() or document.stem
    ident = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "vendor"
    folder = parent / ident
    folder.mkdir(parents=True, exist_ok=True)
    kept = f"openapi{document.suffix.lower()}"
    shutil.copyfile(document, folder / kept)
    flow = _flow(loaded, operation, ident, name, kept)
    # JSON is YAML, too; a person who wants more than one request goes on from here.
    (folder / "upload.yaml").write_text(json.dumps(flow, ensure_ascii=False, indent=2), encoding="utf-8")
    return folder


def upload_operation(document: Document) -> Operation:
    """The operation that most likely uploads a file. Raises: ProviderError: none takes a file."""
    takers = [one for one in document.operations() if one.method != "get" and file_slot(one) is not None]
    if not takers:
        raise ProviderError(
            text(
                "“{name}” describes no request that takes a file, so there is nothing to upload with.",
                name=document.title,
            )
        )
    return max(takers, key=_likeliness)


def _likeliness(operation: Operation) -> tuple[bool, int, int]:
    named = len(_LIKELY.findall(f"{operation.ref} {operation.path} {operation.summary}"))
    return operation.method == "post", named, -operation.path.count("{")


def _flow(document: Document, operation: Operation, ident: str, name: str, kept: str) -> Json:
    flow: dict[str, Json] = {
        "uploadflow": 1,
        "provider": {"id": ident, "name": name},
        "api": kept,
        "steps": [
            {
                "id": "upload",
                "label": "Send",
                "call": operation.ref,
                "with": {file_slot(operation) or "body": "$file"},
                "repeat": "duplicates",
            }
        ],
        "result": {"text": "{$file.name} was uploaded."},
    }
    scheme = next((one for one in operation.security if document.security_scheme(one) is not None), None)
    if scheme is not None:
        flow["auth"] = {"use": scheme}
    return flow
