"""Fields below each other: a whole form, one group of it, or one branch of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError, Kind
from app.ui.forms.editor import Maker
from app.ui.forms.fold import Fold
from app.ui.forms.labels import plain_label
from app.ui.forms.presence import NOT_SET, NotSet
from app.ui.forms.row import FieldRow
from app.ui.text import tr

INSET = 16  # px: how far the fields of a group stand in
LABEL_WIDTH = 168  # px: the label column, so that the fields of all groups stand under each other


class FieldsPane(QWidget):
    """Fields with their labels; outdated and rarely used ones under a fold that is built when it is opened.

    Signals:
        changed: the person changed a value.
        choices_wanted: a field's key; its live choices are asked for.
    """

    changed = Signal()
    choices_wanted = Signal(str)

    def __init__(self, fields: Sequence[Field], make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._make = make
        self._rows: dict[str, FieldRow] = {}
        self._label_width = max(LABEL_WIDTH // 2, LABEL_WIDTH - INSET * _depth(self))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        shown = [field for field in self._fields if field.kind is not Kind.FIXED]
        self._later = {field.key: field for field in shown if _is_advanced(field)}
        self._lay_out([field for field in shown if not _is_advanced(field)], self._box, self)
        self._fold: Fold | None = None
        if self._later:
            self._fold = Fold(tr("Advanced"), self)
            self._fold.opened.connect(self._build_later)
            self._box.addWidget(self._fold)

    def values(self) -> dict[str, Json]:
        """The set values by key, in the fields' order; text that cannot be read is there as it was typed."""
        found: dict[str, Json] = {}
        for field in self._fields:
            value = self._value(field)
            if not isinstance(value, NotSet):
                found[field.key] = value
        return found

    def set_values(self, values: Mapping[str, Json]) -> None:
        """Show *values*; a field that is not among them becomes "not set"."""
        if any(key in self._later for key in values):
            self._open_later()
        for key, row in self._rows.items():
            row.editor.set_value(values.get(key, NOT_SET))
            row.show_errors(())

    def problems(self) -> list[FieldError]:
        """What was typed but cannot be read, in the fields' order."""
        rows = (self._rows.get(field.key) for field in self._fields)
        return [problem for row in rows if row is not None for problem in row.problems()]

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[FieldError]:
        """Say each error at its field; those left over belong to no visible field here."""
        if any(error.key in self._later for error in errors):
            self._open_later()
        for key, row in self._rows.items():
            row.show_errors([error for error in errors if error.key == key])
        return [error for error in errors if error.key not in self._rows]

    def row(self, key: str) -> FieldRow | None:
        """The row of a field, unfolded if need be; None: there is no such visible field."""
        if key in self._later:
            self._build_later()
        return self._rows.get(key)

    def rows(self) -> Iterable[FieldRow]:
        """The rows that are built."""
        return self._rows.values()

    def reveal(self, key: str) -> None:
        """Open the fold that hides the field *key*."""
        row = self.row(key)
        if self._fold is not None and row is not None and self._fold.isAncestorOf(row):
            self._fold.open()

    def _value(self, field: Field) -> Json | NotSet:
        if field.kind is Kind.FIXED:
            return fixed_value(field) if field.required else NOT_SET
        row = self._rows.get(field.key)
        return NOT_SET if row is None else row.editor.value()

    def _open_later(self) -> None:
        self._build_later()
        if self._fold is not None:
            self._fold.open()

    def _build_later(self) -> None:
        if self._later and self._fold is not None:
            fields, self._later = tuple(self._later.values()), {}
            self._lay_out(fields, self._fold.box, self._fold.inside)

    def _lay_out(self, fields: Sequence[Field], box: QVBoxLayout, parent: QWidget) -> None:
        headings = dict.fromkeys(field.group for field in sorted(fields, key=_has_group))
        for heading in headings:
            if heading:
                box.addWidget(plain_label(heading, "heading", parent))
            grid = _new_grid()
            box.addLayout(grid)
            for field in fields:
                if field.group == heading:
                    self._add(field, grid, parent)

    def _add(self, field: Field, grid: QFormLayout, parent: QWidget) -> None:
        row = FieldRow(field, self._make, parent)
        self._rows[field.key] = row
        row.changed.connect(self.changed)
        row.choices_wanted.connect(self.choices_wanted)
        if row.editor.wide:
            grid.addRow(row)
            return
        if row.editor.has_own_label():
            grid.setWidget(grid.rowCount(), QFormLayout.ItemRole.FieldRole, row)
            return
        row.label.setFixedWidth(self._label_width)
        grid.addRow(row.label, row)


def fixed_value(field: Field) -> Json:
    """The one value of a field that is not shown."""
    return field.choices[0].value if field.choices else field.default


def _is_advanced(field: Field) -> bool:
    return (field.advanced or field.deprecated) and not field.required


def _depth(pane: QWidget) -> int:
    """How many panes *pane* lies in."""
    depth, parent = 0, pane.parentWidget()
    while parent is not None:
        depth += isinstance(parent, FieldsPane)
        parent = parent.parentWidget()
    return depth


def _has_group(field: Field) -> bool:
    return bool(field.group)


def _new_grid() -> QFormLayout:
    grid = QFormLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    grid.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    grid.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    grid.setFormAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return grid
