"""The person's hand on the sample queue: everything is done at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from app.core.copies import replace
from app.core.events import TransfersChanged
from app.core.services.model import Ids
from app.core.text import Text, text
from app.core.transfer import TO_COME, Place, Priority, State, Transfer, Wait
from app.ui.sample_list import SampleList


class SampleHand(SampleList):
    """Transfers in memory that do at once what they are told.

    Attributes:
        askable: whether the vendors can be asked about unknown outcomes.
    """

    askable = True

    def change(self, *transfers: Transfer) -> None:
        """Have these transfers changed, and tell so."""
        self._transfers.update((t.id, t) for t in transfers)
        self._events.publish(TransfersChanged(transfers))

    def ids_in(self, states: Iterable[State], ids: Ids | None = None) -> list[str]:
        """Those of *ids* that are in one of *states*."""
        wanted = frozenset(states)
        pool = self._transfers if ids is None else ids
        return [id_ for id_ in pool if self._transfers[id_].state in wanted]

    async def pause(self, ids: Ids | None = None, *, current: bool = True) -> None:
        """Pause these."""
        self._move(ids, State.PAUSED, {State.QUEUED, State.WAITING} | ({State.RUNNING} if current else set()))

    async def resume(self, ids: Ids | None = None) -> None:
        """Let these go on."""
        self._move(ids, State.QUEUED, {State.PAUSED, State.WAITING})

    async def hurry(self, account_id: str) -> None:  # noqa: ARG002
        """Let those go on that wait."""
        await self.resume([one.id for one in self._transfers.values() if one.state is State.WAITING])

    def try_network(self) -> None:
        """Let those go on that wait for the network."""
        waiting = [one.id for one in self._transfers.values() if one.wait is Wait.NETWORK]
        self._move(waiting, State.QUEUED, {State.WAITING})

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

    def can_look_up(self, transfer: Transfer) -> bool:  # noqa: ARG002
        """As it was said of all vendors."""
        return self.askable

    async def look_up(self, transfer_id: str) -> None:
        """It arrived."""
        await self.resolve(transfer_id, arrived=True)

    async def move(self, ids: Ids, place: Place) -> None:
        """Let these have their turn before or after all others."""
        line = [t.position for t in self._transfers.values()]
        end = min(line) - len(ids) if place in (Place.FIRST, Place.UP) else max(line) + 1
        self.change(*(replace(self._transfers[id_], position=end + n) for n, id_ in enumerate(ids)))

    async def move_before(self, ids: Ids, before: str) -> None:
        """Put these right before another, or at the end."""
        behind = max(t.position for t in self._transfers.values()) + 1
        at = self._transfers[before].position if before else behind
        self.change(*(replace(self._transfers[i], position=at - (len(ids) - n) / 1024) for n, i in enumerate(ids)))

    async def prioritise(self, ids: Ids, priority: Priority) -> None:
        """Give these another priority."""
        self.change(*(replace(t, priority=priority) for id_ in ids if (t := self._transfers[id_]).state in TO_COME))

    async def export(
        self,
        ids: Iterable[str],
        target: Path,
        say: Callable[[Text], str] = str,
        separator: str = ",",  # noqa: ARG002
    ) -> None:
        """A list of names."""
        names = [self._transfers[id_].name for id_ in ids]
        table = "\n".join([say(text("File")), *names])
        await asyncio.to_thread(target.write_text, table, "utf-8")

    def _move(self, ids: Ids | None, state: State, allowed: set[State]) -> None:
        wanted = self._transfers.values() if ids is None else [self._transfers[i] for i in ids]
        moved = [t.to(state) for t in list(wanted) if t.state in allowed]
        self.change(*moved)
