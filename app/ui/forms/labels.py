"""Labels that never take a vendor's words for markup, and help texts that unfold when they are long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.forms.editor import small_button
from app.ui.forms.words import plain, shortened
from app.ui.text import tr

_LOOKS = {
    "help": {"role": "muted", "textSize": "small"},
    "heading": {"weight": "semibold"},
    "title": {"textSize": "title"},
}


def plain_label(words: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A wrapping label of plain text; *role* is a colour role, or "help" or "heading"."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    for name, value in _LOOKS.get(role, {"role": role} if role else {}).items():
        label.setProperty(name, value)
    return label


class HelpText(QWidget):
    """A help text under a field: short ones whole, long ones up to a sentence with "More"."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = plain(words)
        short = shortened(self._whole)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._label = plain_label(short, "help", self)
        box.addWidget(self._label)
        self._more = None
        if short != self._whole:
            self._more = small_button(self, tr("More"))
            self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._more.clicked.connect(self._unfold)
            box.addWidget(self._more)

    def name_after(self, name: str) -> None:
        """Tell a screen reader what the "More" is about."""
        if self._more is not None:
            self._more.setAccessibleName(tr("More about {name}", name=name))

    def _unfold(self) -> None:
        self._label.setText(self._whole)
        if self._more is not None:
            self._more.hide()
