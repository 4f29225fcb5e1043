"""The one way a transfer changes: into memory, into the journal, and only then out to who watches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from app.core.copies import replace
from app.core.engine.meter import WINDOW, Meter, seconds_left
from app.core.engine.roster import Roster
from app.core.errors import StoreError
from app.core.events import (
    BatchAdded,
    Events,
    Progressed,
    TotalsChanged,
    TransfersChanged,
    TransfersRead,
    TransfersRemoved,
)
from app.core.identity import SentFile
from app.core.masking import mask_text
from app.core.shelf import Listed
from app.core.storage.journal import Journal
from app.core.storage.wipe import Spent
from app.core.text import Text, verbatim
from app.core.transfer import Batch, Receipt, State, Transfer
from app.core.watched import WatchedFile

PROGRESS_EVERY = 0.1
TOTALS_EVERY = 0.25
ONE_GO = 64 * 1024
"""Bytes up to which a file has no progress worth telling."""
PORTION_TIME = 0.002
"""Seconds for which a new batch is taken in before everything else has its turn; who watches takes as long again."""


class Ledger:
    """Keeps the roster, the journal and the events in step, and counts progress.

    Args:
        watch: told about every new form of a transfer, before the journal is written.
        spent: which of its secrets are of no use any more.

    Attributes:
        fresh: ids of transfers that were added and have not run yet: they have no steps in the journal.
    """

    def __init__(
        self,
        journal: Journal,
        roster: Roster,
        events: Events,
        watch: Callable[[Transfer], None],
        spent: Callable[[Transfer], Spent | None],
    ) -> None:
        self._journal = journal
        self._roster = roster
        self._events = events
        self._watch = watch
        self._spent = spent
        self._meters: dict[str, Meter] = {}
        self._told: dict[str, float] = {}
        self.fresh: set[str] = set()
        self._all = Meter()
        self._moved = 0
        self._totals_due: asyncio.TimerHandle | None = None
        self._lull_due: asyncio.TimerHandle | None = None

    async def keep(self, batch: Batch, transfers: Sequence[Transfer], files: Sequence[WatchedFile] = ()) -> None:
        """Have a new batch on the disk, before anything else knows of it. Raises: StoreError: it is not kept.

        Args:
            files: what is to be remembered of files in a watched folder: in one go with the batch, or not at all.
        """
        await self._journal.write(batch, *transfers, *files, durable=True)

    async def add(self, batch: Batch, transfers: Sequence[Transfer]) -> None:
        """Take a batch that is kept into the queue, in portions, so that nothing else has to wait."""
        left = iter(transfers)
        while portion := self._take_in(batch, left):
            self._events.publish(BatchAdded(batch, portion))
            self.totals_soon()
            await asyncio.sleep(0)

    def _take_in(self, batch: Batch, transfers: Iterator[Transfer]) -> tuple[Transfer, ...]:
        """As many as go into the queue without a hitch."""
        self._roster.add_batch(batch)  # once more: all of the portion before may have been removed already
        portion = []
        due = time.monotonic() + PORTION_TIME
        for transfer in transfers:
            self.fresh.add(transfer.id)
            self._put(transfer)
            portion.append(transfer)
            if time.monotonic() > due:
                break
        return tuple(portion)

    def show(self, transfer: Transfer) -> None:
        """Let this transfer be as given, for now: after a kill it stands as the journal says, and is done again."""
        self._put(transfer)
        self._tell((transfer,))

    async def save(
        self, *transfers: Transfer, receipts: tuple[Receipt | SentFile, ...] = (), durable: bool = False
    ) -> None:
        """Let these transfers be as given.

        Memory comes first so that the next decision sees them; who watches is told when they are on disk.

        Raises:
            StoreError: the journal cannot be written; memory is as it was before.
        """
        transfers = tuple(map(self._discreet, transfers))
        before = [self._roster.transfers.get(transfer.id) for transfer in transfers]
        for transfer in transfers:
            self._put(transfer)
            if transfer.state is not State.RUNNING:
                self._meters.pop(transfer.id, None)
                self._told.pop(transfer.id, None)
        spent = [one for transfer in transfers if (one := self._spent(transfer)) and transfer.id not in self.fresh]
        try:
            await self._journal.write(*transfers, *receipts, *spent, durable=durable)
        except StoreError:
            self._take_back(transfers, before)
            raise
        self._tell(transfers)

    def _put(self, transfer: Transfer) -> None:
        self._roster.put(transfer)
        self._watch(transfer)

    def _tell(self, transfers: tuple[Transfer, ...]) -> None:
        self._events.publish(TransfersChanged(transfers))
        self.totals_soon()

    def _discreet(self, transfer: Transfer) -> Transfer:
        """Without what must not be said: a vendor's words may repeat what was typed."""
        batch = self._roster.batches.get(transfer.batch_id)
        if batch is None or not batch.unsaid:
            return transfer
        problem, say = (_masked(words, batch.unsaid) for words in (transfer.problem, transfer.say))
        same = problem is transfer.problem and say is transfer.say
        return transfer if same else replace(transfer, problem=problem, say=say)

    def _take_back(self, transfers: Sequence[Transfer], before: Sequence[Transfer | None]) -> None:
        for new, old in zip(transfers, before, strict=True):
            if old is not None and self._roster.transfers.get(new.id) is new:
                self._put(old)

    def take_out(self, ids: Sequence[str]) -> list[tuple[Batch, Listed]]:
        """Take transfers out of the queue, so that nothing is decided about them any more; the journal keeps them."""
        gone = [(self._roster.batches[one.batch_id], one) for one in self._roster.transfers.listed_all(ids)]
        for _, one in gone:
            self._roster.remove(one.id)
        if gone:
            self._events.publish(TransfersRemoved(tuple(one.id for _, one in gone)))
            self.totals_soon()
        return gone

    def put_back(self, batch: Batch, transfers: Sequence[Listed]) -> None:
        """Have these of a batch in the queue again."""
        known = self._roster.transfers
        those = [one for one in transfers if one.id not in known]
        if those:
            self._roster.batches.setdefault(batch.id, batch)
            for one in those:
                self._roster.put(one)
            self._events.publish(TransfersRead(batch, those))
            self.totals_soon()

    async def forget(self, ids: Sequence[str]) -> None:
        """Take transfers that are out of the queue out of the journal. Raises: StoreError."""
        self.fresh.difference_update(ids)
        await self._journal.remove(ids)

    def progress(self, transfer_id: str, sent: int) -> None:
        """*sent* bytes of a running transfer have left, in all; the number may go back after a repeat."""
        transfer = self._roster.transfers.get(transfer_id)
        if transfer is None or transfer.state is not State.RUNNING:
            return
        if sent >= transfer.total <= ONE_GO and not transfer.sent:
            return  # it left in one go: its end is told next
        now = asyncio.get_running_loop().time()
        meter = self._meters.setdefault(transfer_id, Meter())
        meter.note(now, sent)
        if now - self._told.get(transfer_id, 0.0) < PROGRESS_EVERY and sent < transfer.total:
            return
        self._told[transfer_id] = now
        self._moved += max(0, sent - transfer.sent)
        self._all.note(now, self._moved)
        self._roster.put(_at(transfer, sent))
        self._events.publish(Progressed(transfer_id, sent, transfer.total, meter.rate(now)))
        self.totals_soon()

    def totals(self) -> TotalsChanged:
        """The whole queue in numbers, now."""
        roster = self._roster
        rate = self._all.rate(asyncio.get_running_loop().time())
        return TotalsChanged(
            by_state={str(state): n for state, n in roster.by_state.items() if n},
            sent=roster.sent,
            total=roster.total,
            rate=rate,
            seconds_left=seconds_left(roster.total - roster.sent, rate) if roster.by_state[State.RUNNING] else None,
            need_key=roster.need_key,
            in_line_for_key=roster.in_line_for_key,
            followed_for_key=roster.followed_for_key,
        )

    def totals_soon(self) -> None:
        """Tell the numbers in a moment, once."""
        if self._totals_due is None:
            self._totals_due = asyncio.get_running_loop().call_later(TOTALS_EVERY, self._tell_totals)

    def _tell_totals(self) -> None:
        self.close()
        self._tell_stalled()
        if not self._roster.active:
            self._all.clear()
        totals = self.totals()
        self._events.publish(totals)
        if totals.rate:  # of bytes that move no more nobody tells: look once more
            self._lull_due = asyncio.get_running_loop().call_later(WINDOW + TOTALS_EVERY, self._tell_totals)

    def _tell_stalled(self) -> None:
        """Take back the rates of what has not moved for a while."""
        now = asyncio.get_running_loop().time()
        stalled = [one for one, at in self._told.items() if now - at > WINDOW]
        for transfer in self._roster.transfers.listed_all(stalled):
            self._events.publish(Progressed(transfer.id, transfer.sent, transfer.total, 0.0))
        for transfer_id in stalled:
            del self._told[transfer_id]

    def close(self) -> None:
        """Stop the timers."""
        for timer in (self._totals_due, self._lull_due):
            if timer is not None:
                timer.cancel()
        self._totals_due = self._lull_due = None


def _masked(words: Text | None, unsaid: Sequence[str]) -> Text | None:
    plain = str(words or "")
    return verbatim(mask_text(plain, *unsaid)) if any(one in plain for one in unsaid) else words


def _at(transfer: Transfer, sent: int) -> Transfer:
    return transfer.to(transfer.state, sent=sent, say=transfer.say)
