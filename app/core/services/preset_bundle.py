"""Files of presets, one by one, in a folder or in a zip: written and read with limits on everything that comes in."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from app.core.errors import InputError
from app.core.services.preset_share import MOST_BYTES, SUFFIX, Shared
from app.core.text import Text, text

MOST_PRESETS = 500
"""In one folder or zip."""
MOST_ZIP = 20_000_000
"""Bytes of a zip as it lies on the disk."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError)
"""What reading a zip may raise: RuntimeError for a password, and for a way of packing that is not known here."""
Found = tuple[str, bytes | Text]
"""A file's name, and what it holds; or why it could not be read."""


def pack(shared: Sequence[Shared]) -> bytes:
    """A zip of presets; the same presets give the same bytes."""
    buffer, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for one in shared:
            name, number = one.file_name, 2
            while name.casefold() in taken:
                name, number = f"{one.file_name.removesuffix(SUFFIX)} {number}{SUFFIX}", number + 1
            taken.add(name.casefold())
            bundle.writestr(zipfile.ZipInfo(name, _FIRST_DAY), one.content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(path: Path) -> Iterator[Found]:
    """Every preset's file at *path*: the file itself, those in a folder, or those in a zip; in order.

    Nothing is written to the disk. Names in a zip are for people only: where they lead to does not matter.

    Raises:
        InputError: there is none, there are too many, or it cannot be read at all.
    """
    try:
        if path.is_dir():
            found = _in_folder(path)
        elif path.suffix.lower() == ".zip":
            found = _in_zip(path)
        else:
            found = [(path.name, _capped(path))]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(text("“{file}” cannot be read: {reason}.", file=path.name, reason=reason)) from error
    if not found:
        raise InputError(text("There is no preset in “{file}”.", file=path.name))
    yield from found


def is_bundle(path: Path) -> bool:
    """Whether *path* is called like a preset's file."""
    return path.name.lower().endswith(SUFFIX)


def holds_presets(path: Path) -> bool:
    """Whether the zip at *path* holds presets and nothing else; asks the disk."""
    try:
        if path.suffix.lower() != ".zip" or path.stat().st_size > MOST_ZIP:
            return False
        with zipfile.ZipFile(path) as bundle:
            files = [one for one in bundle.infolist() if not _is_folder(one)]
    except (OSError, *_DAMAGED):
        return False
    return bool(files) and all(one.filename.lower().endswith(SUFFIX) for one in files)


def _is_folder(member: zipfile.ZipInfo) -> bool:
    """ZipInfo.is_dir fails where a name is empty."""
    return member.filename.endswith("/")


def _in_folder(folder: Path) -> list[Found]:
    paths = sorted(path for path in folder.iterdir() if is_bundle(path))
    _must_be_few(len(paths), folder)
    found: list[Found] = []
    for path in paths:
        try:
            found.append((path.name, _capped(path)))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            found.append((path.name, text("“{file}” cannot be read: {reason}.", file=path.name, reason=reason)))
    return found


def _in_zip(path: Path) -> list[Found]:
    if path.stat().st_size > MOST_ZIP:
        raise InputError(text("“{file}” is far too large for presets. It was not read.", file=path.name))
    with _opened(path) as bundle:
        members = [one for one in bundle.infolist() if not _is_folder(one) and one.filename.lower().endswith(SUFFIX)]
        _must_be_few(len(members), path)
        return [(PurePosixPath(one.filename).name, _member(bundle, one)) for one in members]


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise InputError(text("“{file}” is no zip, or a damaged one.", file=path.name)) from error


def _member(bundle: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | Text:
    """The bytes of one member, and never more than one too many: what the zip says of its size is not believed."""
    try:
        with bundle.open(member) as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, *_DAMAGED) as error:
        name = PurePosixPath(member.filename).name
        return text("“{file}” cannot be read: {reason}.", file=name, reason=str(error) or type(error).__name__)


def _must_be_few(count: int, path: Path) -> None:
    if count > MOST_PRESETS:
        words = text("“{file}” holds {n:count} presets, which is too many: up to {most:count} are read.",
                     file=path.name, n=count, most=MOST_PRESETS)  # fmt: skip
        raise InputError(words)


def _capped(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
        raise InputError(text("“{file}” is no preset, or a damaged one. Nothing was taken in.", file=path.name))
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
