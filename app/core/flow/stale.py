"""Finds what must be asked for again: outputs that are too old, and everything that was built on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.flow.actions import Part, Recorded, Scope
from app.core.flow.env import Env
from app.core.flow.expiry import is_expired
from app.core.flow.plan import Unit, carries_anything, dependents, leans_on
from app.core.providers.model import Flow, Per, Step


@dataclass(frozen=True, slots=True)
class Stale:
    """A step whose outputs are too old. *in_session*: it belongs to the batch, not to this lane."""

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
        if step.expires is None or step.id not in needed:
            continue
        own = recorded.get(f"{step.id}#{unit.index}") or recorded.get(step.id)
        record = own or scope.session.get(step.id)
        if record is not None and is_expired(step.expires, record, _env(scope, unit, recorded)):
            return Stale(step, in_session=own is None and scope.part is Part.FILES)
    return None


def _env(scope: Scope, unit: Unit, recorded: Mapping[str, Recorded]) -> Env:
    file = scope.files[0] if scope.files else None
    return Env(scope, recorded=recorded, file=file, index=unit.index)


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
