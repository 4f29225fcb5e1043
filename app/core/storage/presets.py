"""Presets as they are kept: one JSON file each, without any secret."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.preset import Preset
from app.core.storage.atomic import read_json, remove_file, set_aside, write_json
from app.core.storage.preset_file import NewerPreset, NoPreset, from_json, to_json
from app.core.text import Text, joined, text

log = logging.getLogger(__name__)


class PresetStore:
    """All presets of a folder. A damaged file is set aside, the others still load.

    Attributes:
        report: what to tell the person about files that could not be used.

    Raises:
        StoreError: a damaged file cannot be set aside.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self.report: Text | None = None
        self._presets: dict[str, Preset] = {}
        self._paths: dict[str, Path] = {}
        self._listeners: list[Callable[[], None]] = []
        for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
            if ".damaged-" not in path.name:
                self._load(path)

    def listen(self, changed: Callable[[], None]) -> None:
        """Call *changed* whenever a preset was kept or forgotten."""
        self._listeners.append(changed)

    def all(self) -> Sequence[Preset]:
        """Every preset: pinned ones first, then in their order."""
        return sorted(self._presets.values(), key=_turn)

    def get(self, preset_id: str) -> Preset | None:
        """The preset of that id, or None."""
        return self._presets.get(preset_id)

    def named(self, name: str) -> Preset | None:
        """The preset of that name, or None."""
        return next((one for one in self._presets.values() if one.name == name), None)

    async def put(self, preset: Preset) -> Preset:
        """Keep a preset, replacing the one of its id; as it was kept, without what is under the name of a secret.

        Raises:
            StoreError: the disk does not take it; nothing changed.
        """
        data = to_json(preset)
        kept = from_json(data)
        async with self._lock:
            path = self._paths.get(kept.id) or self._folder / file_name(kept)
            await asyncio.to_thread(write_json, path, data)
            self._presets[kept.id] = kept
            self._paths[kept.id] = path
        self._tell()
        return kept

    async def remove(self, preset_id: str) -> None:
        """Forget a preset; one that is not there is fine. Raises: StoreError: it is still there."""
        async with self._lock:
            path = self._paths.get(preset_id)
            if path is None:
                return
            await asyncio.to_thread(remove_file, path)
            del self._presets[preset_id], self._paths[preset_id]
        self._tell()

    def _tell(self) -> None:
        for changed in self._listeners:
            changed()

    def _load(self, path: Path) -> None:
        try:
            data, report = read_json(path)
            if report is None:
                report = self._take(path, data)
        except StoreError as error:
            report = error.words
        if report is not None:
            self.report = joined(self.report, report) if self.report else report

    def _take(self, path: Path, data: Json) -> Text | None:
        try:
            preset = from_json(data)
        except NewerPreset:
            return text("“{name}” was written by a newer Sendoff and is left alone.", name=path.name)
        except NoPreset as error:
            log.warning("%s is no preset: %s", path.name, error)
            return set_aside(path)
        if preset.id in self._presets or self.named(preset.name) is not None:
            return text(
                "“{file}” holds a second preset called “{name}” and is left alone.", file=path.name, name=preset.name
            )
        self._presets[preset.id] = preset
        self._paths[preset.id] = path
        return None


def file_name(preset: Preset) -> str:
    """A file name for *preset*: safe on every system, and another for every other preset."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", preset.name).strip("-")[:40] or "preset"
    return f"{plain}-{preset.id[:8]}.json"


def _turn(preset: Preset) -> tuple[bool, float, str]:
    return preset.turn
