"""A line shown as dots, with a button that shows what is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Maker, small_button
from app.ui.forms.editors.line import LineEditor
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits passwords."""
    return 5 if field.kind is Kind.PASSWORD else -1


class PasswordEditor(LineEditor):
    """A line that is not read over one's shoulder."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        self._reveal: QPushButton | None = None
        super().__init__(field, make, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def set_name(self, name: str) -> None:
        """Name the line and its button."""
        super().set_name(name)
        if self._reveal is not None:
            self._reveal.setAccessibleName(tr("Show {name}", name=name))

    def _extras(self) -> tuple[QWidget, ...]:
        self._reveal = small_button(self, tr("Show"))
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._on_reveal)
        return (self._reveal,)

    def _on_reveal(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        if self._reveal is not None:
            self._reveal.setText(tr("Hide") if on else tr("Show"))
