"""A sign and words: what is wrong with the field above."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.forms.labels import plain_label

_SIZE = 16  # px


class ErrorSign(QLabel):
    """A ring with an exclamation mark, in the colour that the stylesheet gives the role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "error")
        self.setFixedSize(_SIZE, _SIZE)

    def sizeHint(self) -> QSize:
        """16 px square."""
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the sign; its colour is read anew each time, so it follows the theme."""
        painter = QPainter(self)
        _draw(painter, self.palette().color(self.foregroundRole()))
        painter.end()

    def drawn(self) -> QPixmap:
        """The sign as a picture, for places that take no widget."""
        self.ensurePolished()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(_SIZE * ratio), round(_SIZE * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        _draw(painter, self.palette().color(self.foregroundRole()))
        painter.end()
        return picture


def _draw(painter: QPainter, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawEllipse(QRectF(1.5, 1.5, 13, 13))
    painter.drawLine(QPointF(8, 4.8), QPointF(8, 8.6))
    painter.drawPoint(QPointF(8, 11.2))


class ErrorLine(QWidget):
    """An error sign and words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(ErrorSign(self), 0, Qt.AlignmentFlag.AlignTop)
        self._words = plain_label("", "error", self)
        line.addWidget(self._words, 1)

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show *words*, or nothing at all when there are none."""
        self._words.setText(words)
        self.setVisible(bool(words))
