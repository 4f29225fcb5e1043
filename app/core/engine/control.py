"""What a person may do with transfers: pause, resume, cancel, retry, settle an unknown outcome, remove."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from app.core.engine.driver import recorded
from app.core.engine.errand import Errand
from app.core.engine.order import Turn, turns_at, turns_before
from app.core.engine.receipts import Receipts
from app.core.engine.scheduler import Scheduler
from app.core.errors import InputError, SendoffError
from app.core.flow.actions import Found, NotFound, Part, Several
from app.core.flow.recover import recovery
from app.core.flow.texts import destination
from app.core.long_lived import EVERY, set_aside
from app.core.masking import Secret
from app.core.shelf import Listed
from app.core.text import Text, text
from app.core.transfer import (
    ENDED,
    TO_COME,
    Batch,
    Place,
    Priority,
    Result,
    State,
    StepRecord,
    StepState,
    Transfer,
    Wait,
)

Ids = Sequence[str] | None
FindTurns = Callable[[Sequence[Listed], Collection[str]], list[Turn]]
PORTION = 500
"""Transfers that change in one go: a few milliseconds of the loop, and one commit of the journal."""
LEAVING = 1_000
"""Transfers that leave in one go; a list counts its rows anew each time some have left."""


class Control:
    """The person's hand on the queue. What cannot be done with a transfer leaves it as it is."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._world = scheduler.world
        self._ledger = scheduler.ledger

    async def pause(self, ids: Ids = None, *, current: bool = True) -> None:
        """Pause these, or all that are not at the vendor's already. Raises: StoreError.

        Without *current*, those that are being sent just now are sent to their end first.
        """
        with self._scheduler.still():
            await self._move(ids, (State.QUEUED, State.WAITING), State.PAUSED)
        if current:
            await self._halt(ids, (State.RUNNING,), State.PAUSED, wait_for_step=True)

    async def resume(self, ids: Ids = None) -> None:
        """Queue paused ones again, and let those that wait try at once. Raises: StoreError.

        The key of one that waits for it is asked for again: the password store may be open by now.
        """
        batches, accounts = self._world.roster.batches, set[str]()
        for some in self._portions(ids, PORTION):
            chosen = self._chosen(some, (State.PAUSED, State.WAITING))
            accounts |= {batches[one.batch_id].account_id for one in chosen if one.wait is Wait.KEY}
            await self._save([one.to(State.QUEUED) for one in chosen])
        for account_id in accounts:
            self._scheduler.unblock(account_id)

    async def cancel(self, ids: Ids = None) -> None:
        """Cancel these, or all that have not ended. Raises: StoreError."""
        now = self._world.clock.now()
        with self._scheduler.still():
            states = (State.QUEUED, State.WAITING, State.PAUSED, State.UNKNOWN)
            await self._move(ids, states, State.CANCELLED, ended_at=now)
        await self._halt(ids, (State.RUNNING, State.PROCESSING), State.CANCELLED, wait_for_step=False)

    async def retry(self, ids: Ids = None) -> None:
        """Queue failed ones again (by id also cancelled ones). Raises: StoreError.

        Steps that are through stay so, unless the vendor had taken the file and then failed to use it:
        then it is sent anew. So is a file of a session, since it goes into another one.
        """
        states = (State.FAILED,) if ids is None else (State.FAILED, State.CANCELLED)
        for some in self._portions(ids, PORTION):
            chosen = self._chosen(some, states)
            for transfer in chosen:
                self._scheduler.files.forget(transfer.id)
            anew = [one.id for one in chosen if one.round or self._was_with_vendor(one)]
            if anew:
                await self._world.journal.forget_all_steps(anew)
            await self._save([_from_the_start(one) for one in chosen])

    async def resolve(self, transfer_id: str, *, arrived: bool) -> None:
        """The person settles an unknown outcome. Raises: InputError: it is not unknown; StoreError."""
        transfer = self._unknown(transfer_id)
        if not arrived:
            await self._world.journal.forget_all_steps([transfer.id])
            await self._ledger.save(_from_the_start(transfer), durable=True)
            return
        batch = self._world.roster.batches[transfer.batch_id]
        now = self._world.clock.now()
        done = transfer.to(
            State.DONE,
            ended_at=now,
            sent=transfer.total,
            result=Result(text("Marked as arrived by you.")),
        )
        steps = recorded(await self._world.journal.steps(transfer.id))
        place = self._destination(batch, transfer)
        await self._ledger.save(done, receipts=Receipts(batch, now).of(done, steps, place), durable=True)

    async def look_up(self, transfer_id: str) -> None:
        """Ask the vendor whether an upload with an unknown outcome arrived.

        When it did, the transfer goes on from there. When it cannot be told, the transfer stays unknown
        and says what was found; it is never sent again by this.

        Raises:
            InputError: the transfer is not unknown.
        """
        transfer = self._unknown(transfer_id)
        batch = self._world.roster.batches[transfer.batch_id]
        attempts = await self._world.journal.steps(transfer.id)
        tried = next((one for one in attempts if one.step == transfer.step), None)
        try:
            words = await self._ask_vendor(transfer, batch, tried)
        except SendoffError as error:
            words = text("Looking it up did not work: {reason} It may still have arrived or not.", reason=error.words)
        current = self._world.roster.transfers.get(transfer_id)
        if words is not None and current is not None and current.state is State.UNKNOWN:
            await self._ledger.save(replace(current, problem=words))

    async def remove(self, ids: Sequence[str]) -> None:
        """Take ended transfers out of the queue. Raises: StoreError."""
        for some in self._portions(ids, LEAVING):
            ended = self._world.roster.ids_in(ENDED, some)  # another may have queued some of them again
            await (self._ledger.remove(ended) if ended else asyncio.sleep(0))

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
        batches = self._world.roster.batches
        stopped = self._chosen(None, (State.WAITING,))
        waiting = [one.id for one in stopped if batches[one.batch_id].account_id == account_id]
        await self._move(waiting, (State.WAITING,), State.QUEUED)

    # ── the parts ──────────────────────────────────────────────────────────────────────────────────

    async def _ask_vendor(self, transfer: Transfer, batch: Batch, tried: StepRecord | None) -> Text | None:
        """Words on what was found, or None when it was found and the transfer goes on."""
        provider = self._world.provider(batch.provider_id)
        step = provider.flow.step(transfer.step.partition("#")[0])
        if step is None or step.recover is None:
            return text("{name} has no way to look this up. Look there yourself, then say here.", name=provider.name)
        account = self._world.account_of(batch)
        secret: Secret | None = await self._world.keys.get(account.id)
        steps = recorded(await self._world.journal.steps(transfer.id))
        scope = self._world.scope(batch, account, Part.FILES, steps, transfer=transfer)
        attempted = tried.started_at if tried else transfer.created_at
        errand = Errand(self._world.runner, account.server, secret)
        match await errand.run(recovery(scope, transfer.step, attempted)):
            case Found(outputs=outputs):
                await self._found(transfer, outputs)
                return None
            case Several(count=count):
                return text(
                    "{name} lists {count} uploads that it could be. Look there, then say here.",
                    name=provider.name,
                    count=count,
                )
            case NotFound(looked=False):
                return text(
                    "{name} did not show its list of uploads. Look there yourself, then say here.", name=provider.name
                )
            case _:
                return text(
                    "{name} does not list it. It has most likely not arrived; look there before you send it again.",
                    name=provider.name,
                )

    async def _found(self, transfer: Transfer, outputs: object) -> None:
        now = self._world.clock.now()
        record = StepRecord(
            transfer.id,
            transfer.step,
            StepState.DONE,
            now,
            ended_at=now,
            outputs=dict(outputs) if isinstance(outputs, dict) else {},
            detail="found at the vendor",
        )
        await self._world.journal.write(record, durable=True)
        words = text("It arrived: found at the vendor.")
        await self._ledger.save(replace(transfer.to(State.QUEUED), sent=transfer.total, say=words), durable=True)

    async def _halt(self, ids: Ids, states: Collection[State], state: State, *, wait_for_step: bool) -> None:
        """Stop what is under way, in portions, and let it be in *state* unless it has come to its end meanwhile."""
        for some in self._portions(ids, PORTION):
            chosen = [one.id for one in self._chosen(some, states)]
            tasks = {task for id_ in chosen if (task := self._stop(id_, wait_for_step)) is not None}
            await (asyncio.wait(tasks) if tasks else asyncio.sleep(0))
            changes = {"ended_at": self._world.clock.now()} if state is State.CANCELLED else {}
            await self._move(chosen, (State.RUNNING, State.PROCESSING), state, **changes)

    def _stop(self, transfer_id: str, wait_for_step: bool) -> asyncio.Task[None] | None:
        """Have a run end, at once or after its step; None where there is none."""
        task, trip = self._scheduler.task_of(transfer_id), self._scheduler.trips.get(transfer_id)
        if task is None:
            return None
        if trip is not None and (trip.must_finish or (wait_for_step and trip.touchy)):
            trip.halt = True
        else:
            task.cancel()
        return task

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

    def _unknown(self, transfer_id: str) -> Transfer:
        transfer = self._world.roster.transfers.get(transfer_id)
        if transfer is None or transfer.state is not State.UNKNOWN:
            raise InputError(text("The outcome of this transfer is known already."))
        return transfer

    def _was_with_vendor(self, transfer: Transfer) -> bool:
        batch = self._world.roster.batches[transfer.batch_id]
        try:
            step = self._world.provider(batch.provider_id).flow.step(transfer.step.partition("#")[0])
        except InputError:
            return False  # its run says that the provider is gone
        return step is not None and step.poll is not None

    def _destination(self, batch: Batch, transfer: Transfer) -> str:
        account = self._world.account(batch.account_id)
        if account is None:
            return ""
        return destination(self._world.scope(batch, account, Part.FILES, {}, transfer=transfer))


def _from_the_start(transfer: Transfer) -> Transfer:
    return transfer.to(State.QUEUED, ended_at=None, attempts=0, sent=0, round=0, arrived=False, result=None, step="")
