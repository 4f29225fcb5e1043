"""What becomes of a transfer when a run of it is over: the one place where its next state is chosen."""

from __future__ import annotations

import logging

from app.core.engine.cut_off import touchy_step
from app.core.engine.driver import Halted, Interrupted, recorded
from app.core.engine.ledger import Ledger
from app.core.engine.openings import NotOpened, Openings
from app.core.engine.receipts import Receipts
from app.core.engine.retry import Held, NeedKey, Offline, Retry, Tried, Unknown
from app.core.engine.rounds import Rounds
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import KeyStoreError, SendoffError, StoreError
from app.core.events import AccountsChanged, FieldsRefused, Notice
from app.core.flow.actions import Finished, LaneEnd, Part, Polling, Refused, Scope
from app.core.flow.lane import has_part
from app.core.flow.texts import destination
from app.core.providers.model import TOUCHY
from app.core.text import Text, text
from app.core.transfer import ENDED, Batch, State, Transfer, Wait

log = logging.getLogger(__name__)
MOST_SESSIONS = 4
"""How many sessions in a row may be gone before a transfer gives up."""
NO_TRIES = Tried()


class RunEnd:
    """Has the journal and the roster say what came of a run.

    Args:
        trips: by transfer id, the runs under way.
    """

    def __init__(
        self, world: World, ledger: Ledger, rounds: Rounds, openings: Openings, trips: dict[str, Trip]
    ) -> None:
        self._world = world
        self._ledger = ledger
        self._rounds = rounds
        self._openings = openings
        self._trips = trips
        self._tries: dict[str, Tried] = {}
        self._gone: dict[str, int] = {}

    def forget(self, transfer_id: str) -> None:
        """The person starts it anew: count tries from nought."""
        self._tries.pop(transfer_id, None)
        self._gone.pop(transfer_id, None)

    def tries_of(self, transfer_id: str) -> Tried:
        """What went wrong in a row before the next run."""
        return self._tries.get(transfer_id, NO_TRIES)

    async def came(self, transfer_id: str, batch: Batch, scope: Scope, end: LaneEnd) -> None:
        """Its lane came to *end*. Raises: StoreError."""
        self._tries.pop(transfer_id, None)
        self._world.away.got_through(transfer_id)
        match end:
            case Finished():
                await self._finished(transfer_id, batch, scope, end)
            case Polling(after=after, say=words):
                await self._polls(transfer_id, after, words)
            case Refused(step=step, words=words, unclear=True):
                await self._to(transfer_id, State.UNKNOWN, problem=words, step=step)
            case Refused(words=words, offer=offer, field_errors=errors, cancelled=cancelled):
                if errors:
                    self._world.events.publish(FieldsRefused(batch.id, errors))
                state = State.CANCELLED if cancelled else State.FAILED
                await self._to(transfer_id, state, problem=words, offer=offer, ended_at=self._now())
            case _:
                await self._session_gone(transfer_id, batch)

    async def broken_off(self, transfer_id: str, batch: Batch, error: Exception) -> None:
        """Its run was broken off by *error*. Raises: StoreError."""
        match error:
            case Halted():
                pass  # whoever halted it says what becomes of it
            case Interrupted():
                await self._interrupted(transfer_id, batch, error)
            case KeyStoreError():
                await self.needs_key(transfer_id, batch, error.words)
            case NotOpened():
                await self._openings.refuse(transfer_id, batch, error)
            case SendoffError():
                await self._fail(transfer_id, error.words)
            case _:
                log.error("a transfer met an error that nobody expected", exc_info=error)
                await self._broke(transfer_id, error)

    async def _finished(self, transfer_id: str, batch: Batch, scope: Scope, end: Finished) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        if has_part(scope.provider, Part.AFTER, batch.mode):
            words = text("Handed over, waiting for the rest of the batch")
            await self._to(
                transfer_id, State.PROCESSING, result=end.result, sent=transfer.total, arrived=True, say=words
            )
            session = self._rounds.get(batch.id, transfer.round)
            if transfer.arrived and session is not None:  # already: it was tried again
                session.reopen()
                self._rounds.resettle(batch.id)
            return
        ended: dict[str, object] = {"ended_at": self._now(), "attempts": 0, "step": self._step_of(transfer)}
        done = transfer.to(State.DONE, result=end.result, sent=transfer.total, **ended)
        steps = recorded(await self._world.journal.steps(transfer_id))
        kept = Receipts(batch, self._now()).of(done, steps, destination(scope))
        await self._ledger.save(done, receipts=kept, durable=True)

    async def _polls(self, transfer_id: str, after: float, words: Text) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        await self._to(
            transfer_id,
            State.PROCESSING,
            say=words,
            sent=transfer.total,
            wake_at=self._now() + after,
            attempts=transfer.attempts + 1,
        )

    async def _session_gone(self, transfer_id: str, batch: Batch) -> None:
        gone = self._gone[transfer_id] = self._gone.get(transfer_id, 0) + 1
        transfer = self._world.roster.transfers[transfer_id]
        if gone >= MOST_SESSIONS:
            await self._fail(
                transfer_id, text("The upload session ended again and again. The file was not handed over.")
            )
            return
        done = await self._done_for_good(transfer_id, batch)
        if done:
            words = text(
                "The upload session ended after “{step}”, which would have to be done a second time in the next one: "
                "that could make a second copy, or cost again. Look there, then send the file anew if it is needed.",
                step=done,
            )
            await self._fail(transfer_id, words)
            return
        self._rounds.close(batch.id, transfer.round)
        # The address and fields of the old session are of no use in the next one.
        await self._world.journal.forget_all_steps([transfer_id])
        await self._to(transfer_id, State.QUEUED, round=0, sent=0)

    async def _done_for_good(self, transfer_id: str, batch: Batch) -> str:
        """The label of a step that is through and must not be done again by itself; empty: there is none."""
        flow = self._world.provider(batch.provider_id).flow
        through = recorded(await self._world.journal.steps(transfer_id))
        steps = (flow.step_of(key) for key in through)
        return next((one.label or one.id for one in steps if one is not None and one.repeat in TOUCHY), "")

    async def _interrupted(self, transfer_id: str, batch: Batch, stop: Interrupted) -> None:
        self._tries[transfer_id] = self.tries_of(transfer_id).after(stop.decision, stop.step)
        match stop.decision:
            case Retry(after=after, words=words) | Held(after=after, words=words):
                await self._wait(transfer_id, Wait.RETRY, after, words)
            case Offline(after=after, words=words):
                await self._wait(transfer_id, Wait.NETWORK, after, words)
            case NeedKey() if await self._world.has_other_key(batch.account_id, stop.secret):
                await self._to(transfer_id, State.QUEUED)
            case NeedKey():
                await self.needs_key(transfer_id, batch, stop.words, rejected=True)
            case Unknown(words=words):
                await self._to(transfer_id, State.UNKNOWN, problem=words, step=stop.step)
            case failed:
                await self._fail(transfer_id, failed.words)

    async def _broke(self, transfer_id: str, error: Exception) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        begun = touchy_step(
            self._world, self._world.roster.batches[transfer.batch_id], await self._world.journal.steps(transfer_id)
        )
        words = text("Something went wrong inside Sendoff ({reason}).", reason=type(error).__name__)
        if begun is not None:
            await self._to(transfer_id, State.UNKNOWN, problem=words, step=begun.step)
        else:
            await self._fail(transfer_id, words)

    async def needs_key(self, transfer_id: str, batch: Batch, words: Text, *, rejected: bool = False) -> None:
        """It cannot go on before its account has another key. Raises: StoreError.

        Args:
            rejected: the vendor does not accept the one that is there.
        """
        account_id = batch.account_id
        first = account_id not in self._world.blocked
        self._world.block(account_id)
        try:
            await self._to(transfer_id, State.WAITING, wait=Wait.KEY, problem=words)
        except StoreError:
            if first:  # nobody was told of it: the next run says so
                self._world.unblock(account_id)
            raise
        if account_id not in self._world.blocked:
            return  # there was a new key while this was written
        if rejected:
            await self._world.key_rejected(account_id)
        if first:
            self._world.events.publish(Notice("key", words, account_id))
            self._world.events.publish(AccountsChanged(account_id))

    async def _wait(self, transfer_id: str, what: Wait, after: float, words: Text) -> None:
        await self._to(transfer_id, State.WAITING, wait=what, wake_at=self._now() + after, problem=words)

    async def _fail(self, transfer_id: str, words: Text) -> None:
        await self._to(transfer_id, State.FAILED, problem=words, ended_at=self._now())

    async def _to(self, transfer_id: str, state: State, **changes: object) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        if transfer.state in ENDED:
            return  # it was ended at the vendor while it was followed
        durable = state in (State.UNKNOWN, State.DONE, State.FAILED, State.CANCELLED)
        changes.setdefault("step", self._step_of(transfer))
        await self._ledger.save(transfer.to(state, **changes), durable=durable)

    def _step_of(self, transfer: Transfer) -> str:
        trip = self._trips.get(transfer.id)
        return (trip.step if trip is not None else "") or transfer.step

    def _now(self) -> float:
        return self._world.clock.now()
