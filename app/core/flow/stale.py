"""Finds what must be asked for again: outputs that are too old or were wiped, and everything that was built on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from app.core.flow.actions import Part, Recorded, Scope
from app.core.flow.env import Env
from app.core.flow.evaluate import once
from app.core.flow.expiry import end_of_life, is_expired, is_over
from app.core.flow.plan import Unit, carries_anything, dependents, leans_on
from app.core.masking import is_masked
from app.core.providers.model import Flow, Per, Step


@dataclass(frozen=True, slots=True)
class Stale:
    """A step whose outputs are of no use any more. *in_session*: it belongs to the batch, not to this lane."""

    step: Step
    in_session: bool


def stale_source(scope: Scope, unit: Unit, recorded: Mapping[str, Recorded]) -> Stale | None:
    """The step whose outputs *unit* is about to use although they are too old, or None.

    Only requests that carry something or go to a signed address mind: a status can be asked for, and a
    session be closed, long after its upload address has expired.
    """
    if scope.part is Part.AFTER or not (unit.step.url or carries_anything(unit.step)):
        return None
    needed = leans_on(unit.step)
    for step in scope.provider.flow.steps:
        if step.id not in needed:
            continue
        own = recorded.get(f"{step.id}#{unit.index}") or recorded.get(step.id)
        env = partial(Env, scope, recorded=recorded, file=unit.file, index=unit.index)
        if own is not None:
            if is_masked(own.outputs) or (step.expires is not None and is_expired(step.expires, own, env())):
                return Stale(step, in_session=False)
        elif step.id in scope.session and _session_is_over(scope, step, env):
            return Stale(step, in_session=scope.part is Part.FILES)
    return None


def _session_is_over(scope: Scope, step: Step, env: Callable[[], Env]) -> bool:
    expires, record = step.expires, scope.session[step.id]
    if expires is None:
        return False
    reads = (expires.at, expires.from_url)
    end = once(("end", step.id), reads, scope, lambda: end_of_life(expires, record, env()))
    return is_over(end, record, scope.now())


def keys_to_forget(flow: Flow, target: Step, index: int | None, recorded: Iterable[str]) -> tuple[str, ...]:
    """The records that are of no use once *target* is run again: its own, and those built on it."""
    bases = dependents(flow, target.id)
    alone = target.per in (Per.CHUNK, Per.COMPANION) and index is not None
    found = []
    for key in recorded:
        base, _, number = key.partition("#")
        if base in bases and not (alone and number.isdecimal() and int(number) != index):
            found.append(key)
    return tuple(found)
