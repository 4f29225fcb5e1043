"""One run of one transfer: from its turn in the queue to the state it is left in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.core.engine.cut_off import must_not_be_repeated_blindly
from app.core.engine.driver import LaneDriver, recorded
from app.core.engine.ledger import Ledger
from app.core.engine.lost import unclear_in
from app.core.engine.moving import Moving
from app.core.engine.openings import Openings
from app.core.engine.rounds import Round, Rounds
from app.core.engine.run_end import RunEnd
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import InputError, KeyStoreError, StoreError
from app.core.flow.actions import LaneEnd, Part, Scope
from app.core.flow.lane import lane
from app.core.flow.messages import explain
from app.core.masking import Secret
from app.core.storage.accounts import Account
from app.core.text import text
from app.core.transfer import Batch, State, StepRecord, Transfer

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
        self._openings = openings
        self._trips = trips
        self.moving = Moving(world.roster)
        self._end = RunEnd(world, ledger, rounds, openings, trips)
        self.forget = self._end.forget
        self._over: set[str] = set()

    def is_over(self, transfer_id: str) -> bool:
        """Whether a run has come to its end, which is only being written down: it must not be cut off any more."""
        return transfer_id in self._over

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
            scope, end = await self._go(transfer, batch, session)
            self._over.add(transfer.id)
            await self._end.came(transfer.id, batch, scope, end)
        except StoreError:
            raise
        except Exception as error:
            self._over.add(transfer.id)
            await self._end.broken_off(transfer.id, batch, error)
        finally:
            self._over.discard(transfer.id)
            self._trips.pop(transfer.id, None)

    async def _go(self, transfer: Transfer, batch: Batch, session: Round | None) -> tuple[Scope, LaneEnd]:
        transfer = await self.moving.at_rest(transfer)
        if session is None:
            await self._ledger.save(transfer)  # in an open session it is kept with the first note of its run
        account = self._account(batch, transfer)
        secret = await self._world.keys.get(account.id)
        if secret is None:
            raise KeyStoreError(text("There is no key for this account yet."))
        if session is None:
            session = await self._openings.join(transfer.id, batch, account, secret)
            transfer = self._world.roster.transfers[transfer.id]
        steps = await self._steps(transfer)
        scope = self._scope(transfer, batch, account, steps, session)
        trip = self._trips[transfer.id] = self._trip(transfer, batch, account, secret, scope)
        return scope, await self._driver.drive(lane(scope), trip)

    def _account(self, batch: Batch, transfer: Transfer) -> Account:
        if batch.forgotten and transfer.state is State.RUNNING:
            raise InputError(_FORGOTTEN)
        return self._world.account_of(batch)

    async def _steps(self, transfer: Transfer) -> Sequence[StepRecord]:
        """Its steps; a transfer on its first run has none, and the journal is not asked.

        Raises:
            Interrupted: a step that must not be repeated has begun, and nobody knows how it ended.
        """
        if transfer.id in self._ledger.fresh:
            self._ledger.fresh.discard(transfer.id)
            return ()
        steps = await self._world.journal.steps(transfer.id)
        must_not_be_repeated_blindly(self._world, self._world.roster.batches[transfer.batch_id], steps)
        return steps

    def _scope(
        self,
        transfer: Transfer,
        batch: Batch,
        account: Account,
        steps: Sequence[StepRecord],
        session: Round | None,
    ) -> Scope:
        return self._world.scope(
            batch,
            account,
            Part.FILES,
            recorded(steps),
            transfer=transfer,
            session=session.opened if session else None,
            shared=session.shared if session else None,
            poll_tries=transfer.attempts,
            unclear=unclear_in(steps),
        )

    def _trip(self, transfer: Transfer, batch: Batch, account: Account, secret: Secret, scope: Scope) -> Trip:
        return Trip(
            owner=transfer.id,
            account=account,
            secret=secret,
            tries=self._end.tries_of(transfer.id),
            explain=partial(explain, scope),
            on_progress=partial(self._ledger.progress, transfer.id),
            unsaid=batch.unsaid,
            unclear=scope.unclear,
            gives_way=transfer.state is State.RUNNING,
            unkept=[transfer] if scope.session else [],
        )
