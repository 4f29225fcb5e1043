"""One preset in the sidebar: pressed, dropped on, dragged into another order, with a menu for the rest."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMenu

from app.core.services.watch_model import WatchStand
from app.ui.as_written import tip
from app.ui.controllers.presets import PresetEntry
from app.ui.icons import Icons
from app.ui.text import say, tr
from app.ui.views.drop_zone import paths_in
from app.ui.views.nav import NavButton
from app.ui.views.parts import dress

_MIME = "application/x-sendoff-preset-id"
_MARK = 16
"""Pixels of the mark of a watched folder."""
_MARKS = {
    WatchStand.WATCHING: ("folder", "muted"),
    WatchStand.PAUSED: ("pause", "muted"),
    WatchStand.AWAY: ("offline", "warn"),
    WatchStand.HELD: ("warn", "warn"),
    WatchStand.ASKING: ("unknown", "info"),
}


class Wish(StrEnum):
    """What can be asked for a preset."""

    USE = "use"
    EDIT = "edit"
    UPDATE = "update"
    PIN = "pin"
    UNPIN = "unpin"
    UP = "up"
    DOWN = "down"
    RENAME = "rename"
    DUPLICATE = "duplicate"
    EXPORT = "export"
    DELETE = "delete"
    WATCH = "watch"
    PAUSE = "pause"
    RESUME = "resume"
    REVIEW = "review"
    LEAVE_OUT = "leave out"


class PresetButton(NavButton):
    """One preset. Arrows go to the next, with Alt they move it; F2 renames, Del deletes, the menu key has all.

    Attributes:
        stuck: what leads nowhere just now: the first one does not move up.

    Signals:
        wished: what is wanted with it. dropped: files were let go over it.
        stepped: the next one (1) or the one before (-1) is to have the keyboard.
        put_before: another preset's id was let go over it, and whether over its lower half.
    """

    wished = Signal(str, str)
    dropped = Signal(str, list)
    stepped = Signal(int)
    put_before = Signal(str, bool)

    def __init__(self, entry: PresetEntry, icons: Icons) -> None:
        super().__init__(entry.id, entry.name, _spoken(entry))
        self._entry, self._icons = entry, icons
        self.stuck: frozenset[Wish] = frozenset()
        self.setCheckable(True)
        self._pressed_at = QPoint()
        self.setAcceptDrops(True)
        if entry.problem is not None:
            icons.wear(self, "warn", "warn")
            self.setToolTip(tip(say(entry.problem)))
        elif entry.pinned:
            icons.wear(self, "star-full", "accent")
        else:
            icons.wear(self, "star", "muted")
        described = tr("Drop files here to send them with this preset")
        if entry.watch is not None:
            self.keep_free(_MARK + 8)
            self.setToolTip(tip(f"{say(entry.problem) or entry.name}\n{say(entry.watch.words)}"))
            described = f"{say(entry.watch.words)} {described}"
        self.setAccessibleDescription(described)

    def menu(self) -> QMenu:
        """Everything that can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pin = (Wish.UNPIN, tr("Unpin")) if self._entry.pinned else (Wish.PIN, tr("Pin to the top"))
        groups: tuple[tuple[tuple[Wish, str], ...], ...] = (
            ((Wish.USE, tr("Use")), (Wish.EDIT, tr("Edit…")), (Wish.UPDATE, tr("Update from the form"))),
            self._about_watching(),
            ((Wish.RENAME, tr("Rename…")), (Wish.DUPLICATE, tr("Duplicate")), pin),
            ((Wish.UP, tr("Move up")), (Wish.DOWN, tr("Move down"))),
            ((Wish.EXPORT, tr("Save as a file to share…")),),
            ((Wish.DELETE, tr("Delete")),),
        )
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for wish, words in group:
                action = menu.addAction(words)
                action.setData(str(wish))
                action.setEnabled(wish not in self.stuck)
        menu.triggered.connect(self._on_menu)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """A mark at its end tells that it watches a folder, and whether that goes well."""
        super().paintEvent(event)
        if self._entry.watch is not None:
            name, role = _MARKS[self._entry.watch.stand]
            x = 10 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - _MARK - 10
            painter = QPainter(self)
            self._icons.paint(painter, QRectF(x, (self.height() - _MARK) / 2, _MARK, _MARK), name, role)
            painter.end()

    def _about_watching(self) -> tuple[tuple[Wish, str], ...]:
        """What can be done with the folder that it watches."""
        watch = self._entry.watch
        if watch is None:
            return ((Wish.WATCH, tr("Watch a folder…")),)
        paused = watch.stand is WatchStand.PAUSED
        wishes = [(Wish.WATCH, tr("Watched folder…"))]
        wishes.append((Wish.RESUME, tr("Resume watching")) if paused else (Wish.PAUSE, tr("Pause watching")))
        if watch.waiting:
            wishes += [
                (Wish.REVIEW, tr("Look at the waiting files")),
                (Wish.LEAVE_OUT, tr("Leave the waiting files out")),
            ]
        return tuple(wishes)

    # ── keyboard and mouse ────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Return, F2 and Del."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        plain = {
            Qt.Key.Key_F2: Wish.RENAME,
            Qt.Key.Key_Delete: Wish.DELETE,
            Qt.Key.Key_Return: Wish.USE,
            Qt.Key.Key_Enter: Wish.USE,
        }.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.wished.emit(self.key, Wish.DOWN if step > 0 else Wish.UP)
        elif step is not None:
            self.stepped.emit(step)
        elif plain is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.wished.emit(self.key, plain)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu, by mouse or key."""
        self.pop_up(self.menu(), event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may become a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough, it is one."""
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and way >= QApplication.startDragDistance():
            self.setDown(False)
            drag, data = QDrag(self), QMimeData()
            data.setData(_MIME, self.key.encode())
            drag.setMimeData(data)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.MoveAction)  # Qt's own loop, as every drag has it
            return
        super().mouseMoveEvent(event)

    # ── what falls onto it ────────────────────────────────────────────────────────────────────────────

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files or another preset are held over it."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They still are."""
        self._hold(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        """They left."""
        dress(self, lit="")

    def dropEvent(self, event: QDropEvent) -> None:
        """They were let go."""
        dress(self, lit="")
        data = event.mimeData()
        if data.hasFormat(_MIME):
            event.acceptProposedAction()
            lower = event.position().y() > self.height() / 2
            self.put_before.emit(bytes(data.data(_MIME).data()).decode(), lower)
        elif paths := paths_in(data):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(self.key, list(paths))

    def _hold(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(_MIME):
            event.acceptProposedAction()
        elif data.hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            return
        dress(self, lit="yes")

    def _on_menu(self, action: QAction) -> None:
        self.wished.emit(self.key, str(action.data()))


def _spoken(entry: PresetEntry) -> str:
    """What a screen reader says."""
    if entry.problem is not None:
        return tr("Preset {name}, does not fit any more", name=entry.name)
    if entry.watch is not None:
        return tr("Preset {name}, watches a folder", name=entry.name)
    if entry.pinned:
        return tr("Preset {name}, pinned", name=entry.name)
    return tr("Preset {name}", name=entry.name)
