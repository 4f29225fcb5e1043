"""The quiet bars: practice and notices at the top, the whole story in one line at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.keyboard_loan import KeyboardLoan
from app.ui.views.limit_button import LimitButton
from app.ui.views.parts import Elided, Sign, button, dress, icon_button, label, surface, with_keyboard

_SPARE = 40
"""Pixels beyond what the link needs before it is shown again."""
_ICONS = {"ok": "done", "info": "info", "warn": "warn", "error": "error"}


class PracticeBar(QFrame):
    """Says that nothing leaves the machine."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(8)
        row.addStretch(1)
        sign = Sign(theme, icons, 16)
        sign.show_icon("practice", "info")
        row.addWidget(sign)
        row.addWidget(label(tr("Practice: nothing leaves this computer"), "info", semibold=True))
        row.addStretch(1)


class NoticeBar(QFrame):
    """One thing that concerns everything, with the one button that helps.

    Signals:
        help_wanted: the button.
        dismissed: the cross, or the button in its place.
    """

    help_wanted = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(10)
        self._sign = Sign(theme, icons, 20)
        row.addWidget(self._sign)
        self.words = label(wrap=True)
        row.addWidget(self.words, 1)
        self.button = button("")
        self.button.clicked.connect(self.help_wanted)
        row.addWidget(self.button)
        self.later_button = button("", "link")
        self.later_button.clicked.connect(self.dismissed)
        row.addWidget(self.later_button)
        self.close_button = icon_button(icons, "close", tr("Hide this message"))
        self.close_button.clicked.connect(self.dismissed)
        row.addWidget(self.close_button)
        self._loan = KeyboardLoan(self)
        self.hide()

    def put_away(self) -> None:
        """There is nothing to be said."""
        if with_keyboard(self) is not None:
            self._loan.give_back()
        self.hide()

    def show_notice(self, words: str, role: str, button_words: str, icon: str = "", dismiss: str = "") -> None:
        """Show a message; without words for the button there is none; *dismiss*: a button in place of the cross."""
        keyboard = with_keyboard(self)
        dress(self, role=role)
        self._sign.show_icon(icon or _ICONS[role], role)
        self.words.setText(words)
        self.button.setText(button_words)
        self.button.setAccessibleName(button_words)
        self.button.setVisible(bool(button_words))
        self.later_button.setText(dismiss)
        self.later_button.setAccessibleName(dismiss)
        self.later_button.setVisible(bool(dismiss))
        self.close_button.setVisible(not dismiss)
        self.setAccessibleName(words)
        self.show()
        if keyboard is not None and keyboard.isHidden():
            self._loan.give_back()


class StatusBar(QWidget):
    """The whole story in one line, always there.

    Signals:
        opened: the line was pressed.
        pause_wanted: pause (True) or go on with (False) everything.
        last_wanted: send what is being sent to its end, and nothing more.
    """

    opened = Signal()
    pause_wanted = Signal(bool)
    last_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "surface")
        self.setFixedHeight(44)
        self._pauses = True
        self._icons = icons
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        self._sign = Sign(theme, icons, 16)
        row.addWidget(self._sign)
        self.line = Elided()
        row.addWidget(self.line, 1)
        self.limit = LimitButton(icons)
        self.limit.changed.connect(self._make_room)
        row.addWidget(self.limit)
        self.open_button = button(tr("Show transfers"), "link")
        self.open_button.clicked.connect(self.opened)
        row.addWidget(self.open_button)
        self.pause_button = button(tr("Pause all"))
        icons.wear(self.pause_button, "pause", size=16)
        self.pause_button.clicked.connect(self._pause)
        row.addWidget(self.pause_button)
        self.more_button = icon_button(icons, "more", tr("More about pausing"))
        menu = QMenu(self)
        self.last = menu.addAction(tr("Stop after the current ones"))
        self.last.triggered.connect(self.last_wanted)
        self.rest = menu.addAction(tr("Resume what is paused"))
        self.rest.triggered.connect(self._resume_rest)
        self.rest.setVisible(False)
        self.more_button.setMenu(menu)
        row.addWidget(self.more_button)
        self._row = row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is another room for the line."""
        super().resizeEvent(event)
        self._make_room()

    def show_story(self, words: str, icon: str, role: str) -> None:
        """The line, with its icon."""
        if words != self.line.words:
            self.line.say(words)
            self._make_room()
        self._sign.show_icon(icon, role)

    def show_pause(self, *, pauses: bool, possible: bool, resumes: bool = False) -> None:
        """Whether the button pauses or resumes and can do anything now; *resumes*: the menu offers to resume, too."""
        words = tr("Pause all") if pauses else tr("Resume all")
        if self._pauses != pauses or self.pause_button.text() != words:
            self._pauses = pauses
            self.pause_button.setText(words)
            self.pause_button.setAccessibleName(words)
            self._icons.wear(self.pause_button, "pause" if pauses else "play", size=16)
            self._make_room()
        self.pause_button.setEnabled(possible)
        self.last.setEnabled(possible and pauses)
        self.rest.setVisible(resumes)

    def _make_room(self) -> None:
        """The story goes first: the way to the transfers stands at the top of the window, too."""
        link = self.open_button
        others = (self._sign, self.limit, self.pause_button, self.more_button)
        taken = [
            max(one.sizeHint().width(), one.minimumWidth()) + self._row.spacing()
            for one in others
            if not one.isHidden()
        ]
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - sum(taken) - self.line.sizeHint().width()
        needed = link.sizeHint().width() + self._row.spacing()
        # A rate of another length moves it a little: it does not come and go with each.
        fits = room >= needed + (_SPARE if link.isHidden() else 0)
        link.setVisible(fits or with_keyboard(link) is not None)

    def _pause(self) -> None:
        self.pause_wanted.emit(self._pauses)

    def _resume_rest(self) -> None:
        self.pause_wanted.emit(False)
