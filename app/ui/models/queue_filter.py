"""Which transfers the Transfers page shows: by how they stand, by vendor, and by what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.shelf import Listed, waits_for_key
from app.core.transfer import CLOSED, Batch, State
from app.ui.models.groups import Keep
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
    Filter.DONE: CLOSED,
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


def keeper(
    wish: Wish,
    batch: Callable[[str], Batch | None],
    place: Callable[[Batch], str],
    needs_key: Callable[[Listed], bool] = waits_for_key,
) -> Keep | None:
    """Whether a transfer is shown; None when all are.

    Args:
        batch: a batch by its id; asked once for each, when the first of its transfers comes.
        place: a batch's destination in words.
        needs_key: whether a transfer goes on only with another key.
    """
    if wish.is_everything:
        return None
    needle = wish.search.strip().casefold()
    seen: dict[str, tuple[bool, bool]] = {}

    def look(batch_id: str) -> tuple[bool, bool]:
        """Whether a batch goes to the vendor, and whether its destination has the words."""
        one = batch(batch_id)
        to_vendor = one is not None and wish.vendor in ("", one.provider_id)
        return to_vendor, one is not None and needle in place(one).casefold()

    def keep(transfer: Listed) -> bool:
        """Whether *transfer* is to be seen."""
        # What waits for a key is under way, and needs the person.
        if transfer.state not in _STATES[wish.which] and not (wish.which is Filter.NEEDS_YOU and needs_key(transfer)):
            return False
        batch_id = transfer.batch_id
        if batch_id not in seen:
            seen[batch_id] = look(batch_id)
        to_vendor, found = seen[batch_id]
        return to_vendor and (found or any(needle in name.casefold() for name in transfer.names))

    return keep
