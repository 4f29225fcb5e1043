"""The person's hand on the sample queue: everything is done at once."""

from __future__ import annotations

from app.core.events import Events, TransfersChanged, TransfersRemoved
from app.core.services.model import Ids
from app.core.transfer import State, Transfer


class SampleHand:
    """Transfers in memory that do at once what they are told."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._transfers: dict[str, Transfer] = {}

    def change(self, *transfers: Transfer) -> None:
        """Have these transfers changed, and tell so."""
        self._transfers.update((t.id, t) for t in transfers)
        self._events.publish(TransfersChanged(transfers))

    async def pause(self, ids: Ids | None = None) -> None:
        """Pause these."""
        self._move(ids, State.PAUSED, {State.QUEUED, State.RUNNING, State.WAITING})

    async def resume(self, ids: Ids | None = None) -> None:
        """Let these go on."""
        self._move(ids, State.QUEUED, {State.PAUSED, State.WAITING})

    async def cancel(self, ids: Ids | None = None) -> None:
        """Cancel these."""
        live = {State.QUEUED, State.RUNNING, State.WAITING, State.PAUSED, State.PROCESSING, State.UNKNOWN}
        self._move(ids, State.CANCELLED, live)

    async def retry(self, ids: Ids | None = None) -> None:
        """Queue these again."""
        self._move(ids, State.QUEUED, {State.FAILED} if ids is None else {State.FAILED, State.CANCELLED})

    async def resolve(self, transfer_id: str, *, arrived: bool) -> None:
        """Settle an unknown outcome."""
        self._move([transfer_id], State.DONE if arrived else State.QUEUED, {State.UNKNOWN})

    async def look_up(self, transfer_id: str) -> None:
        """It arrived."""
        await self.resolve(transfer_id, arrived=True)

    async def remove(self, ids: Ids) -> None:
        """Take these out."""
        for id_ in ids:
            self._transfers.pop(id_, None)
        self._events.publish(TransfersRemoved(tuple(ids)))

    def _move(self, ids: Ids | None, state: State, allowed: set[State]) -> None:
        wanted = self._transfers.values() if ids is None else [self._transfers[i] for i in ids]
        moved = [t.to(state) for t in list(wanted) if t.state in allowed]
        self.change(*moved)
