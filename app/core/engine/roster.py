"""Every transfer of the queue in memory, with the indexes by which the scheduler chooses the next one."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from app.core.shelf import Listed, Shelf, waits_for_key
from app.core.transfer import ENDED, Batch, State, Transfer

_NEED_KEYS = frozenset({State.QUEUED, State.PROCESSING})
"""States in which a transfer goes on with its account's key, and which do not say so when that is refused."""


class Roster:
    """Transfers and batches by id, counted by state, with one line of queued transfers per account.

    The lines are heaps with lazy deletion: an entry counts only while its transfer is still queued in that
    turn, so that pausing or cancelling a hundred thousand transfers costs no searching.

    Attributes:
        by_state: how many are in each state. need_key: how many of those that wait do so for a key.
        blocked: accounts whose key was refused or cannot be read: nothing of theirs is started.
        sent, total: bytes of all of them.
        keeps: whether a batch is needed although none of its transfers is here, since a session of it is open.
    """

    def __init__(self, blocked: Iterable[str] = ()) -> None:
        self.batches: dict[str, Batch] = {}
        self.keeps: Callable[[str], bool] = _keeps_none
        self.transfers = Shelf()
        self.by_state: Counter[State] = Counter()
        self.need_key = 0
        self.blocked = frozenset(blocked)
        self.sent = 0
        self.total = 0
        self._by_account: Counter[tuple[str, State]] = Counter()
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        self._lines: defaultdict[str, list[tuple[int, float, str]]] = defaultdict(list)
        self._last_position = 0.0

    def add_batch(self, batch: Batch) -> None:
        """Know a batch, before its transfers come."""
        self.batches[batch.id] = batch

    def put(self, transfer: Listed) -> None:
        """Know a transfer, or its newest form."""
        old = self.transfers.listed(transfer.id)
        self.transfers.put(transfer)
        if old is not None:
            if _counts_alike(old, transfer):
                return
            self._uncount(old)
        self.by_state[transfer.state] += 1
        self.need_key += waits_for_key(transfer)
        if transfer.state in _NEED_KEYS:
            self._by_account[self._account_of(transfer), transfer.state] += 1
        self.sent += min(transfer.sent, transfer.total)
        self.total += transfer.total
        self._members[transfer.batch_id].add(transfer.id)
        self._last_position = max(self._last_position, transfer.position)
        if transfer.state is State.QUEUED and (old is None or not _same_place(old, transfer)):
            line = self._lines[self._account_of(transfer)]
            heapq.heappush(line, transfer.turn)

    def remove(self, transfer_id: str) -> None:
        """Forget a transfer, and its batch when it was the last one, unless that is needed."""
        transfer = self.transfers.take(transfer_id)
        if transfer is None:
            return
        self._uncount(transfer)
        members = self._members[transfer.batch_id]
        members.discard(transfer_id)
        if not members:
            del self._members[transfer.batch_id]
            self.let_go(transfer.batch_id)

    def let_go(self, batch_id: str) -> bool:
        """Forget a batch without transfers that is not needed any more; whether there is none now."""
        if batch_id not in self._members and not self.keeps(batch_id):
            self.batches.pop(batch_id, None)
        return batch_id not in self.batches

    def has_any(self, batch_id: str) -> bool:
        """Whether a transfer of a batch is here."""
        return batch_id in self._members

    def next_queued(self, account_id: str) -> Transfer | None:
        """The first queued transfer of an account; it stays in line until its state changes."""
        line = self._lines[account_id]
        while line:
            transfer = self.transfers.listed(line[0][2])
            if transfer and transfer.state is State.QUEUED and transfer.turn == line[0]:
                return transfer.whole()
            heapq.heappop(line)
        return None

    def accounts_in_line(self) -> list[list[str]]:
        """The accounts with queued transfers, by the priority of their next one: the most urgent come first."""
        ahead = [(first.priority, account) for account in self._lines if (first := self.next_queued(account))]
        by_priority = groupby(sorted(ahead), key=itemgetter(0))
        return [[account for _, account in accounts] for _, accounts in by_priority]

    def members(self, batch_id: str) -> Iterator[Transfer]:
        """The transfers of a batch."""
        return (self.transfers[i] for i in tuple(self._members.get(batch_id, ())))

    def states_in(self, batch_id: str) -> Counter[State]:
        """How many transfers of a batch are in each state; none of them is made whole."""
        return Counter(one.state for one in self.transfers.listed_all(self._members.get(batch_id, ())))

    def chosen(self, ids: Iterable[str] | None, states: Iterable[State]) -> list[Transfer]:
        """The transfers among *ids* (None: all) that are in one of *states*."""
        return [self.transfers[id_] for id_ in self.ids_in(states, ids)]

    def ids_in(self, states: Iterable[State], ids: Iterable[str] | None = None) -> list[str]:
        """Those of *ids* (None: all) that are in one of *states*; none of them is made whole."""
        wanted = frozenset(states)
        if not any(self.by_state[state] for state in wanted):
            return []
        pool = self.transfers.all() if ids is None else self.transfers.listed_all(ids)
        return [one.id for one in pool if one.state in wanted]

    def next_position(self, now: float) -> float:
        """A position behind all others; by *now* also behind those in the journal that are not loaded."""
        return max(self._last_position + 1.0, now)

    @property
    def in_line_for_key(self) -> int:
        """How many queued transfers go on only when their account has another key."""
        return self._for_key(State.QUEUED)

    @property
    def followed_for_key(self) -> int:
        """How many of those that the vendor works on can be followed only with another key."""
        return self._for_key(State.PROCESSING)

    @property
    def active(self) -> int:
        """How many transfers have not ended."""
        return sum(n for state, n in self.by_state.items() if state not in ENDED)

    def _for_key(self, state: State) -> int:
        return sum(self._by_account[account_id, state] for account_id in self.blocked)

    def _account_of(self, transfer: Listed) -> str:
        return self.batches[transfer.batch_id].account_id

    def _uncount(self, transfer: Listed) -> None:
        self.by_state[transfer.state] -= 1
        self.need_key -= waits_for_key(transfer)
        if transfer.state in _NEED_KEYS:
            self._by_account[self._account_of(transfer), transfer.state] -= 1
        self.sent -= min(transfer.sent, transfer.total)
        self.total -= transfer.total


def _keeps_none(_batch_id: str) -> bool:
    return False


def _counts_alike(old: Listed, new: Listed) -> bool:
    """Whether the numbers and lines of the roster stay as they are when *old* becomes *new*."""
    if old.state is not new.state or old.sent != new.sent or old.total != new.total or old.turn != new.turn:
        return False
    return waits_for_key(old) == waits_for_key(new)


def _same_place(old: Listed, new: Listed) -> bool:
    return old.state is State.QUEUED and old.turn == new.turn
