"""Merges two schemas in normal form into one that both agree with, for ``allOf`` and keys beside a ``$ref``."""

from __future__ import annotations

from collections.abc import Callable

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.reading import as_list, as_number, as_object, as_texts

_LARGER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_SMALLER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


def merge(first: JsonObject, second: JsonObject) -> JsonObject:
    """Both at once; of words and defaults, and where they contradict one another, *second* counts."""
    found: dict[str, Json] = {**first, **second}
    found.pop(nf.NULLABLE, None)
    if _is_nullable(first, second):
        found[nf.NULLABLE] = True
    for key in _LARGER:
        _bound(found, key, first, second, max)
    for key in _SMALLER:
        _bound(found, key, first, second, min)
    for key, combine in _COMBINED.items():
        if key in first and key in second:
            found[key] = combine(first[key], second[key])
    _merge_enum(found, first, second)
    if first.get("additionalProperties") != second.get("additionalProperties") and "properties" in found:
        found.pop("additionalProperties", None)  # "no others" of one part must not forbid the other part's
    return found


def _is_nullable(first: JsonObject, second: JsonObject) -> bool:
    """Null must please both parts; one that only adds words or flags may allow it for both."""
    if nf.is_shapeless(first) or nf.is_shapeless(second):
        return nf.is_nullable(first) or nf.is_nullable(second)
    return nf.is_nullable(first) and nf.is_nullable(second)


def _bound(
    found: dict[str, Json],
    key: str,
    first: JsonObject,
    second: JsonObject,
    pick: Callable[[int | float, int | float], int | float],
) -> None:
    one, other = as_number(first.get(key)), as_number(second.get(key))
    if one is not None and other is not None:
        found[key] = pick(one, other)


def _merge_properties(first: Json, second: Json) -> Json:
    found: dict[str, Json] = dict(as_object(first))
    for name, schema in as_object(second).items():
        found[name] = merge(as_object(found[name]), as_object(schema)) if name in found else schema
    return found


def _merge_required(first: Json, second: Json) -> Json:
    return list(dict.fromkeys((*as_texts(first), *as_texts(second))))


def _merge_type(first: Json, second: Json) -> Json:
    if {first, second} == {"integer", "number"}:
        return "integer"
    return second


def _merge_schema(first: Json, second: Json) -> Json:
    return merge(as_object(first), as_object(second))


_COMBINED: dict[str, Callable[[Json, Json], Json]] = {
    "properties": _merge_properties,
    "required": _merge_required,
    "type": _merge_type,
    "items": _merge_schema,
}


def _merge_enum(found: dict[str, Json], first: JsonObject, second: JsonObject) -> None:
    if "enum" not in first or "enum" not in second:
        return
    told = as_list(second["enum"])
    both = [value for value in as_list(first["enum"]) if nf.is_among(value, told)]
    found["enum"] = both or told
    if not both or nf.CHOICES not in found:
        return
    labelled = second if nf.CHOICES in second else first
    found[nf.CHOICES] = [
        nf.choice(c.value, c.label, c.help) for c in nf.choices(labelled) if nf.is_among(c.value, both)
    ]
