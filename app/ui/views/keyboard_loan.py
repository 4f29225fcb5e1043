"""Gives the keyboard back to who had it before a part of the window took it and went away."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget


class KeyboardLoan(QObject):
    """Knows who had the keyboard before it came into *part*. Qt would hand it to whatever comes next."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self._before: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def give_back(self) -> None:
        """Let who had it have it again, if that is still there."""
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._part.isAncestorOf(now) and old is not None and not self._part.isAncestorOf(old):
            self._before = old
