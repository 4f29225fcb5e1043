"""Names and values that the person makes up, one pair a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError, Kind
from app.core.text import text
from app.ui.forms.editor import Maker
from app.ui.forms.editors.rows import Row, RowsEditor
from app.ui.forms.presence import NotSet, Presence
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits names and values."""
    return 5 if field.kind is Kind.MAP and field.children else -1


class PairRow(Row):
    """A name and the editor of its value."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("Name"))
        self.line.insertWidget(0, self.name, 1)
        self.line.setStretch(1, 2)
        self.name.textChanged.connect(self.changed)
        self.name.editingFinished.connect(self.settled)

    def first(self) -> QWidget:
        """The name."""
        return self.name

    def is_blank(self) -> bool:
        """Whether there is neither name nor value."""
        return not self.name.text() and super().is_blank()

    def set_name(self, name: str) -> None:
        """Name both halves and the button."""
        super().set_name(name)
        self.name.setAccessibleName(tr("{name}, name", name=name))
        self.editor.set_name(tr("{name}, value", name=name))


class MapEditor(RowsEditor):
    """Rows of names and values. A value without a name, or a name twice, is kept and reported."""

    def problems(self) -> Sequence[FieldError]:
        """What cannot be read, and names that are missing or there twice."""
        found = list(super().problems())
        seen: set[str] = set()
        for number, row in enumerate(self._pairs(), start=1):
            name = row.name.text()
            if not name:
                found.append(self._problem(text("Row {number} has a value but no name.", number=number)))
            elif name in seen:
                found.append(self._problem(text("The name “{name}” is there twice.", name=name), name))
            seen.add(name)
        return found

    def _new_row(self) -> Row:
        return PairRow(self.field.children[0], self._make, self)

    def _pairs(self) -> list[PairRow]:
        return [row for row in self._filled() if isinstance(row, PairRow)]

    def _path(self, index: int, row: Row) -> tuple[str | int, ...]:
        return (row.name.text(),) if isinstance(row, PairRow) else (index,)

    def _row_of(self, error: FieldError, filled: Sequence[Row]) -> Row | None:  # noqa: ARG002
        at = error.path[0] if error.path else None
        return next((row for row in self._pairs() if row.name.text() == at), None)

    def _read(self) -> Presence:
        found: dict[str, Json] = {}
        for row in self._pairs():
            value = row.editor.value()
            if row.name.text():
                found[row.name.text()] = self._blank() if isinstance(value, NotSet) else value
        return found if found or self._empty else NotSet.NOT_SET

    def _blank(self) -> Json:
        """What a name without a value stands for: an empty text, or null where the value is none."""
        return "" if self.field.children[0].kind in (Kind.TEXT, Kind.LONG_TEXT) else None

    def _write(self, value: Presence) -> None:
        self._remove_all()
        pairs = value if isinstance(value, Mapping) else {}
        self._empty = isinstance(value, Mapping) and not pairs
        for name, entry in pairs.items():
            row = self._add_row()
            if isinstance(row, PairRow):
                row.name.setText(name)
            row.editor.set_value(entry)
        self._name_rows()
        self._after_rows()
