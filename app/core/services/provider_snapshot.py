"""Reads a vendor from its place once: what a person looked at and agreed to is what is kept, whatever comes after."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import ProviderError
from app.core.providers.draft import draft_folder
from app.core.providers.files import FLOW_FILE
from app.core.providers.load import load_provider
from app.core.providers.model import Provider
from app.core.services.provider_bundle import MOST_BYTES, MOST_FILES, is_provider_bundle, unpack
from app.core.text import text


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A vendor that is not kept yet.

    Attributes:
        provider: what its files say.
        files: those files, by name.
    """

    provider: Provider
    files: Mapping[str, bytes]


def snapshot(place: Path) -> Snapshot:
    """The vendor whose folder or file lies at *place*, or that is made for the OpenAPI document there; blocks.

    Raises:
        ProviderError: it is not right, or cannot be read; the words say where and what was expected.
    """
    try:
        with tempfile.TemporaryDirectory() as scratch:
            folder = _folder_for(place, Path(scratch))
            files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
            return Snapshot(load_provider(folder, shipped=False), files)
    except OSError as error:
        words = text("“{name}” cannot be read: {reason}.", name=place.name, reason=error.strerror or str(error))
        raise ProviderError(words) from error


def _folder_for(place: Path, scratch: Path) -> Path:
    """A folder of our own below *scratch* with the vendor that *place* is, that is in it, or that is made for it."""
    if place.is_dir():
        return _copied(place, scratch)
    if is_provider_bundle(place):
        return unpack(place, scratch)
    document = scratch / "document" / place.name
    document.parent.mkdir()
    document.write_bytes(_contents(place, MOST_BYTES))
    return draft_folder(document, scratch)


def _copied(folder: Path, scratch: Path) -> Path:
    """The plain files of a vendor's *folder*; what is hidden, and folders in it, are no part of a vendor."""
    copy = scratch / (folder.name or "vendor")
    copy.mkdir()
    paths = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    if len(paths) > MOST_FILES and (folder / FLOW_FILE).is_file():
        raise ProviderError(text("“{name}” holds too many files for one vendor.", name=folder.name))
    room = MOST_BYTES
    for path in paths[:MOST_FILES]:
        content = _contents(path, room)
        room -= len(content)
        (copy / path.name).write_bytes(content)
    return copy


def _contents(path: Path, room: int) -> bytes:
    """The bytes of a plain file. Raises: ProviderError: there are more than *room*; OSError."""
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
        raise ProviderError(text("“{file}” is no vendor's file.", file=path.name))
    with path.open("rb") as file:
        content = file.read(room + 1)
    if len(content) > room:
        raise ProviderError(text("“{file}” is far too large for a vendor. Nothing was taken in.", file=path.name))
    return content
