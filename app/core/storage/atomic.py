"""Files that are there whole or not at all: written beside, flushed to disk, then renamed into place."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.text import Text, text


def write_atomic(path: Path, data: bytes) -> None:
    """Let *path* hold *data*, readable by its owner only; after a crash it holds the old bytes or the new.

    Raises:
        StoreError: the disk does not take it; what was there before is untouched.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        words = text(
            "“{name}” could not be saved: {reason}. What was saved before is untouched.",
            name=path.name,
            reason=_reason(error),
        )
        raise StoreError(words, repr(error)) from error


def remove_file(path: Path) -> None:
    """Remove *path*; one that is not there is fine. Raises: StoreError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        words = text("“{name}” could not be removed: {reason}.", name=path.name, reason=_reason(error))
        raise StoreError(words, repr(error)) from error


def write_json(path: Path, data: Json) -> None:
    """Let *path* hold *data* as JSON.

    Raises:
        StoreError: the disk does not take it.
        TypeError, ValueError: *data* is no JSON value.
    """
    words = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        encoded = words.encode("utf-8")
    except UnicodeEncodeError:  # a file name that is no valid Unicode
        encoded = json.dumps(data, indent=1, sort_keys=True).encode("ascii")
    write_atomic(path, encoded)


def read_json(path: Path) -> tuple[Json, Text | None]:
    """The JSON in *path*, None when the file is not there.

    A damaged file is set aside under a name with the time in it, and the second value says so.

    Raises:
        StoreError: the file is there but cannot be read, or not be set aside.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, None
    except OSError as error:
        words = text("“{name}” cannot be read: {reason}.", name=path.name, reason=_reason(error))
        raise StoreError(words, repr(error)) from error
    try:
        known: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None, set_aside(path)
    return known, None


def set_aside(path: Path) -> Text:
    """Rename a damaged file so that nothing overwrites it, and say so in words.

    Raises:
        StoreError: it cannot be renamed.
    """
    aside = free_name(path)
    try:
        os.replace(path, aside)
    except OSError as error:
        words = text("“{name}” is damaged and in the way: {reason}.", name=path.name, reason=_reason(error))
        raise StoreError(words, repr(error)) from error
    return text("“{name}” was damaged. It was set aside as “{aside}”.", name=path.name, aside=aside.name)


def keep_copy(path: Path) -> Text:
    """Copy a file of which a part is damaged, so that the next save does not lose that part, and say so.

    Raises:
        StoreError: it cannot be copied.
    """
    aside = free_name(path)
    try:
        shutil.copy2(path, aside)
    except OSError as error:
        words = text(
            "“{name}” is partly damaged and cannot be copied: {reason}.", name=path.name, reason=_reason(error)
        )
        raise StoreError(words, repr(error)) from error
    return text(
        "A part of “{name}” was damaged and is left out. The whole file was kept as “{aside}”.",
        name=path.name,
        aside=aside.name,
    )


def free_name(path: Path) -> Path:
    """A name beside *path* that no file has, for its damaged self: ``journal.damaged-20260131-101500.sqlite3``."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}.damaged-{stamp}-{number}{path.suffix}")
    return aside


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last; some systems (Windows, network drives) cannot sync a folder."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
