"""One entry of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from app.ui.as_written import tip
from app.ui.text import tr

WIDTH = 208
"""Pixels of the whole sidebar."""
_AROUND, _INSIDE = 24, 60
"""Pixels at the sides of an entry, and those in it that its icon and edges take."""


class NavButton(QPushButton):
    """One entry: shortened at its end where it is too long, whole in its tooltip."""

    def __init__(self, key: str, words: str, name: str) -> None:
        super().__init__()
        self.key = key
        self._words, self._free = words, 0
        self.setProperty("kind", "nav")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setIconSize(QSize(28, 20))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shorten(WIDTH - _AROUND)

    def keep_free(self, width: int) -> None:
        """Leave so many pixels at the end of the words."""
        self._free = width
        self._shorten(WIDTH - _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar takes some of the room."""
        super().resizeEvent(event)
        self._shorten(self.width())

    def pop_up(self, menu: QMenu, at: QPoint) -> None:
        """Open *menu* at a place of the screen."""
        menu.aboutToHide.connect(self._notice_mouse)
        menu.popup(at)

    def _notice_mouse(self) -> None:
        """The mouse leaves through a menu without a word: nobody else says that it is not over this any more."""
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(self.mapFromGlobal(QCursor.pos())))
        self.update()

    def _shorten(self, width: int) -> None:
        chosen = QFont(self.font())
        chosen.setWeight(QFont.Weight.DemiBold)  # as it is written when it is the chosen one
        shown = QFontMetrics(chosen).elidedText(self._words, Qt.TextElideMode.ElideRight, width - _INSIDE - self._free)
        self.setText(shown.replace("&", "&&"))
        if shown != self._words and not self.toolTip():
            self.setToolTip(tip(self._words))


class OwnVendorButton(NavButton):
    """A vendor that the person added; its menu, by mouse or key, shares it.

    Signals:
        share_wanted: its id.
    """

    share_wanted = Signal(str)

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Save as a file to share…")).triggered.connect(self._share)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu, by mouse or key."""
        self.pop_up(self.menu(), event.globalPos())

    def _share(self) -> None:
        self.share_wanted.emit(self.key)
