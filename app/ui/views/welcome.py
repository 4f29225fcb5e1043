"""The friendly empty page: "Pick where your files go"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.parts import button, label

_COLUMNS = 2


class Welcome(QScrollArea):
    """A card for each vendor.

    Signals:
        provider_chosen: a provider's id.
        add_wanted: add a vendor.
    """

    provider_chosen = Signal(str)
    add_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._cards: list[QPushButton] = []
        theme.changed.connect(self._tint_again)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(4)
        box.addStretch(2)
        self._middle = QWidget()
        self._middle.setMaximumWidth(640)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Pick where your files go"), size="title", semibold=True, wrap=True))
        self.waiting = label("", "muted", wrap=True)
        column.addWidget(self.waiting)
        column.addSpacing(12)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column.addLayout(self._grid)
        column.addSpacing(8)
        self.add = button(tr("Add a vendor…"), "link", name=tr("Add another vendor"))
        self.add.clicked.connect(self.add_wanted)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self.setWidget(inner)
        self.show_waiting(0)

    def show_providers(self, providers: Sequence[tuple[str, str]]) -> None:
        """A card for each: ids and names."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        for number, (id_, name) in enumerate(providers):
            card = button(name, "card", name=tr("Send to {name}", name=name))
            card.setIcon(self._icons.tile(name, 32))
            card.setIconSize(QSize(45, 32))
            card.setMinimumSize(240, 60)
            card.setProperty("provider", id_)
            card.setProperty("tile", name)
            card.clicked.connect(self._pressed)
            self._grid.addWidget(card, number // _COLUMNS, number % _COLUMNS)
            self._cards.append(card)
        self._middle.setMinimumWidth(520)

    def show_waiting(self, files: int) -> None:
        """How many files were dropped already and wait for a destination."""
        words = tr("Then drop files on this window. Sendoff checks them before anything is sent.")
        if files:
            words = tr("{n:count} file is waiting for it.|{n:count} files are waiting for it.", n=files)
        self.waiting.setText(words)

    def _pressed(self) -> None:
        card = self.sender()
        if isinstance(card, QPushButton):
            self.provider_chosen.emit(str(card.property("provider")))

    def _tint_again(self) -> None:
        for card in self._cards:
            card.setIcon(self._icons.tile(str(card.property("tile")), 32))
