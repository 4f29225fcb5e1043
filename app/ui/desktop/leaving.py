"""What happens when the window is closed or the program is to end while something is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.core.events import TotalsChanged
from app.core.services.api import Core
from app.core.text import Text, joined, text
from app.core.transfer import State
from app.ui.desktop.wishes import OnClose, WhenSent, Wishes
from app.ui.dialogs.quit import QuitChoice, QuitDialog

REST = 3000
"""Milliseconds without anything under way after which all counts as sent: a new try may begin in between."""
_SENDING = (State.RUNNING, State.QUEUED, State.WAITING)
_LIVE = (*_SENDING, State.PROCESSING)


class Leaving(QObject):
    """Asks what to do, unless the person said what to do always, and does it.

    Signals:
        left: the program is to end now.
        all_sent: everything is sent, and nobody looked at the window meanwhile; what is to be told is told now.
        wish_changed: what is done at the next closing was chosen for always.

    Args:
        has_tray: whether the desktop has a tray to go to just now.
    """

    left = Signal()
    all_sent = Signal()
    wish_changed = Signal()

    def __init__(
        self,
        core: Core,
        window: QMainWindow,
        wishes: Wishes,
        has_tray: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._core, self._window, self._wishes = core, window, wishes
        self._has_tray = has_tray
        self._away = False
        self._asked: QuitDialog | None = None
        self._keyboard: QWidget | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._on_rest)
        self._stop = core.events.subscribe(TotalsChanged, self._on_totals)

    @property
    def away(self) -> bool:
        """Whether sending goes on without the window."""
        return self._away and (self._window.isHidden() or self._window.isMinimized())

    def close(self) -> None:
        """Listen no more."""
        self._rest.stop()
        self._stop()

    def close_window(self) -> None:
        """The window's cross was pressed."""
        wish = self._wishes.on_close
        if not self._sending() or wish is OnClose.STOP:
            self.left.emit()
        elif wish is OnClose.KEEP:
            self._go_away()
        else:
            self._ask()

    def quit(self) -> None:
        """The program is to end, from a menu or a key: nobody is sent to the tray unasked then."""
        if self.must_ask:
            self._ask()
        else:
            self.left.emit()

    @property
    def must_ask(self) -> bool:
        """Whether :meth:`quit` asks first."""
        return self._sending() and self._wishes.on_close is not OnClose.STOP

    def back(self) -> None:
        """The window is looked at again: the keyboard is where it was."""
        self._away = False
        self._rest.stop()
        before, self._keyboard = self._keyboard, None
        if before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()

    def _ask(self) -> None:
        if self._asked is not None:
            return
        stays = self._wishes.when_sent is WhenSent.STAY
        dialog = QuitDialog(_under_way(self._counts()), tray=self._has_tray(), stays=stays, parent=self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._asked = dialog
        dialog.open()

    def _on_chosen(self, choice: QuitChoice, always: bool) -> None:
        self._asked = None
        if choice is QuitChoice.STAY:
            return
        if always:
            self._wishes.on_close = OnClose.KEEP if choice is QuitChoice.SEND_FIRST else OnClose.STOP
            self.wish_changed.emit()
        if choice is QuitChoice.STOP:
            self.left.emit()
        else:
            self._go_away()

    def _go_away(self) -> None:
        self._away = True
        self._keyboard = self._window.focusWidget()  # a window that hides hands it to whatever comes next
        if self._has_tray():
            self._window.hide()
        else:
            self._window.showMinimized()
        self._look(self._counts())

    def _on_totals(self, totals: TotalsChanged) -> None:
        if self._asked is not None:
            self._asked.show_under_way(_under_way(totals.by_state))
        if self._away:
            self._look(totals.by_state)

    def _look(self, counts: Mapping[str, int]) -> None:
        if any(counts.get(state, 0) for state in _LIVE):
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def _on_rest(self) -> None:
        if not self.away:
            self._away = False
            return
        self._away = False
        self.all_sent.emit()
        if self._wishes.when_sent is WhenSent.QUIT:
            self.left.emit()

    def _counts(self) -> Mapping[str, int]:
        return self._core.uploads.totals().by_state

    def _sending(self) -> bool:
        counts = self._counts()
        return any(counts.get(state, 0) for state in _SENDING)


def _under_way(counts: Mapping[str, int]) -> Text:
    sending = counts.get(State.RUNNING, 0)
    waiting = counts.get(State.QUEUED, 0) + counts.get(State.WAITING, 0)
    words = text("{n:count} file is being sent.|{n:count} files are being sent.", n=sending)
    more = text("{n:count} more waits for its turn.|{n:count} more wait for their turn.", n=waiting)
    if not sending and not waiting:
        return text("Meanwhile nothing is being sent any more.")
    if not sending:
        return text("{n:count} file waits for its turn.|{n:count} files wait for their turn.", n=waiting)
    return joined(words, more) if waiting else words
