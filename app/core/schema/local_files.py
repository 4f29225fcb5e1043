"""Finds the local files among a form's values, and puts what is sent in their place.

A field of kind ``FILE`` or ``BYTES`` has a local path as its value; this package reads no files. Whoever makes the
request asks :func:`local_files` where the paths are, and puts a :class:`~app.core.schema.multipart.FileValue` in the
place of each ``FILE``, and :func:`~app.core.schema.body_parts.encode_bytes` of the contents in that of each ``BYTES``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.json_types import Json
from app.core.schema.kinds import FILE_KINDS
from app.core.schema.model import Field, Form, Kind, Values
from app.core.schema.parameters import is_list
from app.core.schema.reading import as_list
from app.core.schema.variants import pick_variant, whole_field

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A local path among the values.

    Attributes:
        key, path: where it is: the field's key, and the way on into lists and groups.
        file: the local path as it was given.
        as_base64: its contents are sent as base64 text, not as a file of its own.
    """

    key: str
    path: _Path
    file: str
    as_base64: bool
    media_types: tuple[str, ...] = ()


def local_files(form: Form, values: Values) -> tuple[LocalFile, ...]:
    """Every local file that *values* name, in the form's order."""
    found: list[LocalFile] = []
    for field in form.fields:
        if field.key in values:
            found.extend(_in_field(field, values[field.key], field.key, ()))
    return tuple(found)


def _in_field(field: Field, value: Json, key: str, path: _Path) -> Iterator[LocalFile]:
    if field.kind in FILE_KINDS:
        if isinstance(value, str) and value:
            yield LocalFile(key, path, value, field.kind is Kind.BYTES, field.media_types)
    elif field.kind is Kind.LIST:
        for number, entry in enumerate(as_list(value)):
            yield from _in_field(field.children[0], entry, key, (*path, number))
    elif field.kind is Kind.GROUP:
        yield from _in_members(field.children, value, key, path)
    elif field.kind in (Kind.TABLE, Kind.GROUPS):
        for number, entry in enumerate(as_list(value)):
            yield from _in_members(field.children, entry, key, (*path, number))
    elif field.kind is Kind.VARIANTS and (variant := pick_variant(field, value)) is not None:
        whole = whole_field(variant)
        if whole is not None:
            yield from _in_field(whole, value, key, path)
        else:
            yield from _in_members(tuple(variant.fields), value, key, path)


def _in_members(fields: tuple[Field, ...], value: Json, key: str, path: _Path) -> Iterator[LocalFile]:
    if isinstance(value, Mapping):
        for field in fields:
            if field.key in value:
                yield from _in_field(field, value[field.key], key, (*path, field.key))


def put_at(values: Mapping[str, Any], file: LocalFile, sent: object) -> dict[str, Any]:
    """*values* with *sent* in the place of *file*."""
    return {**values, file.key: _put(values[file.key], file.path, sent)}


def _put(value: Any, path: _Path, sent: object) -> Any:
    if not path:
        return sent
    if is_list(value):
        return [_put(entry, path[1:], sent) if i == path[0] else entry for i, entry in enumerate(value)]
    return {**value, path[0]: _put(value[path[0]], path[1:], sent)}
