"""The base of all dialogs: a heading, plain words, what is asked, and buttons at the end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.dialogs.roomy import RoomyBody
from app.ui.forms.labels import plain_label
from app.ui.forms.words import unmarked
from app.ui.views.enter_key import pressed_by_enter
from app.ui.views.tab_order import put_in_order

_MARGIN = 24  # px


class PlainDialog(QDialog):
    """A dialog to be shown with ``open()`` or ``show()``, never with ``exec()``: that would hold up the loop."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._watched: QObject | None = None
        self._brings_files = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._whole.setSpacing(16)
        heading = plain_label(title, "title", self)
        # Not the dialog's own: that would take the place of what its buttons need, in longer languages.
        heading.setMinimumWidth(width - 2 * _MARGIN)
        self._whole.addWidget(heading)
        middle = RoomyBody(self)
        middle.wants_other_room.connect(self._fit)
        self.body = middle.box
        self._whole.addWidget(middle, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._whole.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the height again, now that the width is known; hear of drags before a text field does."""
        super().showEvent(event)
        self._watched = self.windowHandle()
        self._watched.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files concern the dialog as a whole, or not at all: a text field would take their addresses for text."""
        if watched is not self._watched or not isinstance(event, QDropEvent):
            return False
        if event.type() == QEvent.Type.DragEnter:  # only once: of 100,000 names it takes a quarter of a second
            self._brings_files = any(url.isLocalFile() for url in event.mimeData().urls())
        if not self._brings_files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self.acceptDrops())
        if event.type() == QEvent.Type.Drop and self.acceptDrops():
            self.dropEvent(event)
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on in the order in which things stand there now: some are made late."""
        put_in_order(self)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and elsewhere the primary one; Escape closes."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Become as high as all needs at this width, as far as the screen goes: Qt stops at two thirds of it."""
        if not self.isVisible():
            return
        around = self.frameGeometry().height() - self.height()  # the title bar
        room = self.screen().availableGeometry().height() - around
        needed = self._whole.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), min(needed, room))

    def say(self, words: str, role: str = "") -> QLabel:
        """Add a paragraph."""
        label = plain_label(words, role, self)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(label)
        return label

    def button(self, words: str, *, primary: bool = False, kind: str = "") -> QPushButton:
        """Add a button at the end of the row; Enter presses the primary one, unless another has the keyboard."""
        button = QPushButton(unmarked(words), self)
        button.setAutoDefault(False)
        if primary or kind:
            button.setProperty("kind", "primary" if primary else kind)
        if primary:
            button.setDefault(True)
        self._buttons.addWidget(button)
        return button

    def left_button(self, words: str, *, kind: str = "quiet") -> QPushButton:
        """Add a button at the beginning of the row, away from the others."""
        button = QPushButton(unmarked(words), self)
        button.setAutoDefault(False)
        button.setProperty("kind", kind)
        self._buttons.insertWidget(0, button)
        return button
