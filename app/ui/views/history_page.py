"""The History page: what was sent, by day, searchable, with its receipt at the side."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.models.receipts import ROW, ReceiptModel
from app.ui.models.row_words import Kind, RowView
from app.ui.text import tr
from app.ui.theme import SMALL, Theme
from app.ui.views.brush import Brush
from app.ui.views.details_panel import DetailsPanel
from app.ui.views.empty import Empty
from app.ui.views.parts import hairline, label
from app.ui.views.rows import RowsView

_HEIGHT = 52


class ReceiptDelegate(QStyledItemDelegate):
    """Paints days and receipts."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """All rows are of one height."""
        return QSize(240, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if not isinstance(row, RowView):
            return
        painter.save()
        brush, rect, state = Brush(painter, option, self._theme, self._icons), QRect(option.rect), option.state
        heading = row.kind is Kind.BATCH
        brush.background(
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver) and not heading,
            focused=bool(state & QStyle.StateFlag.State_HasFocus) and not heading,
        )
        if heading:
            brush.text(rect.adjusted(16, 14, -16, 0), row.title, semibold=True)
        else:
            self._paint_receipt(brush, rect, row)
        brush.hairline()
        painter.restore()

    def _paint_receipt(self, brush: Brush, rect: QRect, row: RowView) -> None:
        brush.icon(QRect(rect.left() + 16, rect.center().y() - 9, 20, 20), row.mark.icon, row.mark.role)
        time = QRect(rect.right() - 16 - 84, rect.top(), 84, rect.height())
        brush.text(time, row.aside, "muted", size=SMALL, at_end=True)
        left = rect.left() + 16 + 20 + 12
        room = time.left() - 12 - left
        named = row.words and room > 320
        name = QRect(left, rect.top(), round(room * 0.62) if named else room, rect.height())
        half = rect.height() // 2
        brush.text(QRect(name.left(), name.top() + 7, name.width() - 12, half - 7), row.title, middle=True)
        lower = QRect(name.left(), name.top() + half, name.width() - 12, half - 7)
        brush.text(lower, row.subtitle, "muted", size=SMALL)
        if named:
            ids = QRect(name.right(), rect.top(), room - name.width(), rect.height())
            brush.text(ids, row.words, "muted", size=SMALL, middle=True)


class HistoryPage(QWidget):
    """Receipts.

    Signals:
        search_typed: what is looked for.
        receipt_chosen: a row.
    """

    search_typed = Signal(str)
    receipt_chosen = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsView(tr("History"), _HEIGHT)
        self.rows.setItemDelegate(ReceiptDelegate(theme, icons, self))
        self.rows.chosen.connect(self._chosen)
        theme.changed.connect(self.rows.viewport().update)
        self.details = DetailsPanel(theme, icons)
        self.details.hide()
        self.details.closed.connect(self.rows.setFocus)
        self.empty = Empty(theme, icons, "history")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 10)
        tools.setSpacing(12)
        tools.addWidget(label(tr("What was sent"), size="large", semibold=True))
        tools.addStretch(1)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search"))
        self.line.setAccessibleName(tr("Search what was sent"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(120)
        self.line.textChanged.connect(self.search_typed)
        tools.addWidget(self.line)
        left.addLayout(tools)
        left.addWidget(hairline())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        left.addLayout(self._stack, 1)
        whole.addLayout(left, 1)
        whole.addWidget(self.details)

    def show_receipts(self, model: ReceiptModel) -> None:
        """Show this list."""
        self.rows.setModel(model)

    def show_empty(self, empty: bool, title: str = "", words: str = "") -> None:
        """There is nothing to show, and why; or there is."""
        self.empty.show_words(title, words)
        self._stack.setCurrentIndex(1 if empty else 0)

    def search(self) -> None:
        """Put the cursor into the search line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _chosen(self) -> None:
        rows = self.rows.chosen_rows()
        self.receipt_chosen.emit(rows[-1] if rows else -1)
