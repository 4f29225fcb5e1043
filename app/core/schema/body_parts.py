"""Turns the values of a form body into multipart parts, urlencoded pairs or one JSON value."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote_plus

from app.core.errors import InputError
from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.multipart import FileValue, Part
from app.core.schema.operation import Encoding, MediaSpec
from app.core.schema.parameters import is_list, json_text, pairs, scalar_text
from app.core.schema.reading import as_list, as_object
from app.core.text import text

Input: TypeAlias = "Json | FileValue | Sequence[FileValue]"
_PLAIN = Encoding()


def has_file(value: object) -> bool:
    """Whether *value* is a file, or has one in it."""
    if isinstance(value, FileValue):
        return True
    if isinstance(value, Mapping):
        return any(has_file(inner) for inner in value.values())
    return isinstance(value, list | tuple) and any(has_file(entry) for entry in value)


def encode_bytes(data: bytes) -> str:
    """What is sent for a field of kind ``BYTES``: *data*, the file's contents, as base64 (RFC 4648, 4)."""
    return base64.b64encode(data).decode("ascii")


def parts(media: MediaSpec, values: Mapping[str, Input]) -> list[Part]:
    """The parts of a multipart body, in the order of *values*."""
    known = known_properties(media.schema)
    found: list[Part] = []
    for name, value in values.items():
        found.extend(_parts(name, value, known.get(name, {}), media.encoding.get(name, _PLAIN)))
    return found


def _parts(name: str, value: Any, schema: JsonObject, encoding: Encoding) -> Iterator[Part]:
    if isinstance(value, FileValue):
        yield name, value, _one_type(encoding.content_type)
    elif nf.holds_json(schema):
        if value is not None:
            yield name, json_text(schema, wire(nf.value_schema(schema), value)), encoding.content_type
    elif encoding.is_styled and not has_file(value):
        style = encoding.style or "form"
        explode = style == "form" if encoding.explode is None else encoding.explode
        for key, told in pairs(name, wire(schema, value), style, explode=explode, quoted=str):
            yield key, told, ""
    elif is_list(value):
        yield from _entry_parts(name, value, as_object(_entries(schema)), encoding)
    elif isinstance(value, Mapping):
        yield name, json_text({}, wire(schema, value)), encoding.content_type or nf.JSON_TYPE
    elif value is not None:  # a form has no null: leaving the part out is as near as it gets
        yield (
            name,
            _plain_text(name, value, schema),
            "" if encoding.content_type == "text/plain" else (_one_type(encoding.content_type)),
        )


def _entry_parts(name: str, value: Any, items: JsonObject, encoding: Encoding) -> Iterator[Part]:
    """One part for each entry; parts do not nest, so an entry that is a list itself goes as JSON."""
    for entry in as_list(value):
        if is_list(entry) and not has_file(entry):
            yield name, json_text({}, wire(items, entry)), encoding.content_type or nf.JSON_TYPE
        else:
            yield from _parts(name, entry, items, encoding)


def _entries(schema: JsonObject) -> Json:
    if branches := nf.branches(schema):
        schema = next((branch for branch in branches if nf.type_of(branch) == "array"), {})
    return schema.get("items")


def _plain_text(name: str, value: Json, schema: JsonObject) -> str:
    if nf.BINARY in schema and isinstance(value, str):
        raise InputError(text("The file for “{name}” was not read. Nothing was sent.", name=name))
    return scalar_text(value)


def _one_type(told: str) -> str:
    """*told* if it is one media type; a list or a pattern says what is allowed, not what this is."""
    return told if told and "," not in told and "*" not in told else ""


def urlencoded(media: MediaSpec, values: Mapping[str, Input]) -> str:
    """The body ``a=1&b=2`` (WHATWG URL, 5.2); lists repeat their name, objects are JSON unless styled."""
    known = known_properties(media.schema)
    found: list[str] = []
    for name, given in values.items():
        schema, encoding = known.get(name, {}), media.encoding.get(name, _PLAIN)
        value = wire(schema, given)
        if isinstance(value, Mapping) and not encoding.is_styled:
            value = json_text({}, value)
        style = encoding.style or "form"
        explode = style == "form" if encoding.explode is None else encoding.explode
        found += [f"{n}={v}" for n, v in pairs(name, value, style, explode=explode, quoted=_plus)]
    return "&".join(found)


def _plus(words: str) -> str:
    return quote_plus(words, safe="*", errors="replace")


def wire(schema: JsonObject, value: Any) -> Json:
    """*value* as it stands in the request: JSON inside texts written out, small files as base64.

    Raises:
        InputError: a file that is read while it is sent cannot stand inside JSON.
    """
    if isinstance(value, FileValue):
        return _base64(value)
    if value is None:
        return None
    if nf.holds_json(schema):
        return json_text(schema, wire(nf.value_schema(schema), value))
    if nf.branches(schema):
        schema = nf.branch_for(schema, value)
    if isinstance(value, Mapping):
        known, others = nf.properties(schema), as_object(schema.get("additionalProperties"))
        return {name: wire(known.get(name, others), inner) for name, inner in value.items()}
    if is_list(value):
        items = as_object(schema.get("items"))
        return [wire(items, entry) for entry in as_list(value)]
    scalar: Json = value
    return scalar


def _base64(value: FileValue) -> str:
    data = b"".join(piece for piece in value.pieces if isinstance(piece, bytes))
    if any(not isinstance(piece, bytes) for piece in value.pieces):
        raise InputError(text("“{file}” cannot be sent inside JSON, only as a file of its own.", file=value.file_name))
    return encode_bytes(data)


def known_properties(schema: JsonObject) -> dict[str, JsonObject]:
    """The properties that a body may have, those of all branches of a union included."""
    found: dict[str, JsonObject] = {}
    for shape in (schema, *nf.branches(schema)):
        for name, inner in nf.properties(shape).items():
            found.setdefault(name, inner)
    return found
