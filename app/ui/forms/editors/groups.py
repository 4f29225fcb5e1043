"""A list of objects too deep for a table: one group of fields under another."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Maker
from app.ui.forms.editors.list import ListEditor
from app.ui.forms.editors.rows import Row
from app.ui.forms.labels import plain_label
from app.ui.text import tr

_MANY_COLUMNS = 5


def fit(field: Field) -> int:
    """Fits lists of objects, and tables with more columns than can be read beside each other."""
    if field.kind is Kind.GROUPS:
        return 5
    if field.kind is not Kind.TABLE:
        return -1
    return 6 if len(field.children) > _MANY_COLUMNS else 1


class EntryRow(Row):
    """A group of fields under its number."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.line.removeWidget(self.editor)
        box = QVBoxLayout()
        box.setSpacing(8)
        self._number = plain_label("", "help", self)
        self._number.setWordWrap(False)
        self._number.setMinimumHeight(30)
        box.addWidget(self._number)
        box.addWidget(self.editor)
        self.line.insertLayout(0, box, 1)

    def set_number(self, number: int) -> None:
        """Say which entry this is."""
        self._number.setText(tr("Entry {number}", number=number))


class GroupsEditor(ListEditor):
    """Rows that are whole groups of fields."""

    wide = True

    def _new_row(self) -> Row:
        label, children = self.field.label, self.field.children
        return EntryRow(Field("", Kind.GROUP, label, required=True, children=children), self._make, self)

    def _name_rows(self) -> None:
        super()._name_rows()
        for number, row in enumerate(self.rows, start=1):
            if isinstance(row, EntryRow):
                row.set_number(number)
