"""Tolerant reads of JSON whose shape nobody has checked: a wrong type counts as absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.json_types import Json, JsonObject

EMPTY: JsonObject = {}


def as_object(value: Json) -> JsonObject:
    """*value* if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else EMPTY


def as_list(value: Json) -> Sequence[Json]:
    """*value* if it is an array, else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def as_objects(value: Json) -> list[JsonObject]:
    """The objects among the entries of the array *value*."""
    return [entry for entry in as_list(value) if isinstance(entry, Mapping)]


def as_text(value: Json) -> str:
    """*value* as text; numbers keep their digits, anything else that is not text is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_texts(value: Json) -> tuple[str, ...]:
    """The texts among the entries of the array *value*."""
    return tuple(entry for entry in as_list(value) if isinstance(entry, str))


def as_flag(value: Json) -> bool | None:
    """*value* if it is true or false, else None."""
    return value if isinstance(value, bool) else None


def as_number(value: Json) -> int | float | None:
    """*value* if it is a finite number, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or abs(value) < float("inf") else None


def as_count(value: Json) -> int | None:
    """*value* if it is a whole number of at least 0, else None."""
    number = as_number(value)
    return int(number) if number is not None and number >= 0 and number == int(number) else None
