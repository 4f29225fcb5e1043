"""The settings' section on how the window looks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.text import tr
from app.ui.theme import Choice
from app.ui.views.settings_section import Section


class LookSection(Section):
    """Light or dark.

    Signals:
        theme_chosen: a :class:`Choice`.
    """

    theme_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Appearance"), parent)
        self.theme = QComboBox()
        for choice, words in (
            (Choice.SYSTEM, tr("As the system")),
            (Choice.LIGHT, tr("Light")),
            (Choice.DARK, tr("Dark")),
            (Choice.CONTRAST, tr("High contrast")),
        ):
            self.theme.addItem(words, choice.value)
        self.theme.activated.connect(self._chosen)
        self.add_row(tr("Colours"), self.theme)

    def show_theme(self, choice: Choice) -> None:
        """Which look is chosen."""
        self.theme.setCurrentIndex(max(0, self.theme.findData(choice.value)))

    def _chosen(self, index: int) -> None:
        self.theme_chosen.emit(Choice(self.theme.itemData(index)))
