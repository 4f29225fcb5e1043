"""Builds plain values from YAML 1.2's parser events, in one pass and without a node tree.

Scalars follow the core schema of YAML 1.2.2 (chapter 10.3), which has no dates: ``2025-07-23``, ``on`` and
``yes`` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from app.core.json_types import Json
from app.core.schema.located import MAX_DEPTH, Located, Mark, Path_, fail, finite
from app.core.text import text

MAX_NODES = 2_000_000  # with every alias written out: guards against documents that grow when they are walked

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,4000}\Z")
_BASED = re.compile(r"0(?:o[0-7]{1,1000}|x[0-9a-fA-F]{1,1000})\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_STR_TAG = "tag:yaml.org,2002:str"


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
    return finite(plain) if _FLOAT.match(plain) else plain


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


class Builder:
    """Builds values from parser events, with a stack of its own instead of recursion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Node | None] = {}
        self._marks: dict[Path_, Mark] = {}
        self._root: _Node | None = None

    def build(self, source: str) -> Located:
        """The values of *source*. Raises: ProviderError: it is not YAML, has a key twice, or is nested too deeply."""
        mark: Mark = (1, 1)
        try:
            for event in YAML(typ="safe", pure=True).parse(source):
                mark = (event.start_mark.line + 1, event.start_mark.column + 1)
                self._take(event, mark)
        except MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = (at.line + 1, at.column + 1) if at else mark
            fail(self._name, mark, text("this is not valid YAML or JSON"), str(error.problem or ""))
        except (YAMLError, ValueError, IndexError) as error:
            fail(self._name, mark, text("this is not valid YAML or JSON"), str(error))
        if self._root is None:
            fail(self._name, (1, 1), text("the file is empty"))
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
            fail(self._name, mark, words)
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
            fail(self._name, mark, text("a key has to be text"))
        if len(self._stack) >= MAX_DEPTH:
            fail(self._name, mark, text("this is nested too deeply"))
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
            fail(self._name, mark, text("“*{name}” refers to something that is not complete here", name=anchor))
        if frame and isinstance(frame.node.value, dict) and frame.key is None:
            self._key(frame, str(node.value), mark)
            return
        self._add(node, self._path(), mark)

    def _add(self, node: _Node, path: Path_, mark: Mark) -> None:
        self._marks.setdefault(path, mark)
        if not self._stack:
            if self._root is not None:
                fail(self._name, mark, text("there is a second document in this file"))
            self._root = node
            return
        frame = self._stack[-1]
        frame.node.size += node.size
        frame.node.height = max(frame.node.height, node.height + 1)
        if frame.node.size > MAX_NODES or len(self._stack) + node.height > MAX_DEPTH:
            fail(self._name, mark, text("this is nested too deeply"))
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
