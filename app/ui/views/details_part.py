"""A part of the details at the side that is made anew only when what it shows is another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.views.parts import label


class DetailsPart(QWidget):
    """A heading, if it has one, and lines below it, with *space* pixels over both; not there while it has no lines."""

    def __init__(self, heading: str = "", space: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._lines: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, space, 0, 0)
        self._box.setSpacing(4)
        if heading:
            self._box.addWidget(label(heading, "muted", size="small", semibold=True))
        self.hide()

    def show_only(self, shown: object, make: Callable[[], Sequence[QWidget]]) -> None:
        """Show the lines that *make* gives for *shown*; the lines that are there stay if they show just that."""
        if shown == self._shown:
            return
        self._shown = shown
        for old in self._lines:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = list(make())
        for line in self._lines:
            leading = isinstance(line, QPushButton)
            self._box.addWidget(line, 0, Qt.AlignmentFlag.AlignLeading if leading else Qt.AlignmentFlag(0))
        self.setVisible(bool(self._lines))
        for line in self._lines:
            line.show()  # the layout would do so later, and what is not shown cannot have the keyboard
