"""A field with one possible value: sent, and nothing to see or to change."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.presence import NOT_SET, Presence


def fit(field: Field) -> int:
    """Fits fixed values."""
    return 9 if field.kind is Kind.FIXED else -1


class FixedEditor(Editor):
    """Has its value whenever it is asked; for entries of lists, where no form leaves it out."""

    clears_itself = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.hide()

    def _read(self) -> Presence:
        if self.field.choices:
            return self.field.choices[0].value
        return self.field.default if self.field.has_default else NOT_SET

    def _write(self, value: Presence) -> None:
        """Keep the one value."""
