"""SHA-256 of everything that is published, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

FILE = "SHA256SUMS"


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(files: Iterable[Path]) -> str:
    """One line a file, by name."""
    return "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(files, key=_name))


def write_checksums(folder: Path) -> Path:
    """Write ``SHA256SUMS`` for all other files in *folder*."""
    target = folder / FILE
    files = [path for path in folder.iterdir() if path.is_file() and path.name != FILE]
    target.write_text(checksums(files), encoding="utf-8", newline="\n")
    return target


def _name(path: Path) -> str:
    return path.name
