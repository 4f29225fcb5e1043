"""The table view that queue and history share: one column, one row height, keys that fold and act."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from app.ui.views.queue_paint import ROW_HEIGHT, Part, QueueDelegate


class RowsView(QTableView):
    """A list of painted rows.

    Signals:
        fold_wanted: a row, and whether to fold (1), open (0) or the other of both (-1).
        act_wanted: a row whose fitting action is asked for by keyboard.
        menu_wanted: a context menu is asked for, at a global point.
        remove_wanted: the Delete key.
        chosen: the selection changed.
    """

    fold_wanted = Signal(int, int)
    act_wanted = Signal(int)
    menu_wanted = Signal(object)
    remove_wanted = Signal()
    chosen = Signal()

    def __init__(self, name: str, row_height: int = ROW_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[int, Part] | None = None
        self._row_height = row_height
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(row_height // 2)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show *model*; rows that come and go above those in sight do not move these."""
        super().setModel(model)
        if model is not None:
            model.rowsInserted.connect(self._on_inserted)
            model.rowsRemoved.connect(self._on_removed)

    def chosen_runs(self) -> list[tuple[int, int]]:
        """The selected rows, in order, as runs from the first to the last: one run for 100,000 that stand together."""
        if self.model() is None:
            return []
        found: list[tuple[int, int]] = []
        for first, last in sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList()):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return found

    def chosen_rows(self) -> list[int]:
        """The selected rows, in order."""
        return [row for first, last in self.chosen_runs() for row in range(first, last + 1)]

    def choose(self, row: int) -> None:
        """Select one row and bring it into view."""
        model = self.model()
        if model is None or not 0 <= row < model.rowCount():
            return
        index = model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell that the selection is another."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.chosen.emit()

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Stay where it is: when the current row goes, Qt takes another and scrolls there before the rows are gone."""
        super().rowsAboutToBeRemoved(parent, start, end)
        self.setAutoScroll(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows fold and open a batch, Return acts, Delete removes, Escape lets go of what is chosen."""
        row = self.currentIndex().row()
        folds = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: 0, Qt.Key.Key_Space: -1}
        key = Qt.Key(event.key())
        if self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            key = Qt.Key.Key_Right if key is Qt.Key.Key_Left else Qt.Key.Key_Left
        if key in folds and row >= 0 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.fold_wanted.emit(row, folds[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0 and not event.modifiers():
            self.act_wanted.emit(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a row's button or arrow is for that alone: choosing the row could move it away."""
        self._pressed = self._part_at(event)
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over the same button or arrow: do it."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._part_at(event):
            row, part = pressed
            if part is Part.ACT:
                self.act_wanted.emit(row)
            else:
                self.fold_wanted.emit(row, -1)

    def _on_inserted(self, parent: QModelIndex, first: int, last: int) -> None:  # noqa: ARG002
        if first * self._row_height < self.verticalScrollBar().value():
            self._scroll_along(last - first + 1)

    def _on_removed(self, parent: QModelIndex, first: int, last: int) -> None:  # noqa: ARG002
        self.setAutoScroll(True)
        above = self.verticalScrollBar().value() // self._row_height
        if first < above:
            self._scroll_along(first - min(last + 1, above))

    def _scroll_along(self, rows: int) -> None:
        """Keep in sight what is, after so many rows came (or went, below 0) above it."""
        bar = self.verticalScrollBar()
        value = bar.value() + rows * self._row_height
        self.executeDelayedItemsLayout()  # the bar learns how long the list is now
        bar.setValue(value)

    def _part_at(self, event: QMouseEvent) -> tuple[int, Part] | None:
        at = event.position().toPoint()
        index, delegate = self.indexAt(at), self.itemDelegate()
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(delegate, QueueDelegate):
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        part = delegate.part_at(option, index, at)
        return None if part is Part.ROW else (index.row(), part)

    def menu_place(self, row: int) -> QPoint:
        """Where on the screen a menu of *row* opens: at the mouse, or in the middle where that is elsewhere."""
        place, mouse = self.visualRect(self.model().index(row, 0)), self.viewport().mapFromGlobal(QCursor.pos())
        return self.viewport().mapToGlobal(mouse if place.contains(mouse) else place.center())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu at the mouse, or at the row when the keyboard asked."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            at = event.globalPos()
        self.menu_wanted.emit(at)
        event.accept()
