"""The list of what will be sent: one painted row a file, so that thousands of them stay fast."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.models.files import ROW, Column, FileListModel, FileRow
from app.ui.text import say, size, tr
from app.ui.theme import SMALL, Theme
from app.ui.views.brush import Brush

ROW_HEIGHT = 38
_SIZE_WIDTH, _BUTTON_WIDTH = 84, 36
_SHOWN = 7


class FileDelegate(QStyledItemDelegate):
    """Paints cells and opens an editor for names."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        row = index.data(ROW)
        if not isinstance(row, FileRow):
            return
        painter.save()
        brush = Brush(painter, option, self._theme, self._icons)
        state = option.state
        brush.background(
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=False,
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        self._paint_cell(brush, option, row, Column(index.column()))
        brush.hairline()
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QWidget:
        """A line to type the other name in."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Name to send the file under"))
        return editor

    def _paint_cell(self, brush: Brush, option: QStyleOptionViewItem, row: FileRow, column: Column) -> None:
        rect = brush.bounds
        if column is Column.NAME:
            self._paint_name(brush, rect, row)
        elif column is Column.SIZE and row.verdict.source is not None:
            words = size(row.verdict.source.size)
            brush.text(rect.adjusted(0, 0, -8, 0), words, "muted", size=SMALL, at_end=True)
        elif column is Column.VERDICT:
            self._paint_verdict(brush, rect, row)
        elif column is Column.RENAME and row.can_be_renamed:
            self._paint_button(brush, option, "pencil")
        elif column is Column.REMOVE:
            self._paint_button(brush, option, "close")

    def _paint_name(self, brush: Brush, rect: QRect, row: FileRow) -> None:
        left = rect.left() + 8
        brush.icon(QRect(left, rect.center().y() - 9, 18, 18), "file", "muted")
        room = QRect(left + 26, rect.top(), rect.width() - 26 - 16, rect.height())
        if not row.sent_name:
            brush.text(room, row.path.name, middle=True)
            return
        half = room.height() // 2
        upper = QRect(room.left(), room.top() + 2, room.width(), half)
        lower = QRect(room.left(), room.top() + half - 2, room.width(), half)
        brush.text(upper, row.sent_name, middle=True)
        brush.text(lower, tr("was {name}", name=row.path.name), "muted", size=SMALL, middle=True)

    def _paint_verdict(self, brush: Brush, rect: QRect, row: FileRow) -> None:
        left = rect.left() + 8
        brush.icon(QRect(left, rect.center().y() - 7, 16, 16), row.mark.icon, row.mark.role)
        room = QRect(left + 24, rect.top(), rect.width() - 24 - 12, rect.height())
        role = row.mark.role if row.mark.role != "ok" else "muted"
        brush.text(room, say(row.words), role, size=SMALL)

    def _paint_button(self, brush: Brush, option: QStyleOptionViewItem, icon: str) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        side = QRect(0, 0, 16, 16)
        side.moveCenter(brush.bounds.center())
        brush.icon(side, icon, "text" if over else "muted")


class FileListView(QTableView):
    """The list; as high as its rows, up to some, then it scrolls.

    Signals:
        remove_wanted: rows, to be let go.
    """

    remove_wanted = Signal(list)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Files to send"))
        self.setItemDelegate(FileDelegate(theme, icons, self))
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_files(self, model: FileListModel) -> None:
        """Show this list."""
        self.setModel(model)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._fit)
        self._fit()

    def point_at(self, row: int | None) -> None:
        """Bring a file into sight and choose it, it alone, whatever keys are held down meanwhile."""
        if row is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.model().index(row, Column.NAME), flags)
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width: what is left over goes to name and verdict."""
        super().resizeEvent(event)
        left = self.viewport().width() - _SIZE_WIDTH - 2 * _BUTTON_WIDTH
        name = max(120, round(left * 0.4))
        for column, width in zip(
            Column, (name, _SIZE_WIDTH, max(60, left - name), _BUTTON_WIDTH, _BUTTON_WIDTH), strict=True
        ):
            self.setColumnWidth(column, width)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to some."""
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        return QSize(400, min(rows, _SHOWN) * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed: the page scrolls instead."""
        return QSize(200, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete lets the chosen files go."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit(sorted({i.row() for i in self.selectionModel().selectedRows()}))
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Presses on the pencil and the cross."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            if index.column() == Column.REMOVE:
                self.remove_wanted.emit([index.row()])
                return
            row = index.data(ROW)
            if index.column() == Column.RENAME and isinstance(row, FileRow) and row.can_be_renamed:
                self.edit(index.siblingAtColumn(Column.NAME))
                return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A hand over what can be pressed."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._point(event.position().toPoint())
        return bool(super().viewportEvent(event))

    def _point(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = index.data(ROW) if index.isValid() else None
        renames = isinstance(row, FileRow) and row.can_be_renamed and index.column() == Column.RENAME
        presses = renames or (index.isValid() and index.column() == Column.REMOVE)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if presses else Qt.CursorShape.ArrowCursor)

    def _fit(self) -> None:
        height = max(1, self.sizeHint().height())
        if height == self.minimumHeight() == self.maximumHeight():
            return  # further rows of a long list change nothing around it
        self.setFixedHeight(height)
        self.setVisible(self.model().rowCount() > 0)
        self.updateGeometry()
