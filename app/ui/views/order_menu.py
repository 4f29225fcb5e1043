"""The menu that lets chosen transfers have their turn earlier or later."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.core.transfer import Place, Priority
from app.ui.text import tr

MOVES: dict[Qt.Key, Place] = {
    Qt.Key.Key_Home: Place.FIRST,
    Qt.Key.Key_Up: Place.UP,
    Qt.Key.Key_Down: Place.DOWN,
    Qt.Key.Key_End: Place.LAST,
}
"""With the Alt key."""


class OrderMenu(QMenu):
    """Where in the queue, and how urgent.

    Signals:
        place_chosen: a :class:`Place`. priority_chosen: a :class:`Priority`.
    """

    place_chosen = Signal(object)
    priority_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Order"), parent)
        keys = {place: QKeySequence(int(Qt.KeyboardModifier.AltModifier.value) | key) for key, place in MOVES.items()}
        for place, words in _place_words().items():
            action = self.addAction(words)
            action.setData(place)
            # The list itself listens to the keys: here they are only shown.
            action.setShortcut(keys[place])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addSeparator()
        group = QActionGroup(self)
        self._priorities: dict[Priority, QAction] = {}
        for priority, words in _priority_words().items():
            action = self.addAction(words)
            action.setData(priority)
            action.setCheckable(True)
            group.addAction(action)
            self._priorities[priority] = action
        self.triggered.connect(self._chosen)

    def show_priorities(self, priorities: Collection[Priority]) -> None:
        """How urgent the chosen ones are now; nothing is ticked when they differ."""
        for priority, action in self._priorities.items():
            group = action.actionGroup()
            if group is not None:
                group.setExclusive(False)
                action.setChecked(set(priorities) == {priority})
                group.setExclusive(True)

    def _chosen(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, Place):
            self.place_chosen.emit(chosen)
        else:
            self.priority_chosen.emit(chosen)


def _place_words() -> dict[Place, str]:
    return {
        Place.FIRST: tr("Send next"),
        Place.UP: tr("Move up"),
        Place.DOWN: tr("Move down"),
        Place.LAST: tr("Send last"),
    }


def _priority_words() -> dict[Priority, str]:
    return {
        Priority.HIGH: tr("High priority"),
        Priority.NORMAL: tr("Normal priority"),
        Priority.LOW: tr("Low priority"),
    }
