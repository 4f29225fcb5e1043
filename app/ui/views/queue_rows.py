"""The rows of the queue, which can also be dragged to another place and moved by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.models.groups import Spot, runs
from app.ui.models.queue import QueueModel
from app.ui.models.queue_rows import Run
from app.ui.views.order_menu import MOVES
from app.ui.views.rows import RowsView

_MIME = "application/x-sendoff-rows"
_LINE = 2
_MOST = 2_000
"""Chosen rows that are looked for again after another filter; of more than that none stays chosen."""


class _Choice:
    """What is chosen of rows, some of which are about to change places among themselves.

    Args:
        chosen: runs of rows. moving: the first and the last row that may be another one soon.
    """

    def __init__(self, model: QueueModel, chosen: Sequence[Run], current: int, moving: Run) -> None:
        self._model, self._moving = model, moving
        first, last = moving
        self._before = [(one, min(other, first - 1)) for one, other in chosen if one < first]
        self._behind = [(max(one, last + 1), other) for one, other in chosen if other > last]
        inside = [(max(one, first), min(other, last)) for one, other in chosen if one <= last and other >= first]
        self._ids = frozenset(model.ids_at(inside))
        self._current = current
        spot = model.spot(current) if first <= current <= last else None
        self._current_id = spot.transfer_id if spot is not None else ""

    def rows(self) -> Iterator[Run]:
        """The same as they stand now."""
        yield from self._before
        if self._ids:
            ids = self._model.ids_at([self._moving])
            yield from runs([row for row, id_ in enumerate(ids, self._moving[0]) if id_ in self._ids])
        yield from self._behind

    def current(self) -> QModelIndex:
        """Where the keyboard is."""
        row = self._model.row_of(self._current_id) if self._current_id else self._current
        return self._model.index(-1 if row is None else row)


class _Sifted:
    """What is chosen while the filter, which shows all rows anew, becomes another one."""

    def __init__(self, model: QueueModel, chosen: Sequence[Run], current: int) -> None:
        self._model = model
        rows = (row for first, last in chosen for row in range(first, last + 1))
        self._spots = [spot for row in rows if (spot := model.spot(row)) is not None]
        self._current = model.spot(current)

    def rows(self) -> list[Run]:
        """Those that are still shown, as they stand now."""
        return runs(sorted(row for spot in self._spots if (row := self._row(spot)) is not None))

    def current(self) -> QModelIndex:
        """Where the keyboard was, if that is still shown."""
        row = self._row(self._current) if self._current is not None else None
        return self._model.index(-1 if row is None else row)

    def _row(self, spot: Spot) -> int | None:
        if spot.transfer_id:
            return self._model.row_of(spot.transfer_id)
        return self._model.heading_of(spot.group.batch.id)


class QueueRows(RowsView):
    """Rows whose order a person may change.

    Signals:
        move_wanted: a :class:`Place` for the chosen rows.
        dropped_before: the chosen rows were let go over this row; one behind the last row means the end.
    """

    move_wanted = Signal(object)
    dropped_before = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._gap: int | None = None
        self._choice: _Choice | _Sifted | None = None
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # the view's own shows where between two rows

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show *model*."""
        super().setModel(model)
        if isinstance(model, QueueModel):
            model.turning.connect(self._keep_choice)
            model.turned.connect(self._choose_again)
            model.modelAboutToBeReset.connect(self._keep_sifted)
            model.modelReset.connect(self._choose_sifted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves what is chosen."""
        key = Qt.Key(event.key())
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alone and key in MOVES:
            self.move_wanted.emit(MOVES[key])
        else:
            super().keyPressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: ARG002
        """Take the chosen rows along; what they are stays with the view."""
        data = QMimeData()
        data.setData(_MIME, b"")
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only its own rows may come."""
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would go."""
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._show_gap(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let them go here."""
        gap = self._gap
        self._show_gap(None)
        if gap is not None and self._is_own(event):
            event.acceptProposedAction()
            self.dropped_before.emit(gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the line between two of them where dragged ones would go."""
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self.palette().highlight().color(), _LINE))
        y = max(self.rowViewportPosition(self._gap), _LINE // 2) if self._gap < self._rows() else self._end()
        painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def _keep_choice(self, first: int, last: int) -> None:
        model = self.model()
        if isinstance(model, QueueModel):
            self._choice = _Choice(model, self.chosen_runs(), self.currentIndex().row(), (first, last))

    def _keep_sifted(self) -> None:
        model, chosen = self.model(), self.chosen_runs()
        if self._choice is None and chosen and isinstance(model, QueueModel):
            few = sum(last - first + 1 for first, last in chosen) <= _MOST
            self._choice = _Sifted(model, chosen if few else (), self.currentIndex().row())

    def _choose_sifted(self) -> None:
        if isinstance(self._choice, _Sifted):
            self._choose_again()
            self.scrollTo(self.currentIndex())
            self.chosen.emit()  # a reset tells nobody that nothing is chosen any more

    def _choose_again(self) -> None:
        if self._choice is None:
            return
        flags = QItemSelectionModel.SelectionFlag
        current, chosen = self._choice.current(), QItemSelection()
        for first, last in self._choice.rows():
            chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        self._choice = None
        if current.isValid():
            self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)

    def _follow(self, event: QDropEvent) -> None:
        if not self._is_own(event):
            event.ignore()
            return
        event.acceptProposedAction()
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid():
            self._show_gap(self._rows())
            return
        below = at.y() > self.visualRect(index).center().y()
        self._show_gap(index.row() + (1 if below else 0))

    def _is_own(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(_MIME)

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _rows(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _end(self) -> int:
        last = self._rows() - 1
        return self.rowViewportPosition(last) + self.rowHeight(last) - _LINE if last >= 0 else 0
