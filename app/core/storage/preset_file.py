"""A preset as JSON: checked against its schema, older versions brought up to this one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.json_types import Json
from app.core.masking import is_secret_name
from app.core.paths import resources
from app.core.preset import After, FieldNote, FileWishes, FolderWatch, MadeFor, Preset, new_id

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

VERSION = 2


class NewerPreset(ValueError):
    """It was written by a newer Sendoff: it is not damaged, and not for this one to touch."""


class NoPreset(ValueError):
    """It is no preset, or a damaged one; the text says where and why, for the log."""


def to_json(preset: Preset) -> dict[str, Json]:
    """The preset as it lies on the disk; what is under the name of a secret is left out."""
    data: dict[str, Json] = {
        "version": VERSION,
        "id": preset.id,
        "name": preset.name,
        "provider": preset.provider_id,
        "account": preset.account_id,
        "mode": preset.mode,
        "values": without_secrets(preset.values),
        "ask": list(preset.ask),
        "files": _files_to_json(preset.files),
        "made_for": _made_for_to_json(preset.made_for),
        "pinned": preset.pinned,
        "position": preset.position,
    }
    return data if preset.watch is None else {**data, "watch": _watch_to_json(preset.watch)}


def from_json(data: Json) -> Preset:
    """The preset that :func:`to_json` wrote, in this version or an earlier one.

    Raises:
        NewerPreset: a newer Sendoff wrote it.
        NoPreset: it does not keep to the schema.
    """
    if not isinstance(data, Mapping):
        raise NoPreset("no object")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NoPreset("no version")
    if version > VERSION:
        raise NewerPreset(str(version))
    migrated = _from_1(data) if version == 1 else data
    problem = next(_validator().iter_errors(_plain(migrated)), None)
    if problem is not None:
        raise NoPreset(f"{problem.json_path}: {problem.validator}")
    return _preset(migrated)


def without_secrets(values: Mapping[str, Json]) -> dict[str, Json]:
    """*values* without what is under the name of a secret, at any depth."""
    kept = {key: value for key, value in values.items() if not is_secret_name(key)}
    return {key: _cleaned(value) for key, value in kept.items()}


def _cleaned(value: Json) -> Json:
    if isinstance(value, Mapping):
        return without_secrets(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _from_1(data: Mapping[str, Json]) -> Mapping[str, Json]:
    """Version 1 had no id, no file rules and no fields: the id is made of the name, the same at every start."""
    kept = {key: data[key] for key in ("name", "provider", "values", "account", "mode") if data.get(key) is not None}
    name = str(data.get("name")).encode("utf-8", "surrogatepass")
    return {**kept, "version": VERSION, "id": hashlib.sha256(name).hexdigest()[:32]}


def _preset(data: Mapping[str, Json]) -> Preset:
    values, position = data["values"], data.get("position", 0.0)
    return Preset(
        name=str(data["name"]),
        provider_id=str(data["provider"]),
        account_id=str(data.get("account", "")),
        values=values if isinstance(values, Mapping) else {},
        mode=str(data.get("mode", "")),
        ask=tuple(map(str, _list(data, "ask"))),
        files=_files(_object(data, "files")),
        made_for=_made_for(_object(data, "made_for")),
        pinned=data.get("pinned") is True,
        position=float(position) if isinstance(position, int | float) else 0.0,
        watch=_watch(_object(data, "watch")),
        id=str(data.get("id") or new_id()),
    )


def _watch(data: Mapping[str, Json]) -> FolderWatch | None:
    if not data:
        return None
    unasked = data.get("unasked", 0)
    return FolderWatch(
        Path(str(data["folder"])),
        data.get("on") is not False,
        After(str(data.get("after", After.LEAVE))),
        int(unasked) if isinstance(unasked, int | float) else 0,
        str(data["id"]),
    )


def _files(data: Mapping[str, Json]) -> FileWishes:
    patterns = tuple(map(str, _list(data, "patterns")))
    return FileWishes(patterns, data.get("folders") is not False, str(data.get("name", "")))


def _made_for(data: Mapping[str, Json]) -> MadeFor:
    fields = [one for one in _list(data, "fields") if isinstance(one, Mapping)]
    return MadeFor(str(data.get("fingerprint", "")), tuple(map(_note, fields)))


def _note(data: Mapping[str, Json]) -> FieldNote:
    key, kind, label = (str(data[name]) for name in ("key", "kind", "label"))
    return FieldNote(key, kind, label, data.get("required") is True, tuple(_list(data, "choices")))


def _files_to_json(files: FileWishes) -> Json:
    return {"patterns": list(files.patterns), "folders": files.folders, "name": files.name}


def _watch_to_json(watch: FolderWatch) -> Json:
    return {
        "id": watch.id,
        "folder": str(watch.folder),
        "on": watch.on,
        "after": str(watch.after),
        "unasked": watch.unasked,
    }


def _made_for_to_json(made_for: MadeFor) -> Json:
    fields: list[Json] = [
        {"key": f.key, "kind": f.kind, "label": f.label, "required": f.required, "choices": list(f.choices)}
        for f in made_for.fields
    ]
    return {"fingerprint": made_for.fingerprint, "fields": fields}


def _list(data: Mapping[str, Json], key: str) -> Sequence[Json]:
    found = data.get(key)
    return found if isinstance(found, list) else ()


def _object(data: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def _plain(data: Mapping[str, Json]) -> object:
    """The dicts and lists that jsonschema knows, whatever mappings came in."""
    return json.loads(json.dumps(data, default=dict))


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # takes 80 ms to load: only where there is a preset

    schema = resources() / "schemas" / "preset.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
