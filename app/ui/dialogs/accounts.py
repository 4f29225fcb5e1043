"""The accounts: their names, servers and keys, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.core.services.model import AccountView
from app.core.text import Text, verbatim
from app.ui.dialogs.account_card import AccountCard
from app.ui.dialogs.plain import PlainDialog
from app.ui.dialogs.status import StatusLine
from app.ui.forms.editor import small_button
from app.ui.forms.labels import plain_label
from app.ui.text import tr

_ITEM_HEIGHT = 32  # px
_ID = Qt.ItemDataRole.UserRole


class AccountsDialog(PlainDialog):
    """A list at the left, the chosen account at the right. It only shows and asks; nothing is done here.

    Signals, all but the first with an account's id:
        add_wanted, remove_wanted, key_wanted, test_wanted; rename_wanted also carries the new name.
        shown: this account is to be seen now; offer_wanted also carries the id of what its vendor offers.
    """

    add_wanted = Signal()
    remove_wanted = Signal(str)
    rename_wanted = Signal(str, str)
    key_wanted = Signal(str)
    test_wanted = Signal(str)
    shown = Signal(str)
    offer_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Accounts and keys"), parent, width=680)
        self._accounts: dict[str, AccountView] = {}
        self._names: Mapping[str, str] = {}
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addLayout(self._list_side(), 2)
        halves.addWidget(self._card_side(), 3)
        self.body.addLayout(halves, 1)
        self.message = StatusLine(self)
        self.body.addWidget(self.message)
        self.done_button = self.button(tr("Close"))
        self.done_button.clicked.connect(self.accept)

    def set_accounts(self, accounts: Sequence[AccountView], names: Mapping[str, str] | None = None) -> None:
        """Show *accounts*, with the vendors' *names* by provider id.

        The chosen one stays chosen, with what was just said or asked of it: this comes at any moment.
        """
        chosen = self.chosen_id()
        self._names = names or {}
        self._accounts = {account.id: account for account in accounts}
        with QSignalBlocker(self.list):
            self.list.clear()
            for account in accounts:
                item = QListWidgetItem(f"{self._vendor(account)} · {account.name}", self.list)
                item.setData(_ID, account.id)
                item.setSizeHint(QSize(0, _ITEM_HEIGHT))
            if accounts:
                self.choose(chosen if chosen in self._accounts else accounts[0].id)
        self.list.setVisible(bool(accounts))
        if self.chosen_id() != chosen:
            self.message.show_words(None)
        self._show_chosen()

    def set_message(self, words: Text, ok: bool) -> None:
        """Say how something went."""
        self.message.show_words(words, "ok" if ok else "error")

    def set_busy(self, busy: bool) -> None:
        """Whether a key is being tried just now."""
        self.card.set_busy(busy)

    def choose(self, account_id: str) -> None:
        """Show one account."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == account_id:
                self.list.setCurrentRow(row)

    def chosen_id(self) -> str:
        """The id of the chosen account, or an empty text."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def _list_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Accounts"))
        self.list.setMinimumHeight(240)
        self.list.setProperty("surface", "panel")
        self.list.currentItemChanged.connect(self._on_chosen)
        self.add = small_button(self, tr("Add an account"))
        self.add.clicked.connect(self.add_wanted)
        side.addWidget(self.list, 1)
        side.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return side

    def _card_side(self) -> QStackedWidget:
        self._stack = QStackedWidget(self)
        nothing = plain_label(tr("There is no account yet. Add one to send files to a vendor."), "muted", self)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(nothing)
        self.card = AccountCard(self)
        self.card.test_wanted.connect(self._on_test)
        self.card.key_wanted.connect(self._on_key)
        self.card.remove_wanted.connect(self._on_remove)
        self.card.renamed.connect(self._on_renamed)
        self.card.offers.wanted.connect(self._on_offer)
        self._stack.addWidget(self.card)
        return self._stack

    def _vendor(self, account: AccountView) -> str:
        return self._names.get(account.provider_id, account.provider_id)

    def _on_chosen(self) -> None:
        self.message.show_words(None)
        self._show_chosen()

    def _show_chosen(self) -> None:
        account = self._accounts.get(self.chosen_id())
        self._stack.setCurrentIndex(0 if account is None else 1)
        if account is not None:
            self.card.show_account(account, verbatim(self._vendor(account)))
            self.shown.emit(account.id)

    def _on_test(self) -> None:
        self.test_wanted.emit(self.chosen_id())

    def _on_key(self) -> None:
        self.key_wanted.emit(self.chosen_id())

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.chosen_id())

    def _on_offer(self, offer_id: str) -> None:
        self.offer_wanted.emit(self.chosen_id(), offer_id)

    def _on_renamed(self, name: str) -> None:
        self.rename_wanted.emit(self.chosen_id(), name)
