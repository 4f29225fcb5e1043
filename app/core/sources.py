"""Files that a person picked: where they lie and what they were like when they were looked at."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
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
        """
        stat = path.stat()
        return cls(
            path=path.absolute(),
            size=stat.st_size,
            mtime_ns=stat.st_mtime_ns,
            media_type=guess_type(path.name),
            sent_name=sent_name or path.name,
            companion=companion,
        )


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
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def walk(paths: Sequence[Path], *, hidden: bool = False) -> Iterator[Path]:
    """The regular files at and below *paths*, in a stable order, each once.

    Links to folders are not followed, so a cycle cannot trap the walk. Paths that do not exist or
    cannot be read are yielded as they are, for the caller to report them.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path, hidden) if path.is_dir() else (path,):
            absolute = found.absolute()
            if absolute not in seen:
                seen.add(absolute)
                yield absolute


def _below(folder: Path, hidden: bool) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if hidden or not name.startswith("."))
        for name in sorted(names):
            if hidden or not name.startswith("."):
                yield Path(root) / name
