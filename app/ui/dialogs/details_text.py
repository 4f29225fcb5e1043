"""Shows a long answer of a vendor as it is, in plain text."""

from __future__ import annotations

import re

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.text import tr

_LONGEST = 500_000  # characters: a text box becomes slow beyond this
# Qt lays out a line in one go: half a million characters without a gap took it 40 seconds (6.11).
_LONG_LINE = re.compile(r".{2000}(?=.)")


class DetailsTextDialog(PlainDialog):
    """A text to be read and copied. The caller has masked it; control characters are shown as �."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=640)
        self._words = readable(words)
        self.box = QPlainTextEdit(self)
        self.box.setReadOnly(True)
        self.box.setTabChangesFocus(True)
        self.box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.box.setAccessibleName(title)
        self.box.setMinimumHeight(280)
        self.box.setPlainText(_LONG_LINE.sub(r"\g<0>\n", self._words[:_LONGEST]))
        self.body.addWidget(self.box, 1)
        if len(self._words) > _LONGEST:
            self.say(tr("Only the beginning is shown. Copy takes all of it."), "muted")
        self.copy = self.button(tr("Copy"))
        self.done_button = self.button(tr("Close"))
        self.copy.clicked.connect(self._on_copy)
        self.done_button.clicked.connect(self.accept)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self.copy.setText(tr("Copied"))


def readable(words: str) -> str:
    """*words* with control characters other than line breaks and tabs made visible."""
    return "".join(c if c.isprintable() or c in "\n\t" else "" if c == "\r" else "�" for c in words)
