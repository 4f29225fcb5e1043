"""The sample queue's list: what comes onto it, leaves it and comes back."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.events import BatchAdded, Events, TransfersRemoved
from app.core.services.model import Ids
from app.core.transfer import CLOSED, Batch, Transfer


class SampleList:
    """Batches and transfers in memory."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._batches: dict[str, Batch] = {}
        self._transfers: dict[str, Transfer] = {}
        self._removed: list[Transfer] = []

    def put(self, batch: Batch, transfers: Sequence[Transfer]) -> None:
        """Have this batch, and tell so."""
        self._batches[batch.id] = batch
        self._transfers.update((t.id, t) for t in transfers)
        self._events.publish(BatchAdded(batch, tuple(transfers)))

    async def remove(self, ids: Ids | None = None) -> int:
        """Take these out, or all that are done or cancelled."""
        if ids is None:
            ids = [one.id for one in self._transfers.values() if one.state in CLOSED]
        self._removed = [self._transfers.pop(id_) for id_ in ids if id_ in self._transfers]
        self._events.publish(TransfersRemoved(tuple(one.id for one in self._removed)))
        return len(self._removed)

    async def bring_back(self) -> None:
        """Have what was removed last again."""
        removed, self._removed = self._removed, []
        for batch_id in dict.fromkeys(one.batch_id for one in removed):
            self.put(self._batches[batch_id], [one for one in removed if one.batch_id == batch_id])

    async def forget_removed(self) -> None:
        """They are gone for good."""
        self._removed = []
