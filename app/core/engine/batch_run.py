"""The last steps of a batch's session: closing it, and following what the vendor makes of the files."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.core.engine.cut_off import must_not_be_repeated_blindly
from app.core.engine.driver import Interrupted, LaneDriver, recorded
from app.core.engine.ledger import Ledger
from app.core.engine.receipts import Receipts
from app.core.engine.retry import NeedKey, Offline, Retry, Tried
from app.core.engine.rounds import Round
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import KeyStoreError, SendoffError, StoreError
from app.core.events import BatchSaid, Notice
from app.core.flow.actions import BatchFacts, Finished, LaneEnd, Part, Polling, Recorded, Refused
from app.core.flow.lane import lane
from app.core.flow.messages import explain
from app.core.identity import SentFile
from app.core.json_types import Json
from app.core.storage.wipe import Spent
from app.core.text import Text, text
from app.core.transfer import ROUND_END, Batch, Receipt, State, StepRecord, StepState, Transfer

log = logging.getLogger(__name__)
PORTION = 64
"""How many files of a batch are finished in one go."""
_GONE = frozenset({404, 410})
"""Statuses by which a vendor says that it does not know the session, or what came in it, any more."""


class BatchRun:
    """Runs the steps after the files, for one round at a time.

    Args:
        wake: asks to be run again for a round after that many seconds.
    """

    def __init__(self, world: World, ledger: Ledger, driver: LaneDriver, wake: Callable[[Round, float], None]) -> None:
        self._world = world
        self._ledger = ledger
        self._driver = driver
        self._wake = wake

    async def run(self, session: Round) -> None:
        """Run or go on with the last steps of *session*.

        Raises:
            StoreError: the journal cannot be written.
        """
        batch = self._world.roster.batches.get(session.batch_id)
        if batch is None or session.ended:
            return
        # The journal does one after the other: by now it has, or refused, the arrival of the last file.
        records = await self._world.journal.steps(session.owner)
        if session.pending:
            return  # it was refused, or another file has joined
        session.takes_more, session.closing = False, True
        try:
            await self._ended(session, batch, await self._drive(session, batch, records))
        except Interrupted as stop:
            await self._interrupted(session, batch, stop)
        except KeyStoreError as error:
            self._blocked(batch, error.words)
        except StoreError:
            raise
        except SendoffError as error:
            await self._fail(session, batch, error.words)
        except Exception as error:
            log.exception("the end of a batch met an error that nobody expected")
            words = text("Something went wrong inside Sendoff ({reason}).", reason=type(error).__name__)
            await self._fail(session, batch, words)

    async def _drive(self, session: Round, batch: Batch, records: Sequence[StepRecord]) -> LaneEnd:
        account = self._world.account_of(batch)
        secret = await self._world.keys.get(account.id)
        if secret is None:
            raise KeyStoreError(text("There is no key for this account yet."))
        must_not_be_repeated_blindly(self._world, batch, records)
        steps = recorded(records)
        scope = self._world.scope(
            batch,
            account,
            Part.AFTER,
            steps,
            session=session.opened,
            facts=await self._facts(session),
            only_always=not session.arrived,
            poll_tries=session.polls,
        )
        trip = Trip(
            owner=session.owner,
            account=account,
            secret=secret,
            tries=session.tries,
            explain=partial(explain, scope),
            on_progress=lambda _sent: None,
            unsaid=batch.unsaid,
        )
        return await self._driver.drive(lane(scope), trip)

    async def _facts(self, session: Round) -> BatchFacts:
        collect: defaultdict[str, defaultdict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
        if self._collects(session):
            for steps in (await self._world.journal.steps_of(sorted(session.arrived))).values():
                for step in steps:
                    for name, value in step.outputs.items():
                        collect[step.step.partition("#")[0]][name].append(value)
        frozen: Mapping[str, Mapping[str, Sequence[Json]]] = {step: dict(found) for step, found in collect.items()}
        return BatchFacts(sent=len(session.arrived), count=session.joined, collect=frozen)

    def _collects(self, session: Round) -> bool:
        batch = self._world.roster.batches[session.batch_id]
        steps = self._world.provider(batch.provider_id).flow.steps
        return any("$batch.collect" in str(step) for step in steps)

    async def _ended(self, session: Round, batch: Batch, end: LaneEnd) -> None:
        session.tries = Tried()
        match end:
            case Polling(after=after, say=words):
                session.polls += 1
                self._world.events.publish(BatchSaid(batch.id, words))
                self._wake(session, after)
            case Finished():
                await self._finish(session, batch, end)
            case Refused(words=words, status=status):
                await self._fail(session, batch, words, gone=status in _GONE)
            case _:
                await self._fail(session, batch, text("The upload session is gone at the vendor."), gone=True)

    async def _finish(self, session: Round, batch: Batch, end: Finished) -> None:
        waiting = self._waiting(session)
        for at in range(0, len(waiting), PORTION):
            # In portions: ten thousand receipts at once would hold the loop up for seconds.
            await self._finish_some(session, batch, end, waiting[at : at + PORTION])
        await self._mark_ended(session)

    async def _finish_some(self, session: Round, batch: Batch, end: Finished, some: Sequence[Transfer]) -> None:
        now = self._world.clock.now()
        ended: list[Transfer] = []
        kept: list[Receipt | SentFile] = []
        receipts = Receipts(batch, now)
        steps = await self._world.journal.steps_of([one.id for one in some])
        for one in (one for one in some if self._waits(one)):
            if end.failed and end.failed >= end.total:
                words = text("The file arrived, but the vendor could not read it in.")
                ended.append(one.to(State.FAILED, problem=words, ended_at=now, arrived=False))
                continue
            done = one.to(State.DONE, ended_at=now, say=_partly(end) or end.result.text)
            known: Mapping[str, Recorded] = recorded(steps.get(one.id, []))
            ended.append(done)
            place = self._world.destination_of(batch, done, known, session=session.opened, shared=session.shared)
            kept += receipts.of(done, known, place)
        await self._ledger.save(*ended, receipts=tuple(kept), durable=True)

    async def _fail(self, session: Round, batch: Batch, words: Text, *, gone: bool = False) -> None:
        """Its end did not work. Unless it is gone, its files are there: tried again, it is the end that is."""
        now = self._world.clock.now()
        waiting = self._waiting(session)
        if waiting:
            failed = (one.to(State.FAILED, problem=words, ended_at=now, arrived=not gone) for one in waiting)
            await self._ledger.save(*failed, durable=True)
        elif self._world.roster.has_any(batch.id):
            self._world.events.publish(BatchSaid(batch.id, words))
        else:
            self._tell_left_open(batch, words)
        await self._mark_ended(session, spent=gone or not waiting)

    def _tell_left_open(self, batch: Batch, reason: Text) -> None:
        """Nothing of it is on the list: without this nobody would learn of it."""
        vendor = self._world.vendor_of(self._world.account(batch.account_id))
        words = text("An upload session at {vendor} could not be closed: {reason}", vendor=vendor, reason=reason)
        self._world.events.publish(Notice("info", words))

    async def _mark_ended(self, session: Round, *, spent: bool = True) -> None:
        """Comes last: a round that is cut off before it is run again, and finds its steps recorded.

        Args:
            spent: its secrets are of no use any more.
        """
        now = self._world.clock.now()
        end = StepRecord(session.owner, ROUND_END, StepState.DONE, now, ended_at=now)
        await self._world.journal.write(end, *([Spent(session.owner)] if spent else []), durable=True)
        session.ended = not self._waiting(session)  # one that was tried again may have come meanwhile
        await self._world.let_go([session.batch_id])  # its files may have been taken off the list before

    def _waiting(self, session: Round) -> list[Transfer]:
        transfers = self._world.roster.transfers
        arrived = (transfers.get(id_) for id_ in sorted(session.arrived))
        return [one for one in arrived if one is not None and self._waits(one)]

    def _waits(self, transfer: Transfer) -> bool:
        """Whether *transfer* still waits for the end of its batch; the person may have cancelled it meanwhile."""
        current = self._world.roster.transfers.listed(transfer.id)
        return current is not None and current.state is State.PROCESSING

    async def _interrupted(self, session: Round, batch: Batch, stop: Interrupted) -> None:
        session.tries = session.tries.after(stop.decision, stop.step)
        match stop.decision:
            case Retry(after=after, words=words) | Offline(after=after, words=words):
                if isinstance(stop.decision, Offline):
                    self._world.away.keep(batch.account_id, session.owner)
                self._world.events.publish(BatchSaid(batch.id, words))
                self._wake(session, after)
            case NeedKey() if await self._world.has_other_key(batch.account_id, stop.secret):
                self._wake(session, 0.0)
            case NeedKey():
                self._blocked(batch, stop.words)
                await self._world.key_rejected(batch.account_id)
            case failed:
                await self._fail(session, batch, failed.words)

    def _blocked(self, batch: Batch, words: Text) -> None:
        self._world.block(batch.account_id)
        self._ledger.totals_soon()
        self._world.events.publish(Notice("key", words, batch.account_id))


def _partly(end: Finished) -> Text | None:
    if not end.failed:
        return None
    return text(
        "{failed:count} of {total:count} files of this batch could not be read in; the vendor does not say which.",
        failed=end.failed,
        total=end.total,
    )
