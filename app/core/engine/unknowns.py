"""Settles transfers of which nobody knows whether they arrived: by asking the vendor, or by the person's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.core.copies import replace
from app.core.engine.driver import recorded
from app.core.engine.errand import Errand
from app.core.engine.moments import attempt_of
from app.core.engine.receipts import Receipts
from app.core.engine.scheduler import Scheduler
from app.core.errors import InputError, SendoffError
from app.core.flow.actions import Found, NotFound, Part, RecoveryEnd, Several
from app.core.flow.recover import Attempt, recovery
from app.core.json_types import Json
from app.core.providers.model import Repeat
from app.core.text import Text, joined, text
from app.core.transfer import Batch, Result, State, StepRecord, StepState, Transfer

_NEAR = 120.0
"""Seconds by which a vendor's clock, and so what is found by its times, may be off."""
_RIVAL = text(
    "The vendor lists one upload that this could be, and so could another file of the same name. "
    "Look there, then say here."
)
_WARNINGS: Mapping[Repeat, tuple[Text, ...]] = {
    Repeat.CHARGES: (text("Sending it again could cost a second time."),),
    Repeat.DUPLICATES: (text("Sending it again could make a second copy."),),
}


class Unknowns:
    """Brings transfers out of :attr:`State.UNKNOWN`, each of them once, however many try at the same time."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._world = scheduler.world
        self._ledger = scheduler.ledger
        self._being_settled: set[str] = set()

    async def resolve(self, transfer_id: str, *, arrived: bool) -> None:
        """The person settles an unknown outcome. Raises: InputError: it is not unknown; StoreError."""
        with self._settling(transfer_id):
            if arrived:
                await self._mark_arrived(self._unknown(transfer_id))
                return
            self._scheduler.files.forget(transfer_id)
            await self._world.journal.forget_all_steps([transfer_id])
            await self._ledger.save(from_the_start(self._unknown(transfer_id)), durable=True)

    async def look_up(self, transfer_id: str) -> None:
        """Ask the vendor whether an upload with an unknown outcome arrived.

        When it did, the transfer goes on from there. When it cannot be told, the transfer stays unknown
        and says what was found; it is never sent again by this. What the person decides meanwhile counts.

        Raises:
            InputError: the transfer is not unknown.
            StoreError: what was found cannot be kept.
        """
        transfer = self._unknown(transfer_id)
        batch = self._world.roster.batches[transfer.batch_id]
        found: RecoveryEnd | None = None
        try:
            found = await self._ask_vendor(transfer, batch)
            words = self._words_on(found, batch)
            if isinstance(found, Found) and await self._has_a_rival(transfer, batch):
                found, words = None, _RIVAL
        except SendoffError as error:
            words = text("Looking it up did not work: {reason} It may still have arrived or not.", reason=error.words)
        try:
            with self._settling(transfer_id):
                if isinstance(found, Found):
                    await self._go_on(transfer_id, found.outputs)
                else:
                    problem = joined(words, *self._warning(transfer, batch))
                    await self._ledger.save(replace(self._unknown(transfer_id), problem=problem))
        except InputError:
            return  # it was settled while the vendor was asked

    # ── the parts ──────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _settling(self, transfer_id: str) -> Iterator[None]:
        """Nobody else settles it within. Raises: InputError: it is not unknown, or somebody is at it."""
        self._unknown(transfer_id)
        if transfer_id in self._being_settled:
            raise _known_already()
        self._being_settled.add(transfer_id)
        try:
            yield
        finally:
            self._being_settled.discard(transfer_id)

    def _unknown(self, transfer_id: str) -> Transfer:
        transfer = self._world.roster.transfers.get(transfer_id)
        if transfer is None or transfer.state is not State.UNKNOWN:
            raise _known_already()
        return transfer

    async def _mark_arrived(self, transfer: Transfer) -> None:
        batch = self._world.roster.batches[transfer.batch_id]
        now = self._world.clock.now()
        steps = recorded(await self._world.journal.steps(transfer.id))
        said = Result(text("Marked as arrived by you."))
        done = self._unknown(transfer.id).to(State.DONE, ended_at=now, sent=transfer.total, result=said)
        kept = Receipts(batch, now).of(done, steps, self._world.destination_of(batch, transfer, {}))
        await self._ledger.save(done, receipts=kept, durable=True)

    async def _ask_vendor(self, transfer: Transfer, batch: Batch) -> RecoveryEnd | None:
        """What the vendor's list shows; None: it has no list."""
        step = self._world.provider(batch.provider_id).flow.step_of(transfer.step)
        if step is None or step.recover is None:
            return None
        attempts = await self._world.journal.steps(transfer.id)
        tried = next((one for one in attempts if one.step == transfer.step), None)
        account = self._world.account_of(batch)
        secret = await self._world.keys.get(account.id)
        scope = self._world.scope(batch, account, Part.FILES, recorded(attempts), transfer=transfer)
        attempt = attempt_of(tried, self._world.clock) if tried else Attempt(transfer.created_at)
        errand = Errand(self._world.runner, account.server, secret, self._world.away.heard)
        return await errand.run(recovery(scope, transfer.step, attempt))

    async def _has_a_rival(self, transfer: Transfer, batch: Batch) -> bool:
        """Whether what the vendor lists may be another transfer's, sent since to the same place under the same name.

        Since when is told by the time of day and by what really passed: the clock may have been set in between.
        """
        roster = self._world.roster
        alike = [
            one.id
            for one in roster.transfers.all()
            if one.total == transfer.total  # first, since it takes least: there may be 100,000
            and one.names == transfer.names
            and one.id != transfer.id
            and roster.batches[one.batch_id].account_id == batch.account_id
        ]
        steps = await self._world.journal.steps_of([transfer.id, *alike])
        mine = [one for one in steps.pop(transfer.id) if one.step == transfer.step]
        now = self._world.clock.now()
        ages = (age for one in mine for age in (now - one.started_at, *self._passed(one)))
        oldest = max(ages, default=now - transfer.created_at)
        theirs = [one for records in steps.values() for one in records if one.step == transfer.step]
        newest = (age for one in theirs for age in (now - (one.ended_at or one.started_at), *self._passed(one)))
        return any(age <= oldest + _NEAR for age in newest)

    def _passed(self, record: StepRecord) -> Iterator[float]:
        """How many seconds have really passed since the step was attempted, where that is known."""
        attempt = attempt_of(record, self._world.clock)
        if attempt.ago is not None:
            yield attempt.ago()

    def _words_on(self, found: RecoveryEnd | None, batch: Batch) -> Text:
        """What to tell the person about what was found. Raises: InputError: the provider is gone."""
        name = self._world.provider(batch.provider_id).name
        match found:
            case None:
                return text("{name} has no way to look this up. Look there yourself, then say here.", name=name)
            case Several(count=count):
                return text(
                    "{name} lists {count} uploads that it could be. Look there, then say here.", name=name, count=count
                )
            case NotFound(looked=False):
                return text(
                    "{name} did not show its whole list of uploads. Look there yourself, then say here.", name=name
                )
            case Found():
                return text("It arrived: found at the vendor.")
            case _:
                return text(
                    "{name} does not list it. It has most likely not arrived; look there before you send it again.",
                    name=name,
                )

    def _warning(self, transfer: Transfer, batch: Batch) -> tuple[Text, ...]:
        """What sending it again may do: these words take the place of those that said so at first."""
        step = self._world.step_of(batch, transfer.step)
        return _WARNINGS.get(step.repeat, ()) if step is not None else ()

    async def _go_on(self, transfer_id: str, outputs: Mapping[str, Json]) -> None:
        """It arrived, with these outputs: the transfer goes on after the step that made them."""
        now, transfer = self._world.clock.now(), self._unknown(transfer_id)
        record = StepRecord(
            transfer.id,
            transfer.step,
            StepState.DONE,
            now,
            ended_at=now,
            outputs=dict(outputs),
            detail="found at the vendor",
        )
        await self._world.journal.write(record, durable=True)
        queued = self._unknown(transfer_id).to(State.QUEUED, sent=transfer.total)
        await self._ledger.save(replace(queued, say=text("It arrived: found at the vendor.")), durable=True)


def from_the_start(transfer: Transfer) -> Transfer:
    """*transfer*, queued as if it had never run."""
    return transfer.to(State.QUEUED, ended_at=None, attempts=0, sent=0, round=0, arrived=False, result=None, step="")


def followed_again(transfer: Transfer) -> Transfer:
    """*transfer*, which is with the vendor, queued to be followed from where it stands."""
    return transfer.to(State.QUEUED, ended_at=None, attempts=0, sent=transfer.total)


def _known_already() -> InputError:
    return InputError(text("The outcome of this transfer is known already."))
