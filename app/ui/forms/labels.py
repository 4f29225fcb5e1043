"""Labels that never take a vendor's words for markup, and help texts that unfold when they are long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.forms.editor import small_button
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
    """A long help text under a field: its beginning, and "More"."""

    def __init__(self, whole: str, short: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._label = plain_label(short, "help", self)
        box.addWidget(self._label)
        self._more = small_button(self, tr("More"))
        self._more.setAccessibleName(tr("More about {name}", name=name))
        self._more.clicked.connect(self._unfold)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _unfold(self) -> None:
        self._label.setText(self._whole)
        self._more.hide()
