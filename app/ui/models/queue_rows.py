"""The rows of the queue as they come, go and change places, told to Qt in as few moves as it needs to know.

Of a long queue the filter looks at a few thousand transfers with each turn of the loop: the first rows are there at
once, and typing, scrolling and sending go on while the others follow.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QTimer, Signal

from app.core.copies import replace
from app.core.shelf import Listed, waits_for_key
from app.core.transfer import State, Transfer, Wait
from app.ui.models.groups import Group, Groups, Keep, in_order, passing, runs

SLICE = 1_200
"""Transfers that the filter looks at in one turn of the loop: one to three milliseconds, so that a frame fits in."""
Run = tuple[int, int]
"""The first and the last of rows that stand together."""
_NO_PARENT = QModelIndex()
_HELD: Mapping[State, Sequence[Wait]] = {State.QUEUED: (Wait.KEY, Wait.NETWORK), State.PROCESSING: (Wait.KEY,)}
"""What may keep an account's transfers back in which of their states; what is with the vendor is there already."""
L = TypeVar("L", bound=Listed)


def rows_in(rows: Sequence[Run]) -> int:
    """How many rows these runs are."""
    return sum(last - first + 1 for first, last in rows)


class QueueRows(QAbstractListModel):
    """What a list model of groups does to its rows; what the rows say is up to who builds on it.

    Signals:
        held_changed: what is in line waits for something else.
        sifted: the filter has looked at everything, some time after the first rows were there.
    """

    held_changed = Signal()
    sifted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Groups()
        self._held: Mapping[Wait, frozenset[str]] = {}
        self._keep: Keep | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._sift_on)

    # ── what stands at rows ───────────────────────────────────────────────────────────────────────────

    def ids_at(self, rows: Sequence[Run]) -> list[str]:
        """The transfers at these runs of rows; a heading stands for all that is under it."""
        return [id_ for _, ids in self._table.parts_at(rows) for id_ in ids]

    def transfers_at(self, rows: Sequence[Run]) -> list[Listed]:
        """The transfers at these runs of rows, as they are listed."""
        return [self._as_shown(one) for one in self._table.transfers.listed_all(self.ids_at(rows))]

    async def fitting(self, ids: Sequence[str], keep: Keep) -> list[str]:
        """Those of *ids* that *keep* lets through, whatever is shown; looked for some with each turn of the loop."""
        found: list[str] = []
        for at in range(0, len(ids), SLICE):
            found += passing(ids[at : at + SLICE], self._table.transfers, keep)
            await asyncio.sleep(0)
        return found

    def states_at(self, rows: Sequence[Run]) -> Counter[State]:
        """How many transfers at these runs of rows are in each state."""
        *_, found = self.counting(rows)
        return found

    def counting(self, rows: Sequence[Run]) -> Iterator[Counter[State]]:
        """The same, so far: a slice is looked at with each step, and whole batches are not looked through."""
        total: Counter[State] = Counter()
        for group, ids in list(self._table.parts_at(rows)):
            if len(ids) == len(group.ids):
                total.update(group.counts)
                continue
            for at in range(0, len(ids), SLICE):
                total.update(one.state for one in self._table.transfers.listed_all(ids[at : at + SLICE]))
                yield total
        yield +total

    def counts(self) -> Mapping[State, int]:
        """How many transfers are in each state, whatever the filter says."""
        total: Counter[State] = Counter()
        for group in self._table.groups:
            total.update(group.counts)
        return total

    # ── what is in line, and for what ─────────────────────────────────────────────────────────────────

    def show_out_of_reach(self, account_ids: frozenset[str]) -> None:
        """The vendors of these accounts, and of no others, cannot be reached: what is in line there waits for that."""
        self._hold(Wait.NETWORK, account_ids)

    def show_need_key(self, account_ids: frozenset[str]) -> None:
        """These accounts, and no others, need another key: what is in line there waits for that."""
        self._hold(Wait.KEY, account_ids)

    def needs_key(self, transfer: Listed) -> bool:
        """Whether it goes on only with another key: a person has to do something."""
        return waits_for_key(transfer) or self._held_by(transfer) is Wait.KEY

    def _need_key(self, group: Group) -> Counter[State]:
        """How many of a batch in each state go on only with another key."""
        held = group.batch.account_id in self._held.get(Wait.KEY, ())
        return Counter({State.WAITING: group.need_key, **{one: group.counts[one] for one in _HELD if held}})

    def _hold(self, what: Wait, account_ids: frozenset[str]) -> None:
        self._held = {**self._held, what: account_ids}
        if self._table.height:
            self.dataChanged.emit(self.index(0), self.index(self._table.height - 1))
        self.held_changed.emit()

    def _held_by(self, transfer: Listed) -> Wait | None:
        """What keeps *transfer* back though it does not say so; a key first: without one nothing tries."""
        group = self._table.group(transfer.batch_id)
        account_id = group.batch.account_id if group is not None else ""
        return next((what for what in _HELD.get(transfer.state, ()) if account_id in self._held.get(what, ())), None)

    def _as_shown(self, transfer: L) -> L | Transfer:
        """What is in line at an account that is kept back waits for the same; what is with the vendor stays there."""
        held = self._held_by(transfer)
        if held is None:
            return transfer
        state = State.WAITING if transfer.state is State.QUEUED else transfer.state
        return replace(transfer.whole(), state=state, wait=held)

    # ── the filter ────────────────────────────────────────────────────────────────────────────────────

    @property
    def is_sifting(self) -> bool:
        """Whether the filter has not looked at everything yet: where there are no rows, some may still come."""
        return self._keep is not None and not all(group.is_sifted for group in self._table.groups)

    def _sift_anew(self) -> None:
        """Look at everything with a new filter, within a reset of the model: now at the first slice."""
        room = SLICE
        for group in self._table.groups:
            group.sifted = len(group.ids) if self._keep is None else min(len(group.ids), room)
            room -= group.sifted
            group.show(passing(group.ids[: group.sifted], self._table.transfers, self._keep))
        self._table.measure()
        self._sift_later()

    def _sift_on(self) -> None:
        room = SLICE
        for group in self._table.groups:
            if room <= 0:
                break
            if not group.is_sifted:
                room -= self._sift(group, room)
        self._sift_later()
        if not self.is_sifting:
            self.sifted.emit()

    def _sift_later(self) -> None:
        if self.is_sifting:
            self._later.start()
        else:
            self._later.stop()

    def _sift(self, group: Group, most: int) -> int:
        """Look at the next transfers of a group, *most* at most; how many that were."""
        some = group.ids[group.sifted : group.sifted + most]
        group.sifted += len(some)
        self._put_in(group, len(group.shown), passing(some, self._table.transfers, self._keep))
        return len(some)

    def _flip(self, group: Group, changed: Sequence[Listed]) -> None:
        """Show or hold back those of *changed*, whose turns stayed, that the filter judges anew."""
        if self._keep is None:
            return
        wanted = [one for one in changed if self._keep(one)]
        unwanted = {one.id for one in changed} - {one.id for one in wanted}
        leaving = sorted(place for id_ in unwanted if (place := group.place(id_)) is not None)
        coming = [one for one in wanted if group.place(one.id) is None and self._was_sifted(group, one)]
        for first, last in reversed(runs(leaving)):
            self._take_out(group, first, last)
        between: defaultdict[int, list[str]] = defaultdict(list)
        for one in in_order(coming):
            between[bisect_left(group.shown, one.turn, key=self._turn)].append(one.id)
        for place in sorted(between, reverse=True):
            self._put_in(group, place, between[place])

    def _was_sifted(self, group: Group, one: Listed) -> bool:
        return group.is_sifted or one.turn < self._turn(group.ids[group.sifted])

    def _turn(self, transfer_id: str) -> tuple[int, float, str]:
        one = self._table.transfers.listed(transfer_id)
        return one.turn if one is not None else (0, 0.0, "")

    # ── rows ──────────────────────────────────────────────────────────────────────────────────────────

    def _let_through(self, group: Group) -> None:
        """Bring the rows of *group* to what the filter says now, by as few moves as Qt needs to know."""
        group.sifted = len(group.ids)
        wanted = passing(group.ids, self._table.transfers, self._keep)
        staying = set(wanted)
        for first, last in reversed(runs(n for n, id_ in enumerate(group.shown) if id_ not in staying)):
            self._take_out(group, first, last)
        there = set(group.shown)
        for first, last in runs(n for n, id_ in enumerate(wanted) if id_ not in there):
            self._put_in(group, first, wanted[first : last + 1])

    def _take_out(self, group: Group, first: int, last: int) -> None:
        empty = last - first + 1 == len(group.shown)
        if group.folded and not empty:
            group.hide(first, last)
            return
        top = self._table.start(group)
        # With its last transfer the heading goes too.
        begin = top if empty else top + 1 + first
        end = top + group.height - 1 if empty else top + 1 + last
        self.beginRemoveRows(_NO_PARENT, begin, end)
        group.hide(first, last)
        self._table.measure()
        self.endRemoveRows()

    def _put_in(self, group: Group, first: int, ids: Sequence[str]) -> None:
        if not ids or (group.folded and group.shown):
            group.show_also(first, ids)
            return
        top = self._table.start(group)
        begin = top if not group.shown else top + 1 + first
        end = begin + (0 if group.folded else len(ids) - (1 if group.shown else 0))
        self.beginInsertRows(_NO_PARENT, begin, end)
        group.show_also(first, ids)
        self._table.measure()
        self.endInsertRows()

    def _rows_changed(self, ids: Iterable[str]) -> None:
        rows = sorted(row for id_ in ids if (row := self._table.row(id_)) is not None)
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _heading_changed(self, group: Group) -> None:
        if group.height:
            at = self.index(self._table.start(group))
            self.dataChanged.emit(at, at)
