"""A line for addresses and ids, where blanks around what was pasted are never meant."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Maker
from app.ui.forms.editors.line import LineEditor


def fit(field: Field) -> int:
    """Fits web addresses, UUIDs and e-mail addresses."""
    return 5 if field.kind in (Kind.URI, Kind.UUID, Kind.EMAIL) else -1


class TidyTextEditor(LineEditor):
    """A line whose surrounding blanks are dropped."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        hints = {
            Kind.URI: Qt.InputMethodHint.ImhUrlCharactersOnly,
            Kind.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly,
        }
        self.line.setInputMethodHints(hints.get(field.kind, Qt.InputMethodHint.ImhNoPredictiveText))

    def parse(self, words: str) -> Json:
        """*words* without blanks at either end."""
        return words.strip()

    def _settle(self) -> None:
        if self.line.text() != self.line.text().strip():
            self.line.setText(self.line.text().strip())
        super()._settle()
