"""A list of small objects as a table: one row an object, one column a property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, FieldError, Kind
from app.core.text import Text, text
from app.ui.as_written import tip
from app.ui.forms.editor import Editor, Maker, Unreadable, small_button
from app.ui.forms.editors.cells import Given, read_cell, show_cell
from app.ui.forms.editors.grid import Grid
from app.ui.forms.editors.list import as_list
from app.ui.forms.error_line import ErrorSign
from app.ui.forms.pane import fixed_value
from app.ui.forms.presence import NOT_SET, NotSet, Presence
from app.ui.text import tr

_GIVEN = Qt.ItemDataRole.UserRole


def fit(field: Field) -> int:
    """Fits lists of objects whose properties are single values."""
    columns = [child for child in field.children if child.kind is not Kind.FIXED]
    if field.kind is not Kind.TABLE or not columns:
        return -1
    return 8 if field.widget == "table" else 5


class TableEditor(Editor):
    """A grid and two buttons. Blank rows are left out; no filled row is "not set"."""

    wide = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self._columns = [child for child in field.children if child.kind is not Kind.FIXED]
        self._empty = False
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.grid = Grid(self._columns, inside)
        box.addWidget(self.grid)
        self._buttons(inside, box)
        self._sign = ErrorSign(self)
        self._sign.hide()
        self._put(inside)
        self.grid.edited.connect(self._on_cell)

    def _place_clear(self, clear: QPushButton) -> None:
        self._below.insertWidget(2, clear)

    def _buttons(self, inside: QWidget, box: QVBoxLayout) -> None:
        self._below = line = QHBoxLayout()
        line.setSpacing(4)
        self.add = small_button(inside, tr("Add row"))
        self.add.clicked.connect(self._on_add)
        self.remove = small_button(inside, tr("Remove row"))
        self.remove.clicked.connect(self._on_remove)
        line.addWidget(self.add)
        line.addWidget(self.remove)
        line.addStretch(1)
        box.addLayout(line)

    def focus_target(self) -> QWidget:
        """The grid."""
        return self.grid

    def set_name(self, name: str) -> None:
        """Name the grid and the buttons."""
        super().set_name(name)
        self.add.setAccessibleName(tr("Add a row to {name}", name=name))
        self.remove.setAccessibleName(tr("Remove the row from {name}", name=name))

    def problems(self) -> Sequence[FieldError]:
        """Cells that cannot be read."""
        found = []
        for index, row in enumerate(self._filled()):
            for number, column in enumerate(self._columns):
                try:
                    self._cell(row, number)
                except Unreadable as reason:
                    found.append(self._problem(reason.words, index, column.key))
        return found

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[Text]:
        """Mark the cells that *errors* name, and say row and column of each."""
        self._unmark()
        filled = self._filled()
        return [self._mark(error, filled) for error in errors]

    def _mark(self, error: FieldError, filled: Sequence[int]) -> Text:
        at = error.path[0] if error.path else None
        if not isinstance(at, int) or not 0 <= at < len(filled):
            return error.words
        row = filled[at]
        names = [column.key for column in self._columns]
        if len(error.path) < 2 or error.path[1] not in names:
            return text("Row {row}: {problem}", row=row + 1, problem=error.words)
        number = names.index(str(error.path[1]))
        self._set_sign(self.grid.cell(row, number), str(error.words))
        label = self._columns[number].label
        return text("Row {row}, {column}: {problem}", row=row + 1, column=label, problem=error.words)

    def _set_sign(self, item: QTableWidgetItem, words: str) -> None:
        with QSignalBlocker(self.grid):
            item.setIcon(QIcon(self._sign.drawn()) if words else QIcon())
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
            item.setToolTip(tip(words))
        self.grid.viewport().update()

    def _unmark(self) -> None:
        for row in range(self.grid.rowCount()):
            for number in range(len(self._columns)):
                item = self.grid.cell(row, number)
                if not item.icon().isNull():
                    self._set_sign(item, "")

    def _filled(self) -> list[int]:
        return [row for row in range(self.grid.rowCount()) if not self._is_blank(row)]

    def _is_blank(self, row: int) -> bool:
        if not self.grid.is_blank(row):
            return False
        return not any(self._given(row, number) is not None for number in range(len(self._columns)))

    def _given(self, row: int, number: int) -> Given | None:
        given = self.grid.cell(row, number).data(_GIVEN)
        unchanged = isinstance(given, Given) and given.words == self.grid.words(row, number)
        return given if unchanged else None

    def _cell(self, row: int, number: int) -> Presence:
        given = self._given(row, number)
        return read_cell(self._columns[number], self.grid.words(row, number)) if given is None else given.value

    def _read(self) -> Presence:
        found = [self._object(row) for row in self._filled()]
        return found if found or self._empty else NOT_SET

    def _object(self, row: int) -> Mapping[str, Json]:
        made: dict[str, Json] = {
            child.key: fixed_value(child)
            for child in self.field.children
            if child.kind is Kind.FIXED and child.required
        }
        for number, column in enumerate(self._columns):
            try:
                value = self._cell(row, number)
            except Unreadable:
                value = self.grid.words(row, number)
            if not isinstance(value, NotSet):
                made[column.key] = value
        return made

    def _write(self, value: Presence) -> None:
        entries = [] if isinstance(value, NotSet) else as_list(value)
        self._empty = not isinstance(value, NotSet) and not entries
        self.grid.remove_rows(range(self.grid.rowCount()))
        for entry in entries:
            row = self.grid.rowCount() - 1
            for number, column in enumerate(self._columns):
                if isinstance(entry, Mapping) and column.key in entry:
                    self._fill(self.grid.cell(row, number), column, entry[column.key])
            if not self._is_blank(self.grid.rowCount() - 1):
                self.grid.append_row()
        self.grid.go_to(0)

    def _fill(self, item: QTableWidgetItem, column: Field, value: Json) -> None:
        words = show_cell(column, value)
        if not (isinstance(value, str) and _is_unreadable(column, words)):
            item.setData(_GIVEN, Given(value, words))
        item.setText(words)

    def _on_cell(self) -> None:
        if not self._quiet:
            self._empty = False
            self._edited()
            self._settle()

    def _on_add(self) -> None:
        last = self.grid.rowCount() - 1
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.setCurrentCell(last, 0)
        self.grid.editItem(self.grid.cell(last, 0))

    def _on_remove(self) -> None:
        rows = self.grid.chosen_rows()
        if rows:
            self.grid.remove_rows(rows)
            self.grid.setCurrentCell(min(rows[0], self.grid.rowCount() - 1), 0)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_unreadable(column: Field, words: str) -> bool:
    try:
        read_cell(column, words)
    except Unreadable:
        return True
    return False
