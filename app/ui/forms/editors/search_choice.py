"""One of many given values: a list that is searched by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, FieldError, Kind
from app.core.text import Text, text
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.editors.combo import CalmCombo
from app.ui.forms.presence import NOT_SET, NotSet, Presence, same, shown
from app.ui.text import tr

MANY = 12
"""More entries than this are searched, not scrolled."""


def fit(field: Field) -> int:
    """Fits a choice with many entries."""
    return 7 if field.kind is Kind.CHOICE and len(field.choices) > MANY else -1


class SearchChoiceEditor(Editor):
    """A drop-down list one can type into. What is no entry is kept and reported."""

    clears_itself = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self._choices: list[Choice] = []
        self._given: Choice | None = None  # a value set from outside that is no entry
        self.combo = CalmCombo(self)
        self.combo.make_searchable()
        self.line = self.combo.typing_line()
        self.line.setPlaceholderText(self._hint() or tr("Type to search"))
        self.line.setClearButtonEnabled(not field.required)
        self._fill(field.choices)
        self._put(self.combo, *self._extras())
        self.combo.editTextChanged.connect(self._edited)
        self.combo.activated.connect(self._settle)
        self.line.editingFinished.connect(self._settle)

    def focus_target(self) -> QWidget:
        """The list itself; its line shares its name."""
        return self.combo

    def set_name(self, name: str) -> None:
        """Name the list and the line in it."""
        super().set_name(name)
        self.line.setAccessibleName(name)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices*; what is entered stays."""
        value = self.value()
        self._quiet = True
        try:
            self._fill(choices)
            self._write(value if value is not None else NOT_SET)
        finally:
            self._quiet = False

    def problems(self) -> Sequence[FieldError]:
        """That the text is no entry of the list."""
        words = self.line.text()
        if not words or self._null or self._known(words) is not None:
            return ()
        return (self._problem(self._unknown(words)),)

    def _unknown(self, words: str) -> Text:
        return text("“{typed}” is not in the list.", typed=words)

    def _extras(self) -> tuple[QWidget, ...]:
        """Widgets to the right of the list."""
        return ()

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._choices = list(choices)
        self.combo.clear()
        self.combo.addItems([choice.label for choice in choices])
        self.combo.setCurrentIndex(-1)
        self.combo.setEditText("")

    def _known(self, words: str) -> Choice | None:
        """The entry that *words* name, by label, by value, or in other capitals."""
        known = [*self._choices] if self._given is None else [*self._choices, self._given]
        for choice in known:
            if words in (choice.label, shown(choice.value)):
                return choice
        wanted = words.strip().casefold()
        for choice in self._choices:
            if choice.label.casefold() == wanted:
                return choice
        return None

    def _read(self) -> Presence:
        words = self.line.text()
        if not words:
            return NOT_SET
        known = self._known(words)
        return words if known is None else known.value

    def _write(self, value: Presence) -> None:
        self._given = None
        if isinstance(value, NotSet):
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText("")
            return
        self.combo.setEditText(self._label(value))

    def _label(self, value: Json) -> str:
        for choice in self._choices:
            if same(choice.value, value):
                return choice.label
        if not isinstance(value, str):
            self._given = Choice(value, shown(value))
        return shown(value)
