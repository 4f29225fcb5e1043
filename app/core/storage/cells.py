"""The cells of the journal's rows: how a word, a moment or a JSON value is written down, and read with doubt.

What a reader raises for a damaged cell is one of :data:`UNREADABLE`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.core.json_types import Json
from app.core.text import Text

UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What reading a row raises whose bytes were damaged."""


def dumps(data: Json) -> str:
    """Compact JSON in plain ASCII: a lone surrogate of an odd file name survives it."""
    return _ENCODER.encode(data)


def searchable(words: str) -> str:
    """*words* as they are compared in a search: the case of letters does not matter."""
    return words.casefold().encode("utf-8", "replace").decode("utf-8")


def storable(words: str) -> str | bytes:
    """A file name as SQLite takes it: one that is no valid Unicode (lone surrogates) becomes bytes."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return words.encode("utf-8", "surrogatepass")
    return words


def plain(value: object) -> Json:
    """What JSON has no word for: read-only mappings. Raises: TypeError: it is something else, such as a key."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} is not kept in the journal")


_ENCODER = json.JSONEncoder(separators=(",", ":"), default=plain)


def words(stored: object) -> str:
    """The text that :func:`storable` wrote."""
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else string(stored)


def sentence(data: Json) -> Text | None:
    """A text for the person, or None."""
    return Text.from_json(data) if data is not None else None


def moment(data: object) -> float | None:
    """Seconds since the epoch, or None."""
    return float(number(data)) if data is not None else None


def json_object(stored: str) -> Mapping[str, Json]:
    """A JSON object from its text."""
    return mapping(json.loads(stored))


def mapping(data: Json) -> Mapping[str, Json]:
    """An object."""
    if not isinstance(data, dict):
        raise TypeError("not an object")
    return data


def array(data: Json) -> list[Json]:
    """An array."""
    if not isinstance(data, list):
        raise TypeError("not an array")
    return data


def string(data: object) -> str:
    """A string."""
    if not isinstance(data, str):
        raise TypeError("not a string")
    return data


def number(data: object) -> float:
    """A number."""
    if not isinstance(data, int | float):
        raise TypeError("not a number")
    return data
