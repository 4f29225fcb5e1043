"""Small choices of the person, as one JSON file that is written a moment after the last change."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.storage.atomic import read_json, set_aside, write_json
from app.core.text import Text

log = logging.getLogger(__name__)
DELAY = 0.5
"""Seconds from the first change to the writing."""


class SettingsStore:
    """JSON values by name.

    Args:
        on_error: told, on the loop, when the disk did not take them; they hold for this run then.

    Attributes:
        report: what to tell the person about a damaged file.

    Raises:
        StoreError: the file is there but cannot be read.
    """

    def __init__(self, path: Path, on_error: Callable[[StoreError], None] | None = None) -> None:
        self._path, self._on_error = path, on_error or _log_error
        self._due: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        data, self.report = self._read()
        self._values: dict[str, Json] = dict(data)
        self._watchers: dict[str, Callable[[], None]] = {}

    def watch(self, name: str, changed: Callable[[], None]) -> None:
        """Call *changed* whenever the value under *name* has become another one."""
        self._watchers[name] = changed

    def get(self, name: str, default: object = None) -> object:
        """The value kept under *name*."""
        return self._values.get(name, default)

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value; it is on disk half a second later, or after :meth:`flush`.

        Raises:
            TypeError, ValueError: it is no JSON value.
        """
        kept: Json = json.loads(json.dumps(value))  # a copy: what the caller does with its own is not ours
        if name in self._values and self._values[name] == kept:
            return
        self._values[name] = kept
        if name in self._watchers:
            self._watchers[name]()
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(DELAY, self._save_soon)

    async def flush(self) -> None:
        """Return when everything is on disk, or the disk did not take it."""
        if self._due is not None:
            self._due.cancel()
            self._save_soon()
        if self._saving is not None:
            await self._saving

    def _save_soon(self) -> None:
        self._due = None
        previous, values = self._saving, dict(self._values)
        self._saving = asyncio.get_running_loop().create_task(self._save(previous, values))

    async def _save(self, previous: asyncio.Task[None] | None, values: dict[str, Json]) -> None:
        if previous is not None:
            await previous
        try:
            await asyncio.to_thread(write_json, self._path, values)
        except StoreError as error:
            self._on_error(error)

    def _read(self) -> tuple[Mapping[str, Json], Text | None]:
        data, report = read_json(self._path)
        if data is None:
            return {}, report
        if not isinstance(data, Mapping):
            return {}, set_aside(self._path)
        return data, report


def _log_error(error: StoreError) -> None:
    log.warning("%s", error)
