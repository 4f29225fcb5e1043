"""Opens a batch's sessions: one at a time, only when the first file's turn has come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from app.core.copies import replace
from app.core.engine.cut_off import must_not_be_repeated_blindly, touchy_step
from app.core.engine.driver import Interrupted, LaneDriver, recorded
from app.core.engine.ledger import Ledger
from app.core.engine.retry import Fail, Tried
from app.core.engine.rounds import Round, Rounds
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import InputError, SendoffError
from app.core.flow.actions import Finished, Part, Recorded, Refused, Scope
from app.core.flow.lane import lane
from app.core.flow.messages import explain
from app.core.masking import Secret
from app.core.storage.accounts import Account
from app.core.text import Text, text
from app.core.transfer import ROUND_END, Batch, State, StepRecord, StepState, Transfer

log = logging.getLogger(__name__)
PATIENCE = 3.0
"""Seconds for which the program's end waits for a session's opening: without the reply, one is left open."""


class NotOpened(SendoffError):
    """A session could not be opened; *offer* names a provider's action that helps."""

    def __init__(self, words: Text, offer: str = "") -> None:
        super().__init__(words)
        self.offer = offer


class Openings:
    """Gives every transfer of a batch its session.

    A session is opened by a task of its own: the transfer that asked for it may be cancelled meanwhile, and only
    the vendor's reply says what there is to use, or to close.
    """

    def __init__(self, world: World, ledger: Ledger, driver: LaneDriver, rounds: Rounds) -> None:
        self._world = world
        self._ledger = ledger
        self._driver = driver
        self._rounds = rounds
        self._refusals: dict[str, list[SendoffError]] = {}
        self._tries: dict[str, Tried] = {}
        self._under_way: dict[str, asyncio.Task[Round]] = {}

    async def finish(self) -> None:
        """Wait a little for the sessions that are being opened; give up the rest."""
        tasks = list(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def join(self, transfer_id: str, batch: Batch, account: Account, secret: Secret) -> Round | None:
        """The session of a transfer, opened if need be; None where the provider has no sessions.

        Raises:
            Interrupted: opening it must wait, or failed.
            NotOpened: the vendor refused.
        """
        if not self._rounds.follows(batch.id):
            return None
        session = self.open_for(self._world.roster.transfers[transfer_id], batch)
        if session is None:
            most = self._world.provider(batch.provider_id).flow.limits.session_files
            session = await self._first_in_line(batch, account, secret, most)
            session.joined += 1
        self._ledger.show(replace(self._world.roster.transfers[transfer_id], round=session.no))
        return session

    async def refuse(self, transfer_id: str, batch: Batch, error: NotOpened) -> None:
        """What the vendor said to one it would say to all: the whole batch's unsent files are refused at once.

        Raises:
            StoreError: the journal cannot be written.
        """
        waiting = [
            one
            for one in self._world.roster.members(batch.id)
            if one.id == transfer_id or (one.state is State.QUEUED and not one.round)
        ]
        ended = {"problem": error.words, "offer": error.offer, "ended_at": self._world.clock.now()}
        await self._ledger.save(*(one.to(State.FAILED, **ended) for one in waiting), durable=True)

    def open_for(self, transfer: Transfer, batch: Batch) -> Round | None:
        """The session of *transfer*, or an open one that takes it in; None: one has to be opened, or is not needed."""
        known = self._rounds.get(batch.id, transfer.round) if transfer.round else None
        if known is not None and (transfer.arrived or not known.closing):
            return known  # also if it is full by now: parts of the file may be in it
        if not self._rounds.is_open(batch.id):
            return None
        try:
            most = self._world.provider(batch.provider_id).flow.limits.session_files
        except InputError:
            return None  # its run says that the provider is gone
        session = self._rounds.with_room(batch.id, most)
        if session is not None:
            session.joined += 1
        return session

    async def _first_in_line(self, batch: Batch, account: Account, secret: Secret, most: int | None) -> Round:
        """A session with room, opened by whoever of those that want one comes first."""
        refusals = self._refusals.setdefault(batch.id, [])
        seen = len(refusals)
        async with self._rounds.lock(batch.id):
            if len(refusals) > seen:
                raise refusals[-1]  # it was refused while this one stood in line: do not ask again
            session = self._rounds.with_room(batch.id, most)
            if session is None:
                try:
                    session = await self._opened(batch, account, secret)
                except SendoffError as error:
                    refusals.append(error)
                    raise
            return session

    async def _opened(self, batch: Batch, account: Account, secret: Secret) -> Round:
        task = self._under_way.get(batch.id)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._open(batch, account, secret), name=f"open {batch.id}")
            self._under_way[batch.id] = task
            task.add_done_callback(partial(self._ended, batch.id))
        return await asyncio.shield(task)

    def _ended(self, batch_id: str, task: asyncio.Task[Round]) -> None:
        del self._under_way[batch_id]
        if task.cancelled():
            return
        if task.exception() is not None:  # who waits for it says so
            log.info("a session was not opened: %s", task.exception())
            return
        self._rounds.resettle(batch_id)  # nobody may be left who wants it: then it is closed

    async def _open(self, batch: Batch, account: Account, secret: Secret) -> Round:
        session, records = await self._begin(batch)
        await self._refuse_unclear(session, batch, records)
        steps = recorded(records)
        scope = self._world.scope(batch, account, Part.BEFORE, steps)
        tries = self._tries.pop(batch.id, Tried())
        trip = _trip(session, account, secret, scope, tries)
        trip.unsaid = batch.unsaid
        try:
            end = await self._driver.drive(lane(scope), trip)
        except SendoffError as error:
            await self._drop(session)
            if isinstance(error, Interrupted) and not isinstance(error.decision, Fail):
                self._tries[batch.id] = tries.after(error.decision, error.step)
            raise
        if not isinstance(end, Finished):
            await self._drop(session)
            words = end.words if isinstance(end, Refused) else text("The vendor did not open an upload session.")
            raise NotOpened(words, end.offer if isinstance(end, Refused) else "")
        opened = recorded(await self._world.journal.steps(session.owner))
        session.opened = opened or {"$open": Recorded({}, self._world.clock.now())}
        return session

    async def _drop(self, session: Round) -> None:
        """It could not be opened; if its files were taken off the list meanwhile, nothing is left of its batch."""
        self._rounds.drop(session)
        await self._world.let_go([session.batch_id])

    async def _begin(self, batch: Batch) -> tuple[Round, list[StepRecord]]:
        """A round, and what it has done: before a crash it may have been opened, which is used and not repeated."""
        last = {ROUND_END, *self._world.last_steps(batch)}
        session = self._rounds.begin(batch.id)
        while True:
            records = await self._world.journal.steps(session.owner)
            if last.isdisjoint(one.step for one in records):
                return session, records
            # It was closed before the last start, and nothing that is in the queue belongs to it any more.
            self._rounds.drop(session)
            session = self._rounds.begin(batch.id, session.no + 1)

    async def _refuse_unclear(self, session: Round, batch: Batch, records: Sequence[StepRecord]) -> None:
        begun = touchy_step(self._world, batch, records)
        if begun is None:
            return
        self._rounds.drop(session)
        # Noted as over: if the person says that it is to be sent again, it is opened.
        over = replace(begun, state=StepState.FAILED, ended_at=self._world.clock.now(), detail="cut off")
        await self._world.journal.write(over, durable=True)
        must_not_be_repeated_blindly(self._world, batch, [begun])


def _trip(session: Round, account: Account, secret: Secret, scope: Scope, tries: Tried) -> Trip:
    return Trip(
        owner=session.owner,
        account=account,
        secret=secret,
        tries=tries,
        explain=partial(explain, scope),
        on_progress=lambda _sent: None,
        gives_way=True,
    )
