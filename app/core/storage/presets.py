"""Presets as they are kept: one JSON file each, without any secret."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.json_types import Json
from app.core.masking import is_secret_name
from app.core.storage.atomic import read_json, set_aside, write_json
from app.core.text import Text, text

VERSION = 1


@dataclass(frozen=True, slots=True)
class Preset:
    """What is sent where, under a name.

    Attributes:
        values: the form's values by field key.
        schema_fingerprint: of the form it was made for; empty when not known.
    """

    name: str
    provider_id: str
    account_id: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    mode: str = ""
    schema_fingerprint: str = ""


class PresetStore:
    """All presets of a folder. A damaged file is set aside, the others still load."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self.report: Text | None = None
        self._presets: dict[str, Preset] = {}
        for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
            if ".damaged-" not in path.name:
                self._load(path)

    def all(self) -> Sequence[Preset]:
        """Every preset."""
        return tuple(self._presets.values())

    def get(self, name: str) -> Preset | None:
        """The preset of that name, or None."""
        return self._presets.get(name)

    async def put(self, preset: Preset) -> None:
        """Keep a preset; values under names of secrets are left out. Raises: StoreError."""
        values = {key: value for key, value in preset.values.items() if not is_secret_name(key)}
        data: Json = {
            "version": VERSION,
            "name": preset.name,
            "provider": preset.provider_id,
            "account": preset.account_id,
            "mode": preset.mode,
            "schema": preset.schema_fingerprint,
            "values": values,
        }
        async with self._lock:
            await asyncio.to_thread(write_json, self._path(preset.name), data)
            self._presets[preset.name] = Preset(
                preset.name, preset.provider_id, preset.account_id, values, preset.mode, preset.schema_fingerprint
            )

    async def remove(self, name: str) -> None:
        """Forget a preset; one that is not there is fine."""
        async with self._lock:
            if self._presets.pop(name, None) is not None:
                await asyncio.to_thread(self._path(name).unlink, True)

    def _path(self, name: str) -> Path:
        """A file name that is safe on every system, and differs for names that differ only in odd signs."""
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-")[:40] or "preset"
        return self._folder / f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.json"

    def _load(self, path: Path) -> None:
        data, report = read_json(path)
        preset = _preset(data)
        if preset is not None:
            self._presets[preset.name] = preset
            return
        report = report or set_aside(path)
        self.report = text("{first} {second}", first=self.report, second=report) if self.report else report


def _preset(data: Json) -> Preset | None:
    if not isinstance(data, Mapping):
        return None
    name, provider, values = data.get("name"), data.get("provider"), data.get("values")
    if not isinstance(name, str) or not isinstance(provider, str) or not isinstance(values, Mapping):
        return None
    account, mode, schema = (str(data.get(key) or "") for key in ("account", "mode", "schema"))
    return Preset(name, provider, account, values, mode, schema)
