"""A box for anything that JSON can say, checked while it is typed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError, Kind
from app.core.text import text
from app.ui.forms.editor import Editor, Maker, Unreadable
from app.ui.forms.editors.long_text import TextBox
from app.ui.forms.presence import NOT_SET, NotSet, Presence


def fit(field: Field) -> int:
    """Fits JSON, and everything else a little: nothing is left without an editor."""
    if field.widget == "json":
        return 8
    return 5 if field.kind is Kind.JSON else 0


class JsonEditor(Editor):
    """JSON as text; empty is "not set". What cannot be read is kept, and said at once."""

    shows_null = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.box = TextBox(self)
        self.box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.box.setPlaceholderText(self._hint())
        self._put(self.box)
        self.box.textChanged.connect(self._on_typed)

    def problems(self) -> Sequence[FieldError]:
        """Where the text stops being JSON."""
        words = self.box.toPlainText()
        if not words.strip():
            return ()
        try:
            read_json(words)
        except Unreadable as reason:
            return (self._problem(reason.words),)
        return ()

    def _read(self) -> Presence:
        words = self.box.toPlainText()
        if not words.strip():
            return NOT_SET
        try:
            return read_json(words)
        except Unreadable:
            return NOT_SET  # as a value it would be a JSON text, which is not what was meant

    def _write(self, value: Presence) -> None:
        if isinstance(value, NotSet):
            self.box.setPlainText("")
            return
        self.box.setPlainText(json.dumps(value, indent=2, ensure_ascii=False))

    def _on_typed(self) -> None:
        self._edited()
        self._settle()


def read_json(words: str) -> Json:
    """The JSON value of *words*. Raises: Unreadable: with the line where it goes wrong."""
    try:
        value: Json = json.loads(words, parse_constant=_no_constant)
    except json.JSONDecodeError as reason:
        raise Unreadable(
            text(
                "This is not complete JSON yet: line {line}, column {column}.", line=reason.lineno, column=reason.colno
            )
        ) from None
    except (ValueError, RecursionError):
        raise Unreadable(text("This is not JSON: numbers have to be finite, and parts not too deep.")) from None
    return value


def _no_constant(name: str) -> Json:
    raise ValueError(name)
