"""A box for text of several lines, which grows with what is in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.presence import NOT_SET, NotSet, Presence, shown

_LEAST, _MOST = 3, 12  # lines


def fit(field: Field) -> int:
    """Fits long texts, and text that the provider wants in a box."""
    if field.kind is Kind.LONG_TEXT:
        return 5
    return 8 if field.kind is Kind.TEXT and field.widget == "long_text" else -1


class TextBox(QPlainTextEdit):
    """A text box that the Tab key leaves, and that tells when it is left.

    Signals:
        left: the keyboard went elsewhere.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person is done here."""
        super().focusOutEvent(event)
        self.left.emit()

    def _grow(self) -> None:
        lines = max(_LEAST, min(_MOST, self.blockCount() + 1))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)


class LongTextEditor(Editor):
    """Text of several lines; empty is "not set"."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.box = TextBox(self)
        self.box.setPlaceholderText(self._hint())
        self._put(self.box)
        self.box.textChanged.connect(self._edited)
        self.box.left.connect(self._settle)

    def _read(self) -> Presence:
        return self.box.toPlainText() or NOT_SET

    def _write(self, value: Presence) -> None:
        self.box.setPlainText("" if isinstance(value, NotSet) else shown(value))
