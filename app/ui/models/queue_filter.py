"""Which transfers the Transfers page shows: by how they stand, by vendor, and by what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.transfer import Batch, State, Transfer
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


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see. *vendor*: a provider's id, or empty for all."""

    which: Filter = Filter.ALL
    search: str = ""
    vendor: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is held back."""
        return self.which is Filter.ALL and not self.search.strip() and not self.vendor


def keeper(wish: Wish, batches: Sequence[Batch], place: Callable[[Batch], str]) -> Callable[[Transfer], bool] | None:
    """Whether a transfer is shown; None when all are. *place*: a batch's destination in words."""
    if wish.is_everything:
        return None
    needle = wish.search.strip().casefold()
    states = _STATES[wish.which]
    theirs = {batch.id for batch in batches if wish.vendor in ("", batch.provider_id)}
    found = {batch.id for batch in batches if needle in place(batch).casefold()}

    def keep(transfer: Transfer) -> bool:
        if transfer.state not in states or transfer.batch_id not in theirs:
            return False
        if not needle:
            return True
        return transfer.batch_id in found or any(needle in f.name.casefold() for f in transfer.files)

    return keep
