"""What a person may do with transfers: pause, resume, cancel, retry, move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from app.core.copies import replace
from app.core.engine.halting import Halting
from app.core.engine.order import Turn, turns_at, turns_before
from app.core.engine.removed import Removed
from app.core.engine.scheduler import Scheduler
from app.core.engine.unknowns import Unknowns, followed_again, from_the_start
from app.core.flow.lane import OVER
from app.core.long_lived import EVERY, set_aside
from app.core.shelf import Listed
from app.core.transfer import TO_COME, Place, Priority, State, Transfer, Wait

Ids = Sequence[str] | None
FindTurns = Callable[[Sequence[Listed], Collection[str]], list[Turn]]
PORTION = 500
"""Transfers that change in one go: a few milliseconds of the loop, and one commit of the journal."""


class Control:
    """The person's hand on the queue. What cannot be done with a transfer leaves it as it is."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._world = scheduler.world
        self._ledger = scheduler.ledger
        self._halting = Halting(scheduler)
        self._retrying = asyncio.Lock()
        unknowns = Unknowns(scheduler)
        self.resolve = unknowns.resolve
        self.look_up = unknowns.look_up
        self.removed = Removed(scheduler)

    async def pause(self, ids: Ids = None, *, current: bool = True) -> None:
        """Pause these, or all that are not at the vendor's already. Raises: StoreError.

        Without *current*, those that are being sent just now are sent to their end first.
        """
        with self._scheduler.still():
            await self._move(ids, (State.QUEUED, State.WAITING), State.PAUSED)
        if current:
            await self._halt(ids, State.PAUSED)

    async def resume(self, ids: Ids = None) -> None:
        """Queue paused ones again, and let those that wait try at once. Raises: StoreError.

        The key of one that waits for it is asked for again: the password store may be open by now. Who does not wait
        for a time that a vendor asked for lifts it for the whole account.
        """
        batches, accounts = self._world.roster.batches, set[str]()
        for some in self._portions(ids, PORTION):
            late = [one for one in self._chosen(some, (State.WAITING,)) if one.wait is Wait.RETRY]
            await self._scheduler.holds.lift({batches[one.batch_id].account_id for one in late})
            chosen = self._chosen(some, (State.PAUSED, State.WAITING))
            accounts |= {batches[one.batch_id].account_id for one in chosen if one.wait is Wait.KEY}
            await self._save([one.to(State.QUEUED) for one in chosen])
        for account_id in accounts:
            self._scheduler.unblock(account_id)
        self._world.away.try_now()

    async def hurry(self, account_id: str) -> None:
        """Do not wait any longer for the time that the account's vendor asked for. Raises: StoreError."""
        await self._scheduler.holds.lift([account_id])
        self._scheduler.pump_soon()
        await self.resume([one.id for one in self._waiting(account_id) if one.wait is Wait.RETRY])

    async def cancel(self, ids: Ids = None) -> None:
        """Cancel these, or all that have not ended. Raises: StoreError."""
        now = self._world.clock.now()
        with self._scheduler.still():
            states = (State.QUEUED, State.WAITING, State.PAUSED, State.UNKNOWN)
            await self._move(ids, states, State.CANCELLED, ended_at=now)
        await self._halt(ids, State.CANCELLED)

    async def retry(self, ids: Ids = None) -> None:
        """Queue failed ones again (by id also cancelled ones). Raises: StoreError.

        Steps that are through stay so, unless the vendor had taken the file and then failed to use it, or cancelled
        it: then it is sent anew. So is a file that did not arrive in its session, since it goes into another one.
        What is there and failed because nobody could be asked how far it is, or close its session, or is not followed
        any more, is followed again.
        """
        states = (State.FAILED,) if ids is None else (State.FAILED, State.CANCELLED)
        for some in self._portions(ids, PORTION):
            async with self._retrying:  # steps are forgotten of what does not run: a second press comes too late
                await self._retry(some, states)

    async def move(self, ids: Sequence[str], place: Place) -> None:
        """Let these have their turn earlier or later: up and down within their batch, else among all.

        Raises: StoreError.
        """
        with self._scheduler.still():
            await self._reorder(partial(turns_at, place), ids)

    async def move_before(self, ids: Sequence[str], before: str) -> None:
        """Put these right before a transfer of their batch, or at its end. Raises: StoreError."""
        with self._scheduler.still():
            await self._reorder(partial(turns_before, before), ids)

    async def prioritise(self, ids: Sequence[str], priority: Priority) -> None:
        """Give these another priority; those that are being sent keep theirs. Raises: StoreError."""
        with self._scheduler.still():
            for some in self._portions(ids, PORTION):
                chosen = self._chosen(some, TO_COME)
                await self._save([replace(one, priority=priority) for one in chosen if one.priority is not priority])

    async def key_changed(self, account_id: str) -> None:
        """The account has a new key: what waits for one goes on from where it was. Raises: StoreError."""
        self._scheduler.unblock(account_id)
        waiting = [one.id for one in self._waiting(account_id)]
        await self._move(waiting, (State.WAITING,), State.QUEUED)

    # ── the parts ──────────────────────────────────────────────────────────────────────────────────

    async def _retry(self, ids: Sequence[str], states: Collection[State]) -> None:
        chosen = self._chosen(ids, states)
        for transfer in chosen:
            self._scheduler.files.forget(transfer.id)
        arrived = {one.id: one.arrived for one in chosen if one.round}
        arrived |= await self._with_vendor(one for one in chosen if not one.round)
        anew = [id_ for id_, there in arrived.items() if not there]
        if anew:
            await self._world.journal.forget_all_steps(anew)
        # Once more: some may have been removed meanwhile.
        left = self._chosen([one.id for one in chosen], states)
        await self._save([followed_again(one) if arrived.get(one.id) else from_the_start(one) for one in left])

    async def _halt(self, ids: Ids, state: State) -> None:
        for some in self._portions(ids, PORTION):
            await self._halting.halt(some, state)

    async def _move(self, ids: Ids, states: Collection[State], state: State, **changes: object) -> None:
        """Let these be in *state*, in portions: the window stays awake while a hundred thousand change."""
        for some in self._portions(ids, PORTION):
            await self._save([one.to(state, **changes) for one in self._chosen(some, states)])

    async def _save(self, changed: Sequence[Transfer]) -> None:
        """Have these; the loop has its turn even where there is nothing to be saved."""
        await (self._ledger.save(*changed) if changed else asyncio.sleep(0))

    async def _reorder(self, find: FindTurns, ids: Sequence[str]) -> None:
        """Give transfers the turns that *find*, in a thread, gives to these; what has begun meanwhile keeps its own."""
        listed = list(self._world.roster.transfers.all())

        def by_id() -> dict[str, Turn]:
            """In a worker thread: there may be 100,000 to look at."""
            return {turn[2]: turn for turn in find(listed, frozenset(ids))}

        turns = await asyncio.get_running_loop().run_in_executor(self._world.workers, by_id)
        for some in self._portions(list(turns), PORTION):
            chosen = ((one, turns[one.id]) for one in self._chosen(some, TO_COME))
            await self._save([replace(one, priority=Priority(turn[0]), position=turn[1]) for one, turn in chosen])

    def _portions(self, ids: Ids, size: int) -> Iterator[Sequence[str]]:
        """These, or all there are, in parts that take a few milliseconds to look at."""
        pool = ids if ids is not None else list(self._world.roster.transfers)
        for at in range(0, len(pool), size):
            yield pool[at : at + size]
            if at and at % EVERY == 0:
                set_aside()

    def _chosen(self, ids: Ids, states: Iterable[State]) -> list[Transfer]:
        return self._world.roster.chosen(ids, states)

    def _waiting(self, account_id: str) -> list[Transfer]:
        batches = self._world.roster.batches
        stopped = self._chosen(None, (State.WAITING,))
        return [one for one in stopped if batches[one.batch_id].account_id == account_id]

    async def _with_vendor(self, transfers: Iterable[Transfer]) -> dict[str, bool]:
        """Whether the vendor may still work on them; those that it never had are left out."""
        had = [one.id for one in transfers if self._was_with_vendor(one)]
        if not had:
            return {}
        steps = await self._world.journal.steps_of(had)
        return {id_: not any(one.step.endswith(f"#{OVER}") for one in steps.get(id_, ())) for id_ in had}

    def _was_with_vendor(self, transfer: Transfer) -> bool:
        # Where the provider is gone its run says so.
        step = self._world.step_of(self._world.roster.batches[transfer.batch_id], transfer.step)
        return step is not None and step.poll is not None
