"""Paints a row of the queue, and tells which part of it lies under the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.icons import Icons
from app.ui.models.acts import Act, act_words
from app.ui.models.queue import ROW
from app.ui.models.row_words import Kind, RowView
from app.ui.theme import SMALL, Theme, font
from app.ui.views.brush import Brush

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 56
_EDGE, _GAP, _ICON = 12, 12, 20
_ASIDE, _NARROW, _TIGHT = 92, 620, 480
"""Room for speed and time left; the widths under which a row does without them, and without a part for its state."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a row lie; an empty rectangle is left out."""

    lead: QRect
    name: QRect
    state: QRect
    aside: QRect
    act: QRect


def parts_of(rect: QRect, row: RowView, act_width: int) -> Parts:
    """Divide a row as if one read from the left: name, state, numbers, button."""
    left, right = rect.left() + _EDGE, rect.right() - _EDGE
    top, height = rect.top(), rect.height()
    indent = 0 if row.kind is Kind.BATCH else 20
    lead = QRect(left + indent, top + (height - _ICON) // 2, _ICON, _ICON)
    act = QRect(right - act_width, top + (height - 28) // 2, act_width, 28)
    right = act.left() - _GAP
    aside = QRect()
    if rect.width() >= _NARROW:
        aside = QRect(right - _ASIDE, top, _ASIDE, height)
        right = aside.left() - _GAP
    start = lead.right() + 1 + _GAP
    if rect.width() < _TIGHT:
        return Parts(lead, QRect(start, top, right - start, height), QRect(), aside, act)
    middle = rect.left() + _EDGE + round((right - rect.left() - _EDGE) * 0.52)
    name = QRect(start, top, middle - start - _GAP, height)
    return Parts(lead, name, QRect(middle, top, right - middle, height), aside, act)


class Part(Enum):
    """What of a row can be pressed."""

    ROW = "row"
    ACT = "act"
    FOLD = "fold"


class QueueDelegate(QStyledItemDelegate):
    """Paints rows."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._mouse = QPoint(-1, -1)
        self._widest = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All rows are of one height."""
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if not isinstance(row, RowView):
            return
        painter.save()
        brush = Brush(painter, option, self._theme, self._icons)
        state = option.state
        if row.kind is Kind.BATCH:
            painter.fillRect(option.rect, self._theme.colour("soft"))
        brush.background(
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        parts = parts_of(option.rect, row, self._act_width(option.font))
        self._paint_lead(brush, parts, row)
        self._paint_name(brush, parts, row)
        self._paint_state(brush, parts, row)
        self._paint_end(brush, parts, row, option)
        brush.hairline()
        painter.restore()

    def _paint_lead(self, brush: Brush, parts: Parts, row: RowView) -> None:
        if row.kind is Kind.TRANSFER:
            brush.icon(parts.lead, row.mark.icon, row.mark.role)
        else:
            brush.icon(parts.lead, self._arrow(brush, row), "muted")

    def _arrow(self, brush: Brush, row: RowView) -> str:
        if not row.collapsed:
            return "chevron-down"
        mirrored = brush.placed(QRect(brush.bounds.left(), 0, 1, 1)).left() != brush.bounds.left()
        return "chevron-left" if mirrored else "chevron-right"

    def _paint_name(self, brush: Brush, parts: Parts, row: RowView) -> None:
        heading = row.kind is Kind.BATCH
        rect = parts.name
        if heading:
            tile = QRect(rect.left(), rect.center().y() - 11, 22, 22)
            brush.tile(tile, row.tile)
            rect = rect.adjusted(22 + 10, 0, 0, 0)
        upper, lower = _lines(rect)
        brush.text(upper, row.title, semibold=heading, middle=True)
        if parts.state.isNull():
            brush.text(lower, row.words, _words_role(row), size=SMALL)
            if row.fraction is not None:
                brush.bar(QRect(rect.left(), rect.bottom() - 8, rect.width(), 8), row.fraction, _bar_role(row))
        else:
            brush.text(lower, row.subtitle, "muted", size=SMALL)

    def _paint_state(self, brush: Brush, parts: Parts, row: RowView) -> None:
        if parts.state.isNull():
            return
        role = _words_role(row)
        if row.fraction is None:
            brush.text(parts.state, row.words, role, size=SMALL)
            return
        upper, lower = _lines(parts.state)
        brush.text(upper, row.words, role if role != "muted" else "text", size=SMALL)
        brush.bar(lower.adjusted(0, -2, 0, -2), row.fraction, _bar_role(row))

    def _paint_end(self, brush: Brush, parts: Parts, row: RowView, option: QStyleOptionViewItem) -> None:
        if not parts.aside.isNull():
            if row.aside_more:
                upper, lower = _lines(parts.aside)
                brush.text(upper, row.aside, size=SMALL, at_end=True)
                brush.text(lower, row.aside_more, "muted", size=SMALL, at_end=True)
            else:
                brush.text(parts.aside, row.aside, "muted", size=SMALL, at_end=True)
        if row.act is not None:
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            hovered = over and brush.placed(parts.act).contains(self._mouse)
            brush.button(parts.act, act_words(row.act), hovered=hovered)

    def _act_width(self, base: QFont) -> int:
        """Room for any button, also in rows without one, so that numbers stand under one another."""
        if not self._widest:
            metrics = QFontMetrics(font(base, SMALL))
            shown = [a for a in Act if a not in (Act.REMOVE, Act.ARRIVED, Act.SEND_AGAIN)]
            self._widest = max(metrics.horizontalAdvance(act_words(a)) for a in shown) + 20
        return self._widest

    def part_at(self, option: QStyleOptionViewItem, index: Index, at: QPoint) -> Part:
        """What of a row lies under the mouse."""
        row = index.data(ROW)
        if not isinstance(row, RowView):
            return Part.ROW
        parts = parts_of(option.rect, row, self._act_width(option.font))

        def under(rect: QRect) -> bool:
            """Whether the mouse is over *rect*, where that lies in the reader's direction."""
            return QStyle.visualRect(option.direction, option.rect, rect).contains(at)

        if row.act is not None and under(parts.act):
            return Part.ACT
        return Part.FOLD if row.kind is Kind.BATCH and under(parts.lead.adjusted(-8, -12, 8, 12)) else Part.ROW

    def editorEvent(
        self,
        event: QEvent,
        model: object,  # noqa: ARG002
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Remember where the mouse is, to light up what is under it."""
        if isinstance(event, QMouseEvent) and isinstance(option.widget, QAbstractItemView):
            self._mouse = event.position().toPoint()
            option.widget.update(_plain(index))
        return False


def _plain(index: Index) -> QModelIndex:
    return index.model().index(index.row(), index.column())


def _lines(rect: QRect) -> tuple[QRect, QRect]:
    half = rect.height() // 2
    upper = QRect(rect.left(), rect.top() + 8, rect.width(), half - 8)
    return upper, QRect(rect.left(), rect.top() + half, rect.width(), half - 8)


def _words_role(row: RowView) -> str:
    speaks = row.kind is Kind.TRANSFER and row.mark.role in ("error", "warn", "ok")
    return row.mark.role if speaks else "muted"


def _bar_role(row: RowView) -> str:
    own = row.kind is Kind.TRANSFER or row.mark.role in ("warn", "muted", "error")
    return row.mark.role if own else "accent"
