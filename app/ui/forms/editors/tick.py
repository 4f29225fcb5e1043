"""Yes or no as a tick, where one of the two holds from the start."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.presence import NOT_SET, NotSet, Presence
from app.ui.forms.words import unmarked


def fit(field: Field) -> int:
    """Fits yes/no fields that must be answered or have a default; an open question needs three states."""
    if field.kind is not Kind.BOOLEAN or (field.nullable and not field.required):
        return -1
    return 6 if field.required or field.has_default else -1


class TickEditor(Editor):
    """A tick. With a default it shows that one and sends nothing until it is changed.

    Required and without a default, what is on the screen is sent: no tick means no.
    """

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self._touched = False
        self.tick = QCheckBox(unmarked(field.label), self)
        self.tick.setChecked(field.default is True)
        self._put(self.tick, stretch=0)
        self._line.addStretch(1)
        self.tick.toggled.connect(self._on_toggled)

    def has_own_label(self) -> bool:
        """The tick carries the label."""
        return True

    def _read(self) -> Presence:
        answered = self._touched or (self.field.required and not self.field.has_default)
        return self.tick.isChecked() if answered else NOT_SET

    def _write(self, value: Presence) -> None:
        self._touched = not isinstance(value, NotSet)
        self.tick.setChecked(value is True or (not self._touched and self.field.default is True))

    def _on_toggled(self) -> None:
        if not self._quiet:
            self._touched = True
            self._edited()
            self._settle()
