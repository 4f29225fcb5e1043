"""Loads a provider's folder, and says where and why when something in it is not right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import ProviderError, SendoffError
from app.core.providers.build import build_flow, safe_file_name
from app.core.providers.calls import called, check_calls
from app.core.providers.forms import make_form
from app.core.providers.model import Flow, Provider
from app.core.providers.reader import Reader
from app.core.providers.references import check_references
from app.core.providers.structure import check_structure
from app.core.schema.document import Document
from app.core.schema.yaml_loader import load_text
from app.core.text import Text, text

FLOW_FILE = "upload.yaml"
OVERLAY_FILE = "overlay.yaml"
_LARGEST = 2_000_000


def load_provider(folder: Path, *, shipped: bool = True) -> Provider:
    """The provider in *folder*.

    Raises:
        ProviderError: a file is missing or wrong; names file, line and column, and what was expected.
    """
    name = f"{folder.name}/{FLOW_FILE}"
    reader = Reader(load_text(_read(folder / FLOW_FILE, name), name))
    reader.add(check_structure(reader.file.value))
    reader.finish()
    data = reader.file.value
    assert isinstance(data, Mapping)
    check_references(data, reader)
    document = _document(folder, data, reader)
    reader.finish()
    flow = build_flow(data, document, reader)
    check_calls(data, flow, document, reader)
    reader.finish()
    return _provider(flow, document, folder, shipped)


def load_all(folders: Sequence[Path]) -> tuple[tuple[Provider, ...], tuple[Text, ...]]:
    """The providers in the sub-folders of *folders*, and words on those that cannot be used.

    A later folder cannot replace a provider of an earlier one.
    """
    found: dict[str, Provider] = {}
    problems: list[Text] = []
    for number, parent in enumerate(folders):
        for folder in _candidates(parent):
            try:
                provider = load_provider(folder, shipped=number == 0)
            except SendoffError as error:
                problems.append(error.words)
                continue
            if provider.id in found:
                problems.append(
                    text("{folder}: there is a provider “{id}” already.", folder=folder.name, id=provider.id)
                )
            else:
                found[provider.id] = provider
    return tuple(found.values()), tuple(problems)


def _candidates(parent: Path) -> list[Path]:
    try:
        return sorted(f for f in parent.iterdir() if f.is_dir() and (f / FLOW_FILE).is_file())
    except OSError:
        return []


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


def _document(folder: Path, data: Mapping[str, Any], reader: Reader) -> Document:
    files = {}
    for key, usual in (("api", ""), ("overlay", OVERLAY_FILE)):
        name = data.get(key, usual)
        if not safe_file_name(name):
            reader.problem((key,), text("expected the name of a file in this folder"))
        elif key in data and not (folder / name).is_file():
            reader.problem((key,), text("there is no file “{name}” in this folder", name=name))
        elif (folder / name).is_file():
            files[key] = folder / name
    reader.finish()
    return Document.load(files["api"], files.get("overlay"))


def _provider(flow: Flow, document: Document, folder: Path, shipped: bool) -> Provider:
    modes = [mode.id for mode in flow.modes] or [""]
    forms = {mode: make_form(flow, document, mode) for mode in modes}
    warnings = {str(w): w for form in forms.values() for w in form.warnings}
    provider = Provider(flow, document, folder.name, tuple(warnings.values()), shipped)
    operations = {call: document.operation(call) for call in called(flow)}
    return replace(provider, forms=forms, operations=operations)
