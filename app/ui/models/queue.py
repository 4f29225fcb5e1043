"""The queue for a table view: one flat column, so that 100,000 rows cost no more than the visible ones.

A tree view lays out every row of an open branch in Python again after each insertion (measured: 2.5 s with
100,000 rows; a table of the same rows: 4 ms). So batches are headings in a flat list, folded by the model.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.events import Progressed
from app.core.shelf import Listed
from app.core.transfer import TO_COME, Batch, State, Transfer
from app.ui.models.groups import Group, Groups, Keep, Spot, in_order, passing, runs
from app.ui.models.row_words import RowView, batch_row, row_of
from app.ui.text import when

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
"""The :class:`RowView` of a row."""
SPOT = Qt.ItemDataRole.UserRole + 2
"""The :class:`Spot` of a row."""

_NO_PARENT = QModelIndex()
_SHOWN = frozenset({ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


class QueueModel(QAbstractListModel):
    """Batches, newest first, each with its transfers in the order in which they go out."""

    def __init__(
        self, where: Callable[[Batch], str], vendor: Callable[[Batch], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._where, self._vendor = where, vendor
        self._table = Groups()
        self._progress: dict[str, Progressed] = {}
        self._keep: Keep | None = None

    # ── Qt's questions ────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many rows there are now."""
        return 0 if parent.isValid() else self._table.height

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is drawn or said of a row."""
        spot = self._table.spot(index.row()) if index.isValid() else None
        if spot is None:
            return None
        if role == SPOT:
            return spot
        if role not in _SHOWN:
            return None
        row = self.view_of(spot)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.words
        return row.title if role == Qt.ItemDataRole.DisplayRole else row.spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Transfers whose turn is still to come can be dragged to another place."""
        spot = self._table.spot(index.row()) if index.isValid() else None
        transfer = self._table.transfers.get(spot.transfer_id) if spot else None
        moves = transfer is not None and transfer.state in TO_COME
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if moves else Qt.ItemFlag.NoItemFlags)

    # ── what views and controllers ask ────────────────────────────────────────────────────────────────

    def spot(self, row: int) -> Spot | None:
        """What is at *row*."""
        return self._table.spot(row)

    def row_of(self, transfer_id: str) -> int | None:
        """The row of a transfer, or None while it is folded away or filtered out."""
        return self._table.row(transfer_id)

    def transfer(self, transfer_id: str) -> Transfer | None:
        """One transfer, or None."""
        return self._table.transfers.get(transfer_id)

    def transfers_at(self, rows: Iterable[int]) -> list[Transfer]:
        """The transfers at *rows*; a heading stands for all that is under it."""
        found: dict[str, Transfer] = {}
        for row in rows:
            spot = self._table.spot(row)
            if spot is None:
                continue
            for id_ in (spot.transfer_id,) if spot.transfer_id else spot.group.shown:
                found[id_] = self._table.transfers[id_]
        return list(found.values())

    def counts(self) -> Mapping[State, int]:
        """How many transfers are in each state, whatever the filter says."""
        total: Counter[State] = Counter()
        for group in self._table.groups:
            total.update(group.counts)
        return total

    def view_of(self, spot: Spot) -> RowView:
        """The picture of a row."""
        where = self._where(spot.group.batch)
        if spot.transfer_id:
            transfer = self._table.transfers[spot.transfer_id]
            return row_of(transfer, where, self._progress.get(transfer.id))
        started = when(spot.group.batch.created_at, time.time())
        return batch_row(where, self._vendor(spot.group.batch), started, spot.group.counts, collapsed=spot.group.folded)

    # ── changes ───────────────────────────────────────────────────────────────────────────────────────

    def fill(self, batches: Sequence[Batch], transfers: Sequence[Listed]) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self._table = Groups()
        self._progress.clear()
        by_batch: dict[str, list[Listed]] = {}
        for transfer in transfers:
            by_batch.setdefault(transfer.batch_id, []).append(transfer)
        for batch in batches:
            group = Group(batch)
            self._take_in(group, in_order(by_batch.get(batch.id, ())))
            group.show(passing(group.ids, self._table.transfers, self._keep))
            self._table.put_in(group)
        self.endResetModel()

    def add(self, batch: Batch, transfers: Sequence[Listed]) -> None:
        """A batch came, or more of its transfers."""
        new = in_order(t for t in transfers if t.id not in self._table.transfers)
        if not new:
            return
        group = self._table.group(batch.id)
        if group is None:
            group = Group(batch)
            self._table.put_in(group)
        last = self._table.transfers.listed(group.ids[-1]) if group.ids else None
        self._take_in(group, new)
        if last is None or last.turn < new[0].turn:
            # As they come in portions after a start: what is there already need not be looked at again.
            self._put_in(group, len(group.shown), passing([t.id for t in new], self._table.transfers, self._keep))
        else:
            group.sort(self._table.transfers)
            self._let_through(group)
        self._heading_changed(group)

    def change(self, transfers: Sequence[Transfer]) -> None:
        """These transfers are different now."""
        groups: dict[str, Group] = {}
        flipped: dict[str, Group] = {}
        moved: dict[str, Group] = {}
        known = self._table.transfers
        for transfer in transfers:
            old, group = known.listed(transfer.id), self._table.group(transfer.batch_id)
            if old is None or group is None:
                continue
            known.put(transfer)
            groups[group.batch.id] = group
            self._count(group, old, transfer)
            if self._keep is not None and self._keep(transfer) != (group.place(transfer.id) is not None):
                flipped[group.batch.id] = group
            if old.turn != transfer.turn:
                moved[group.batch.id] = group
        for group in moved.values():
            group.sort(known)
        for group in flipped.values():
            self._let_through(group)
        for group in moved.values():
            self._put_in_order(group)
        self._rows_changed(t.id for t in transfers)
        for group in groups.values():
            self._heading_changed(group)

    def progress(self, moved: Mapping[str, Progressed]) -> None:
        """Bytes moved."""
        self._progress.update({id_: p for id_, p in moved.items() if id_ in self._table.transfers})
        self._rows_changed(moved)

    def remove(self, ids: Iterable[str]) -> None:
        """These transfers are gone."""
        gone = {id_ for id_ in ids if id_ in self._table.transfers}
        batches = {one.batch_id for one in self._table.transfers.listed_all(gone)}
        for group in [g for b in batches if (g := self._table.group(b))]:
            leaving = [id_ for id_ in group.ids if id_ in gone]
            group.ids = [id_ for id_ in group.ids if id_ not in gone]
            self._let_through(group)
            for id_ in leaving:
                one = self._table.transfers.take(id_)
                if one is not None:
                    group.counts[one.state] -= 1
                self._progress.pop(id_, None)
            if group.ids:
                self._heading_changed(group)
            else:
                self._table.drop(group)

    def keep_only(self, keep: Keep | None) -> None:
        """Show only the transfers that *keep* lets through; all for None."""
        self.beginResetModel()
        self._keep = keep
        for group in self._table.groups:
            group.show(passing(group.ids, self._table.transfers, keep))
        self._table.measure()
        self.endResetModel()

    def fold(self, row: int, folded: bool) -> None:
        """Fold the batch at *row* up, or open it."""
        spot = self._table.spot(row)
        if spot is None or spot.transfer_id or spot.group.folded == folded:
            return
        begin, end = (
            (self.beginRemoveRows, self.endRemoveRows) if folded else (self.beginInsertRows, self.endInsertRows)
        )
        begin(_NO_PARENT, row + 1, row + len(spot.group.shown))
        spot.group.folded = folded
        self._table.measure()
        end()
        self._heading_changed(spot.group)

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────

    def _take_in(self, group: Group, transfers: Sequence[Listed]) -> None:
        self._table.transfers.put_all(transfers)
        group.counts.update(t.state for t in transfers)
        group.ids.extend(t.id for t in transfers)

    def _count(self, group: Group, old: Listed, new: Listed) -> None:
        if old.state is not new.state:
            group.counts[old.state] -= 1
            group.counts[new.state] += 1
            if new.state is not State.RUNNING:
                self._progress.pop(new.id, None)

    def _let_through(self, group: Group) -> None:
        """Bring the rows of *group* to what the filter says now, by as few moves as Qt needs to know."""
        wanted = passing(group.ids, self._table.transfers, self._keep)
        staying = set(wanted)
        for first, last in reversed(runs(n for n, id_ in enumerate(group.shown) if id_ not in staying)):
            self._take_out(group, first, last)
        there = set(group.shown)
        for first, last in runs(n for n, id_ in enumerate(wanted) if id_ not in there):
            self._put_in(group, first, wanted[first : last + 1])

    def _put_in_order(self, group: Group) -> None:
        """Let the rows of *group* stand in the order of their turns; what is chosen stays so."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        spots = [self._table.spot(index.row()) for index in kept]
        group.show(passing(group.ids, self._table.transfers, self._keep))
        rows = [self._table.row(spot.transfer_id) if spot else None for spot in spots]
        for index, row in zip(kept, rows, strict=True):
            if row is not None:  # a heading stays where it is
                self.changePersistentIndex(index, self.index(row))
        self.layoutChanged.emit()

    def _take_out(self, group: Group, first: int, last: int) -> None:
        left = group.shown[:first] + group.shown[last + 1 :]
        top = self._table.start(group)
        # With its last transfer the heading goes too.
        begin = top if not left else top + 1 + first
        end = top + group.height - 1 if not left else top + 1 + last
        if group.folded and left:
            group.show(left)
            return
        self.beginRemoveRows(_NO_PARENT, begin, end)
        group.show(left)
        self._table.measure()
        self.endRemoveRows()

    def _put_in(self, group: Group, first: int, ids: list[str]) -> None:
        if not ids or (group.folded and group.shown):
            self._show_also(group, first, ids)
            return
        top = self._table.start(group)
        begin = top if not group.shown else top + 1 + first
        end = begin + (0 if group.folded else len(ids) - (1 if group.shown else 0))
        self.beginInsertRows(_NO_PARENT, begin, end)
        self._show_also(group, first, ids)
        self._table.measure()
        self.endInsertRows()

    def _show_also(self, group: Group, first: int, ids: list[str]) -> None:
        if first == len(group.shown):
            group.show_more(ids)
        else:
            group.show(group.shown[:first] + ids + group.shown[first:])

    def _rows_changed(self, ids: Iterable[str]) -> None:
        rows = sorted(row for id_ in ids if (row := self._table.row(id_)) is not None)
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _heading_changed(self, group: Group) -> None:
        if group.height:
            at = self.index(self._table.start(group))
            self.dataChanged.emit(at, at)
