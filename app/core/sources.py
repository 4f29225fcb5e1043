"""Files that a person picked: where they lie and what they were like when they were looked at."""

from __future__ import annotations

import errno
import mimetypes
import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from app.core.copies import replace
from app.core.entries import is_folder, is_hidden, leads_elsewhere
from app.core.natural import natural


class SourceFile(msgspec.Struct, frozen=True):
    """One local file as it was when it was added.

    Attributes:
        path: absolute local path.
        size: bytes.
        mtime_ns: modification time in nanoseconds; with *size* it tells whether the file changed since.
        media_type: the MIME type guessed from the name, ``application/octet-stream`` when unknown.
        sent_name: the name the vendor gets; differs from the local one when that broke a rule.
        companion: a local file that travels with this one, such as its ``.meta.json``.
    """

    path: Path
    size: int
    mtime_ns: int
    media_type: str
    sent_name: str
    companion: Path | None = None

    @property
    def name(self) -> str:
        """The local file name."""
        return self.path.name

    @classmethod
    def look_at(cls, path: Path, sent_name: str | None = None, companion: Path | None = None) -> SourceFile:
        """Describe the file at *path*.

        Raises:
            OSError: the file is not there or cannot be looked at.
            IsADirectoryError: it is a folder that :func:`walk` could not open.
            NotAFile: it is a pipe, a device or something else that has no end.
        """
        found, name = path.stat(), path.name
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(errno.EINVAL, os.strerror(errno.EINVAL))
        return cls(
            path=path.absolute(),
            size=found.st_size,
            mtime_ns=found.st_mtime_ns,
            media_type=guess_type(name),
            sent_name=sent_name or name,
            companion=companion,
        )


class NotAFile(OSError):
    """It is there, but it is neither a file nor a folder: reading it might never end."""


# The host's own tables differ between systems; these are the types the five vendors' pages name.
_TYPES = {
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def guess_type(name: str) -> str:
    """The MIME type for a file called *name*."""
    suffix = os.path.splitext(name)[1].lower()
    whole = suffix in mimetypes.encodings_map  # of "a.tar.gz" the tables want both endings
    return _type_of(name if whole else suffix)


@lru_cache(maxsize=1024)
def _type_of(ending: str) -> str:
    return _TYPES.get(ending) or mimetypes.guess_type("a" + ending)[0] or "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Listing:
    """Files in one folder.

    Attributes:
        files: the names of those that can be sent, in order.
        names: of everything in the folder, also of what is not sent; None where only one file was asked for.
    """

    folder: Path
    files: Sequence[str]
    names: Sequence[str] | None = None

    @classmethod
    def of(cls, path: Path) -> Listing:
        """What is at *path* by itself."""
        return cls(path.parent, (path.name,))

    def paths(self) -> Iterator[Path]:
        """The files, one after another."""
        return (self.folder / name for name in self.files)

    def may_hold(self, ending: str) -> bool:
        """Whether a name in the folder may end so; False where certainly none does."""
        if self.names is None or not ending.isascii():  # other letters can be written in two ways
            return True
        plain = ending.lower()
        return any(name.lower().endswith(plain) for name in self.names)


def walk(paths: Sequence[Path]) -> Iterator[Listing]:
    """The regular files at and below *paths*, folder by folder in the order of :func:`natural`, each once, without
    hidden ones.

    Links to folders are not followed, so a cycle cannot trap the walk; pipes and devices in folders are no files. Paths
    that do not exist or cannot be read, folders among them, come as they are, for the caller to report them.
    """
    seen: defaultdict[Path, set[str]] = defaultdict(set)
    for path in paths:
        top = path.absolute()
        for listing in _below(top) if top.is_dir() else (Listing.of(top),):
            if len(paths) == 1:  # it holds each file once; only several can overlap
                yield listing
                continue
            before = seen[listing.folder]
            yield replace(listing, files=[name for name in listing.files if name not in before])
            before.update(listing.files)


def _below(top: Path) -> Iterator[Listing]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=_by_name)
        except OSError:  # it may not be opened, or it went away while its parent was walked
            yield Listing.of(folder)
            continue
        files, below = [], []
        for entry in entries:
            if is_hidden(entry):
                continue
            if not is_folder(entry):
                if _can_be_sent(entry):
                    files.append(entry.name)
            elif not leads_elsewhere(entry):
                below.append(folder / entry.name)
        yield Listing(folder, files, [entry.name for entry in entries])
        waiting.extend(reversed(below))


def _by_name(entry: os.DirEntry[str]) -> str:
    return natural(entry.name)


def _can_be_sent(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link that leads nowhere, which the caller is to report."""
    try:
        return entry.is_file() or entry.is_symlink()
    except OSError:
        return True
