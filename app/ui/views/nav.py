"""One entry of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

WIDTH = 208
"""Pixels of the whole sidebar."""
_AROUND, _INSIDE = 24, 60
"""Pixels at the sides of an entry, and those in it that its icon and edges take."""


class NavButton(QPushButton):
    """One entry: shortened at its end where it is too long, whole in its tooltip."""

    def __init__(self, key: str, words: str, name: str) -> None:
        super().__init__()
        self.key = key
        self._words, self._free = words, 0
        self.setProperty("kind", "nav")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setIconSize(QSize(28, 20))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shorten(WIDTH - _AROUND)

    def keep_free(self, width: int) -> None:
        """Leave so many pixels at the end of the words."""
        self._free = width
        self._shorten(WIDTH - _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar takes some of the room."""
        super().resizeEvent(event)
        self._shorten(self.width())

    def _shorten(self, width: int) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, width - _INSIDE - self._free)
        self.setText(shown.replace("&", "&&"))
        if shown != self._words and not self.toolTip():
            self.setToolTip(self._words)
