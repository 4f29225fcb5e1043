"""Writes values into addresses and headers by ``style`` and ``explode`` (OpenAPI 3.1.1, Parameter Object)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote

from app.core.json_types import Json
from app.core.schema import normal_form as nf
from app.core.schema.reading import as_list

Quote = Callable[[str], str]
Pair = tuple[str, str]

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
_RESERVED = ":/?[]@!$'()*,;="  # without # & +, which would end or change the value on the way


def percent(words: str) -> str:
    """*words* percent-encoded but for letters, digits and ``-._~`` (RFC 3986, 2.3)."""
    return quote(words, safe="", errors="replace")


def percent_reserved(words: str) -> str:
    """*words* percent-encoded, with the reserved characters left as they are (``allowReserved``)."""
    return quote(words, safe=_RESERVED, errors="replace")


def scalar_text(value: Json) -> str:
    """A single value as text: ``true``, ``1.5``, the text itself; nothing for null; JSON for what has parts."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_list(value: object) -> bool:
    """Whether *value* is a list, as JSON has them."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def pairs(name: str, value: Json, style: str, *, explode: bool, quoted: Quote = percent) -> list[Pair]:
    """Names and values of a query, already percent-encoded by *quoted*; null and an empty list make none."""
    if value is None:
        return []
    if style == "deepObject" and isinstance(value, Mapping):
        return [(quoted(n), quoted(v)) for n, v in _deep(name, value)]
    if isinstance(value, Mapping):
        return _object_pairs(name, value, style, explode=explode, quoted=quoted)
    if is_list(value):
        entries = [quoted(scalar_text(entry)) for entry in as_list(value)]
        if explode or style == "deepObject":
            return [(quoted(name), entry) for entry in entries]
        return [(quoted(name), _separator(style, quoted).join(entries))] if entries else []
    return [(quoted(name), quoted(scalar_text(value)))]


def _separator(style: str, quoted: Quote) -> str:
    return quoted(_SEPARATORS[style]) if style in _SEPARATORS else ","


def _object_pairs(name: str, value: Mapping[str, Json], style: str, *, explode: bool, quoted: Quote) -> list[Pair]:
    members = [(quoted(n), quoted(scalar_text(v))) for n, v in value.items() if v is not None]
    if explode and style not in _SEPARATORS:
        return members
    flat = [word for member in members for word in member]
    return [(quoted(name), _separator(style, quoted).join(flat))] if flat else []


def _deep(name: str, value: Json) -> Iterator[Pair]:
    """``name[a][b]=v``; the entries of a list repeat the name, as most servers that read brackets take it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _deep(f"{name}[{key}]", inner)
    elif is_list(value):
        for number, entry in enumerate(as_list(value)):
            yield from _deep(f"{name}[{number}]" if isinstance(entry, Mapping) else name, entry)
    elif value is not None:
        yield name, scalar_text(value)


def in_path(name: str, value: Json, style: str, *, explode: bool, quoted: Quote = percent) -> str:
    """A value in a path: ``simple``, ``label`` (``.a.b``) or ``matrix`` (``;name=a``)."""
    if style == "matrix":
        if isinstance(value, Mapping) or is_list(value):
            found = pairs(name, value, "form", explode=explode, quoted=quoted)
            return "".join(f";{n}={v}" for n, v in found)
        return f";{quoted(name)}={quoted(scalar_text(value))}"
    joined = simple(value, explode=explode, quoted=quoted, separator="." if style == "label" and explode else ",")
    return f".{joined}" if style == "label" else joined


def simple(value: Json, *, explode: bool, quoted: Quote = str, separator: str = ",") -> str:
    """A value in style ``simple``, as headers and paths have it."""
    if isinstance(value, Mapping):
        between = "=" if explode else ","
        return separator.join(f"{quoted(n)}{between}{quoted(scalar_text(v))}" for n, v in value.items())
    if is_list(value):
        return separator.join(quoted(scalar_text(entry)) for entry in as_list(value))
    return quoted(scalar_text(value))


def json_text(schema: Mapping[str, Json], value: Json, *, ascii_only: bool = False) -> str:
    """*value* as the JSON that goes into a text field; a text that is JSON already stays as it is."""
    if isinstance(value, str) and nf.type_of(nf.value_schema(schema)) != "string" and _is_json(value):
        return value
    return json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))


def _is_json(words: str) -> bool:
    try:
        json.loads(words)
    except (ValueError, RecursionError):
        return False
    return True
