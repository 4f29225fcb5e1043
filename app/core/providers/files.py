"""Reads the files of a provider's folder, and checks of them what does not need a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ProviderError
from app.core.providers.build import safe_file_name
from app.core.providers.reader import Reader
from app.core.providers.references import check_references
from app.core.schema.document import read_document
from app.core.schema.located import Located
from app.core.schema.yaml_loader import load_text
from app.core.text import Text, text

FLOW_FILE = "upload.yaml"
OVERLAY_FILE = "overlay.yaml"
SCHEMA_FILE = "upload.schema.json"
"""Among the resources: what upload.yaml may say."""
_LARGEST = 2_000_000


@dataclass(frozen=True)
class ProviderFiles:
    """What a provider's folder says.

    Attributes:
        flow: upload.yaml, whose structure and references are right.
        api: the OpenAPI document with its overlay applied.
        warnings: what the overlay did not find in the document.
    """

    flow: Located
    api: Located
    warnings: tuple[Text, ...] = ()


def read_files(folder: Path) -> ProviderFiles:
    """The files in *folder*.

    Raises:
        ProviderError: one is missing or wrong; the words name file, line and column, and what was expected.
    """
    # jsonschema takes 80 ms to load; for folders that were read before, nobody needs it.
    from app.core.providers.structure import check_structure

    name = f"{folder.name}/{FLOW_FILE}"
    reader = Reader(load_text(_read(folder / FLOW_FILE, name), name))
    reader.add(check_structure(reader.file.value))
    reader.finish()
    data = reader.file.value
    assert isinstance(data, Mapping)
    check_references(data, reader)
    files = _named_files(folder, data, reader)
    reader.finish()
    api, warnings = read_document(files["api"], files.get("overlay"))
    return ProviderFiles(reader.file, api, warnings)


def _read(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise ProviderError(text("{file} is too large.", file=name))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProviderError(
            text("{file} cannot be read ({reason}).", file=name, reason=error.strerror or "")
        ) from error
    except UnicodeDecodeError as error:
        raise ProviderError(text("{file} is not written in UTF-8.", file=name)) from error


def _named_files(folder: Path, data: Mapping[str, Any], reader: Reader) -> dict[str, Path]:
    """The paths of the document ("api") and of its overlay, if there is one."""
    files = {}
    for key, usual in (("api", ""), ("overlay", OVERLAY_FILE)):
        name = data.get(key, usual)
        if not safe_file_name(name):
            reader.problem((key,), text("expected the name of a file in this folder"))
        elif key in data and not (folder / name).is_file():
            reader.problem((key,), text("there is no file “{name}” in this folder", name=name))
        elif (folder / name).is_file():
            files[key] = folder / name
    return files
