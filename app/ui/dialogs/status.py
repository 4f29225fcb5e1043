"""One line that says how something went: a sign, words, and a colour beside them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.core.text import Text
from app.ui.text import say

_SIGNS: Final = {"ok": "✓ ", "error": "✕ ", "warn": "⚠ ", "muted": ""}


class StatusLine(QLabel):
    """Hidden until there is something to say; a screen reader hears it at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_words(self, words: Text | None, role: str = "muted") -> None:
        """Say *words* in the *role* ``ok``, ``error``, ``warn`` or ``muted``; None or no words: nothing."""
        said = say(words)
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(_SIGNS[role] + said if said else "")
        self.setVisible(bool(said))
        if said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
