"""One of a few given values, from a drop-down list; "not set" is an entry of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.schema.model import Choice, Field, Kind
from app.ui.as_written import tip
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.editors.combo import CalmCombo
from app.ui.forms.presence import NOT_SET, Presence, same, shown
from app.ui.forms.words import plain, value_label
from app.ui.text import say, tr


def fit(field: Field) -> int:
    """Fits a choice, and an open yes/no question: both have a few answers, or none."""
    if field.kind is Kind.CHOICE:
        return 5
    return 5 if field.kind is Kind.BOOLEAN else -1


class ChoiceEditor(Editor):
    """A drop-down list of "not set", the choices, and "no value" where null is allowed."""

    clears_itself = True
    shows_null = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self._values: list[Presence] = []
        self.combo = CalmCombo(self)
        self._fill(_answers(field))
        self._put(self.combo)
        self.combo.currentIndexChanged.connect(self._on_chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices*; a value that is not among them stays as an entry of its own."""
        value = self.value()
        self._quiet = True
        try:
            self._fill(choices)
            self._write(value)
        finally:
            self._quiet = False

    def _fill(self, choices: Sequence[Choice]) -> None:
        self.combo.clear()
        self._values = []
        self._add(NOT_SET, self._nothing_words())
        for choice in choices:
            self._add(choice.value, choice.label, choice.help)
        if self.field.nullable and not any(choice.value is None for choice in choices):
            self._add(None, tr("No value"))

    def _add(self, value: Presence, label: str, help_words: str = "") -> None:
        self._values.append(value)
        self.combo.addItem(label)
        words = tip(plain(help_words))
        if words:
            self.combo.setItemData(self.combo.count() - 1, words, Qt.ItemDataRole.ToolTipRole)

    def _nothing_words(self) -> str:
        if self.field.has_default and self.field.default is not None:
            label = value_label(self.field)
            return tr("Default ({value})", value=label if isinstance(label, str) else say(label))
        return tr("Choose…") if self.field.required else tr("Not set")

    def _read(self) -> Presence:
        index = self.combo.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else NOT_SET

    def _write(self, value: Presence) -> None:
        for index, known in enumerate(self._values):
            if same(known, value):
                self.combo.setCurrentIndex(index)
                return
        self._add(value, tr("{value} (not in the list)", value=shown(value)))
        self.combo.setCurrentIndex(self.combo.count() - 1)

    def _on_chosen(self) -> None:
        self._edited()
        self._settle()


def _answers(field: Field) -> Sequence[Choice]:
    if field.kind is Kind.BOOLEAN and not field.choices:
        return (Choice(True, tr("Yes")), Choice(False, tr("No")))
    return field.choices
