"""Help in a page: what to do first, what the words mean, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.schema.placeholders import EXPLAINED
from app.ui.icons import Icons
from app.ui.text import say, tr
from app.ui.theme import Theme
from app.ui.views.parts import Sign, label


class HelpPage(QScrollArea):
    """Short answers."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Help"))
        inner = QWidget()
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(32, 24, 32, 24)
        column = QWidget()
        column.setMaximumWidth(640)
        self._box = QVBoxLayout(column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(label(tr("Help"), size="title", semibold=True))
        self._first_steps()
        self._placeholders()
        self._states()
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(24)
        self._keys.setVerticalSpacing(6)
        self._keys.setColumnStretch(1, 1)
        self._heading(tr("Keyboard"))
        self._box.addLayout(self._keys)
        self._box.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        self.setWidget(inner)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The shortcuts: what each does, and its keys."""
        for row, (words, sequence) in enumerate(keys):
            self._keys.addWidget(label(sequence, semibold=True), row, 0)
            self._keys.addWidget(label(words, wrap=True), row, 1)

    def _heading(self, words: str) -> None:
        self._box.addSpacing(16)
        self._box.addWidget(label(words, size="large", semibold=True))

    def _first_steps(self) -> None:
        self._heading(tr("The first file"))
        for icon, words in (
            ("upload", tr("Pick a vendor at the side, then drop files or folders anywhere on the window.")),
            ("key", tr("Paste the vendor's key once. It stays in this computer's password store.")),
            ("send", tr("Fill in what the vendor asks for and press Send. Nothing leaves before that.")),
            ("practice", tr("Turn Practice on to try all of it with vendors inside this computer.")),
        ):
            self._line(icon, "accent", words)

    def _placeholders(self) -> None:
        self._heading(tr("What is filled in by itself"))
        for icon, words in (
            ("pencil", say(EXPLAINED)),
            ("star", tr("They work in texts of the form and in names. What will be sent is shown beside them.")),
        ):
            self._line(icon, "accent", words)

    def _states(self) -> None:
        self._heading(tr("What the signs mean"))
        for icon, role, words in (
            ("processing", "info", tr("The file is there, and the vendor is working on it.")),
            ("clock", "warn", tr("It goes on by itself: at a time, or when the network or a key is back.")),
            ("error", "error", tr("It did not work. The row says why, and Retry sends it again.")),
            (
                "unknown",
                "warn",
                tr("The connection broke after the file had left. Sendoff asks rather than send it twice."),
            ),
        ):
            self._line(icon, role, words)

    def _line(self, icon: str, role: str, words: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        sign = Sign(self._theme, self._icons, 20)
        sign.show_icon(icon, role)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, wrap=True), 1)
        self._box.addLayout(row)
