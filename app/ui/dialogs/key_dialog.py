"""A dialog around the key panel: for a further account, or for a new key of an old one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.key_panel import KeyPanel
from app.ui.dialogs.plain import PlainDialog
from app.ui.text import tr


class KeyDialog(PlainDialog):
    """Holds a :class:`KeyPanel`; its signals are those of :attr:`panel`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=560)
        self.panel = KeyPanel(self)
        self.panel.set_practice_offered(False)
        self.body.addWidget(self.panel)
        self.no = self.button(tr("Cancel"))
        self.no.clicked.connect(self.reject)
        self.panel.focus_key()
