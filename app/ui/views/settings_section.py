"""One section of the settings: a heading, and rows that pair a few words with a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.views.parts import label

_NARROWEST = 240
"""Pixels. A label that wraps asks for the height that it needs at its smallest width; a page is as high as all ask."""


def lines(words: str, role: str = "", *, size: str = "") -> QLabel:
    """Words that wrap, in a column that never gets very narrow."""
    made = label(words, role, size=size, wrap=True)
    made.setMinimumWidth(_NARROWEST)
    return made


class Section(QWidget):
    """The ground of every section; each has a module of its own, ``settings_….py``.

    A section is dumb: setters that show a choice without telling about it, signals for what the person chose.
    ``app/ui/stage.py`` makes it and puts it on the page, ``app/ui/shell_settings.py`` (or a wiring of its own, where
    it needs much) connects it.

    Attributes:
        box: what follows below the heading.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        self.box.addWidget(label(title, size="large", semibold=True))

    def add_row(self, caption: str, control: QWidget, help_words: str = "") -> None:
        """Add *control* with its caption, which becomes its accessible name, and a line that explains it."""
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = label(caption)
        title.setBuddy(control)
        control.setAccessibleName(caption)
        words.addWidget(title)
        if help_words:
            words.addWidget(lines(help_words, "muted", size="small"))
            control.setAccessibleDescription(help_words)
        row.addLayout(words, 1)
        control.setMinimumWidth(160)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box.addLayout(row)
