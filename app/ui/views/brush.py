"""What rows are painted with: text that is shortened to fit, bars, icons and buttons, in both reading directions."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.as_written import on_one_line
from app.ui.icons import Icons
from app.ui.theme import BODY, SMALL, Theme, font

_BAR = 4
_RADIUS = 6.0


class Brush:
    """Paints into one row; rectangles are given as if one read from the left, and mirrored where one does not."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme, icons: Icons) -> None:
        self._painter = painter
        self._bounds = QRect(option.rect)
        self._direction = option.direction
        self._theme = theme
        self._icons = icons
        self._base = QFont(option.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def bounds(self) -> QRect:
        """The row."""
        return self._bounds

    def background(self, *, selected: bool, hovered: bool, focused: bool) -> None:
        """The row's ground, and a ring where the keyboard is."""
        if selected or hovered:
            self._painter.fillRect(self._bounds, self._theme.colour("accent_soft" if selected else "soft"))
        if focused:
            self._painter.setPen(QPen(self._theme.colour("accent"), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self._bounds).adjusted(2, 2, -2, -2)
            self._painter.drawRoundedRect(ring, _RADIUS, _RADIUS)

    def hairline(self) -> None:
        """A line under the row."""
        self._painter.setPen(QPen(self._theme.colour("line"), 1))
        bottom = self._bounds.bottom()
        self._painter.drawLine(self._bounds.left(), bottom, self._bounds.right(), bottom)

    def text(
        self,
        rect: QRect,
        words: str,
        role: str = "text",
        *,
        size: int = BODY,
        semibold: bool = False,
        at_end: bool = False,
        middle: bool = False,
    ) -> bool:
        """Write *words* on one line; returns whether they had to be shortened."""
        used = font(self._base, size, semibold=semibold)
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        words = on_one_line(words)
        shown = QFontMetrics(used).elidedText(words, mode, rect.width())
        self._painter.setFont(used)
        self._painter.setPen(self._theme.colour(role))
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        align = QStyle.visualAlignment(self._direction, side | Qt.AlignmentFlag.AlignVCenter)
        self._painter.drawText(self.placed(rect), int(align), shown)
        return shown != words

    def icon(self, rect: QRect, name: str, role: str) -> None:
        """Draw an icon."""
        self._icons.paint(self._painter, QRectF(self.placed(rect)), name, role)

    def tile(self, rect: QRect, name: str) -> None:
        """Draw a vendor's letter tile."""
        self._painter.setFont(self._base)
        self._icons.paint_tile(self._painter, QRectF(self.placed(rect)), name)

    def bar(self, rect: QRect, fraction: float, role: str) -> None:
        """A thin bar, filled from where reading begins."""
        whole = QRect(rect.left(), rect.center().y() - _BAR // 2, rect.width(), _BAR)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour("line"))
        self._painter.drawRoundedRect(self.placed(whole), _BAR / 2, _BAR / 2)
        if fraction > 0:
            full = QRect(whole.left(), whole.top(), max(_BAR, round(whole.width() * fraction)), _BAR)
            self._painter.setBrush(self._theme.colour(role))
            self._painter.drawRoundedRect(self.placed(full), _BAR / 2, _BAR / 2)

    def button(self, rect: QRect, words: str, *, hovered: bool) -> None:
        """A small button."""
        self._painter.setPen(QPen(self._theme.colour("edge"), 1))
        self._painter.setBrush(self._theme.colour("hover" if hovered else "raised"))
        frame = QRectF(self.placed(rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        used = font(self._base, SMALL)
        self._painter.setFont(used)
        self._painter.setPen(self._theme.colour("text"))
        shown = QFontMetrics(used).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 8)
        self._painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), shown)

    def placed(self, rect: QRect) -> QRect:
        """*rect* where it lies in the reader's direction."""
        return QStyle.visualRect(self._direction, self._bounds, rect)
