"""The base of editors with any number of entries: rows that can be added and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.schema.model import Field, FieldError
from app.core.text import Text, text
from app.ui.forms.editor import Editor, Maker, small_button
from app.ui.forms.presence import NotSet
from app.ui.text import tr


class Row(QWidget):
    """One entry: its editor and a button that takes it out.

    Signals:
        changed, settled: of the editor; *removed* carries this row.
    """

    changed = Signal()
    settled = Signal()
    removed = Signal(object)

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(4)
        self.editor = make(field, self)
        self.line.addWidget(self.editor, 1)
        self._remove = small_button(self, tr("Remove"))
        self._remove.clicked.connect(self._on_remove)
        self.line.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self.editor.changed.connect(self.changed)
        self.editor.settled.connect(self.settled)

    def first(self) -> QWidget:
        """What takes the keyboard."""
        return self.editor.focus_target()

    def is_blank(self) -> bool:
        """Whether nothing is entered here."""
        return isinstance(self.editor.value(), NotSet)

    def problems(self) -> Sequence[FieldError]:
        """What cannot be read here; paths lead on from this row."""
        return self.editor.problems()

    def set_name(self, name: str) -> None:
        """Name the editor and the button."""
        self.editor.set_name(name)
        self._remove.setAccessibleName(tr("Remove {name}", name=name))

    def _on_remove(self) -> None:
        self.removed.emit(self)


class RowsEditor(Editor):
    """Rows under each other and a button for one more. No filled row is "not set"; blank rows do not count."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.rows: list[Row] = []
        self._empty = False  # an empty list was given from outside: that is a value
        inside = QWidget(self)
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.add = small_button(inside, self._add_words())
        self.add.clicked.connect(self._on_add)
        self._below = QHBoxLayout()
        self._below.setSpacing(4)
        self._below.addWidget(self.add)
        self._below.addStretch(1)
        self.box.addLayout(self._below)
        self._put(inside)

    def focus_target(self) -> QWidget:
        """The first row, or the button that makes one."""
        return self.rows[0].first() if self.rows else self.add

    def set_name(self, name: str) -> None:
        """Name every row by its number, and the buttons."""
        super().set_name(name)
        self.add.setAccessibleName(tr("Add to {name}", name=name))
        self._name_rows()

    def problems(self) -> Sequence[FieldError]:
        """What cannot be read in any row."""
        found = []
        for index, row in enumerate(self._filled()):
            found += [self._problem(p.words, *self._path(index, row), *p.path) for p in row.problems()]
        return found

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[Text]:
        """Say which entry each of *errors* is about."""
        filled = self._filled()
        said: list[Text] = []
        inner: dict[Row, list[FieldError]] = {row: [] for row in self.rows}
        for error in errors:
            row = self._row_of(error, filled)
            if row is None:
                said.append(error.words)
            else:
                inner[row].append(FieldError(error.key, error.words, error.path[1:]))
        for number, row in enumerate(self.rows, start=1):
            for words in row.editor.show_errors(inner[row]):
                said.append(text("Entry {number}: {problem}", number=number, problem=words))
        return said

    # What a subclass gives or changes.

    def _new_row(self) -> Row:
        return Row(self.field.children[0], self._make, self)

    def _add_words(self) -> str:
        return tr("Add an entry")

    def _path(self, index: int, row: Row) -> tuple[str | int, ...]:  # noqa: ARG002
        """Where *row*, the *index*-th filled one, is in the value."""
        return (index,)

    def _row_of(self, error: FieldError, filled: Sequence[Row]) -> Row | None:
        at = error.path[0] if error.path else None
        return filled[at] if isinstance(at, int) and 0 <= at < len(filled) else None

    # What subclasses use.

    def _place_clear(self, clear: QPushButton) -> None:
        self._below.insertWidget(1, clear)

    def _filled(self) -> list[Row]:
        return [row for row in self.rows if not row.is_blank()]

    def _add_row(self) -> Row:
        row = self._new_row()
        row.changed.connect(self._on_row_changed)
        row.settled.connect(self._settle)
        row.removed.connect(self._on_removed)
        self.box.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _remove_all(self) -> None:
        while self.rows:
            self._drop(self.rows.pop())

    def _drop(self, row: Row) -> None:
        self.box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name_rows(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.set_name(tr("{name}, entry {number}", name=self._name, number=number))

    def _on_add(self) -> None:
        row = self._add_row()
        self._name_rows()
        self._after_rows()
        row.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, row: Row) -> None:
        index = self.rows.index(row)
        had_value = not row.is_blank()
        self.rows.remove(row)
        self._drop(row)
        self._name_rows()
        self._after_rows()
        self.focus_after_removal(index).setFocus(Qt.FocusReason.OtherFocusReason)
        if had_value:
            self._on_row_changed()
            self._settle()

    def focus_after_removal(self, index: int) -> QWidget:
        """Where the keyboard goes when row *index* is gone."""
        return self.rows[min(index, len(self.rows) - 1)].first() if self.rows else self.add

    def _on_row_changed(self) -> None:
        if not self._quiet:
            self._empty = False
        self._edited()

    def _after_rows(self) -> None:
        self.setFocusProxy(self.focus_target())
        self._refresh()
