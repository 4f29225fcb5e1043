"""The part of JSONPath (RFC 9535) that overlays use: members, indexes, wildcards, descent and simple filters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.json_types import Json
from app.core.schema.reading import as_list

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """``?@.a.b == "x"``, ``!=``, or without a value: ``@.a.b`` is there."""

    path: tuple[str, ...]
    operator: str = ""
    value: Json = None

    def holds(self, value: Json) -> bool:
        """Whether *value* passes."""
        for name in self.path:
            if not isinstance(value, Mapping) or name not in value:
                return self.operator == "!="
            value = value[name]
        if not self.operator:
            return True
        return (value == self.value) == (self.operator == "==")


@dataclass(frozen=True, slots=True)
class Segment:
    """One step of a path: *selectors* are names, indexes, filters, or None for all; *deep* looks below too."""

    selectors: tuple[str | int | Filter | None, ...]
    deep: bool = False


_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_NAME = r"[A-Za-z_\u0080-\U0010ffff$][\w\u0080-\U0010ffff$-]*"
_MEMBER = re.compile(rf"(\.\.?)(?:({_NAME})|(\*))")
_BRACKET = re.compile(r"(\.\.)?\[\s*")
_SELECTOR = re.compile(rf"(?:({_QUOTED})|(-?\d+)|(\*))\s*")
_COMPARISON = re.compile(
    rf"\?\s*(\()?\s*@((?:\.{_NAME}|\[(?:{_QUOTED})\])+)\s*"
    rf"(?:(==|!=)\s*({_QUOTED}|-?\d+(?:\.\d+)?|true|false|null))?\s*(\))?\s*"
)
_INNER = re.compile(rf"\.({_NAME})|\[({_QUOTED})\]")


class PathError(ValueError):
    """A JSONPath that is wrong, or beyond the part that is understood."""


def parse(path: str) -> tuple[Segment, ...]:
    """The segments of *path*.

    Raises:
        PathError: it does not start with ``$``, or has something that is not understood.
    """
    path = path.strip()
    if not path.startswith("$"):
        raise PathError(path)
    found: list[Segment] = []
    at = 1
    while at < len(path):
        segment, at = _segment(path, at)
        found.append(segment)
    return tuple(found)


def _segment(path: str, at: int) -> tuple[Segment, int]:
    if member := _MEMBER.match(path, at):
        return Segment((member.group(2),), deep=member.group(1) == ".."), member.end()
    bracket = _BRACKET.match(path, at)
    if not bracket:
        raise PathError(path[at:])
    at = bracket.end()
    selectors: list[str | int | Filter | None] = []
    while True:
        selector, at = _selector(path, at)
        selectors.append(selector)
        if path[at : at + 1] == "]":
            return Segment(tuple(selectors), deep=bracket.group(1) is not None), at + 1
        if path[at : at + 1] != ",":
            raise PathError(path[at:])
        at += 1 + len(path[at + 1 :]) - len(path[at + 1 :].lstrip())


def _selector(path: str, at: int) -> tuple[str | int | Filter | None, int]:
    if comparison := _COMPARISON.match(path, at):
        opened, inner, operator, literal, closed = comparison.groups()
        if bool(opened) != bool(closed):
            raise PathError(path[at:])
        names = tuple(name or _unquote(quoted) for name, quoted in _INNER.findall(inner))
        return Filter(names, operator or "", _literal(literal) if literal else None), comparison.end()
    plain = _SELECTOR.match(path, at)
    if not plain:
        raise PathError(path[at:])
    quoted, index, _ = plain.groups()
    if quoted is not None:
        return _unquote(quoted), plain.end()
    return (int(index) if index is not None else None), plain.end()


def _literal(literal: str) -> Json:
    if literal[0] in "'\"":
        return _unquote(literal)
    value: Json = json.loads(literal)
    return value


def _unquote(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def find(root: Json, segments: tuple[Segment, ...]) -> list[Location]:
    """Where *segments* lead, each place once."""
    found: list[tuple[Location, Json]] = [((), root)]
    for segment in segments:
        places: dict[Location, Json] = {}
        for location, value in found:
            starts = _below(location, value) if segment.deep else iter(((location, value),))
            for start, inner in starts:
                places.update(_select(start, inner, segment))
        found = list(places.items())
    return [location for location, _ in found]


def _below(location: Location, value: Json) -> Iterator[tuple[Location, Json]]:
    yield location, value
    for key, inner in _entries(value):
        yield from _below((*location, key), inner)


def _entries(value: Json) -> list[tuple[str | int, Json]]:
    if isinstance(value, Mapping):
        return list(value.items())
    return list(enumerate(as_list(value)))


def _select(location: Location, value: Json, segment: Segment) -> Iterator[tuple[Location, Json]]:
    for selector in segment.selectors:
        for key, inner in _entries(value):
            if _takes(selector, key, inner, len(as_list(value))):
                yield (*location, key), inner


def _takes(selector: str | int | Filter | None, key: str | int, value: Json, length: int) -> bool:
    if selector is None:
        return True
    if isinstance(selector, Filter):
        return selector.holds(value)
    if isinstance(selector, int):
        return isinstance(key, int) and key == (selector if selector >= 0 else length + selector)
    return selector == key
