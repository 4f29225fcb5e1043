"""The small expression language of upload.yaml: from text to a tree, with the place of every mistake.

::

    template   = expression | text with {expression} holes
    expression = alternative *( " ?? " alternative )        the first one that is there
    alternative = source | "null" | "'" text "'"
    source     = "$" root *( "." name ) [ "#" JSON Pointer ] *( "|" filter )

Only ``{$`` opens a hole, so JSON braces and S3's ``${filename}`` stand in a template as they are.
Runtime expressions are those of Arazzo 1.0 where it has them; the rest is ``upload-format.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from app.core.errors import SendoffError
from app.core.text import Text, text

FILTERS = ("base64", "hex2b64", "json", "dirname", "basename", "quote", "pairs", "uri_template")

_FILE = ("name", "stem", "ext", "type", "size", "md5", "sha1", "sha256", "columns", "rows")
_CHUNK = ("index", "number", "offset", "end", "size", "sha1", "md5")
ROOTS: dict[str, tuple[str, ...]] = {
    "inputs": (),
    "steps": (),
    "response": ("body", "header", "words"),
    "statusCode": (),
    "file": (*_FILE, "valid"),
    "files": ("count",),
    "companion": ("name", "type", "size"),
    "batch": ("sent", "count", "collect"),
    "chunk": _CHUNK,
    "now": (),
    "item": (),
    "done": (),
}

_NAME = re.compile(r"[^.#|{}\s?'$]+")
_POINTER = re.compile(r"[^|{}\s]*")
_ALTERNATIVE = re.compile(r"\s*\?\?\s*")
_LITERAL = re.compile(r"'([^'{}]*)'|null")


class ExpressionError(SendoffError):
    """An expression cannot be read. *position*: the offset in the text, from 0."""

    def __init__(self, words: Text, position: int) -> None:
        super().__init__(words)
        self.position = position


@dataclass(frozen=True, slots=True)
class Source:
    """``$root.path#/pointer|filter``."""

    root: str
    path: tuple[str, ...] = ()
    pointer: str | None = None
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Literal:
    """A fixed text, or null."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Expression:
    """Alternatives, of which the first that is there counts."""

    alternatives: tuple[Source | Literal, ...]


@dataclass(frozen=True)
class Template:
    """Literal text and expressions in turn."""

    parts: tuple[str | Expression, ...]

    @cached_property
    def single(self) -> Expression | None:
        """The expression, when the template is nothing else: then its value keeps its type."""
        only = self.parts[0] if len(self.parts) == 1 else None
        return only if isinstance(only, Expression) else None

    def sources(self) -> Iterator[Source]:
        """Every source in it."""
        for part in self.parts:
            if isinstance(part, Expression):
                yield from (a for a in part.alternatives if isinstance(a, Source))


@lru_cache(maxsize=4096)
def parse(words: str) -> Template:
    """The tree of *words*.

    Raises:
        ExpressionError: it cannot be read; says where and what was expected.
    """
    if re.match(r"\$[A-Za-z]", words):
        expression, end = _expression(words, 0)
        if end != len(words):
            raise ExpressionError(text("“{rest}” does not belong into an expression", rest=words[end:]), end)
        return Template((expression,))
    return Template(tuple(_parts(words)))


def _parts(words: str) -> Iterator[str | Expression]:
    at = 0
    while (hole := words.find("{$", at)) >= 0:
        if hole > at:
            yield words[at:hole]
        expression, end = _expression(words, hole + 1)
        if end >= len(words) or words[end] != "}":
            raise ExpressionError(text("the hole that opens here is not closed by a brace"), hole)
        yield expression
        at = end + 1
    if at < len(words):
        yield words[at:]


def _expression(words: str, at: int) -> tuple[Expression, int]:
    first, at = _source(words, at)
    alternatives: list[Source | Literal] = [first]
    while separator := _ALTERNATIVE.match(words, at):
        literal = _LITERAL.match(words, separator.end())
        if literal:
            alternatives.append(Literal(literal.group(1)))
            at = literal.end()
        else:
            source, at = _source(words, separator.end())
            alternatives.append(source)
    return Expression(tuple(alternatives)), at


def _source(words: str, at: int) -> tuple[Source, int]:
    start = at
    if words[at : at + 1] != "$":
        raise ExpressionError(text("expected an expression that begins with “$”"), at)
    names, at = _names(words, at + 1)
    pointer = None
    if words[at : at + 1] == "#":
        found = _POINTER.match(words, at + 1)
        pointer = found.group(0) if found else ""
        if pointer and not pointer.startswith("/"):
            raise ExpressionError(text("a JSON Pointer begins with “/”, as in “#/a/b”"), at + 1)
        at += 1 + len(pointer)
    filters, at = _filters(words, at)
    source = Source(names[0], tuple(names[1:]), pointer, filters)
    _check(source, start)
    return source, at


def _names(words: str, at: int) -> tuple[list[str], int]:
    names: list[str] = []
    while True:
        found = _NAME.match(words, at)
        if not found:
            raise ExpressionError(text("expected a name here, as in “$file.name”"), at)
        names.append(found.group(0))
        at = found.end()
        if words[at : at + 1] != ".":
            return names, at
        at += 1


def _filters(words: str, at: int) -> tuple[tuple[str, ...], int]:
    filters: list[str] = []
    while words[at : at + 1] == "|":
        found = _NAME.match(words, at + 1)
        name = found.group(0) if found else ""
        if name not in FILTERS:
            raise ExpressionError(
                text("“{name}” is no filter; expected one of: {known}", name=name, known=", ".join(FILTERS)),
                at + 1,
            )
        filters.append(name)
        at += 1 + len(name)
    return tuple(filters), at


def _check(source: Source, at: int) -> None:
    if source.root not in ROOTS:
        raise ExpressionError(text("“${name}” is not known{hint}", name=source.root, hint=near(source.root, ROOTS)), at)
    shape = _SHAPES.get(source.root)
    if shape and not shape.fullmatch(".".join(source.path)):
        raise ExpressionError(
            text("“${name}” cannot be read that way; expected {form}", name=source.root, form=_FORMS[source.root]),
            at,
        )


def near(name: str, known: object) -> Text | str:
    """``" (did you mean “…”?)"`` when one of the *known* names resembles *name*, or an empty string."""
    names = [str(k) for k in known] if hasattr(known, "__iter__") else []
    best = get_close_matches(name, names, n=1, cutoff=0.6)
    return text(" (did you mean “{near}”?)", near=best[0]) if best else ""


_N = r"[^.]+"
_SHAPES = {
    "inputs": re.compile(r".+"),
    "steps": re.compile(rf"{_N}\.outputs\.{_N}"),
    "response": re.compile(rf"body|words|header\.{_N}"),
    "statusCode": re.compile(r""),
    "file": re.compile(rf"({'|'.join(_FILE)}|valid\.{_N})?"),
    "files": re.compile(r"(count)?"),
    "companion": re.compile(r"(name|type|size)?"),
    "batch": re.compile(rf"sent|count|collect\.{_N}\.{_N}"),
    "chunk": re.compile(rf"({'|'.join(_CHUNK)})?"),
    "now": re.compile(r""),
    "item": re.compile(r""),
    "done": re.compile(r""),
}
_FORMS = {
    "inputs": "“$inputs.body.source”",
    "steps": "“$steps.ask.outputs.url”",
    "response": "“$response.body#/a/b”, “$response.header.Location” or “$response.words”",
    "statusCode": "“$statusCode”",
    "file": "“$file” or “$file.” with one of: " + ", ".join(_FILE) + ", valid.<rule>",
    "files": "“$files” or “$files.count”",
    "companion": "“$companion”, “$companion.name”, “$companion.type” or “$companion.size”",
    "batch": "“$batch.sent”, “$batch.count” or “$batch.collect.<step>.<output>”",
    "chunk": "“$chunk” or “$chunk.” with one of: " + ", ".join(_CHUNK),
    "now": "“$now”",
    "item": "“$item” or “$item#/name”",
    "done": "“$done”",
}
