"""Which transfers the Transfers page shows: by how they stand, and by what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.core.transfer import State, Transfer
from app.ui.text import tr


class Filter(StrEnum):
    """The choices over the list."""

    ALL = "all"
    UNDER_WAY = "under_way"
    NEEDS_YOU = "needs_you"
    DONE = "done"


_STATES: Mapping[Filter, frozenset[State]] = {
    Filter.ALL: frozenset(State),
    Filter.UNDER_WAY: frozenset({State.QUEUED, State.RUNNING, State.PROCESSING, State.WAITING, State.PAUSED}),
    Filter.NEEDS_YOU: frozenset({State.FAILED, State.UNKNOWN}),
    Filter.DONE: frozenset({State.DONE, State.CANCELLED}),
}


def filter_words(which: Filter) -> str:
    """What its button says."""
    words = {
        Filter.ALL: tr("All"),
        Filter.UNDER_WAY: tr("Under way"),
        Filter.NEEDS_YOU: tr("Needs you"),
        Filter.DONE: tr("Done"),
    }
    return words[which]


def keeper(which: Filter, search: str, places: Mapping[str, str]) -> Callable[[Transfer], bool] | None:
    """Whether a transfer is shown; None when all are. *places*: destinations in words, by batch."""
    needle = search.strip().casefold()
    if which is Filter.ALL and not needle:
        return None
    states = _STATES[which]
    found = {batch_id for batch_id, place in places.items() if needle in place.casefold()}

    def keep(transfer: Transfer) -> bool:
        if transfer.state not in states:
            return False
        if not needle:
            return True
        return transfer.batch_id in found or any(needle in f.name.casefold() for f in transfer.files)

    return keep
