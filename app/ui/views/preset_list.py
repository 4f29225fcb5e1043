"""The presets in the sidebar: pressed, dropped on, dragged into another order, with a menu for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from app.ui.controllers.presets import PresetEntry
from app.ui.icons import Icons
from app.ui.text import say, tr
from app.ui.views.drop_zone import paths_in
from app.ui.views.nav import NavButton
from app.ui.views.parts import dress

_MIME = "application/x-sendoff-preset-id"


class Wish(StrEnum):
    """What can be asked for a preset."""

    USE = "use"
    UPDATE = "update"
    PIN = "pin"
    UNPIN = "unpin"
    UP = "up"
    DOWN = "down"
    RENAME = "rename"
    DUPLICATE = "duplicate"
    EXPORT = "export"
    DELETE = "delete"


class PresetButton(NavButton):
    """One preset. Arrows go to the next, with Alt they move it; F2 renames, Del deletes, the menu key has all.

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
        self._entry = entry
        self._pressed_at = QPoint()
        self.setAcceptDrops(True)
        if entry.problem is not None:
            icons.wear(self, "warn", "warn")
            self.setToolTip(say(entry.problem))
        elif entry.pinned:
            icons.wear(self, "star-full", "accent")
        else:
            icons.wear(self, "star", "muted")
        self.setAccessibleDescription(tr("Drop files here to send them with this preset"))

    def menu(self) -> QMenu:
        """Everything that can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pin = (Wish.UNPIN, tr("Unpin")) if self._entry.pinned else (Wish.PIN, tr("Pin to the top"))
        groups: tuple[tuple[tuple[Wish, str], ...], ...] = (
            ((Wish.USE, tr("Use")), (Wish.UPDATE, tr("Update from the form"))),
            ((Wish.RENAME, tr("Rename…")), (Wish.DUPLICATE, tr("Duplicate")), pin),
            ((Wish.UP, tr("Move up")), (Wish.DOWN, tr("Move down"))),
            ((Wish.EXPORT, tr("Save as a file to share…")),),
            ((Wish.DELETE, tr("Delete")),),
        )
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for wish, words in group:
                menu.addAction(words).setData(str(wish))
        menu.triggered.connect(self._on_menu)
        return menu

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
        self.menu().popup(event.globalPos())

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

    def _on_menu(self, action: object) -> None:
        self.wished.emit(self.key, str(action.data()))  # type: ignore[attr-defined]


class PresetList(QWidget):
    """All of them, in order.

    Signals:
        wished: a preset's id, and a :class:`Wish`. dropped: a preset's id, and paths.
        moved: a preset's id, and that of the one before which it is to stand; empty: last.
    """

    wished = Signal(str, str)
    dropped = Signal(str, list)
    moved = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._buttons: list[PresetButton] = []

    def show_entries(self, entries: Sequence[PresetEntry]) -> None:
        """List the presets; the one that had the keyboard keeps it."""
        held = next((one.key for one in self._buttons if one.hasFocus()), "")
        place = next((n for n, one in enumerate(self._buttons) if one.hasFocus()), 0)
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = [PresetButton(entry, self._icons) for entry in entries]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            button.wished.connect(self.wished)
            button.dropped.connect(self.dropped)
            button.stepped.connect(self._on_step)
            button.put_before.connect(self._on_put)
            self._box.addWidget(button)
        if held and self._buttons:
            kept = next((one for one in self._buttons if one.key == held), None)
            heir = kept or self._buttons[min(place, len(self._buttons) - 1)]
            heir.show()  # now rather than with the next event, so that it can be given the keyboard
            heir.setFocus()

    @property
    def buttons(self) -> Sequence[PresetButton]:
        """The presets' buttons, in order."""
        return self._buttons

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, PresetButton):
            self.wished.emit(button.key, Wish.USE)

    def _on_step(self, step: int) -> None:
        button = self.sender()
        if isinstance(button, PresetButton):
            place = self._buttons.index(button) + step
            if 0 <= place < len(self._buttons):
                self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_put(self, preset_id: str, lower: bool) -> None:
        button = self.sender()
        if not isinstance(button, PresetButton) or preset_id == button.key:
            return
        place = self._buttons.index(button) + lower
        self.moved.emit(preset_id, self._buttons[place].key if place < len(self._buttons) else "")


def _spoken(entry: PresetEntry) -> str:
    """What a screen reader says."""
    if entry.problem is not None:
        return tr("Preset {name}, does not fit any more", name=entry.name)
    if entry.pinned:
        return tr("Preset {name}, pinned", name=entry.name)
    return tr("Preset {name}", name=entry.name)
