"""Checks a form's values before anything is sent (JSON Schema Draft 2020-12, field by field)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.core.json_types import Json, JsonObject
from app.core.schema import messages
from app.core.schema.model import Field, FieldError, Form, Kind, Values
from app.core.schema.parameters import is_list
from app.core.schema.reading import as_list
from app.core.schema.server_errors import server_errors
from app.core.schema.values import with_defaults
from app.core.schema.variants import pick_variant, whole_field
from app.core.text import Text, text

__all__ = ["check_field", "check_values", "server_errors"]

_Path = tuple[str | int, ...]


def check_values(form: Form, values: Values) -> tuple[FieldError, ...]:
    """What is wrong with *values*, in the form's order; nothing means that they can be sent.

    An empty text is a value like any other where the schema takes it; only an absent key is "not set".
    """
    full = with_defaults(form, values)
    found: list[FieldError] = []
    for field in form.fields:
        if field.key in full:
            found.extend(check_field(field, full[field.key]))
        elif field.required:
            found.append(FieldError(field.key, messages.needed(field)))
    return tuple(found)


def check_field(field: Field, value: Json) -> tuple[FieldError, ...]:
    """What is wrong with one field's *value*; defaults inside it have to be filled in already."""
    return tuple(FieldError(field.key, words, path) for path, words in _check(field, value, ()))


def _check(field: Field, value: Json, path: _Path) -> Iterator[tuple[_Path, Text]]:
    if field.kind is Kind.FIXED:
        return
    if value is None:
        if not field.nullable:
            yield path, messages.NOT_EMPTY
    elif value == "" and field.key.startswith("path."):  # an address has no room for an empty part
        yield path, messages.needed(field)
    elif field.kind is Kind.VARIANTS:
        yield from _check_variants(field, value, path)
    elif field.kind is Kind.GROUP:
        yield from _check_members(field.children, value, path)
    elif field.kind in (Kind.TABLE, Kind.GROUPS):
        outer = {key: inner for key, inner in field.schema.items() if key != "items"}
        yield from _check_schema(outer, field, value, path)
        for number, entry in enumerate(as_list(value)):
            yield from _check_members(field.children, entry, (*path, number))
    else:
        yield from _check_schema(field.schema, field, value, path)


def _check_variants(field: Field, value: Json, path: _Path) -> Iterator[tuple[_Path, Text]]:
    variant = pick_variant(field, value)
    if variant is None:
        yield path, messages.FITS_NONE
        return
    whole = whole_field(variant)
    yield from _check(whole, value, path) if whole else _check_members(variant.fields, value, path)


def _check_members(fields: Sequence[Field], value: Json, path: _Path) -> Iterator[tuple[_Path, Text]]:
    if not isinstance(value, Mapping):
        yield path, messages.TYPES["object"]
        return
    for field in fields:
        if field.key in value:
            yield from _check(field, value[field.key], (*path, field.key))
        elif field.required and field.kind is not Kind.FIXED:
            yield (*path, field.key), messages.needed(field)


def _check_schema(schema: JsonObject, field: Field, value: Json, path: _Path) -> Iterator[tuple[_Path, Text]]:
    from app.core.schema.json_schema import broken  # only now: see there

    for error in broken(schema, _plain(value)):
        inner: _Path = tuple(error.absolute_path)
        entry = field.children[0] if inner and field.children else field
        words = messages.words_for(error, entry)
        if inner and field.kind is Kind.JSON:
            words = text("{place}: {problem}", place=" → ".join(map(str, inner)), problem=words)
        yield (*path, *inner), words


def _plain(value: Json) -> Json:
    """*value* with the list and dict types that jsonschema knows."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(entry) for entry in as_list(value)] if is_list(value) else value
