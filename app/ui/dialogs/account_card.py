"""One account: its name, where it sends to, how its key stands, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.services.model import AccountView, KeyState
from app.core.text import Text
from app.ui.dialogs.account_offers import AccountOffers
from app.ui.dialogs.status import StatusLine
from app.ui.forms.labels import plain_label
from app.ui.text import say, tr

_ROLES: Final = {
    KeyState.MISSING: "warn",
    KeyState.UNTESTED: "muted",
    KeyState.WORKS: "ok",
    KeyState.REJECTED: "error",
    KeyState.LOCKED: "warn",
}


class AccountCard(QWidget):
    """Shows one account. Removing asks once more, in the same place.

    Signals:
        renamed: the new name; the others say what was pressed.
    """

    renamed = Signal(str)
    test_wanted = Signal()
    key_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: AccountView | None = None
        self._busy = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._vendor = plain_label("", "heading", self)
        self._name_label = plain_label(tr("Account name"), "muted", self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Account name"))
        self.name.editingFinished.connect(self._on_name)
        self._server = plain_label("", "help", self)
        self.state = StatusLine(self)
        self._note = plain_label("", "help", self)
        for widget in (self._vendor, self._name_label, self.name, self._server, self.state, self._note):
            self._box.addWidget(widget)
        self._box.addLayout(self._button_line())
        self.offers = AccountOffers(self)
        self._box.addWidget(self.offers)
        self._box.addWidget(self._sure_box())
        self._box.addStretch(1)

    def show_account(self, account: AccountView, vendor: Text) -> None:
        """Show *account* of *vendor*; a name being typed and a question stay while it is the same account."""
        another = self._account is None or self._account.id != account.id
        self._account = account
        self._vendor.setText(say(vendor))
        if another or not self.name.isModified():
            self.name.setText(account.name)
        self._server.setText(tr("Sends to {server}", server=account.server))
        self.state.show_words(account.words, _ROLES[account.key])
        self._note.setText(_note(account))
        self._note.setVisible(bool(_note(account)))
        self.set_busy(self._busy)
        if another:
            self._ask(False)

    def set_busy(self, busy: bool) -> None:
        """Whether the key is being tried just now."""
        self._busy = busy
        practice = self._account is not None and self._account.practice
        missing = self._account is None or self._account.key is KeyState.MISSING
        self.test.setEnabled(not busy and not missing)
        self.test.setText(tr("Trying the key…") if busy else tr("Test the key"))
        self.key.setEnabled(not busy and not practice)
        self.offers.set_busy(busy or missing)

    def _button_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.test = QPushButton(tr("Test the key"), self)
        self.key = QPushButton(tr("New key…"), self)
        self.remove = QPushButton(tr("Remove…"), self)
        self.remove.setProperty("kind", "danger")
        self.test.clicked.connect(self.test_wanted)
        self.key.clicked.connect(self.key_wanted)
        self.remove.clicked.connect(self._on_remove)
        for button in (self.test, self.key, self.remove):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _sure_box(self) -> QWidget:
        self._sure = QWidget(self)
        box = QVBoxLayout(self._sure)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(plain_label(tr("Remove this account and forget its key? Receipts stay."), "", self._sure))
        line = QHBoxLayout()
        self.really = QPushButton(tr("Remove account"), self._sure)
        self.really.setProperty("kind", "danger")
        self.rather_not = QPushButton(tr("Keep it"), self._sure)
        self.really.clicked.connect(self.remove_wanted)
        self.rather_not.clicked.connect(self._on_rather_not)
        for button in (self.really, self.rather_not):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        return self._sure

    def _ask(self, on: bool) -> None:
        self._sure.setVisible(on)
        self.remove.setEnabled(not on)
        if on:
            self.rather_not.setFocus()

    def _on_remove(self) -> None:
        self._ask(True)

    def _on_rather_not(self) -> None:
        self._ask(False)
        self.remove.setFocus()

    def _on_name(self) -> None:
        name = self.name.text().strip()
        self.name.setModified(False)
        if self._account is None or name == self._account.name:
            return
        if name:
            self.renamed.emit(name)
        else:
            self.name.setText(self._account.name)


def _note(account: AccountView) -> str:
    if account.practice:
        return tr("For practice: nothing leaves this computer.")
    return tr("The key is kept for this run only.") if account.this_run_only else ""
