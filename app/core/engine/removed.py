"""What a person took off the list, for as long as it can be brought back: the journal still holds it as it was."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from itertools import groupby

from app.core.engine.scheduler import Scheduler
from app.core.errors import StoreError
from app.core.shelf import Listed
from app.core.transfer import CLOSED, ENDED, Batch

log = logging.getLogger(__name__)
PORTION = 1_000
"""Transfers that leave or come back in one go; a list counts its rows anew each time some have."""
PAUSE = 0.005
"""Seconds between two portions: without any, a window would have hardly a turn before the last of them."""

Gone = tuple[Batch, Listed]


class Removed:
    """One removal at a time can be taken back; a kill meanwhile takes it back, too, and nothing is lost."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._ledger = scheduler.ledger
        self._roster = scheduler.world.roster
        self._held: list[Gone] = []
        self._in_turn = asyncio.Lock()

    async def remove(self, ids: Sequence[str] | None = None) -> int:
        """Take those of *ids* that have ended off the list, or all that need nobody any more; how many left.

        What was removed before is gone for good then.

        Raises:
            StoreError: what was removed before cannot be forgotten; it is on the list again, and so is the rest.
        """
        async with self._in_turn:
            await self._forget(self._held)
            pool, states = (ids, ENDED) if ids is not None else (list(self._roster.transfers), CLOSED)
            for at in range(0, len(pool), PORTION):
                await self._written(self._roster.ids_in(states, pool[at : at + PORTION]))
                # Another may have queued some of them again.
                ended = self._roster.ids_in(states, pool[at : at + PORTION])
                self._held += self._ledger.take_out(ended)
                await asyncio.sleep(PAUSE if ended else 0)
            return len(self._held)

    async def bring_back(self) -> None:
        """Have what was removed last on the list again, as it was."""
        async with self._in_turn:
            await self._put_back(self._held)

    async def forget(self) -> None:
        """What was removed last cannot be brought back any more: it leaves the journal.

        Raises:
            StoreError: the journal cannot be written; what it still holds is on the list again.
        """
        async with self._in_turn:
            await self._forget(self._held)

    async def forget_at_the_end(self) -> None:
        """The same, when there is no list any more: what the journal does not let go is there at the next start."""
        try:
            await self.forget()
        except StoreError as error:
            log.warning("what was removed from the list comes back at the next start: %s", error)

    async def _written(self, ids: Sequence[str]) -> None:
        """Return when the ends of these are in the journal, or could not be written and do not count."""
        over = (self._scheduler.task_of(one) for one in ids if self._scheduler.files.is_over(one))
        if writing := [task for task in over if task is not None]:
            await asyncio.wait(writing)

    async def _forget(self, gone: list[Gone]) -> None:
        batches = set[str]()
        while gone:
            # What the roster holds is on the list again: a damaged journal was read anew.
            ids = [one.id for _, one in gone[:PORTION] if one.id not in self._roster.transfers]
            try:
                await self._ledger.forget(ids)
            except StoreError:
                await self._put_back(gone)
                raise
            self._scheduler.rounds.forget(ids)
            for transfer_id in ids:
                self._scheduler.files.forget(transfer_id)
            batches |= {batch.id for batch, _ in gone[:PORTION]}
            del gone[:PORTION]  # all of them in one go would hold up every thread for a moment
        self._scheduler.rounds.forget((), batches - self._roster.batches.keys())

    async def _put_back(self, gone: list[Gone]) -> None:
        batches = set[str]()
        while gone:
            for batch, those in groupby(gone[:PORTION], key=_batch):
                batches.add(batch.id)
                self._ledger.put_back(batch, [one for _, one in those])
            del gone[:PORTION]
            await asyncio.sleep(PAUSE)
        for batch_id in batches:
            self._scheduler.rounds.resettle(batch_id)  # its session may have come to its end meanwhile


def _batch(gone: Gone) -> Batch:
    return gone[0]
