"""Presets as they are kept: one JSON file each, without any secret."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import StoreError
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
        version: of the file's form.
    """

    name: str
    provider_id: str
    account_id: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    mode: str = ""
    schema_fingerprint: str = ""
    version: int = VERSION


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
        """Keep a preset, replacing one of that name; what is under the name of a secret is left out.

        Raises:
            StoreError: the disk does not take it; nothing changed.
        """
        kept = replace(preset, values=_without_secrets(preset.values), version=VERSION)
        async with self._lock:
            path = self._paths.get(kept.name) or self._folder / file_name(kept.name)
            await asyncio.to_thread(write_json, path, _as_json(kept))
            self._presets[kept.name] = kept
            self._paths[kept.name] = path

    async def remove(self, name: str) -> None:
        """Forget a preset; one that is not there is fine. Raises: StoreError: it is still there."""
        async with self._lock:
            path = self._paths.get(name)
            if path is None:
                return
            await asyncio.to_thread(_unlink, path)
            del self._presets[name], self._paths[name]

    def _load(self, path: Path) -> None:
        try:
            data, report = read_json(path)
        except StoreError as error:
            self._add_report(error.words)
            return
        if report is None:
            report = self._take(path, data)
        if report is not None:
            self._add_report(report)

    def _take(self, path: Path, data: Json) -> Text | None:
        preset = _from_json(data)
        if preset is None:
            return set_aside(path)
        if preset.version > VERSION:
            return text("“{name}” was written by a newer Sendoff and is left alone.", name=path.name)
        if preset.name in self._presets:
            return text(
                "“{file}” holds a second preset called “{name}” and is left alone.", file=path.name, name=preset.name
            )
        self._presets[preset.name] = preset
        self._paths[preset.name] = path
        return None

    def _add_report(self, words: Text) -> None:
        self.report = text("{first} {second}", first=self.report, second=words) if self.report else words


def file_name(name: str) -> str:
    """A file name for the preset called *name*: safe on every system, and another for every other name."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", name).strip("-")[:40] or "preset"
    return f"{plain}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.json"


def _without_secrets(values: Mapping[str, Json]) -> dict[str, Json]:
    kept = {key: value for key, value in values.items() if not is_secret_name(key)}
    return {key: _cleaned(value) for key, value in kept.items()}


def _cleaned(value: Json) -> Json:
    if isinstance(value, Mapping):
        return _without_secrets(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _as_json(preset: Preset) -> Json:
    return {
        "version": preset.version,
        "name": preset.name,
        "provider": preset.provider_id,
        "account": preset.account_id,
        "mode": preset.mode,
        "schema": preset.schema_fingerprint,
        "values": preset.values,
    }


def _from_json(data: Json) -> Preset | None:
    if not isinstance(data, Mapping):
        return None
    name, provider, values = data.get("name"), data.get("provider"), data.get("values")
    version = data.get("version")
    if not isinstance(name, str) or not isinstance(provider, str) or not isinstance(values, Mapping):
        return None
    if not isinstance(version, int) or not name:
        return None
    account, mode, schema = (str(data.get(key) or "") for key in ("account", "mode", "schema"))
    return Preset(name, provider, account, values, mode, schema, version)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        words = text(
            "“{name}” could not be removed: {reason}.",
            name=path.name,
            reason=error.strerror or type(error).__name__,
        )
        raise StoreError(words, repr(error)) from error
