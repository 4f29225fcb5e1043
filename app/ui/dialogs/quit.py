"""Asks what to do when the program is closed while something is under way."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.text import Text
from app.ui.dialogs.plain import PlainDialog
from app.ui.text import say, tr


class QuitChoice(Enum):
    """What the person wants."""

    SEND_FIRST = "send first"  # keep sending, out of the way
    STOP = "stop"  # stop now; it goes on at the next start
    STAY = "stay"


class QuitDialog(PlainDialog):
    """Three ways out, none of which loses anything.

    Signals:
        chosen: a :class:`QuitChoice`, and whether to do so always; once. Escape means to stay.

    Args:
        tray: there is a tray to go to; else the window is minimised.
        stays: Sendoff stays open when all is sent.
    """

    chosen = Signal(object, bool)

    def __init__(self, words: Text, *, tray: bool, stays: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("Files are still being sent"), parent, width=560)
        self._words = self.say(say(words))
        self.say(tr("Nothing is lost: what is stopped now goes on when Sendoff is opened again."), "muted")
        if not stays:
            self.say(tr("If it keeps sending, Sendoff ends by itself when all is sent."), "muted")
        self.always = QCheckBox(tr("Do this always"))
        self.always.setAccessibleDescription(tr("Can be changed in the settings."))
        self.body.addWidget(self.always)
        self.stay = self.left_button(tr("Cancel"))
        self.stop = self.button(tr("Stop, go on next time"))
        keeps = tr("Keep sending in the tray") if tray else tr("Keep sending, minimised")
        self.send_first = self.button(keeps, primary=True)
        self.stay.clicked.connect(self.reject)
        self.stop.clicked.connect(self._on_stop)
        self.send_first.clicked.connect(self._on_send_first)
        self.rejected.connect(self._on_stay)
        self.send_first.setFocus()

    def show_under_way(self, words: Text) -> None:
        """Sending goes on while the question stands: this is what it is about by now."""
        self._words.setText(say(words))

    def _on_stop(self) -> None:
        self.accept()
        self.chosen.emit(QuitChoice.STOP, self.always.isChecked())

    def _on_send_first(self) -> None:
        self.accept()
        self.chosen.emit(QuitChoice.SEND_FIRST, self.always.isChecked())

    def _on_stay(self) -> None:
        self.chosen.emit(QuitChoice.STAY, False)
