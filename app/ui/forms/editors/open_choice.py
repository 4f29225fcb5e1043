"""One of some offered values, or any other text: columns of a file, lists that the vendor gives, what was used last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, FieldError, Kind
from app.ui.forms.editor import Maker, small_button
from app.ui.forms.editors.search_choice import SearchChoiceEditor
from app.ui.forms.presence import same, shown
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits open choices, choices that are asked for live, and text that is remembered."""
    if field.kind is Kind.OPEN_CHOICE:
        return 5
    if field.kind is Kind.TEXT and (field.source is not None or field.choices):
        return 7
    return 6 if field.kind is Kind.TEXT and field.remember else -1


class OpenChoiceEditor(SearchChoiceEditor):
    """A drop-down list one may also type anything else into; with "Reload" where a vendor gives the list."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        self._reload: QPushButton | None = None  # made by _extras, while the base is being built
        self._recent: tuple[Choice, ...] = ()
        self._offered: tuple[Choice, ...] = ()
        super().__init__(field, make, parent)
        self._offered = field.choices
        self.line.setPlaceholderText(self._hint() or self._where_from())
        self.combo.opening.connect(self._on_opening)

    @property
    def is_busy(self) -> bool:
        """Whether choices have been asked for and are not here yet."""
        return self._reload is not None and not self._reload.isEnabled()

    def set_name(self, name: str) -> None:
        """Name the list, its line and its button."""
        super().set_name(name)
        if self._reload is not None:
            self._reload.setAccessibleName(tr("Load the list for {name} again", name=name))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices* after what was used last, and end the busy state."""
        self._offered = tuple(choices)
        self.line.setPlaceholderText(self._hint() or ("" if choices else self._where_from()))
        self._set_busy(False)
        self._offer()

    def set_recent(self, values: Sequence[Json]) -> None:
        """Offer what was used last, before everything else."""
        self._recent = tuple(Choice(value, shown(value)) for value in values)
        self._offer()

    def problems(self) -> Sequence[FieldError]:
        """None: any text will do."""
        return ()

    def _offer(self) -> None:
        recent = [r for r in self._recent if not any(same(r.value, o.value) for o in self._offered)]
        super().set_choices((*recent, *self._offered))

    def _extras(self) -> tuple[QWidget, ...]:
        if not self.field.source or "call" not in self.field.source:
            return ()
        self._reload = small_button(self, tr("Load list"))
        self._reload.clicked.connect(self.ask)
        return (self._reload,)

    def ask(self) -> None:
        """Ask for the live choices."""
        if not self.is_busy:
            self._set_busy(True)
            self.choices_wanted.emit()

    def _where_from(self) -> str:
        """Where the list comes from, while there is none."""
        source = self.field.source or {}
        if "columns" in source:
            return tr("Add a file to choose one of its columns")
        return tr("Load the list, or type a name") if "call" in source else ""

    def _on_opening(self) -> None:
        if self._reload is not None and not self._offered:
            self.ask()

    def _set_busy(self, busy: bool) -> None:
        """Say on the button that the list is on its way."""
        if self._reload is not None:
            self._reload.setEnabled(not busy)
            self._reload.setText(tr("Loading…") if busy else tr("Load list"))
