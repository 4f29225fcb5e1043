"""Files that are there whole or not at all: written beside, flushed to disk, then renamed into place."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.text import Text, text


def write_atomic(path: Path, data: bytes) -> None:
    """Let *path* hold *data*, readable by its owner only.

    Raises:
        StoreError: the disk does not take it; what was there before is untouched.
    """
    temporary = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        reason = error.strerror or str(error)
        raise StoreError(text("“{name}” could not be saved: {reason}.", name=path.name, reason=reason)) from error


def write_json(path: Path, data: Json) -> None:
    """Let *path* hold *data* as JSON. Raises: StoreError."""
    write_atomic(path, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode())


def read_json(path: Path) -> tuple[Json, Text | None]:
    """The JSON in *path*, None when the file is not there.

    A damaged file is set aside under a name with the time in it, and the second value says so.

    Raises:
        StoreError: the file is there but cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(text("“{name}” cannot be read: {reason}.", name=path.name, reason=reason)) from error
    try:
        known: Json = json.loads(data)
        return known, None
    except ValueError:
        return None, set_aside(path)


def set_aside(path: Path, rename: Callable[[Path, Path], None] = os.replace) -> Text:
    """Rename a damaged file so that nothing overwrites it, and say so in words."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}.damaged-{stamp}-{number}{path.suffix}")
    try:
        rename(path, aside)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            text("“{name}” is damaged and in the way: {reason}.", name=path.name, reason=reason)
        ) from error
    return text("“{name}” was damaged. It was set aside as “{aside}”.", name=path.name, aside=aside.name)
