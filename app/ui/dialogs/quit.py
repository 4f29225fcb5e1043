"""Asks what to do when the program is closed while something is under way."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.text import Text
from app.ui.dialogs.plain import PlainDialog
from app.ui.text import say, tr


class QuitChoice(Enum):
    """What the person wants."""

    SEND_FIRST = "send first"  # keep sending, and quit when all is sent
    STOP = "stop"  # stop now; it goes on at the next start
    STAY = "stay"


class QuitDialog(PlainDialog):
    """Three ways out, none of which loses anything.

    Signals:
        chosen: a :class:`QuitChoice`, once; Escape means to stay.
    """

    chosen = Signal(object)

    def __init__(self, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(tr("Files are still being sent"), parent, width=520)
        self.say(say(words))
        self.say(tr("Nothing is lost: what is stopped now goes on when Sendoff is opened again."), "muted")
        self.stay = self.left_button(tr("Cancel"))
        self.stop = self.button(tr("Stop, go on next time"))
        self.send_first = self.button(tr("Keep sending, then quit"), primary=True)
        self.stay.clicked.connect(self.reject)
        self.stop.clicked.connect(self._on_stop)
        self.send_first.clicked.connect(self._on_send_first)
        self.rejected.connect(self._on_stay)
        self.send_first.setFocus()

    def _on_stop(self) -> None:
        self.accept()
        self.chosen.emit(QuitChoice.STOP)

    def _on_send_first(self) -> None:
        self.accept()
        self.chosen.emit(QuitChoice.SEND_FIRST)

    def _on_stay(self) -> None:
        self.chosen.emit(QuitChoice.STAY)
