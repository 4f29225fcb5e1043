"""A switch: a check box that is drawn as what it does, on and off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QWidget

from app.ui.theme import Theme

_TRACK = QSize(32, 18)
_GAP = 8


class Switch(QCheckBox):
    """On and off, with its words before it and its track at the end."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for words and track."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(words.width() + _GAP + _TRACK.width() + 8, max(words.height(), _TRACK.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        """As small as it gets."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Words, track and knob; a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self.rect().adjusted(4, 0, -4, 0)
        track = QRect(inner.right() - _TRACK.width() + 1, 0, _TRACK.width(), _TRACK.height())
        track.moveTop(self.rect().center().y() - _TRACK.height() // 2)
        words = QRect(inner.left(), inner.top(), inner.width() - _TRACK.width() - _GAP, inner.height())
        direction = self.layoutDirection()
        align = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(QStyle.visualRect(direction, self.rect(), words), int(align), self.text())
        self._paint_track(painter, QStyle.visualRect(direction, self.rect(), track))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRect) -> None:
        on = self.isChecked()
        painter.setPen(QPen(self._theme.colour("accent" if on else "edge"), 1))
        painter.setBrush(self._theme.colour("accent" if on else "raised"))
        frame = QRectF(track).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        knob = QRectF(0, 0, track.height() - 6, track.height() - 6)
        at_right = on != (self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        left = track.right() - knob.width() - 2 if at_right else track.left() + 3
        knob.moveTopLeft(QRectF(left, track.top() + 3, 0, 0).topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("on_accent" if on else "edge"))
        painter.drawEllipse(knob)
