"""One entry of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

WIDTH = 208
"""Pixels of the whole sidebar."""


class NavButton(QPushButton):
    """One entry: shortened at its end where it is too long, whole in its tooltip."""

    def __init__(self, key: str, words: str, name: str) -> None:
        super().__init__()
        self.key = key
        self._words = words
        self.setProperty("kind", "nav")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setIconSize(QSize(28, 20))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        room = WIDTH - 24 - 16 - 38
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        if shown != words:
            self.setToolTip(words)
