"""Finds, in a server's reply, which field of the form it complains about.

Known shapes: FastAPI (``detail: [{loc, msg}]``), Django REST framework (``{field: [words]}``), JSON:API and lists
named ``errors`` (``source.pointer``, ``pointer``, ``field``, ``path``, ``loc``, ``param``), problem+json (RFC 9457)
with ``errors`` or ``invalid-params``, and one ``error`` with a ``param``. Anything else yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.core.json_types import Json, JsonObject
from app.core.schema.model import Field, FieldError, Form
from app.core.schema.reading import as_list, as_object, as_objects, as_text
from app.core.text import verbatim

_Path = tuple[str | int, ...]
_PLACES = ("body", "query", "path", "header", "cookie", "formData", "form")
_LISTS = ("detail", "errors", "invalid-params", "invalid_params", "violations", "details", "error", "issues")
_WHERE = ("loc", "path", "field", "pointer", "param", "property", "name", "propertyPath", "fieldName", "instancePath")
_WORDS = ("msg", "message", "detail", "reason", "description", "title", "error", "messages")
_NOT_FIELDS = ("message", "msg", "detail", "title", "error", "code", "status", "type")  # an error, not field by field
_NAME = re.compile(r"[^.\[\]/]+")
_MAX_WORDS = 500
_MAX_ERRORS = 100


def server_errors(form: Form, reply_json: Json) -> tuple[FieldError, ...]:
    """The errors in *reply_json* that are about fields of *form*; none where its shape is not known."""
    found: dict[tuple[str, _Path], FieldError] = {}
    for path, words in _complaints(reply_json):
        placed = _place(form, path)
        if placed and words and len(found) < _MAX_ERRORS:
            key, rest = placed
            found.setdefault((key, rest), FieldError(key, verbatim(words[:_MAX_WORDS]), rest))
    return tuple(found.values())


def _complaints(reply: Json) -> Iterator[tuple[_Path, str]]:
    if isinstance(reply, Mapping):
        for name in _LISTS:
            told = reply.get(name)
            yield from _listed(told)
            if isinstance(told, Mapping):
                yield from _one(told)
                yield from _by_field(told, ())
        yield from _by_field(reply, ())
    else:
        yield from _listed(reply)


def _listed(told: Json) -> Iterator[tuple[_Path, str]]:
    for entry in as_objects(told):
        yield from _one(entry)


def _one(entry: JsonObject) -> Iterator[tuple[_Path, str]]:
    words = _words_in(entry)
    source = as_object(entry.get("source"))
    for told in (*(entry.get(name) for name in _WHERE), source.get("pointer"), source.get("parameter")):
        path = _path_of(told)
        if path:
            yield path, words
            return


def _words_in(entry: JsonObject) -> str:
    for name in _WORDS:
        words = as_text(entry.get(name)) or as_text(next(iter(as_list(entry.get(name))), None))
        if words:
            return words
    return ""


def _path_of(told: Json) -> _Path:
    if isinstance(told, str):
        return tuple(
            int(n) if n.isascii() and n.isdigit() and len(n) < 9 else n for n in _NAME.findall(told.lstrip("#$"))
        )
    return tuple(s for s in as_list(told) if isinstance(s, str | int) and not isinstance(s, bool))


def _by_field(reply: JsonObject, above: _Path) -> Iterator[tuple[_Path, str]]:
    """``{"name": ["This is needed."]}``, also nested and in lists of objects."""
    if len(above) > 8:
        return
    takes_text = not any(name in reply for name in _NOT_FIELDS)
    for name, told in reply.items():
        if isinstance(told, str) and takes_text:
            yield (*above, name), told
        elif isinstance(told, Mapping):
            yield from _by_field(told, (*above, name))
        for number, entry in enumerate(as_list(told)):
            if isinstance(entry, str):
                yield (*above, name), entry
            elif isinstance(entry, Mapping):
                yield from _by_field(entry, (*above, name, number))


def _place(form: Form, path: _Path) -> tuple[str, _Path] | None:
    """The field and the path inside it that *path* means, with or without the place in front."""
    if path and path[0] in _PLACES:
        place = "body" if path[0] in ("formData", "form") else str(path[0])
        inside = _inside(form, path[1:], place)
        if inside:
            return inside
    found = (_inside(form, path, place) for place in ("body", "query", "path", "header", "cookie"))
    return next((inside for inside in found if inside), None)


def _inside(form: Form, path: _Path, place: str) -> tuple[str, _Path] | None:
    if not path:
        return None
    wanted, prefix = _plain(str(path[0])), f"{place}."
    for field in form.fields:
        if field.key.startswith(prefix) and _plain(field.key[len(prefix) :]) == wanted:
            return field.key, path[1:]
    whole = form.field(place)  # a body that is one field
    return (place, path) if whole and _known_inside(whole, path) else None


def _known_inside(field: Field, path: _Path) -> bool:
    inner = [*field.children, *(f for variant in field.variants for f in variant.fields)]
    return any(_plain(f.key) == _plain(str(path[0])) for f in inner)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
