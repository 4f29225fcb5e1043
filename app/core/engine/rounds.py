"""The sessions of batches: which transfer is in which, when a new one is due, and when one may be closed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.core.engine.retry import Tried
from app.core.flow.actions import Recorded
from app.core.shelf import Listed
from app.core.transfer import ENDED


@dataclass
class Round:
    """One session of a batch.

    Attributes:
        opened: the outputs of the steps before the files.
        shared: what is worked out from these alone, see :class:`Scope`.
        takes_more: further files may join.
        closing: its last steps have begun, so that the vendor may count it as closed: not even its own files go on.
        pending, arrived: ids of its transfers that are on their way, and that are through.
        polls: how often its last steps have asked the vendor, since the program's start.
    """

    batch_id: str
    no: int
    opened: Mapping[str, Recorded] = field(default_factory=dict)
    shared: dict[Hashable, object] = field(default_factory=dict)
    takes_more: bool = True
    closing: bool = False
    ended: bool = False
    joined: int = 0
    pending: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    polls: int = 0
    tries: Tried = field(default_factory=Tried)

    @property
    def owner(self) -> str:
        """Its owner name in the journal."""
        return owner_of(self.batch_id, self.no)

    def reopen(self) -> None:
        """A file that is through was tried again: its last steps are due once more, or what is left of them."""
        self.ended, self.polls, self.tries = False, 0, Tried()


def owner_of(batch_id: str, no: int) -> str:
    """The journal's owner name for a round."""
    return f"{batch_id}/{no}"


class Rounds:
    """All rounds of all batches whose provider has steps around the files.

    Args:
        ready: called when a round has nothing under way any more, so that its last steps are due.
    """

    def __init__(self, ready: Callable[[Round], None]) -> None:
        self._ready = ready
        self._rounds: defaultdict[str, dict[int, Round]] = defaultdict(dict)
        self._loose: defaultdict[str, set[str]] = defaultdict(set)
        self._at: dict[str, tuple[str, int]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._batches: set[str] = set()
        self._gathering: set[str] = set()

    @contextmanager
    def gathering(self, batch_id: str) -> Iterator[None]:
        """Transfers of the batch are still being added: no round of it is done before they are all there."""
        self._gathering.add(batch_id)
        try:
            yield
        finally:
            self._gathering.discard(batch_id)
            self.resettle(batch_id)

    def follow(self, batch_id: str) -> None:
        """Take care of a batch; those that have no steps around the files are never followed."""
        self._batches.add(batch_id)

    def follows(self, batch_id: str) -> bool:
        """Whether the batch has steps around its files."""
        return batch_id in self._batches

    def lock(self, batch_id: str) -> asyncio.Lock:
        """Held while a round of the batch is opened, so that only one is."""
        return self._locks[batch_id]

    def of(self, batch_id: str) -> list[Round]:
        """The batch's rounds, oldest first."""
        return [self._rounds[batch_id][no] for no in sorted(self._rounds[batch_id])]

    def get(self, batch_id: str, no: int) -> Round | None:
        """One round, or None."""
        return self._rounds[batch_id].get(no)

    def begin(self, batch_id: str, no: int | None = None) -> Round:
        """A new round; its number is the next one unless given (after a restart)."""
        known = self._rounds[batch_id]
        number = no if no is not None else max(known, default=0) + 1
        known[number] = Round(batch_id, number)
        return known[number]

    def drop(self, one: Round) -> None:
        """Forget a round that could not be opened."""
        self._rounds[one.batch_id].pop(one.no, None)

    def forget(self, transfer_ids: Iterable[str], batch_ids: Iterable[str] = ()) -> None:
        """These have left the journal, and nothing of these batches is left: none of their rounds is open."""
        for transfer_id in transfer_ids:
            self._at.pop(transfer_id, None)
        for batch_id in batch_ids:
            for known in (self._rounds, self._loose, self._locks):
                known.pop(batch_id, None)

    def is_open(self, batch_id: str) -> bool:
        """Whether a round of the batch is open, so that a file need not wait for one."""
        if batch_id not in self._batches or not self._rounds[batch_id]:
            return False
        newest = self._newest(batch_id)
        return newest.takes_more and not newest.ended and bool(newest.opened)

    def has_open(self, batch_id: str) -> bool:
        """Whether the batch has a session that is, or is being, opened and has not ended."""
        return any(not one.ended for one in self.of(batch_id)) if batch_id in self._batches else False

    def with_room(self, batch_id: str, most: int | None) -> Round | None:
        """The newest round if it takes more files, *most* in all."""
        if not self.is_open(batch_id):
            return None
        newest = self._newest(batch_id)
        if most is not None and newest.joined >= most:
            self.close(batch_id, newest.no)
            return None
        return newest

    def close(self, batch_id: str, no: int) -> None:
        """The round is gone at the vendor, or full: nothing joins it any more."""
        one = self.get(batch_id, no)
        if one is not None:
            one.takes_more = False
            self._settle(one)

    def note(self, transfer: Listed) -> None:
        """A transfer has a new form: know where it stands."""
        if transfer.batch_id not in self._batches:
            return
        old = self._at.get(transfer.id)
        if old == (transfer.batch_id, transfer.round) and self._stands_as_before(transfer):
            return
        self._take_out(transfer.id, old)
        self._put_in(transfer)
        if old is not None and old[1]:
            before = self.get(*old)
            if before is not None:
                self._settle(before)
        if old is None or (transfer.batch_id, transfer.round) != old or not transfer.round:
            self._settle_newest(transfer.batch_id)

    def resettle(self, batch_id: str) -> None:
        """See again which rounds are due, after a restart or a new key."""
        if batch_id in self._batches:
            for one in self.of(batch_id):
                self._settle(one)

    def _stands_as_before(self, transfer: Listed) -> bool:
        """Whether a transfer was, and is, on its way in its round, or through: then nothing is due that was not."""
        one = self.get(transfer.batch_id, transfer.round)
        if one is None:
            return False
        if transfer.arrived:
            return transfer.id in one.arrived
        return transfer.state not in ENDED and transfer.id in one.pending

    def _take_out(self, transfer_id: str, place: tuple[str, int] | None) -> None:
        if place is None:
            return
        batch_id, no = place
        self._loose[batch_id].discard(transfer_id)
        one = self._rounds[batch_id].get(no)
        if one is not None:
            one.pending.discard(transfer_id)
            one.arrived.discard(transfer_id)
        del self._at[transfer_id]

    def _put_in(self, transfer: Listed) -> None:
        place = (transfer.batch_id, transfer.round)
        one = self.get(*place)
        if transfer.arrived and one is not None:
            one.arrived.add(transfer.id)
        elif transfer.state in ENDED:
            # Nothing more comes of it, but its round must learn that it left.
            self._at[transfer.id] = place
            return
        elif one is not None:
            one.pending.add(transfer.id)
        else:
            self._loose[transfer.batch_id].add(transfer.id)
        self._at[transfer.id] = place

    def _settle_newest(self, batch_id: str) -> None:
        if self._rounds[batch_id]:
            self._settle(self._newest(batch_id))

    def _newest(self, batch_id: str) -> Round:
        rounds = self._rounds[batch_id]
        return rounds[max(rounds)]

    def _settle(self, one: Round) -> None:
        if one.ended or one.pending or not one.opened or one.batch_id in self._gathering:
            return
        if one.takes_more and self._loose[one.batch_id]:
            return
        self._ready(one)
