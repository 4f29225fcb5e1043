"""The settings' section on limits: how many files go at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.ui.text import tr
from app.ui.views.settings_section import Section

MOST_AT_ONCE = 32


class LimitsSection(Section):
    """How much Sendoff may take.

    Signals:
        at_once_chosen: how many files may go at once.
    """

    at_once_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Limits"), parent)
        self.at_once = QSpinBox()
        self.at_once.setRange(1, MOST_AT_ONCE)
        self.at_once.valueChanged.connect(self.at_once_chosen)
        help_words = tr("More is faster on a good line. A vendor that allows fewer gets fewer.")
        self.add_row(tr("Files at once"), self.at_once, help_words)

    def show_at_once(self, files: int) -> None:
        """How many files go at once."""
        self.at_once.blockSignals(True)
        self.at_once.setValue(files)
        self.at_once.blockSignals(False)
