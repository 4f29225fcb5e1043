"""Asks for another name for a preset."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.services.presets import LONGEST
from app.ui.dialogs.plain import PlainDialog
from app.ui.forms.labels import plain_label
from app.ui.text import tr


class RenamePresetDialog(PlainDialog):
    """The name as it is, to be changed; one that is taken is not accepted.

    Signals:
        named: the preset's id, and the new name.
    """

    named = Signal(str, str)

    def __init__(self, preset_id: str, name: str, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(tr("Rename the preset"), parent, width=420)
        self._preset_id = preset_id
        self._taken = {one for one in taken if one != name}
        label = plain_label(tr("Name"), "", self)
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(tr("Name of the preset"))
        label.setBuddy(self.name)
        self.body.addWidget(label)
        self.body.addWidget(self.name)
        self.warning = self.say(tr("⚠ There is a preset of this name."), "warn")
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Rename"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_yes)
        self.name.textChanged.connect(self._on_typed)
        self._on_typed()
        self.name.selectAll()
        self.name.setFocus()

    def _on_typed(self) -> None:
        typed = " ".join(self.name.text().split())
        self.warning.setVisible(typed in self._taken)
        self.yes.setEnabled(bool(typed) and typed not in self._taken)

    def _on_yes(self) -> None:
        self.accept()
        self.named.emit(self._preset_id, self.name.text())
