"""What was sent before, newest first, with a heading for each day."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.transfer import Receipt
from app.ui.as_written import on_one_line
from app.ui.models.row_words import Kind, Mark, RowView
from app.ui.text import clock, day, size, tr

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1
"""The :class:`RowView` of a row."""


class ReceiptModel(QAbstractListModel):
    """Receipts for a table view."""

    def __init__(self, where: Callable[[Receipt], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._rows: list[str | Receipt] = []

    def fill(self, receipts: Sequence[Receipt]) -> None:
        """Show these, newest first as they come."""
        self.beginResetModel()
        self._rows, last, now = [], "", time.time()
        for receipt in receipts:
            heading = day(receipt.ended_at, now)
            if heading != last:
                self._rows.append(heading)
                last = heading
            self._rows.append(receipt)
        self.endResetModel()

    def receipt(self, row: int) -> Receipt | None:
        """The receipt at *row*; None for a day's heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Receipt) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Days and receipts."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A day's heading cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.receipt(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is drawn or said of a row."""
        if not index.isValid():
            return None
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._view(index.row())
        if role == ROW:
            return row
        return row.title if role == Qt.ItemDataRole.DisplayRole else row.spoken

    def _view(self, number: int) -> RowView:
        receipt = self._rows[number]
        if isinstance(receipt, str):
            return RowView(Kind.BATCH, receipt, "", "", Mark("history", "muted"))
        name = on_one_line(receipt.names[0]) if receipt.names else ""
        more = len(receipt.names) - 1
        return RowView(
            kind=Kind.TRANSFER,
            title=tr("{name} and {n:count} more", name=name, n=more) if more > 0 else name,
            subtitle=tr("{size} · {where}", size=size(receipt.size), where=self._where(receipt)),
            words=receipt.vendor_id,
            mark=Mark("done", "ok"),
            aside=clock(receipt.ended_at),
        )
