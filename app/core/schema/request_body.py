"""Chooses how an operation's body is sent, and writes it as pieces."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import InputError
from app.core.schema import bodies, body_parts
from app.core.schema import normal_form as nf
from app.core.schema.body_parts import Input, has_file
from app.core.schema.multipart import FileValue, build_multipart, encoded
from app.core.schema.operation import MediaSpec, Operation, is_json_type
from app.core.schema.request import Piece
from app.core.text import text

Written = tuple[str, "tuple[Piece, ...] | None"]
_NOTHING: Written = ("", None)
_PREFIX = "body."


def write(
    operation: Operation, inputs: Mapping[str, Input], wanted: str, order: Sequence[str], boundary: str | None
) -> Written:
    """The ``Content-Type`` and the pieces of the body; an empty text and None where there is none.

    Raises:
        InputError: the document does not know the media type *wanted*, or a value cannot be written in it.
    """
    media = _media(operation, inputs, wanted)
    if media is None:
        return _NOTHING
    given = _value(media, inputs, order)
    if given is None and operation.body is not None and operation.body.required and _takes_object(media):
        given = {}
    if given is None:
        return _NOTHING
    if isinstance(given, FileValue) and not is_json_type(media.media_type):
        return media.media_type, given.pieces
    if bodies.is_multipart(media.media_type) and isinstance(given, Mapping):
        content_type, pieces = build_multipart(body_parts.parts(media, given), boundary)
        return content_type.replace("multipart/form-data", media.media_type.partition(";")[0].strip(), 1), pieces
    if bodies.is_urlencoded(media.media_type) and isinstance(given, Mapping):
        return "application/x-www-form-urlencoded", (encoded(body_parts.urlencoded(media, given)),)
    return _single(media, given)


def _single(media: MediaSpec, given: Input) -> Written:
    """A body that is one JSON value or one text."""
    value = body_parts.wire(media.schema, given)
    is_open = "*" in media.media_type
    if is_json_type(media.media_type) or (is_open and not isinstance(value, str)):
        data = encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        return "application/json" if is_open else media.media_type, (data,)
    if not isinstance(value, str):
        raise InputError(
            text("A body of the type “{type}” can only be text or a file. Nothing was sent.", type=media.media_type)
        )
    return "text/plain; charset=utf-8" if is_open else media.media_type, (encoded(value),)


def _takes_object(media: MediaSpec) -> bool:
    if not (is_json_type(media.media_type) or bodies.is_multipart(media.media_type)):
        return bodies.is_urlencoded(media.media_type)
    return nf.type_of(media.schema) in ("object", "") and not nf.is_bytes(media.schema)


def _media(operation: Operation, inputs: Mapping[str, Input], wanted: str) -> MediaSpec | None:
    """How the body is sent; None: there is none."""
    whole = inputs.get("body")
    if operation.body is None:  # a document that is silent about a body whose contents the flow knows
        return MediaSpec(wanted or _undescribed(whole), {}) if whole is not None else None
    if wanted:
        named = next((m for m in operation.body.content if m.media_type.lower() == wanted.lower()), None)
        if named is None:
            raise InputError(text("The document does not know the type “{type}” for this.", type=wanted))
        return named
    if isinstance(whole, FileValue):
        return _raw_media(operation.body.content, whole)
    files = _file_keys(inputs)
    names = [bodies.split_key(media.schema, key)[0] for media in operation.body.content for key in files]
    return (bodies.for_files(operation.body, names) if names else None) or bodies.preferred(operation.body)


def _file_keys(inputs: Mapping[str, Input]) -> list[str]:
    found = [key.removeprefix(_PREFIX) for key, value in inputs.items() if key.startswith(_PREFIX) and has_file(value)]
    whole = inputs.get("body")
    if isinstance(whole, Mapping):
        found += [name for name, value in whole.items() if has_file(value)]
    return found


def _undescribed(whole: Input) -> str:
    if isinstance(whole, FileValue):
        return whole.content_type or "application/octet-stream"
    return "text/plain; charset=utf-8" if isinstance(whole, str) else "application/json"


def _raw_media(content: Sequence[MediaSpec], file: FileValue) -> MediaSpec:
    """Of the types a raw body may have: the file's own, or one that leaves it open, or the first that is named."""
    raw = [media for media in content if bodies.is_raw(media)] or list(content)
    own = file.content_type.partition(";")[0].strip().lower()
    fitting = [media for media in raw if own and _allows(media.media_type.lower(), own)]
    if fitting:
        return MediaSpec(file.content_type, fitting[0].schema)
    media = raw[0]
    return MediaSpec("application/octet-stream", media.schema) if "*" in media.media_type else media


def _allows(told: str, own: str) -> bool:
    return told in (own, "*/*") or (told.endswith("/*") and own.startswith(told[:-1]))


def _value(media: MediaSpec, inputs: Mapping[str, Input], order: Sequence[str]) -> Input:
    """The body as one value: all of it, with single fields put in, in the document's order."""
    whole = inputs.get("body")
    known = body_parts.known_properties(media.schema)
    found = whole
    single = {
        bodies.split_key(media.schema, key.removeprefix(_PREFIX)): value
        for key, value in inputs.items()
        if key.startswith(_PREFIX)
    }
    for path in sorted(single, key=len):  # what is inside a value goes in after the value
        if not known or path[0] in known:
            found = put(found, path, single[path])
    if not isinstance(found, Mapping):
        return found
    given = list(whole) if isinstance(whole, Mapping) else []
    names = dict.fromkeys((*order, *given, *known, *found))
    return {name: found[name] for name in names if name in found}


def put(whole: Input, path: Sequence[str], value: Input) -> Any:
    """*whole* with *value* at *path*; objects that are not there yet are made."""
    base: dict[str, Any] = dict(whole) if isinstance(whole, Mapping) else {}
    base[path[0]] = value if len(path) == 1 else put(base.get(path[0]), path[1:], value)
    return base
