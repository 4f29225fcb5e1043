"""The middle of a dialog: as high as its words need, and scrolled where the screen has less room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_LEAST = 96
"""Pixels of height that stay, however small the screen: some lines to read and scroll."""


class RoomyBody(QScrollArea):
    """Asks its dialog for all that is needed, which a scroll area of Qt's does not."""

    wants_other_room = Signal()
    """What is inside needs more or less than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self.box = QVBoxLayout(self._inner)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)

    def hasHeightForWidth(self) -> bool:
        """Wrapping words need more height the narrower they are."""
        return self.box.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Pixels that all needs without scrolling."""
        return self.box.totalHeightForWidth(width) if self.box.hasHeightForWidth() else self.sizeHint().height()

    def sizeHint(self) -> QSize:
        """All of it."""
        return self.box.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The whole width, and some lines of height."""
        least = self.box.totalMinimumSize()
        return QSize(least.width(), min(least.height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when what is inside was laid out anew."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.wants_other_room.emit()
        return super().eventFilter(watched, event)
