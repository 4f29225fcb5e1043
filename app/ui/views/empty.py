"""What an empty page says: an icon, a sentence, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.theme import Theme
from app.ui.views.parts import Sign, button, label


class Empty(QWidget):
    """A quiet page.

    Signals:
        acted: its button.
    """

    acted = Signal()

    def __init__(self, theme: Theme, icons: Icons, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 32, 32, 32)
        box.setSpacing(8)
        sign = Sign(theme, icons, 40)
        sign.show_icon(icon, "muted")
        self.title = label("", size="large", semibold=True, wrap=True)
        self.words = label("", "muted", wrap=True)
        self.button = button("")
        self.button.clicked.connect(self.acted)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title.setAlignment(middle)
        self.words.setAlignment(middle)
        box.addStretch(2)
        box.addWidget(sign, 0, middle)
        box.addWidget(self.title)
        box.addWidget(self.words)
        box.addSpacing(8)
        box.addWidget(self.button, 0, middle)
        box.addStretch(3)

    def show_words(self, title: str, words: str, button_words: str = "") -> None:
        """What it says."""
        self.title.setText(title)
        self.words.setText(words)
        self.button.setText(button_words)
        self.button.setAccessibleName(button_words)
        self.button.setVisible(bool(button_words))
