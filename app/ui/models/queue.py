"""The queue for a table view: one flat column, so that 100,000 rows cost no more than the visible ones.

A tree view lays out every row of an open branch in Python again after each insertion (measured: 2.5 s with
100,000 rows; a table of the same rows: 4 ms). So batches are headings in a flat list, folded by the model.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.events import Progressed
from app.core.shelf import Listed, waits_for_key
from app.core.transfer import TO_COME, Batch, State, Transfer
from app.ui.as_written import tip
from app.ui.models.groups import Group, Groups, Keep, Spot, in_order, runs
from app.ui.models.queue_order import OrderedRows
from app.ui.models.row_words import RowView, batch_row, row_of
from app.ui.text import when

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
"""The :class:`RowView` of a row."""
SPOT = Qt.ItemDataRole.UserRole + 2
"""The :class:`Spot` of a row."""

_NO_PARENT = QModelIndex()
_SHOWN = frozenset({ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


class QueueModel(OrderedRows):
    """Batches, newest first, each with its transfers in the order in which they go out."""

    def __init__(
        self,
        where: Callable[[Batch], str],
        vendor: Callable[[Batch], str],
        can_look_up: Callable[[Transfer], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._where, self._vendor, self._can_look_up = where, vendor, can_look_up
        self._progress: dict[str, Progressed] = {}
        self._folded: set[str] = set()  # the batches that left folded up: some come back

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
            return tip(row.words)
        return row.title if role == Qt.ItemDataRole.DisplayRole else row.spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Transfers whose turn is still to come can be dragged to another place."""
        spot = self._table.spot(index.row()) if index.isValid() else None
        transfer = self._table.transfers.listed(spot.transfer_id) if spot else None
        moves = transfer is not None and transfer.state in TO_COME
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if moves else Qt.ItemFlag.NoItemFlags)

    # ── what views and controllers ask ────────────────────────────────────────────────────────────────

    def spot(self, row: int) -> Spot | None:
        """What is at *row*."""
        return self._table.spot(row)

    def row_of(self, transfer_id: str) -> int | None:
        """The row of a transfer, or None while it is folded away or filtered out."""
        return self._table.row(transfer_id)

    def heading_of(self, batch_id: str) -> int | None:
        """The row of a batch's heading; None while none of it is shown."""
        group = self._table.group(batch_id)
        return self._table.start(group) if group is not None and group.height else None

    def transfer(self, transfer_id: str) -> Transfer | None:
        """One transfer as it is shown, or None."""
        found = self._table.transfers.get(transfer_id)
        return None if found is None else self._as_shown(found)

    def view_of(self, spot: Spot) -> RowView:
        """The picture of a row."""
        where = self._where(spot.group.batch)
        if spot.transfer_id:
            transfer = self._as_shown(self._table.transfers[spot.transfer_id])
            askable = transfer.state is State.UNKNOWN and self._can_look_up(transfer)
            return row_of(transfer, where, self._progress.get(transfer.id), askable=askable)
        group = spot.group
        started = when(group.batch.created_at, time.time())
        need_key = self._need_key(group)
        return batch_row(where, self._vendor(group.batch), started, group.counts, need_key, collapsed=group.folded)

    # ── changes ───────────────────────────────────────────────────────────────────────────────────────

    def fill(self, batches: Sequence[Batch], transfers: Sequence[Listed]) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self._table = Groups()
        self._progress.clear()
        self._forget_orders()
        by_batch: dict[str, list[Listed]] = {}
        for transfer in transfers:
            by_batch.setdefault(transfer.batch_id, []).append(transfer)
        for batch in batches:
            group = Group(batch)
            self._take_in(group, in_order(by_batch.get(batch.id, ())))
            self._table.put_in(group)
        self._sift_anew()
        self.endResetModel()

    def add(self, batch: Batch, transfers: Sequence[Listed]) -> None:
        """A batch came, or more of its transfers."""
        new = in_order(t for t in transfers if t.id not in self._table.transfers)
        if not new:
            return
        group = self._table.group(batch.id)
        if group is None:
            group = Group(batch, folded=batch.id in self._folded)
            self._table.put_in(group)
        last = self._table.transfers.listed(group.ids[-1]) if group.ids else None
        up_to_date = group.is_sifted
        self._order_anew()
        self._take_in(group, new)
        if up_to_date:
            # As they come in portions after a start: what is there already need not be looked at again.
            self._sift(group, len(new))
        if last is not None and last.turn > new[0].turn:
            self._reorder(group, new, [one.id for one in new])
        self._heading_changed(group)

    def change(self, transfers: Sequence[Transfer]) -> None:
        """These transfers are different now."""
        groups: dict[str, Group] = {}
        changed: defaultdict[str, list[Transfer]] = defaultdict(list)
        moved: defaultdict[str, list[str]] = defaultdict(list)
        known = self._table.transfers
        for transfer in transfers:
            old, group = known.listed(transfer.id), self._table.group(transfer.batch_id)
            if old is None or group is None:
                continue
            known.put(transfer)
            groups[group.batch.id] = group
            changed[group.batch.id].append(transfer)
            self._count(group, old, transfer)
            if old.turn != transfer.turn:
                moved[group.batch.id].append(transfer.id)
        for batch_id, group in groups.items():
            if batch_id in moved:
                self._reorder(group, changed[batch_id], moved[batch_id])
            elif group not in self._stale:
                self._flip(group, changed[batch_id])
        self._rows_changed(t.id for t in transfers)
        for group in groups.values():
            self._heading_changed(group)

    def progress_of(self, transfer_id: str) -> Progressed | None:
        """What was last told of the bytes of a transfer, if anything was."""
        return self._progress.get(transfer_id)

    def progress(self, moved: Mapping[str, Progressed]) -> None:
        """Bytes moved."""
        self._progress.update({id_: p for id_, p in moved.items() if id_ in self._table.transfers})
        self._rows_changed(moved)

    def remove(self, ids: Iterable[str]) -> None:
        """These transfers are gone."""
        leaving: defaultdict[str, set[str]] = defaultdict(set)
        for one in self._table.transfers.listed_all(dict.fromkeys(ids)):
            leaving[one.batch_id].add(one.id)
        for batch_id, gone in leaving.items():
            group = self._table.group(batch_id)
            if group is not None:
                self._let_go(group, gone)
        self._order_anew()

    def keep_only(self, keep: Keep | None) -> None:
        """Show only the transfers that *keep* lets through; all for None.

        The first rows are there at once; of a long queue the others follow, some with each turn of the loop.
        """
        self.beginResetModel()
        self._keep = keep
        self._sift_anew()
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
        group.need_key += sum(map(waits_for_key, transfers))
        group.ids.extend(t.id for t in transfers)

    def _count(self, group: Group, old: Listed, new: Listed) -> None:
        group.need_key += waits_for_key(new) - waits_for_key(old)
        if old.state is not new.state:
            group.counts[old.state] -= 1
            group.counts[new.state] += 1
            if new.state is not State.RUNNING:
                self._progress.pop(new.id, None)

    def _let_go(self, group: Group, gone: set[str]) -> None:
        for first, last in reversed(runs(group.places(gone))):
            self._take_out(group, first, last)
        whole = group.is_sifted
        group.sifted -= 0 if whole else sum(id_ in gone for id_ in group.ids[: group.sifted])
        group.ids = [id_ for id_ in group.ids if id_ not in gone]
        group.sifted = len(group.ids) if whole else group.sifted
        for id_ in gone:
            one = self._table.transfers.take(id_)
            if one is not None:
                group.counts[one.state] -= 1
                group.need_key -= waits_for_key(one)
            self._progress.pop(id_, None)
        if group.ids:
            self._heading_changed(group)
        else:
            (self._folded.add if group.folded else self._folded.discard)(group.batch.id)
            self._forget_orders(group)
            self._table.drop(group)
