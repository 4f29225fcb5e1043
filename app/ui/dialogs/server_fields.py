"""An account's name and the address of its server."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from app.ui.forms.editors.combo import CalmCombo
from app.ui.forms.labels import plain_label
from app.ui.forms.pane import LABEL_WIDTH
from app.ui.text import tr


class ServerFields(QWidget):
    """The rarely needed part of an account: what it is called, and a server of one's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[str, str], ...] = ()
        self._grid = QFormLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("For example Marketing"))
        self.choice = CalmCombo(self)
        self.own = QLineEdit(self)
        self.own.setPlaceholderText("https://")
        self._add(tr("Account name"), self.name)
        self._add(tr("Server"), self.choice)
        self._add(tr("Other server address"), self.own)
        self.set_servers((), False)

    def set_servers(self, choices: Sequence[tuple[str, str]], override: bool, server: str = "") -> None:
        """Offer *choices* of (address, label), the first being the usual one; *server* is the one in use."""
        self._choices = tuple(choices)
        self.choice.clear()
        for address, label in choices:
            self.choice.addItem(f"{label} · {address}" if label else address)
        known = [address for address, _ in choices]
        self.choice.setCurrentIndex(known.index(server) if server in known else min(0, len(known) - 1))
        self.own.setText("" if server in known else server)
        self._grid.setRowVisible(self.choice, len(self._choices) > 1)
        self._grid.setRowVisible(self.own, override)

    def server(self) -> str:
        """One's own address if there is one, else the chosen one; empty when nothing was offered."""
        own = self.own.text().strip()
        if own:
            return own
        index = self.choice.currentIndex()
        return self._choices[index][0] if 0 <= index < len(self._choices) else ""

    def _add(self, words: str, field: QWidget) -> None:
        label = plain_label(words, "", self)
        label.setFixedWidth(LABEL_WIDTH)
        label.setBuddy(field)
        field.setAccessibleName(words)
        self._grid.addRow(label, field)
