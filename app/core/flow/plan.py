"""Which steps a lane runs, in which order, and which step leans on which; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import msgspec

from app.core.flow.actions import Part, Scope
from app.core.flow.env import Chunk
from app.core.providers.expressions import Source, parse
from app.core.providers.model import Flow, Per, Provider, Repeat, Step
from app.core.sources import SourceFile

ALGORITHMS = (("md5",), ("sha1",), ("sha256",))
"""Paths below ``$file`` and ``$chunk`` that stand for a digest."""
_CONTENT = ("file", "files", "companion", "chunk")


class Unit(msgspec.Struct, frozen=True):
    """One run of a step: for the batch or the transfer, or for its n-th companion or chunk."""

    step: Step
    index: int | None = None
    file: SourceFile | None = None
    chunk: Chunk | None = None

    @property
    def key(self) -> str:
        """The step's id in the records: ``"id"`` or ``"id#n"``."""
        return self.step.id if self.index is None else f"{self.step.id}#{self.index}"


def has_part(provider: Provider, part: Part, mode: str) -> bool:
    """Whether the flow has steps of *part* in *mode*."""
    return bool(steps_of(provider.flow, part, mode))


@lru_cache(maxsize=512)
def steps_of(flow: Flow, part: Part, mode: str) -> tuple[Step, ...]:
    """The steps of *part* in *mode*, in order."""
    steps = in_mode(flow, mode)
    first = next((i for i, s in enumerate(steps) if s.per is not Per.BATCH), len(steps))
    if part is Part.FILES:
        return tuple(s for s in steps if s.per is not Per.BATCH)
    before = part is Part.BEFORE
    return tuple(s for i, s in enumerate(steps) if s.per is Per.BATCH and (i < first) == before)


@lru_cache(maxsize=512)
def in_mode(flow: Flow, mode: str) -> tuple[Step, ...]:
    """The steps that run in *mode*; the first mode when none is named."""
    chosen = mode or (flow.modes[0].id if flow.modes else "")
    return tuple(s for s in flow.steps if not s.mode or s.mode == chosen)


def units(scope: Scope) -> Iterator[Unit]:
    """Every run of every step of the scope's part, in order.

    Neighbouring steps per chunk (or per companion) take turns: all of them for one chunk, then the next.
    """
    file = scope.files[0] if scope.files else None
    for per, members in _neighbours(scope.provider.flow, scope.part, scope.mode):
        if per is Per.CHUNK and file is not None:
            yield from _chunk_units(members, file)
        elif per is Per.COMPANION:
            for i, owner in enumerate(scope.files):
                yield from (Unit(s, i, owner) for s in members)
        else:
            yield from (Unit(s, None, file) for s in members)


@lru_cache(maxsize=512)
def _neighbours(flow: Flow, part: Part, mode: str) -> tuple[tuple[Per, tuple[Step, ...]], ...]:
    steps = steps_of(flow, part, mode)
    return tuple((per, tuple(group)) for per, group in groupby(steps, key=attrgetter("per")))


def _chunk_units(steps: tuple[Step, ...], file: SourceFile) -> Iterator[Unit]:
    size = steps[0].chunk_size or file.size or 1
    count = max(1, -(-file.size // size))
    for i in range(count):
        chunk = Chunk(i, i * size, min(size, file.size - i * size))
        yield from (Unit(s, i, file, chunk) for s in steps)


def request_texts(step: Step) -> Iterator[str]:
    """Every expression text by which a step's request is made."""
    yield from (step.url, step.body, step.when)
    yield from step.headers.values()
    yield from _texts(step.with_)
    for part in step.multipart:
        yield from (part.value, part.file_name, part.content_type)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


@lru_cache(maxsize=4096)
def steps_read(words: str) -> frozenset[str] | None:
    """The steps by whose outputs, with the form's values, that of *words* is decided; None: by something else too."""
    found = list(sources([words]))
    if any(s.root not in ("steps", "inputs") or "uri_template" in s.filters for s in found):
        return None
    return frozenset(s.path[0] for s in found if s.root == "steps")


def sources(texts: Iterable[str]) -> Iterator[Source]:
    """Every source in *texts*."""
    for words in texts:
        yield from parse(words).sources()


@lru_cache(maxsize=512)
def leans_on(step: Step) -> frozenset[str]:
    """The steps whose outputs a step's request reads."""
    return frozenset(s.path[0] for s in sources(request_texts(step)) if s.root == "steps")


@lru_cache(maxsize=512)
def dependents(flow: Flow, step_id: str) -> frozenset[str]:
    """The steps whose requests read *step_id*'s outputs, directly or through others; with itself."""
    found = {step_id}
    for step in flow.steps:
        if leans_on(step) & found:
            found.add(step.id)
    return frozenset(found)


@lru_cache(maxsize=512)
def asked_anew(flow: Flow, *, going_on: bool) -> frozenset[str]:
    """The steps of a transfer whose outputs a retry does without: it asks again, and everything that leans on them
    may be done again as well.

    Only outputs that something is sent with are meant (signed addresses, their fields), not what is shown of them.

    Args:
        going_on: the retry goes on where it stopped, so that the address to which parts of a file were sent stays.
    """
    return frozenset(
        step.id for step in flow.steps if step.per is not Per.BATCH and _is_asked_anew(flow, step, going_on)
    )


def _is_asked_anew(flow: Flow, step: Step, going_on: bool) -> bool:
    leaning = [one for one in flow.steps if one.id in dependents(flow, step.id)]
    users = [one for one in leaning if one is not step and (one.url or carries_anything(one))]
    if not users or (going_on and step.per is not Per.CHUNK and any(one.per is Per.CHUNK for one in users)):
        return False
    # What was through before the last of them would be done a second time.
    return all(one.repeat is Repeat.SAFE for one in leaning[: leaning.index(users[-1])])


@lru_cache(maxsize=512)
def carries_content(step: Step) -> bool:
    """Whether the step's request holds bytes of the transfer's file (not of a companion)."""
    return any(s.root in _CONTENT and not s.path and s.root != "companion" for s in sources(request_texts(step)))


@lru_cache(maxsize=512)
def digests_read(step: Step) -> tuple[Source, ...]:
    """The sources of the step's request for which a file has to be hashed before it is sent."""
    return tuple(s for s in sources(request_texts(step)) if s.root in ("file", "chunk") and s.path[:1] in ALGORITHMS)


@lru_cache(maxsize=512)
def carries_anything(step: Step) -> bool:
    """Whether the step's request holds bytes of a file or a companion."""
    return any(s.root in _CONTENT and not s.path for s in sources(request_texts(step)))
