"""Presets as files for others: without a secret, a path or an account; and how such a file is read and judged.

A file that comes in is somebody else's: nothing in it chooses an account, names a local file or decides where
data goes. Hosts are those of the provider as it is known here, never what the file says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.core.copies import replace
from app.core.errors import InputError
from app.core.json_types import Json
from app.core.masking import is_secret_name, looks_secret
from app.core.preset import FileWishes, Preset
from app.core.providers.model import Provider
from app.core.schema.model import Field, Form, Kind
from app.core.schema.parameters import is_list
from app.core.schema.reading import as_list
from app.core.schema.values import format_value
from app.core.storage.preset_file import NewerPreset, NoPreset, from_json, to_json
from app.core.text import Text, text, verbatim

SUFFIX = ".sendoff-preset"
MOST_BYTES = 256 * 1024
"""Of one file: some hundred times what a preset needs."""
_PRIVATE = ("id", "account", "pinned", "position", "watch")
_LOCAL = frozenset({Kind.PASSWORD, Kind.FILE, Kind.BYTES})
_PATH = re.compile(
    r"^\s*(/|~|\\\\)|(?:^|[\s\"'=(,;])(?:~[\\/]|/(?:home|Users|root|tmp|var|mnt|media|private|Volumes|opt|srv)/|[A-Za-z]:[\\/]|\\\\\w)"
    r"|\bfile:/",
)
_MOST_SHOWN = 80  # characters of a value


@dataclass(frozen=True, slots=True)
class Shared:
    """A preset as a file: what it is called, what it holds, and the labels of what was left out."""

    file_name: str
    content: bytes
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A preset from a file, before anybody agreed to it.

    Attributes:
        preset: without an account; fields whose values are not to be had from others are asked for each time.
        words: what it will do, a sentence each; *hosts*: where it sends to, as the provider is known here.
        problem: why it cannot be taken in, or None.
    """

    preset: Preset
    words: tuple[Text, ...] = ()
    hosts: tuple[str, ...] = ()
    problem: Text | None = None


def share(preset: Preset, form: Form, provider_name: str) -> Shared:
    """The file for *preset*; what is secret, local or an account's is left out, and asked for each time instead."""
    values: dict[str, Json] = {}
    left_out = []
    for key, value in preset.values.items():
        field = form.field(key)
        kept = None if field is None else _harmless(field, key, value, preset.account_id)
        if kept is not None or (value is None and field is not None):
            values[key] = kept
        if kept != value and field is not None:
            left_out.append(field)
    asked = [f.key for f in left_out if f.key not in values]
    public = replace(
        preset,
        name=_harmless_words(preset.name) or "Preset",
        account_id="",
        values=values,
        ask=tuple(dict.fromkeys((*(key for key in preset.ask if form.field(key)), *asked))),
        files=_harmless_files(preset.files),
    )
    data = {key: value for key, value in to_json(public).items() if key not in _PRIVATE}
    content = json.dumps({**data, "provider_name": provider_name}, indent=1, sort_keys=True).encode()
    return Shared(shared_name(public.name), content, tuple(field.label for field in left_out))


def shared_name(name: str) -> str:
    """A file name for a preset of that name that every system takes."""
    plain = re.sub(r"[^\w .,()&+-]+", "-", name).strip(" .-")[:80].strip(" .-") or "preset"
    return f"{plain}{SUFFIX}"


def read_shared(content: bytes, file_name: str) -> tuple[Preset, str]:
    """The preset in a file, and what its vendor is called; nothing of it is believed yet.

    Raises:
        InputError: it is no preset, or one of a newer Sendoff.
    """
    if len(content) > MOST_BYTES:
        raise InputError(text("“{file}” is far too large for a preset. It was not read.", file=file_name))
    try:
        data = json.loads(content)
        if not isinstance(data, dict):
            raise NoPreset("no object")
        preset = from_json({key: value for key, value in data.items() if key not in _PRIVATE})
    except NewerPreset as error:
        words = text("“{file}” was made by a newer Sendoff. Nothing was taken in.", file=file_name)
        raise InputError(words) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            text("“{file}” is no preset, or a damaged one. Nothing was taken in.", file=file_name)
        ) from error
    return preset, str(data.get("provider_name") or preset.provider_id)


