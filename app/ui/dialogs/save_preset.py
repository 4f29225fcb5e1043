"""Asks for the name under which a destination and a filled-in form are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.forms.labels import plain_label
from app.ui.text import tr

_LONGEST = 80  # characters


class SavePresetDialog(PlainDialog):
    """A name, and a word of warning when there is such a preset already.

    Signals:
        named: the name, stripped and not empty.
    """

    named = Signal(str)

    def __init__(self, taken: Sequence[str], suggested: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Save this as a preset"), parent, width=420)
        self._taken = frozenset(taken)
        self.say(tr("A preset remembers where the files go and what is filled in. It holds no key."), "muted")
        label = plain_label(tr("Name"), "", self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(_LONGEST)
        self.name.setPlaceholderText(tr("For example May leads"))
        self.name.setAccessibleName(tr("Name of the preset"))
        label.setBuddy(self.name)
        self.body.addWidget(label)
        self.body.addWidget(self.name)
        self.warning = self.say("", "warn")
        self.warning.hide()
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Save preset"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_save)
        self.name.textChanged.connect(self._on_typed)
        self.name.setText(suggested)
        self._on_typed()
        self.name.selectAll()
        self.name.setFocus()

    def _typed(self) -> str:
        return self.name.text().strip()

    def _on_typed(self) -> None:
        replaces = self._typed() in self._taken
        self.yes.setEnabled(bool(self._typed()))
        self.yes.setText(tr("Replace preset") if replaces else tr("Save preset"))
        self.warning.setText(tr("⚠ There is a preset of this name. It will be replaced.") if replaces else "")
        self.warning.setVisible(replaces)

    def _on_save(self) -> None:
        if self._typed():
            self.accept()
            self.named.emit(self._typed())
