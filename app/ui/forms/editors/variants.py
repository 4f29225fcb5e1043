"""One of several shapes of a value: a selector, and the fields of the chosen one; each keeps its own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError, Kind, Variant
from app.core.schema.variants import whole_field
from app.core.text import Text, text
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.editors.selector import Selector, make_selector
from app.ui.forms.pane import INSET, FieldsPane
from app.ui.forms.presence import NOT_SET, NotSet, Presence
from app.ui.forms.shapes import best_variant


def fit(field: Field) -> int:
    """Fits values of several shapes."""
    return 5 if field.kind is Kind.VARIANTS and field.variants else -1


class VariantsEditor(Editor):
    """A selector over the fields of the chosen branch. The discriminator is written for the person."""

    wide = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self._panes: dict[int, FieldsPane] = {}
        inside = QWidget(self)
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.selector: Selector = make_selector([v.label for v in field.variants], field.required, inside)
        self._top = QHBoxLayout()
        self._top.setSpacing(4)
        self._top.addWidget(self.selector)
        self._top.addStretch(1)
        self._box.addLayout(self._top)
        self.selector.chosen.connect(self._on_chosen)
        self._put(inside)

    def focus_target(self) -> QWidget:
        """The selector's first entry."""
        return self.selector.focus_target()

    def set_name(self, name: str) -> None:
        """Name the selector."""
        super().set_name(name)
        self.selector.set_name(name)

    def problems(self) -> Sequence[FieldError]:
        """What cannot be read in the chosen branch."""
        pane = self._pane()
        if pane is None:
            return ()
        return [self._problem(p.words, *self._steps(p)) for p in pane.problems()]

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[Text]:
        """Say *errors* at the fields of the chosen branch."""
        pane, variant = self._pane(), self._variant()
        if pane is None or variant is None:
            return [error.words for error in errors]
        if whole_field(variant) is not None:
            pane.show_errors([FieldError("", error.words, error.path) for error in errors])
            return []
        inner = [FieldError(str(e.path[0]), e.words, e.path[1:]) for e in errors if e.path]
        left = pane.show_errors(inner)
        said = [error.words for error in errors if not error.path]
        return [*said, *(text("{field}: {problem}", field=e.key, problem=e.words) for e in left)]

    def _place_clear(self, clear: QPushButton) -> None:
        self._top.insertWidget(1, clear)

    def _variant(self) -> Variant | None:
        index = self.selector.index()
        return self.field.variants[index] if 0 <= index < len(self.field.variants) else None

    def _pane(self) -> FieldsPane | None:
        """The chosen branch's fields, built when it is first chosen."""
        index, variant = self.selector.index(), self._variant()
        if variant is None:
            return None
        if index not in self._panes:
            pane = FieldsPane(variant.fields, self._make, self)
            pane.setContentsMargins(INSET, 0, 0, 0)
            pane.changed.connect(self._edited)
            self._box.addWidget(pane)
            self._panes[index] = pane
        return self._panes[index]

    def _steps(self, problem: FieldError) -> tuple[str | int, ...]:
        return (problem.key, *problem.path) if problem.key else problem.path

    def _read(self) -> Presence:
        pane, variant = self._pane(), self._variant()
        if pane is None or variant is None:
            return NOT_SET
        values = pane.values()
        if whole_field(variant) is not None:
            return values.get("", NOT_SET)
        if variant.discriminator is None:
            return values
        name, mark = variant.discriminator
        return {name: mark, **{key: value for key, value in values.items() if key != name}}

    def _write(self, value: Presence) -> None:
        index = -1 if isinstance(value, NotSet) else best_variant(self.field, value)
        self.selector.choose(index)
        self._show_only(index)
        pane, variant = self._pane(), self._variant()
        if pane is not None and variant is not None and not isinstance(value, NotSet):
            pane.set_values(self._inner(variant, value))

    def _inner(self, variant: Variant, value: Json) -> Mapping[str, Json]:
        if whole_field(variant) is not None:
            return {"": value}
        return value if isinstance(value, Mapping) else {}

    def _show_only(self, index: int) -> None:
        self._pane()
        for number, pane in self._panes.items():
            pane.setVisible(number == index)

    def _on_chosen(self) -> None:
        self._show_only(self.selector.index())
        self._edited()
        self._settle()
