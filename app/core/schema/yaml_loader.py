"""Reads YAML 1.2 and JSON into plain values, and knows on which line each of them stands.

Scalars follow the core schema of YAML 1.2.2 (chapter 10.3), which has no dates: ``2025-07-23``, ``on`` and
``yes`` stay text. The values are built from the parser's events, in one pass and without a node tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.text import Text, text

Path_ = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_DEPTH = 100
MAX_NODES = 2_000_000  # with every alias written out: guards against documents that grow when they are walked

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,4000}\Z")
_BASED = re.compile(r"0(?:o[0-7]{1,1000}|x[0-9a-fA-F]{1,1000})\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_STR_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Located:
    """A loaded file and where in it everything stands.

    Attributes:
        marks: line and column, counted from 1, by the path of keys and indexes.
    """

    value: Json
    name: str
    marks: Mapping[Path_, Mark] = field(default_factory=dict)

    def where(self, path: Path_ = ()) -> str:
        """``file:line:column`` of *path*, or of the nearest place above it that is known."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


def load_file(path: Path) -> Located:
    """Read a YAML or JSON file.

    Raises:
        ProviderError: it cannot be read, or is neither; the words name file, line and column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProviderError(text("{file} cannot be read.", file=path.name), str(error)) from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return load_text(data.decode(encoding), path.name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _fail(path.name, (line, 1), text("this is not UTF-8 text"))


def load_text(source: str, name: str) -> Located:
    """Read YAML or JSON text; *name* stands in error messages.

    Raises:
        ProviderError: it is neither, has a key twice, or is nested too deeply.
    """
    if source.lstrip()[:1] in ("{", "["):
        try:
            value: Json = json.loads(source, object_pairs_hook=_object_once, parse_constant=str, parse_float=_float)
        except (ValueError, RecursionError):
            pass  # the YAML reader below takes it after all, or says on which line the mistake is
        else:
            if _is_shallow(value):
                return Located(value, name)
    return _Builder(name).build(source)


def _object_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _is_shallow(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Json] = []
        for entry in level:
            if isinstance(entry, dict):
                inner.extend(entry.values())
            elif isinstance(entry, list):
                inner.extend(entry)
        if not inner:
            return True
        level = inner
    return False


def _float(digits: str) -> Json:
    number = float(digits)
    return number if abs(number) < float("inf") else digits


def scalar(plain: str) -> Json:
    """The value of a plain YAML scalar by the core schema; ``.inf`` and ``.nan``, which JSON lacks, stay text."""
    if plain in _NULL:
        return None
    if plain in _BOOL:
        return _BOOL[plain]
    if _INT.match(plain):
        return int(plain)
    if _BASED.match(plain):
        return int(plain[2:], 8 if plain[1] == "o" else 16)
    return _float(plain) if _FLOAT.match(plain) else plain


def _fail(name: str, mark: Mark, words: Text, detail: str = "") -> NoReturn:
    where = f"{name}:{mark[0]}:{mark[1]}"
    raise ProviderError(text("{where}: {problem}.", where=where, problem=words), detail)


@dataclass
class _Node:
    """A value with its extent: *size* counts the values in it, *height* the levels below it."""

    value: Any
    size: int = 1
    height: int = 0


@dataclass
class _Frame:
    """A mapping or sequence that is being filled."""

    node: _Node
    path: Path_
    anchor: str | None
    key: str | None = None
    merged: list[Mapping[str, Json]] = field(default_factory=list)
    seen: dict[str, Mark] = field(default_factory=dict)


class _Builder:
    """Builds values from parser events, with a stack of its own instead of recursion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Node | None] = {}
        self._marks: dict[Path_, Mark] = {}
        self._root: _Node | None = None

    def build(self, source: str) -> Located:
        """The values of *source*, each with its place. Raises: ProviderError."""
        mark: Mark = (1, 1)
        try:
            for event in YAML(typ="safe", pure=True).parse(source):
                mark = (event.start_mark.line + 1, event.start_mark.column + 1)
                self._take(event, mark)
        except MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = (at.line + 1, at.column + 1) if at else mark
            _fail(self._name, mark, text("this is not valid YAML or JSON"), str(error.problem or ""))
        except (YAMLError, ValueError, IndexError) as error:
            _fail(self._name, mark, text("this is not valid YAML or JSON"), str(error))
        if self._root is None:
            _fail(self._name, (1, 1), text("the file is empty"))
        return Located(self._root.value, self._name, self._marks)

    def _take(self, event: Any, mark: Mark) -> None:
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event, mark)
        elif isinstance(event, ev.MappingStartEvent | ev.SequenceStartEvent):
            self._open({} if isinstance(event, ev.MappingStartEvent) else [], event.anchor, mark)
        elif isinstance(event, ev.MappingEndEvent | ev.SequenceEndEvent):
            self._close(mark)
        elif isinstance(event, ev.AliasEvent):
            self._alias(str(event.anchor), mark)

    def _scalar(self, event: Any, mark: Mark) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame and isinstance(frame.node.value, dict) and frame.key is None:
            self._key(frame, str(event.value), mark)
            return
        is_plain = event.implicit[0] and event.tag != _STR_TAG
        node = _Node(scalar(event.value) if is_plain else str(event.value))
        if event.anchor:
            self._anchors[event.anchor] = node
        self._add(node, self._path(), mark)

    def _key(self, frame: _Frame, key: str, mark: Mark) -> None:
        if key in frame.seen:
            words = text("“{key}” stands here again; it is on line {line} already", key=key, line=frame.seen[key][0])
            _fail(self._name, mark, words)
        frame.seen[key] = mark
        frame.key = key
        self._marks[(*frame.path, key)] = mark

    def _path(self) -> Path_:
        if not self._stack:
            return ()
        frame = self._stack[-1]
        return (*frame.path, len(frame.node.value) if frame.key is None else frame.key)

    def _open(self, container: dict[str, Json] | list[Json], anchor: str | None, mark: Mark) -> None:
        if self._stack and isinstance(self._stack[-1].node.value, dict) and self._stack[-1].key is None:
            _fail(self._name, mark, text("a key has to be text"))
        if len(self._stack) >= MAX_DEPTH:
            _fail(self._name, mark, text("this is nested too deeply"))
        path = self._path()
        self._marks.setdefault(path, mark)
        if anchor:
            self._anchors[anchor] = None  # an alias to it from inside would make a ring
        self._stack.append(_Frame(_Node(container), path, anchor))

    def _close(self, mark: Mark) -> None:
        frame = self._stack.pop()
        for source in frame.merged:
            for key, value in source.items():
                frame.node.value.setdefault(key, value)
        if frame.anchor:
            self._anchors[frame.anchor] = frame.node
        self._add(frame.node, frame.path, mark)

    def _alias(self, anchor: str, mark: Mark) -> None:
        node = self._anchors.get(anchor)
        frame = self._stack[-1] if self._stack else None
        if node is None:
            _fail(self._name, mark, text("“*{name}” refers to something that is not complete here", name=anchor))
        if frame and isinstance(frame.node.value, dict) and frame.key is None:
            self._key(frame, str(node.value), mark)
            return
        self._add(node, self._path(), mark)

    def _add(self, node: _Node, path: Path_, mark: Mark) -> None:
        self._marks.setdefault(path, mark)
        if not self._stack:
            if self._root is not None:
                _fail(self._name, mark, text("there is a second document in this file"))
            self._root = node
            return
        frame = self._stack[-1]
        frame.node.size += node.size
        frame.node.height = max(frame.node.height, node.height + 1)
        if frame.node.size > MAX_NODES or len(self._stack) + node.height > MAX_DEPTH:
            _fail(self._name, mark, text("this is nested too deeply"))
        self._put(frame, node.value)

    def _put(self, frame: _Frame, value: Json) -> None:
        if frame.key is None:
            frame.node.value.append(value)
            return
        if frame.key == "<<" and isinstance(value, dict):  # YAML 1.1's merge key, still met in documents
            frame.merged.append(value)
        else:
            frame.node.value[frame.key] = value
        frame.key = None
