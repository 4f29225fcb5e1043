"""Ends what is under way because the person wants it so, and leaves it where the person wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence

from app.core.engine.scheduler import Scheduler
from app.core.errors import StoreError
from app.core.transfer import State

_FROM: Mapping[State, Collection[State]] = {
    State.PAUSED: (State.QUEUED, State.WAITING, State.RUNNING),
    State.CANCELLED: (State.QUEUED, State.WAITING, State.PAUSED, State.RUNNING, State.PROCESSING),
}
"""By what the person wants, where it is taken from when its run is over: a run may have ended in a wait, after which
it would go on. What came to an end, or to the vendor, or is unknown, stays so."""
_STOPPED: Mapping[State, Collection[State]] = {
    State.PAUSED: (State.RUNNING,),
    State.CANCELLED: (State.RUNNING, State.PROCESSING),
}
"""By what the person wants, in which states a run is made to end."""


class Halting:
    """Stops runs: at once, after the step that is under way, or after its end is written down."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._world = scheduler.world

    async def halt(self, ids: Sequence[str], state: State) -> None:
        """Let those of *ids* that are under way be paused or cancelled (*state*) when no run of theirs is any more.

        A step that must not be repeated blindly is waited for: once all of it left, before a pause also when
        some of it did.

        Raises:
            StoreError: it cannot be kept; what was stopped goes on when the journal can be written again.
        """
        ids = self._world.roster.ids_in(_STOPPED[state], ids)
        if not ids:
            await asyncio.sleep(0)  # of many the loop has its turn between the portions
            return
        stopped = [task for id_ in ids if (task := self._stop(id_, state)) is not None and task.cancelling()]
        if stopped:
            await asyncio.wait(stopped)
        # Those that finish what is under way, and those that have been begun anew meanwhile, come one by one.
        busy = [id_ for id_ in ids if self._scheduler.task_of(id_) is not None]
        await self._leave([id_ for id_ in ids if id_ not in busy], state)
        halted = (self._halt(id_, state) for id_ in busy)
        for end in await asyncio.gather(*halted, return_exceptions=True):
            if end is not None:
                raise end

    async def _halt(self, transfer_id: str, state: State) -> None:
        while (task := self._stop(transfer_id, state)) is not None:
            await asyncio.wait([task])
        await self._leave([transfer_id], state)

    def _stop(self, transfer_id: str, state: State) -> asyncio.Task[None] | None:
        """The run that has to end; None: there is none, or it is the vendor's turn."""
        task, trip = self._scheduler.task_of(transfer_id), self._scheduler.trips.get(transfer_id)
        if task is None or not self._world.roster.ids_in(_STOPPED[state], [transfer_id]):
            return None
        finishes = trip is not None and (trip.must_finish or (state is State.PAUSED and trip.touchy))
        if trip is not None and finishes:
            trip.halt = True
        elif not self._scheduler.files.is_over(transfer_id):
            task.cancel()
        return task

    async def _leave(self, ids: Sequence[str], state: State) -> None:
        """Have *ids* in *state*, but for those that came to an end."""
        chosen = self._world.roster.chosen(ids, _FROM[state])
        if not chosen:
            return
        ended = {"ended_at": self._world.clock.now()} if state is State.CANCELLED else {}
        try:
            await self._scheduler.ledger.save(*(one.to(state, **ended) for one in chosen))
        except StoreError as error:
            for one in chosen:
                self._scheduler.trouble.met(one.id, error)
            raise
