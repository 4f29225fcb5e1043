"""One run of one transfer: from its turn in the queue to the state it is left in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

from app.core.engine.cut_off import touchy_step
from app.core.engine.driver import Halted, Interrupted, LaneDriver, recorded
from app.core.engine.ledger import Ledger
from app.core.engine.moving import Moving
from app.core.engine.openings import NotOpened, Openings
from app.core.engine.receipts import Receipts
from app.core.engine.retry import NeedKey, Offline, Retry, Tried, Unknown
from app.core.engine.rounds import Round, Rounds
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import InputError, KeyStoreError, SendoffError, StoreError
from app.core.events import AccountsChanged, FieldsRefused, Notice
from app.core.flow.actions import Finished, LaneEnd, Part, Polling, Recorded, Refused, Scope
from app.core.flow.lane import has_part, lane
from app.core.flow.messages import explain
from app.core.flow.texts import destination
from app.core.masking import Secret
from app.core.storage.accounts import Account
from app.core.text import Text, text
from app.core.transfer import Batch, State, Transfer, Wait

log = logging.getLogger(__name__)
MOST_SESSIONS = 4
"""How many sessions in a row may be gone before a transfer gives up."""


_NO_TRIES = Tried()
_FORGOTTEN = text(
    "What was typed into a hidden field for this upload is not kept on the disk, and Sendoff was closed since. "
    "It was not sent. Send it again from the Send page."
)


class FileRun:
    """Runs transfers, one call of :meth:`run` at a time for each.

    Args:
        trips: by transfer id, the runs under way; kept up to date for whoever wants to halt one.

    Attributes:
        moving: for whoever moves files; a run begins when they lie still.
    """

    def __init__(
        self,
        world: World,
        ledger: Ledger,
        driver: LaneDriver,
        rounds: Rounds,
        openings: Openings,
        trips: dict[str, Trip],
    ) -> None:
        self._world = world
        self._ledger = ledger
        self._driver = driver
        self._rounds = rounds
        self._openings = openings
        self._trips = trips
        self.moving = Moving(world.roster)
        self._tries: dict[str, Tried] = {}
        self._gone: dict[str, int] = {}

    def forget(self, transfer_id: str) -> None:
        """The person starts it anew: count tries from nought."""
        self._tries.pop(transfer_id, None)
        self._gone.pop(transfer_id, None)

    def begin(self, transfer: Transfer) -> tuple[Transfer, Round | None]:
        """*transfer*, whose turn has come, as it runs; and its batch's session if that is open."""
        session = self._openings.open_for(transfer, self._world.roster.batches[transfer.batch_id])
        running = transfer.to(State.RUNNING, round=session.no if session else transfer.round)
        self._ledger.show(running)
        return running, session

    async def run(self, transfer: Transfer, session: Round | None = None) -> None:
        """Run *transfer* until it ends, waits, or polls; its next state is journaled.

        Args:
            session: the one that it has joined already; None: whether it needs one is seen here.

        Raises:
            StoreError: the journal cannot be written; the transfer's state is what the journal says.
        """
        batch = self._world.roster.batches[transfer.batch_id]
        try:
            await self._go(transfer, batch, session)
        except Halted:
            pass  # whoever halted it says what becomes of it
        except Interrupted as interruption:
            await self._interrupted(transfer.id, batch, interruption)
        except KeyStoreError as error:
            await self._needs_key(transfer.id, self._world.account_of(batch), error.words)
        except NotOpened as error:
            await self._openings.refuse(transfer.id, batch, error)
        except StoreError:
            raise
        except SendoffError as error:
            await self._fail(transfer.id, error.words)
        except Exception as error:
            log.exception("a transfer met an error that nobody expected")
            await self._broke(transfer.id, error)
        finally:
            self._trips.pop(transfer.id, None)

    async def _go(self, transfer: Transfer, batch: Batch, session: Round | None) -> None:
        transfer = await self.moving.at_rest(transfer)
        if session is None:
            await self._ledger.save(transfer)  # in an open session it is kept with the first note of its run
        account = self._account(batch, transfer)
        secret = await self._world.keys.get(account.id)
        if secret is None:
            await self._needs_key(transfer.id, account, text("There is no key for this account yet."))
            return
        if session is None:
            session = await self._openings.join(transfer.id, batch, account, secret)
            transfer = self._world.roster.transfers[transfer.id]
        scope = self._scope(transfer, batch, account, await self._steps(transfer), session)
        trip = self._trips[transfer.id] = self._trip(transfer, batch, account, secret, scope)
        end = await self._driver.drive(lane(scope), trip)
        self._tries.pop(transfer.id, None)
        self._world.away.back()
        await self._ended(transfer.id, batch, scope, end)

    def _account(self, batch: Batch, transfer: Transfer) -> Account:
        if batch.forgotten and transfer.state is State.RUNNING:
            raise InputError(_FORGOTTEN)
        return self._world.account_of(batch)

    async def _steps(self, transfer: Transfer) -> Mapping[str, Recorded]:
        """Its steps that are through; a transfer on its first run has none, and the journal is not asked.

        Raises:
            Interrupted: a step that must not be repeated has begun, and nobody knows how it ended.
        """
        if transfer.id in self._ledger.fresh:
            self._ledger.fresh.discard(transfer.id)
            return {}
        steps = await self._world.journal.steps(transfer.id)
        begun = touchy_step(self._world, transfer, steps)
        if begun is not None:
            words = text(
                "This was stopped while it was being sent. It may or may not have arrived, "
                "so it is not sent again by itself."
            )
            raise Interrupted(Unknown(words), begun.step, begun.started_at, words)
        return recorded(steps)

    def _scope(
        self,
        transfer: Transfer,
        batch: Batch,
        account: Account,
        steps: Mapping[str, Recorded],
        session: Round | None,
    ) -> Scope:
        return self._world.scope(
            batch,
            account,
            Part.FILES,
            steps,
            transfer=transfer,
            session=session.opened if session else None,
            shared=session.shared if session else None,
            poll_tries=transfer.attempts,
            poll_since=max((one.at for one in steps.values()), default=None),
        )

    def _trip(self, transfer: Transfer, batch: Batch, account: Account, secret: Secret, scope: Scope) -> Trip:
        return Trip(
            owner=transfer.id,
            account=account,
            secret=secret,
            tries=self._tries.get(transfer.id, _NO_TRIES),
            explain=partial(explain, scope),
            on_progress=partial(self._ledger.progress, transfer.id),
            most_network_tries=self._world.limits.most_network_tries,
            unsaid=batch.unsaid,
            unkept=[transfer] if scope.session else [],
        )

    async def _ended(self, transfer_id: str, batch: Batch, scope: Scope, end: LaneEnd) -> None:
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

    async def _finished(self, transfer_id: str, batch: Batch, scope: Scope, end: Finished) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        if has_part(scope.provider, Part.AFTER, batch.mode):
            words = text("Handed over, waiting for the rest of the batch")
            await self._to(
                transfer_id, State.PROCESSING, result=end.result, sent=transfer.total, arrived=True, say=words
            )
            return
        ended: dict[str, object] = {"ended_at": self._now(), "attempts": 0, "step": self._step_of(transfer)}
        done = transfer.to(State.DONE, result=end.result, sent=transfer.total, **ended)
        steps = recorded(await self._world.journal.steps(transfer_id))
        kept = Receipts(batch, self._now()).of(done, steps, destination(scope))
        await self._ledger.save(done, receipts=kept, durable=True)

    async def _polls(self, transfer_id: str, after: float, words: Text) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        polls = transfer.attempts + 1 if transfer.state is State.PROCESSING else 1
        await self._to(
            transfer_id,
            State.PROCESSING,
            say=words,
            sent=transfer.total,
            wake_at=self._now() + after,
            attempts=polls,
        )

    async def _session_gone(self, transfer_id: str, batch: Batch) -> None:
        gone = self._gone[transfer_id] = self._gone.get(transfer_id, 0) + 1
        transfer = self._world.roster.transfers[transfer_id]
        if gone >= MOST_SESSIONS:
            await self._fail(
                transfer_id, text("The upload session ended again and again. The file was not handed over.")
            )
            return
        self._rounds.close(batch.id, transfer.round)
        # The address and fields of the old session are of no use in the next one.
        await self._world.journal.forget_all_steps([transfer_id])
        await self._to(transfer_id, State.QUEUED, round=0, sent=0)

    async def _interrupted(self, transfer_id: str, batch: Batch, stop: Interrupted) -> None:
        tries = self._tries.get(transfer_id, _NO_TRIES).after(stop.decision, stop.step)
        self._tries[transfer_id] = tries
        match stop.decision:
            case Retry(after=after, words=words):
                await self._wait(transfer_id, Wait.RETRY, after, words)
            case Offline(after=after, words=words, kind=kind):
                self._world.away.tell(kind, words)
                await self._wait(transfer_id, Wait.NETWORK, after, words)
            case NeedKey():
                await self._needs_key(transfer_id, self._world.account_of(batch), stop.words, rejected=True)
            case Unknown(words=words):
                await self._to(transfer_id, State.UNKNOWN, problem=words, step=stop.step)
            case failed:
                await self._fail(transfer_id, failed.words)

    async def _broke(self, transfer_id: str, error: Exception) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        begun = touchy_step(self._world, transfer, await self._world.journal.steps(transfer_id))
        words = text("Something went wrong inside Sendoff ({reason}).", reason=type(error).__name__)
        if begun is not None:
            await self._to(transfer_id, State.UNKNOWN, problem=words, step=begun.step)
        else:
            await self._fail(transfer_id, words)

    async def _needs_key(self, transfer_id: str, account: Account, words: Text, *, rejected: bool = False) -> None:
        first = account.id not in self._world.blocked
        self._world.blocked.add(account.id)
        await self._to(transfer_id, State.WAITING, wait=Wait.KEY, problem=words)
        if rejected:
            await self._world.key_rejected(account.id)
        if first:
            self._world.events.publish(Notice("key", words, account.id))
            self._world.events.publish(AccountsChanged(account.id))

    async def _wait(self, transfer_id: str, what: Wait, after: float, words: Text) -> None:
        await self._to(transfer_id, State.WAITING, wait=what, wake_at=self._now() + after, problem=words)

    async def _fail(self, transfer_id: str, words: Text) -> None:
        await self._to(transfer_id, State.FAILED, problem=words, ended_at=self._now())

    async def _to(self, transfer_id: str, state: State, **changes: object) -> None:
        transfer = self._world.roster.transfers[transfer_id]
        durable = state in (State.UNKNOWN, State.DONE, State.FAILED, State.CANCELLED)
        changes.setdefault("step", self._step_of(transfer))
        await self._ledger.save(transfer.to(state, **changes), durable=durable)

    def _step_of(self, transfer: Transfer) -> str:
        trip = self._trips.get(transfer.id)
        return (trip.step if trip is not None else "") or transfer.step

    def _now(self) -> float:
        return self._world.clock.now()
