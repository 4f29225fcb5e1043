"""Loads a provider's folder, and says where and why when something in it is not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.core.copies import replace
from app.core.errors import SendoffError
from app.core.providers.build import build_flow
from app.core.providers.calls import called, check_calls
from app.core.providers.files import FLOW_FILE, ProviderFiles, read_files
from app.core.providers.forms import make_form
from app.core.providers.model import Flow, Provider
from app.core.providers.reader import Reader
from app.core.schema.document import Document
from app.core.text import Text, text

Read = Callable[[Path], ProviderFiles]
"""Reads a provider's folder, as :func:`app.core.providers.files.read_files` does."""


def load_provider(folder: Path, *, shipped: bool = True, read: Read = read_files) -> Provider:
    """The provider in *folder*, whose files are read by *read*.

    Raises:
        ProviderError: a file is missing or wrong; names file, line and column, and what was expected.
    """
    files = read(folder)
    data = files.flow.value
    assert isinstance(data, Mapping)
    reader = Reader(files.flow)
    document = Document(files.api, files.warnings)
    flow = build_flow(data, document, reader)
    check_calls(data, flow, document, reader)
    reader.finish()
    return _provider(flow, document, folder, shipped)


def load_all(folders: Sequence[Path], read: Read = read_files) -> tuple[tuple[Provider, ...], tuple[Text, ...]]:
    """The providers in the sub-folders of *folders*, and words on those that cannot be used.

    A later folder cannot replace a provider of an earlier one.
    """
    found: dict[str, Provider] = {}
    problems: list[Text] = []
    for number, parent in enumerate(folders):
        for folder in _candidates(parent):
            try:
                provider = load_provider(folder, shipped=number == 0, read=read)
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


def _provider(flow: Flow, document: Document, folder: Path, shipped: bool) -> Provider:
    modes = [mode.id for mode in flow.modes] or [""]
    forms = {mode: make_form(flow, document, mode) for mode in modes}
    warnings = {str(w): w for form in forms.values() for w in form.warnings}
    provider = Provider(flow, document, folder.name, tuple(warnings.values()), shipped)
    operations = {call: document.operation(call) for call in called(flow)}
    return replace(provider, forms=forms, operations=operations)