def judged(preset: Preset, provider: Provider, form: Form) -> Incoming:
    """What a preset from a file would do with the provider as it is known here."""
    values = {key: value for key, value in preset.values.items() if _is_fit_for_others(form.field(key), value)}
    local = [f.key for f in form.fields if f.key in preset.values and f.key not in values]
    ask = tuple(dict.fromkeys((*preset.ask, *local)))
    safe = replace(preset, account_id="", values=values, ask=ask)
    return Incoming(safe, tuple(_told(safe, provider, form)), hosts_of(provider))


def hosts_of(provider: Provider) -> tuple[str, ...]:
    """The hosts of the provider's own servers."""
    return tuple(dict.fromkeys(urlsplit(url).netloc for url, _ in provider.flow.server.choices))


def _told(preset: Preset, provider: Provider, form: Form) -> Iterator[Text]:
    hosts = ", ".join(hosts_of(provider))
    yield text(
        "It sends files to {vendor} ({hosts}), and to the storage that {vendor} names.",
        vendor=provider.name,
        hosts=hosts,
    )
    files = preset.files
    if files.patterns:
        yield text("It takes files called {patterns} only.", patterns=", ".join(files.patterns))
    if not files.folders:
        yield text("It does not look into folders.")
    if files.name:
        yield text("It sends them under the name “{name}”.", name=files.name)
    mode = next((mode.label for mode in provider.flow.modes if mode.id == preset.mode), "")
    if mode:
        yield text("How several files are sent: {mode}.", mode=mode)
    for field in form.fields:
        if field.key in preset.values:
            words = _one_line(format_value(field, preset.values[field.key]))
            yield text("It fills in “{field}”: {value}", field=field.label, value=words)
    asked = ", ".join(field.label for field in form.fields if field.key in preset.ask)
    if asked:
        yield text("It asks each time for: {fields}.", fields=asked)


def missing_vendor(preset: Preset, vendor: str) -> Incoming:
    """A preset for a vendor that is not known here."""
    words = text("It is for “{vendor}”, which this Sendoff does not know. Add that vendor first.", vendor=vendor)
    return Incoming(preset, problem=words)


# ── what is fit for others ─────────────────────────────────────────────────────────────────────────


def _harmless(field: Field, key: str, value: Json, account_id: str) -> Json:
    """*value* without anything that is nobody else's business; None where nothing is left of it."""
    if is_secret_name(key) or _holds_local(field, value):
        return None
    return _without(value, account_id)


def _without(value: Json, account_id: str) -> Json:
    if isinstance(value, str):
        return None if _is_private(value) or (account_id and account_id in value) else value
    if isinstance(value, Mapping):
        open_ = {k: _without(v, account_id) for k, v in value.items() if not (is_secret_name(k) or _is_private(k))}
        return {k: v for k, v in open_.items() if v is not None or value[k] is None} or None
    if is_list(value):
        return [kept for kept in (_without(entry, account_id) for entry in as_list(value)) if kept is not None] or None
    return value


def _is_private(words: str) -> bool:
    home = str(Path.home())
    return looks_secret(words) or _PATH.search(words) is not None or (len(home) > 1 and home in words)


def _harmless_words(words: str) -> str:
    return "" if _is_private(words) else words


def _harmless_files(files: FileWishes) -> FileWishes:
    patterns = tuple(pattern for pattern in files.patterns if not _is_private(pattern))
    return replace(files, patterns=patterns, name=_harmless_words(files.name))


def _is_fit_for_others(field: Field | None, value: Json) -> bool:
    """Whether a value from somebody else may be used: never a path of a file that would be sent along."""
    return field is not None and not _holds_local(field, value)


def _holds_local(field: Field, value: Json) -> bool:
    if field.kind in _LOCAL:
        return True
    inner: Sequence[Field] = (*field.children, *(f for variant in field.variants for f in variant.fields))
    return value is not None and any(_holds_local(one, value) for one in inner)


def _one_line(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_SHOWN else plain[: _MOST_SHOWN - 1] + "…"


def file_words(shared: Shared) -> Text:
    """What to say after a preset was written to a file."""
    if not shared.left_out:
        return text("“{file}” is saved. It holds no key, no account and no path.", file=shared.file_name)
    return text(
        "“{file}” is saved. Left out, and asked for each time: {fields}.",
        file=shared.file_name,
        fields=verbatim(", ".join(shared.left_out)),
    )
