"""The top of the window: the program's name, the three pages, and search, settings and help."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.icons import Icons
from app.ui.text import count, tr
from app.ui.views.parts import button, icon_button, label, surface


class Page(IntEnum):
    """The pages of the window."""

    SEND = 0
    TRANSFERS = 1
    HISTORY = 2
    SETTINGS = 3
    HELP = 4


class Header(QWidget):
    """Where one is, and where else one can go.

    Signals:
        page_wanted: a :class:`Page`.
        search_wanted: the looking glass.
    """

    page_wanted = Signal(int)
    search_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "surface")
        self.setFixedHeight(56)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(icons.app_icon().pixmap(QSize(24, 24)))
        mark.setFixedSize(24, 24)
        row.addWidget(mark)
        row.addWidget(label(tr("Sendoff"), size="large", semibold=True))
        row.addStretch(1)
        row.addWidget(self._tabs(icons), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.search = icon_button(icons, "search", tr("Search"))
        self.search.clicked.connect(self.search_wanted)
        row.addWidget(self.search)
        self.settings = self._icon_page(icons, "settings", tr("Settings"), Page.SETTINGS)
        row.addWidget(self.settings)
        self.help = self._icon_page(icons, "help", tr("Help"), Page.HELP)
        row.addWidget(self.help)
        self._group.idClicked.connect(self.page_wanted)

    def show_page(self, page: Page) -> None:
        """Mark the page that is open."""
        self._group.button(page).setChecked(True)

    def show_count(self, n: int) -> None:
        """How many transfers are not at their end, beside the page's name."""
        words = tr("Transfers {n}", n=count(n)) if n else tr("Transfers")
        if words != self.transfers.text():
            self.transfers.setText(words)

    def _tabs(self, icons: Icons) -> QFrame:
        frame = QFrame()
        frame.setObjectName("Tabs")
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(frame)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self.send = self._tab(icons, "send", tr("Send"), Page.SEND)
        self.transfers = self._tab(icons, "transfers", tr("Transfers"), Page.TRANSFERS)
        self.history = self._tab(icons, "history", tr("History"), Page.HISTORY)
        for tab in (self.send, self.transfers, self.history):
            row.addWidget(tab)
        return frame

    def _tab(self, icons: Icons, icon: str, words: str, page: Page) -> QPushButton:
        made = button(words, "tab")
        made.setCheckable(True)
        icons.wear(made, icon, "muted", size=16, on="accent")
        self._group.addButton(made, page)
        return made

    def _icon_page(self, icons: Icons, icon: str, words: str, page: Page) -> QPushButton:
        made = icon_button(icons, icon, words)
        made.setCheckable(True)
        self._group.addButton(made, page)
        return made
