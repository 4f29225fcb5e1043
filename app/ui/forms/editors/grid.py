"""The grid of a table field: cells edited in place, pasted from a spreadsheet, with a blank row at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.core.schema.model import Field
from app.ui.as_written import tip
from app.ui.forms.editors.cells import cell_choices
from app.ui.forms.editors.combo import CalmCombo
from app.ui.forms.words import plain
from app.ui.text import tr

_MOST_ROWS = 8  # shown at once; more are scrolled
_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Edits one cell: a drop-down list where the column has answers, else a line. Every change counts at once."""

    def __init__(self, columns: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: ARG002
        """The widget for one cell."""
        column = self._columns[index.column()]
        answers = cell_choices(column)
        if answers:
            combo = CalmCombo(parent)
            combo.addItem("")
            combo.addItems([answer.label for answer in answers])
            combo.activated.connect(self._commit)
            self._editor = combo
        else:
            line = QLineEdit(parent)
            line.setFrame(False)
            line.setProperty("place", "cell")
            line.textEdited.connect(self._commit)
            self._editor = line
        name = tr("{column}, row {row}", column=column.label, row=index.row() + 1)
        self._editor.setAccessibleName(name)
        return self._editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the cell's text in its editor; the cursor stays where it is."""
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, CalmCombo):
            editor.setCurrentIndex(max(0, editor.findText(words)))
        elif isinstance(editor, QLineEdit) and editor.text() != words:
            editor.setText(words)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Put what was typed into the cell."""
        words = editor.currentText() if isinstance(editor, CalmCombo) else ""
        if isinstance(editor, QLineEdit):
            words = editor.text()
        if str(index.data(Qt.ItemDataRole.EditRole) or "") != words:
            model.setData(index, words, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: ARG002
        """Fill the cell."""
        rect = option.rect
        editor.setGeometry(rect)

    def _commit(self) -> None:
        if self._editor is not None:
            self.commitData.emit(self._editor)


class Grid(QTableWidget):
    """A small spreadsheet. Tab leaves it, arrows move in it, typing edits; there is always one blank row.

    Signals:
        edited: a cell's text changed, or a row went.
    """

    edited = Signal()

    def __init__(self, columns: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self._columns = tuple(columns)
        self.setHorizontalHeaderLabels([c.label + (" *" if c.required else "") for c in columns])
        for number, column in enumerate(columns):
            self._header(number).setToolTip(tip(plain(column.help)))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setItemDelegate(CellDelegate(self._columns, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "panel")
        self.append_row()
        self.go_to(0)
        self.itemChanged.connect(self._on_item_changed)

    def words(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self.cell(row, column).text()

    def cell(self, row: int, column: int) -> QTableWidgetItem:
        """The item of a cell, which is made if it is not there."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            with QSignalBlocker(self):
                self.setItem(row, column, item)
        return item

    def is_blank(self, row: int) -> bool:
        """Whether nothing is in a row."""
        return not any(self.words(row, column) for column in range(self.columnCount()))

    def append_row(self) -> int:
        """Add a blank row at the end. Returns: its number."""
        row = self.rowCount()
        with QSignalBlocker(self):
            self.insertRow(row)
        self._fit_height()
        return row

    def remove_rows(self, rows: Sequence[int]) -> None:
        """Take rows out; the blank one at the end comes back by itself."""
        for row in sorted(set(rows), reverse=True):
            self.removeRow(row)
        self._keep_blank_row()
        self._fit_height()
        self.edited.emit()

    def go_to(self, row: int) -> None:
        """Make the first cell of *row* the current one, without marking it."""
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)

    def chosen_rows(self) -> list[int]:
        """The rows in which a cell is selected, else the current one."""
        rows = {index.row() for index in self.selectedIndexes()} or {self.currentRow()}
        return sorted(row for row in rows if row >= 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and empty cells like a spreadsheet; everything else as tables do."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._selected_words())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for row, column in self._chosen_cells():
                self.cell(row, column).setText("")
        else:
            super().keyPressEvent(event)

    def paste(self, words: str) -> None:
        """Fill cells from the current one on: lines are rows, tabs part columns."""
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        for down, line in enumerate(words.rstrip("\r\n").splitlines()):
            for right, cell in enumerate(line.split("\t")):
                if left + right < self.columnCount():
                    while top + down >= self.rowCount():
                        self.append_row()
                    self.cell(top + down, left + right).setText(cell)

    def _chosen_cells(self) -> list[tuple[int, int]]:
        """The selected cells by row and column, else the current one."""
        chosen = [(index.row(), index.column()) for index in self.selectedIndexes()]
        return sorted(chosen) or [(max(0, self.currentRow()), max(0, self.currentColumn()))]

    def _selected_words(self) -> str:
        rows: dict[int, list[str]] = {}
        for row, column in self._chosen_cells():
            rows.setdefault(row, []).append(self.words(row, column))
        return "\n".join("\t".join(cells) for cells in rows.values())

    def _on_item_changed(self) -> None:
        self._keep_blank_row()
        self.edited.emit()

    def _header(self, column: int) -> QTableWidgetItem:
        item = self.horizontalHeaderItem(column)
        assert item is not None, "every column has its label"
        return item

    def _keep_blank_row(self) -> None:
        if self.rowCount() == 0 or not self.is_blank(self.rowCount() - 1):
            self.append_row()

    def _fit_height(self) -> None:
        rows = min(_MOST_ROWS, self.rowCount())
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + rows * self.verticalHeader().defaultSectionSize() + 2)
