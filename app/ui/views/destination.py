"""The first question of the Send page: where to. An account, how its key stands, and how to manage it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.parts import Elided, Sign, button, dress, label


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """One entry of the chooser."""

    id: str
    words: str
    tile: str


class Destination(QWidget):
    """The chooser of accounts, the state of the key, and "Manage…".

    Signals:
        account_chosen: an account's id.
        manage_wanted: open the accounts.
    """

    account_chosen = Signal(str)
    manage_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        caption = label(tr("Send to"), "muted")
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(tr("Send to"))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chooser.setIconSize(QSize(28, 20))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.setMinimumWidth(200)
        self.chooser.setMaximumWidth(360)
        caption.setBuddy(self.chooser)
        self.chooser.activated.connect(self._chosen)
        self._sign = Sign(theme, icons, 16)
        self.key_words = Elided()
        self.manage = button(tr("Manage…"), "quiet", name=tr("Manage accounts"))
        self.manage.clicked.connect(self.manage_wanted)
        row.addWidget(caption)
        row.addWidget(self.chooser)
        row.addWidget(self._sign)
        row.addWidget(self.key_words, 1)
        row.addWidget(self.manage)

    def show_accounts(self, accounts: Sequence[AccountChoice], chosen: str) -> None:
        """List the accounts of the vendor."""
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for account in accounts:
                self.chooser.addItem(self._icons.tile(account.tile), account.words, account.id)
            self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))

    def show_key(self, icon: str, role: str, words: str) -> None:
        """How the key of the account stands."""
        self._sign.show_icon(icon, role)
        dress(self.key_words, role=role)
        self.key_words.say(words)

    def _chosen(self, index: int) -> None:
        self.account_chosen.emit(str(self.chooser.itemData(index)))
