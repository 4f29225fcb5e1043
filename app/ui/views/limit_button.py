"""A word on the limit on bandwidth in the bar at the bottom, with a menu to lift it; gone where there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.views.parts import dress


class LimitButton(QPushButton):
    """What holds now.

    Signals:
        lift_wanted: no limit for now (True), or the limit again (False).
        change_wanted: show the settings.
        changed: it takes another room now, or none.
    """

    lift_wanted = Signal(bool)
    change_wanted = Signal()
    changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="link")
        icons.wear(self, "clock", "accent", size=16)
        self._lifted = False
        menu = QMenu(self)
        self.lift = menu.addAction("")
        self.lift.triggered.connect(self._lift)
        menu.addAction(tr("Change the limit…")).triggered.connect(self.change_wanted)
        self.setMenu(menu)
        self.hide()

    def show_limit(self, words: str, *, lifted: bool) -> None:
        """Show *words*, or nothing where there are none. *lifted*: there would be a limit."""
        self._lifted = lifted
        self.setText(words)
        self.setAccessibleName(words)
        self.lift.setText(tr("Limit again") if lifted else tr("No limit for now"))
        self.setVisible(bool(words))
        self.changed.emit()

    def _lift(self) -> None:
        self.lift_wanted.emit(not self._lifted)
