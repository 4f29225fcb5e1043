"""The window itself: where its parts lie, and what falls onto it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.text import tr
from app.ui.views.bars import NoticeBar, PracticeBar, StatusBar
from app.ui.views.drop_zone import paths_in
from app.ui.views.enter_key import pressed_by_enter
from app.ui.views.header import Header, Page
from app.ui.views.parts import hairline, surface
from app.ui.views.sidebar import Sidebar
from app.ui.views.tab_order import put_in_order

SMALLEST = QSize(900, 600)
USUAL = QSize(1180, 760)


class Window(QMainWindow):
    """Header, sidebar, pages and the bars around them; files may be dropped anywhere on it.

    Signals:
        dropped: paths that were let go over it. hovered: files are held over it, or left.
        close_asked: its cross was pressed; it does not close by itself.
    """

    dropped = Signal(list)
    hovered = Signal(bool)
    close_asked = Signal()

    def __init__(
        self,
        header: Header,
        sidebar: Sidebar,
        pages: Sequence[QWidget],
        bars: tuple[PracticeBar, NoticeBar, StatusBar],
    ) -> None:
        super().__init__()
        self.setWindowTitle(tr("Sendoff"))
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.setAcceptDrops(True)
        self._header = header
        self._watched: QObject | None = None
        self._brings_files = False
        practice, notice, status = bars
        self.pages = QStackedWidget()
        surface(self.pages, "raised")
        for page in pages:
            self.pages.addWidget(page)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(sidebar)
        middle.addWidget(hairline(upright=True))
        middle.addWidget(self.pages, 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (header, hairline(), practice, notice):
            box.addWidget(widget)
        box.addLayout(middle, 1)
        box.addWidget(hairline())
        box.addWidget(status)
        self.setCentralWidget(whole)

    def show_page(self, page: Page) -> None:
        """Open a page."""
        self.pages.setCurrentIndex(page)
        self._header.show_page(page)

    @property
    def page(self) -> Page:
        """The page that is open."""
        return Page(self.pages.currentIndex())

    def paste(self) -> None:
        """Take files from the clipboard."""
        paths = paths_in(QGuiApplication.clipboard().mimeData())
        if paths:
            self.dropped.emit(list(paths))

    # ── what falls onto it ────────────────────────────────────────────────────────────────────────────

    def showEvent(self, event: QShowEvent) -> None:
        """Hear of drags before the widget under the mouse does: a text field would take them for text."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on in the order in which things stand there now."""
        put_in_order(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags of files for the whole window."""
        if watched is not self._watched:
            return False
        if isinstance(event, QDropEvent) and self._has_files(event):
            if self._is_for_a_field(event):
                self.hovered.emit(False)
                return False
            if event.type() == QEvent.Type.Drop:
                self._take(event)
            else:
                self._hold(event)
            return True
        if isinstance(event, QDragLeaveEvent):
            self.hovered.emit(False)
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are held over the window."""
        if self._has_files(event):
            self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They still are."""
        if self._has_files(event):
            self._hold(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They left."""
        self.hovered.emit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """They were let go."""
        self._take(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: what is under way must end in good order."""
        event.ignore()
        self.close_asked.emit()

    def _has_files(self, event: QDropEvent) -> bool:
        """Whether files are dragged. Each move asks, and getting 100,000 names takes a quarter of a second."""
        if event.type() == QEvent.Type.DragEnter or not self._brings_files:
            self._brings_files = any(url.isLocalFile() for url in event.mimeData().urls())
        return self._brings_files

    def _is_for_a_field(self, event: QDropEvent) -> bool:
        """Whether something that takes files by itself lies under the mouse: a form's field, a preset."""
        under = self.childAt(event.position().toPoint())
        while under is not None and under is not self:
            if under.acceptDrops() and not isinstance(under, QLineEdit | QAbstractScrollArea):
                inner = under.parentWidget()
                if not isinstance(inner, QAbstractScrollArea):
                    return True
            under = under.parentWidget()
        return False

    def _hold(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.hovered.emit(True)

    def _take(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        paths = paths_in(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(list(paths))
