"""The base of editors that are one line of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError
from app.ui.forms.editor import Editor, Maker, Unreadable
from app.ui.forms.presence import NOT_SET, NotSet, Presence, shown


class LineEditor(Editor):
    """One line of text; empty is "not set". Text that :meth:`parse` refuses is kept and reported."""

    clears_itself = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self._hint())
        self.line.setClearButtonEnabled(not field.required)
        self._given: tuple[str, Json] | None = None  # what was set from outside, and how it was shown
        self._put(self.line, *self._extras())
        self.line.textChanged.connect(self._edited)
        self.line.editingFinished.connect(self._settle)

    def parse(self, words: str) -> Json:
        """The value of *words*. Raises: Unreadable: it is none."""
        return words

    def show_as(self, value: Json) -> str:
        """*value* as it stands in the line."""
        return shown(value)

    def problems(self) -> Sequence[FieldError]:
        """That the text is no value of this kind."""
        words = self.line.text()
        if not words or self._null or self._is_given(words):
            return ()
        try:
            self.parse(words)
        except Unreadable as reason:
            return (self._problem(reason.words),)
        return ()

    def set_recent(self, values: Sequence[Json]) -> None:
        """Complete from *values* while typing."""
        completer = QCompleter([self.show_as(value) for value in values], self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)

    def _extras(self) -> tuple[QWidget, ...]:
        """Widgets to the right of the line."""
        return ()

    def _read(self) -> Presence:
        words = self.line.text()
        if not words:
            return NOT_SET
        if self._given is not None and self._given[0] == words:
            return self._given[1]
        try:
            return self.parse(words)
        except Unreadable:
            return words

    def _write(self, value: Presence) -> None:
        words = "" if isinstance(value, NotSet) else self.show_as(value)
        self._given = None if isinstance(value, NotSet) or not self._is_readable(value) else (words, value)
        self.line.setText(words)
        self.line.setCursorPosition(0)

    def _is_readable(self, value: Json) -> bool:
        """Whether *value*, set from outside, is one of this kind, so that it is given back unchanged."""
        return not isinstance(value, str)

    def _is_given(self, words: str) -> bool:
        return self._given is not None and self._given[0] == words
