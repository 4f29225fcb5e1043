"""The question about files that were sent before: in its place below the list, with the two answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.keyboard_loan import KeyboardLoan
from app.ui.views.parts import Sign, button, dress, label, with_keyboard


class Repeats(QFrame):
    """Says what was sent before, and asks what becomes of it; hidden while there is nothing to ask.

    Signals:
        leave_out_wanted, again_wanted: the answers. show_wanted: show the next of them in the list.
    """

    show_wanted = Signal()
    leave_out_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        dress(self, role="warn")
        sign = Sign(theme, icons, 20)
        sign.show_icon("warn", "warn")
        self._words = label(wrap=True)
        self.leave_out = button(tr("Leave them out"))
        self.again = button(tr("Send them again"))
        self.show_next = button(tr("Show them"), "link")
        self.show_next.clicked.connect(self.show_wanted)
        self.leave_out.clicked.connect(self.leave_out_wanted)
        self.again.clicked.connect(self.again_wanted)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(sign)
        upper.addWidget(self._words, 1)
        lower.setSpacing(8)
        lower.addSpacing(28)
        lower.addWidget(self.leave_out)
        lower.addWidget(self.again)
        lower.addWidget(self.show_next)
        lower.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(8)
        box.addLayout(upper)
        box.addLayout(lower)
        self._loan = KeyboardLoan(self)
        self.hide()

    def ask(self, words: str, files: int) -> None:
        """Ask about this many files; an empty sentence takes the question away."""
        self._words.setText(words)
        self.setAccessibleName(words)
        for answer, one, many in (
            (self.leave_out, tr("Leave it out"), tr("Leave them out")),
            (self.again, tr("Send it again"), tr("Send them again")),
            (self.show_next, tr("Show it"), tr("Show them")),
        ):
            answer.setText(one if files == 1 else many)
            answer.setAccessibleName(one if files == 1 else many)
        if not words and with_keyboard(self) is not None:
            self._loan.give_back()
        self.setVisible(bool(words))

    def call(self) -> None:
        """Draw the eye: the first answer can be given at once."""
        self.leave_out.setFocus()
