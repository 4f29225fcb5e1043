"""Writes the forms with several parts that steps send; what all files of a session share is written once for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from app.core.errors import FlowError
from app.core.flow.env import MISSING, Env, Value
from app.core.flow.evaluate import as_text, evaluate, is_shared, once, plain
from app.core.flow.policy import Sizes, size_problem, size_range
from app.core.providers.model import MultipartPart, Step
from app.core.schema.multipart import FileValue, Part, build_multipart, new_boundary, text_part, written
from app.core.schema.request import Piece
from app.core.text import text


@dataclass(frozen=True, slots=True)
class _Lead:
    """How a form begins.

    Attributes:
        boundary: what stands between its parts.
        parts: the first of them; *rest*: those that come then.
        takes: the sizes of files that the policies among them let through.
    """

    boundary: str
    parts: bytes
    rest: tuple[MultipartPart, ...]
    takes: tuple[Sizes, ...]


def step_form(step: Step, env: Env) -> tuple[str, tuple[Piece, ...]]:
    """The type and the pieces of the form that *step* sends.

    Raises:
        FlowError: something that it needs is not there, or a file would be refused for its size.
    """
    lead = once(("form", step.id), (), env.scope, partial(_lead, step, env))
    parts, takes = _write(step, lead.rest, env)
    _check_sizes(parts, (*lead.takes, *takes), env)
    return build_multipart(parts, lead.boundary, lead.parts)


def _lead(step: Step, env: Env) -> _Lead:
    shared = list(takewhile(lambda part: is_shared((part.value, part.content_type), env.scope), step.multipart))
    parts, takes = _write(step, shared, env)
    texts = [part for part in parts if isinstance(part, bytes)]
    assert len(texts) == len(parts), "a session and a form hold no files"
    boundary = new_boundary()
    return _Lead(boundary, written(texts, boundary), step.multipart[len(shared) :], tuple(takes))


def _write(step: Step, parts: Iterable[MultipartPart], env: Env) -> tuple[list[Part], list[Sizes]]:
    """The parts with their values; and the sizes of files that the policies among them let through."""
    made: list[Part] = []
    takes: list[Sizes] = []
    for part in parts:
        value = evaluate(part.value, env)
        if part.name != "*":
            made += _part(part, value, env)
            continue
        if not isinstance(value, Mapping):
            raise FlowError(text("The fields that belong to the upload address are not known."))
        named = {other.name for other in step.multipart}
        made += [text_part(str(n), plain(v)) for n, v in value.items() if n not in named]
        taken = size_range(value)
        takes += [taken] if taken is not None else []
    return made, takes


def _part(part: MultipartPart, value: Value, env: Env) -> Iterator[Part]:
    """*part*, which may hold several files; none where there is no value."""
    if value is MISSING:
        return
    content_type = as_text(part.content_type, env)
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, FileValue):
            name = as_text(part.file_name, env) if part.file_name else one.file_name
            yield part.name, FileValue(name, content_type or one.content_type, one.pieces), content_type
        else:
            yield text_part(part.name, plain(one), content_type)


def _check_sizes(parts: Sequence[Part], takes: Sequence[Sizes], env: Env) -> None:
    """A presigned POST says what it takes: a file that it would refuse does not have to travel first."""
    for part in parts if takes else ():
        if isinstance(part, tuple) and isinstance(part[1], FileValue):
            size = sum([len(piece) if isinstance(piece, bytes) else piece.size for piece in part[1].pieces])
            for taken in takes:
                problem = size_problem(taken, size, env.scope.provider.name)
                if problem is not None:
                    raise FlowError(problem)
