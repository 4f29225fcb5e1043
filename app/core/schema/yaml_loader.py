"""Reads YAML 1.2 and JSON into plain values, and knows on which line each of them stands."""

from __future__ import annotations

import json
from pathlib import Path

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.schema.located import MAX_DEPTH, Located, fail, finite
from app.core.text import text


def load_file(path: Path) -> Located:
    """Read a YAML or JSON file.

    Raises:
        ProviderError: it cannot be read, or is neither; the words name file, line and column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProviderError(text("{file} cannot be read.", file=path.name), str(error)) from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return load_text(data.decode(encoding), path.name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fail(path.name, (line, 1), text("this is not UTF-8 text"))


def load_text(source: str, name: str) -> Located:
    """Read YAML or JSON text; *name* stands in error messages.

    Raises:
        ProviderError: it is neither, has a key twice, or is nested too deeply.
    """
    if source.lstrip()[:1] in ("{", "["):
        try:
            value: Json = json.loads(source, object_pairs_hook=_object_once, parse_constant=str, parse_float=finite)
        except (ValueError, RecursionError):
            pass  # the YAML reader below takes it after all, or says on which line the mistake is
        else:
            if _is_shallow(value):
                return Located(value, name)
    # ruamel.yaml takes 70 ms to load, and a start whose vendors are all known reads no YAML.
    from app.core.schema.yaml_builder import Builder

    return Builder(name).build(source)


def _object_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _is_shallow(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Json] = []
        for entry in level:
            if isinstance(entry, dict):
                inner.extend(entry.values())
            elif isinstance(entry, list):
                inner.extend(entry)
        if not inner:
            return True
        level = inner
    return False
