"""Small choices of the person, as one JSON file that is written a moment after the last change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.storage.atomic import read_json, set_aside, write_json
from app.core.text import Text

log = logging.getLogger(__name__)
DELAY = 0.5


class SettingsStore:
    """JSON values by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._due: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        data, self.report = self._read()
        self._values: dict[str, Json] = dict(data)

    def get(self, name: str, default: object = None) -> object:
        """The value kept under *name*."""
        return self._values.get(name, default)

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value; it is on disk half a second later, or after :meth:`flush`."""
        if self._values.get(name) == value and name in self._values:
            return
        self._values[name] = cast(Json, value)
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(DELAY, self._save_soon)

    async def flush(self) -> None:
        """Return when everything is on disk; a disk that does not take it is logged."""
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
            log.warning("%s", error)

    def _read(self) -> tuple[Mapping[str, Json], Text | None]:
        data, report = read_json(self._path)
        if data is None:
            return {}, report
        if not isinstance(data, Mapping):
            return {}, set_aside(self._path)
        return data, report
