"""Remembers provider folders as they were read and found right, so that a start parses no YAML.

A folder is known by the SHA-256 of all that it says. What is remembered is JSON: whoever could change it could as well
change the folder of a vendor that the person added, and gains nothing else by it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from app import __version__
from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.paths import resources
from app.core.providers.files import SCHEMA_FILE, ProviderFiles, read_files
from app.core.schema.located import Located
from app.core.storage.atomic import write_atomic

log = logging.getLogger(__name__)

MOST_BYTES = 20_000_000
"""Of one folder, and of what is remembered of it; a vendor's document has a few megabytes at most."""


class ReadProviders:
    """What is remembered of provider folders.

    Args:
        own: where more is remembered from now on.
        shipped: what came with the program, if anything did.
    """

    def __init__(self, own: Path, shipped: Path | None = None) -> None:
        self._own = own
        self._shipped = shipped
        self._used: set[Path] = set()

    def read(self, folder: Path) -> ProviderFiles:
        """The files in *folder*, from memory when they are as they were.

        Raises:
            ProviderError: as :func:`app.core.providers.files.read_files`.
        """
        key = _fingerprint(folder)
        places = [place / f"{key}.json" for place in (self._shipped, self._own) if place is not None and key]
        for place in places:
            known = _recall(place)
            if known is not None:
                self._used.add(place)
                return known
        files = read_files(folder)
        if places and not files.warnings:  # those are words, made anew each time
            self._keep(places[-1], files)
        return files

    def forget_the_rest(self) -> None:
        """Forget what was not read since this object was made: its folder is gone, or says something else."""
        with contextlib.suppress(OSError):
            for place in self._own.glob("*.json"):
                if place not in self._used:
                    place.unlink()

    def _keep(self, place: Path, files: ProviderFiles) -> None:
        data = json.dumps({"flow": _to_json(files.flow), "api": _to_json(files.api)}).encode("ascii")
        if len(data) > MOST_BYTES:
            return
        try:
            write_atomic(place, data)
        except StoreError as error:  # a start that is slower, and no more
            log.warning("a provider is not remembered: %s", error.detail)
        else:
            self._used.add(place)


def _fingerprint(folder: Path) -> str:
    """The folder's name, what is in it, and by what it is judged; empty where it cannot be read, or is very large."""
    found = hashlib.sha256()
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
        if sum(path.stat().st_size for path in files) > MOST_BYTES:
            return ""
        parts = [(path.name, path.read_bytes()) for path in (resources() / SCHEMA_FILE, *files)]
    except OSError:
        return ""
    for name, data in (("version", __version__.encode()), (folder.name, b""), *parts):
        found.update(f"{len(name)} {name} {len(data)} ".encode("utf-8", "surrogateescape"))
        found.update(data)
    return found.hexdigest()


def _recall(place: Path) -> ProviderFiles | None:
    """What was remembered at *place*; None where nothing is, or something damaged."""
    try:
        data = json.loads(place.read_bytes())
        return ProviderFiles(_located(data["flow"]), _located(data["api"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError, LookupError, TypeError) as error:
        log.warning("a remembered provider cannot be used: %r", error)
        return None


def _to_json(file: Located) -> Json:
    marks: list[Json] = [[list(path), *mark] for path, mark in file.marks.items()]
    return {"name": file.name, "value": file.value, "marks": marks}


def _located(data: Any) -> Located:
    """Raises: LookupError, TypeError, ValueError: *data* is not what :func:`_to_json` made."""
    marks = {tuple(path): (int(line), int(column)) for path, line, column in data["marks"]}
    return Located(data["value"], str(data["name"]), marks)
