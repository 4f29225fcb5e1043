"""Remembers which files left whole without an answer: sent to another address, they could be there twice.

What is safe to repeat is safe at the same address, or in the same session, only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.engine.trip import Trip
from app.core.flow.actions import Call
from app.core.flow.outcome import Failed, Outcome
from app.core.json_types import Json
from app.core.transfer import StepRecord, StepState

LEFT = "$left"
"""The output under which the journal keeps it."""


def note_lost(trip: Trip, call: Call, outcome: Outcome | None) -> None:
    """*call* came to *outcome* (None: it was stopped): have *trip* know if its file may have arrived."""
    if not call.carries_file or "#" in call.step:
        return  # of pieces and companions nothing is made alone
    gone = (
        trip.left > 0 and trip.all_left if outcome is None else isinstance(outcome, Failed) and outcome.error.complete
    )
    if gone:
        trip.unclear |= {call.step}


def noted(trip: Trip, step: str) -> Mapping[str, Json]:
    """What is kept with an attempt at *step*: the moment, and whether it, or an earlier one, may have arrived."""
    return {**trip.moment, LEFT: True} if step in trip.unclear else trip.moment


def unclear_in(records: Iterable[StepRecord]) -> frozenset[str]:
    """The steps of *records* that are not through, and may have arrived."""
    return frozenset(one.step for one in records if LEFT in one.outputs and one.state is not StepState.DONE)
