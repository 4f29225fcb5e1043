"""Checks that every expression of upload.yaml can be read and refers to something that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.providers.expressions import ExpressionError, Source, near, parse
from app.core.providers.reader import Reader
from app.core.schema.located import Path_
from app.core.text import text

REQUEST = frozenset({"inputs", "steps", "file", "files", "companion", "chunk", "batch", "now"})
REPLY = REQUEST | {"response", "statusCode"}
WORDS = REPLY
_LATER = frozenset({"inputs", "steps"})
ACTION = REPLY | {"item", "done"}
_PER_FILE = frozenset({"file", "files", "companion", "chunk"})

_STEP_REQUEST = ("put", "post", "patch", "with", "headers", "body", "when", "confirm")
_POLL = ("status", "total", "done", "failed", "problem", "say")
_RECOVER = ("items", "next", "match", "with")
_ACTION = ("with", "for_each", "where", "then_with", "download", "file_name", "say", "confirm")


@dataclass(frozen=True, slots=True)
class Use:
    """One expression text, where it stands, and which roots make sense there."""

    path: Path_
    words: str
    roots: frozenset[str]
    step: int | None = None  # its step's place in the list


def check_references(data: Mapping[str, Any], reader: Reader) -> None:
    """Note everything in *data*'s expressions that refers to nothing."""
    steps = data["steps"]
    outputs = {s["id"]: set(s.get("outputs", {})) for s in steps}
    order = {s["id"]: i for i, s in enumerate(steps)}
    per_batch = {i for i, s in enumerate(steps) if s.get("per") == "batch"}
    for use in uses(data):
        try:
            sources = list(parse(use.words).sources())
        except ExpressionError as error:
            at = text("{words} (at character {n} of “{all}”)", words=error.words, n=error.position + 1, all=use.words)
            reader.problem(use.path, at)
            continue
        for source in sources:
            _check_root(source, use, per_batch, reader)
            _check_step(source, use, outputs, order, reader)


def _check_root(source: Source, use: Use, per_batch: set[int], reader: Reader) -> None:
    if source.root not in use.roots:
        reader.problem(
            use.path,
            text(
                "“${root}” means nothing here; expected one of: {known}",
                root=source.root,
                known=", ".join("$" + r for r in sorted(use.roots)),
            ),
        )
    elif use.step in per_batch and source.root in _PER_FILE:
        reader.problem(use.path, text("a step per batch has no “${root}”", root=source.root))


def _check_step(
    source: Source, use: Use, outputs: Mapping[str, set[str]], order: Mapping[str, int], reader: Reader
) -> None:
    if source.root == "steps":
        step, output = source.path[0], source.path[2]
    elif source.root == "batch" and source.path[0] == "collect":
        step, output = source.path[1], source.path[2]
    else:
        return
    if step not in outputs:
        reader.problem(use.path, text("there is no step “{step}”{hint}", step=step, hint=near(step, outputs)))
    elif output not in outputs[step]:
        words = text(
            "the step “{step}” has no output “{output}”{hint}",
            step=step,
            output=output,
            hint=near(output, outputs[step]),
        )
        reader.problem(use.path, words)
    elif use.step is not None and order[step] >= use.step:
        reader.problem(use.path, text("the step “{step}” comes later, so it has no outputs yet", step=step))


def uses(data: Mapping[str, Any]) -> Iterator[Use]:
    """Every expression text of an upload.yaml."""
    for i, step in enumerate(data["steps"]):
        yield from _step_uses(step, ("steps", i), i)
    for i, action in enumerate(data.get("actions", ())):
        for key in _ACTION:
            yield from _texts(action.get(key), ("actions", i, key), ACTION)
    yield from _texts(data.get("result"), ("result",), REQUEST)
    yield from _texts(data.get("destination"), ("destination",), frozenset({"inputs", "steps"}))
    yield from _texts(data.get("messages"), ("messages",), WORDS)
    yield from _other_uses(data)


def _other_uses(data: Mapping[str, Any]) -> Iterator[Use]:
    auth, files = data.get("auth", {}), data.get("files", {})
    inputs = frozenset({"inputs"})
    yield from _texts(auth.get("headers"), ("auth", "headers"), inputs)
    yield from _texts(auth.get("test", {}).get("with"), ("auth", "test", "with"), inputs)
    companion = files.get("companion", {}).get("name")
    yield from _texts(companion, ("files", "companion", "name"), frozenset({"file"}))
    for field, hints in data.get("form", {}).items():
        choices = hints.get("choices", {}) if isinstance(hints, Mapping) else {}
        path: Path_ = ("form", field, "choices")
        yield from _texts(choices.get("items"), (*path, "items"), frozenset({"response"}))
        yield from _texts(choices.get("with"), (*path, "with"), inputs)


def _step_uses(step: Mapping[str, Any], path: Path_, index: int) -> Iterator[Use]:
    for key in _STEP_REQUEST:
        yield from _texts(step.get(key), (*path, key), REQUEST, index)
    for i, part in enumerate(step.get("multipart", ())):
        for key in ("value", "file_name", "content_type"):
            yield from _texts(part.get(key), (*path, "multipart", i, key), REQUEST, index)
    yield from _texts(step.get("outputs"), (*path, "outputs"), REPLY, index)
    for key in ("at", "from_url"):
        # Looked at long after the reply, so only what is recorded can be read; its own outputs are.
        yield from _texts(step.get("expires", {}).get(key), (*path, "expires", key), _LATER, index + 1)
    for group, keys in (("poll", _POLL), ("recover", _RECOVER)):
        for key in keys:
            yield from _texts(step.get(group, {}).get(key), (*path, group, key), REPLY, index)


def _texts(value: object, path: Path_, roots: frozenset[str], step: int | None = None) -> Iterator[Use]:
    if isinstance(value, str):
        yield Use(path, value, roots, step)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key), roots, step)
    elif isinstance(value, Sequence):
        for i, inner in enumerate(value):
            yield from _texts(inner, (*path, i), roots, step)
