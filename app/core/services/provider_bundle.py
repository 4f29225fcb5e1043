"""A vendor as one file for others (``*.sendoff-provider``): a zip of its folder, read with limits on all that comes in.

Such a file is somebody else's. Nothing of it is run, and only plain files of a few kinds are taken out of it, into a
folder that is looked at as every vendor's folder is; whom it would talk to is then said before it is kept.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from app.core.errors import ProviderError
from app.core.providers.files import FLOW_FILE
from app.core.text import text

SUFFIX = ".sendoff-provider"
KINDS = frozenset({".yaml", ".yml", ".json", ".svg", ".png", ".md", ".txt"})
"""What a vendor's folder may hold, by suffix."""
MOST_FILES = 20
MOST_BYTES = 20_000_000
"""Of the zip as it lies on the disk, and of everything in it once unpacked."""
_MOST_MEMBERS = 200
"""Entries of the zip's list, with folders and what systems leave in zips."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,98}[A-Za-z0-9_]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for devices, whatever follows the first dot (Microsoft, “Naming Files, Paths”)."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError, OSError)
"""What reading a zip may raise: RuntimeError for a password, and for a way of packing that is not known here."""


def is_provider_bundle(path: Path) -> bool:
    """Whether *path* is called like a vendor's file."""
    return path.name.lower().endswith(SUFFIX)


def pack(folder: Path) -> bytes:
    """The vendor in *folder* as one file; the same folder gives the same bytes.

    Raises:
        ProviderError: it holds something that such a file cannot, or too much of it.
        OSError: it cannot be read.
    """
    buffer, room = io.BytesIO(), MOST_BYTES
    paths = sorted(path for path in folder.iterdir() if not _is_left_behind(path.name))
    if len(paths) > MOST_FILES:
        raise ProviderError(text("“{name}” holds too many files for one vendor.", name=folder.name))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in paths:
            if path.is_symlink() or not path.is_file() or not _is_allowed(path.name):
                raise _strange(folder.name, path.name)
            content = path.read_bytes()
            room -= len(content)
            if room < 0:
                raise _too_large(folder.name)
            bundle.writestr(zipfile.ZipInfo(path.name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(path: Path, parent: Path) -> Path:
    """Write the files in the vendor's file at *path* into a new folder below *parent*, and return the folder.

    Raises:
        ProviderError: it is no such file, or holds what such a file must not. Nothing was written then.
        OSError: the file cannot be read, or the folder not be written.
    """
    files = dict(_read(path))
    folder = parent / "vendor"
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and contents of everything that is kept, all of it judged before any of it is used."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe would never end
        raise ProviderError(text("“{file}” is no vendor's file.", file=path.name))
    if found.st_size > MOST_BYTES:
        raise _too_large(path.name)
    with path.open("rb") as file, _opened(file, path.name) as bundle:
        members = _members(bundle, path.name)
        room = MOST_BYTES
        for name, member in members.items():
            content = _contents(bundle, member, room, path.name)
            room -= len(content)
            if room < 0:
                raise _too_large(path.name)
            yield name, content


def _opened(file: io.BufferedReader, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _DAMAGED as error:
        raise ProviderError(text("“{file}” is no vendor's file, or a damaged one.", file=name), repr(error)) from error


def _members(bundle: zipfile.ZipFile, file: str) -> dict[str, zipfile.ZipInfo]:
    """What is to be read, by the name that it gets: what lies at the top, or in the one folder that is there."""
    listed = bundle.infolist()
    if len(listed) > _MOST_MEMBERS:
        raise ProviderError(text("“{name}” holds too many files for one vendor.", name=file))
    # Not is_dir(): it fails where a name is empty.
    wanted = [one for one in listed if not one.filename.endswith("/") and not _is_left_behind(one.filename)]
    flows = [PurePosixPath(one.filename) for one in wanted if PurePosixPath(one.filename).name == FLOW_FILE]
    if len(flows) != 1:
        raise ProviderError(text("There is no vendor in “{file}”: it needs one “{flow}”.", file=file, flow=FLOW_FILE))
    top = f"{flows[0].parent}/" if flows[0].parent.name else ""
    found: dict[str, zipfile.ZipInfo] = {}
    for one in wanted:
        name = one.filename.removeprefix(top)
        is_link = stat.S_ISLNK(one.external_attr >> 16)
        same = any(name.casefold() == other.casefold() for other in found)
        if not one.filename.startswith(top) or not _is_allowed(name) or is_link or same:
            raise _strange(file, one.filename)
        found[name] = one
    if len(found) > MOST_FILES:
        raise ProviderError(text("“{name}” holds too many files for one vendor.", name=file))
    return found


def _contents(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, file: str) -> bytes:
    """The bytes of one member, and never more than one too many: what the zip says of its size is not believed."""
    try:
        with bundle.open(member) as inside:
            return inside.read(room + 1)
    except _DAMAGED as error:
        words = text("“{name}” in “{file}” cannot be read.", name=PurePosixPath(member.filename).name, file=file)
        raise ProviderError(words, repr(error)) from error


def _is_allowed(name: str) -> bool:
    """Whether *name* is a plain file's name on every system, of a kind that a vendor's folder may hold."""
    plain = _NAME.fullmatch(name) is not None and _DEVICE.match(name) is None
    return plain and PurePosixPath(name).suffix.lower() in KINDS


def _is_left_behind(name: str) -> bool:
    """Whether a Mac or Windows put it beside the files of a folder."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _strange(file: str, name: str) -> ProviderError:
    return ProviderError(
        text("“{file}” holds “{name}”, which is no part of a vendor. Nothing was taken in.", file=file, name=name[:80])
    )


def _too_large(file: str) -> ProviderError:
    return ProviderError(text("“{file}” is far too large for a vendor. Nothing was taken in.", file=file))
