"""Connects accounts and keys with the dialogs that ask about them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.services.api import Core
from app.core.services.model import KeyStoreView
from app.core.text import Text, text
from app.ui.controllers.keys import Keys
from app.ui.dialogs.accounts import AccountsDialog
from app.ui.dialogs.key_dialog import KeyDialog
from app.ui.dialogs.key_panel import KeyPanel
from app.ui.text import tr


@dataclass(frozen=True, slots=True)
class _Asking:
    """A dialog that asks for the key of a vendor: of its account *renewing*, or of a further one."""

    dialog: KeyDialog
    provider_id: str
    renewing: str


class KeyWiring(QObject):
    """Accounts at work.

    Signals:
        told: a Text, and whether it is good news, when no dialog is open to say it.
    """

    told = Signal(object, bool)

    def __init__(self, core: Core, keys: Keys, panel: KeyPanel, window: QWidget) -> None:
        super().__init__(window)
        self._core, self._keys = core, keys
        self._panel, self._window = panel, window
        self._store = KeyStoreView(True, text("The key is kept in this computer's password store."))
        self._provider_id = ""
        self._accounts: AccountsDialog | None = None
        self._asking: _Asking | None = None
        self._trying: KeyPanel | None = None  # whose key is on its way: the reply is for it, and for no other
        panel.key_entered.connect(self._on_panel_key)
        keys.busy_changed.connect(self._on_busy)
        keys.told.connect(self._on_told)
        keys.added.connect(self._on_added)
        keys.store_known.connect(self._on_store)

    # ── the panel on the Send page ────────────────────────────────────────────────────────────────────

    def show_vendor(self, provider_id: str) -> None:
        """The panel on the Send page asks for this vendor's key."""
        if provider_id != self._provider_id:
            self._provider_id = provider_id
            self._dress(self._panel, provider_id)
            self._panel.set_practice_offered(not self._core.practice)

    # ── dialogs ───────────────────────────────────────────────────────────────────────────────────────

    def manage(self) -> None:
        """Open the accounts."""
        dialog = AccountsDialog(self._window)
        dialog.add_wanted.connect(self._add_account)
        dialog.key_wanted.connect(self.renew)
        dialog.test_wanted.connect(self._keys.test)
        dialog.rename_wanted.connect(self._keys.rename)
        dialog.remove_wanted.connect(self._keys.remove)
        dialog.offer_wanted.connect(self._keys.offer)
        dialog.shown.connect(self._show_offers)
        dialog.finished.connect(self._accounts_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.set_busy(self._keys.is_busy)
        self._accounts = dialog
        self.refresh()
        usual = self._keys.usual(self._provider_id) if self._provider_id else None
        if usual is not None:
            dialog.choose(usual.id)
        dialog.open()

    def renew(self, account_id: str) -> None:
        """Ask for another key of an account."""
        account = self._core.accounts.get(account_id)
        if account is not None:
            self._ask(account.provider_id, tr("A new key for {account}", account=account.name), account_id)

    def refresh(self) -> None:
        """Accounts changed: show them anew where they are listed."""
        if self._accounts is not None:
            names = {p.id: p.name for p in self._core.providers.all()}
            self._accounts.set_accounts(self._core.accounts.all(), names)

    # ── what happens ──────────────────────────────────────────────────────────────────────────────────

    def _add_account(self) -> None:
        provider_id = self._provider_id or next((p.id for p in self._core.providers.all()), "")
        if provider_id:
            name = self._core.providers.get(provider_id).name
            self._ask(provider_id, tr("Another {vendor} account", vendor=name), "")

    def _ask(self, provider_id: str, title: str, renewing: str) -> None:
        dialog = KeyDialog(title, self._accounts or self._window)
        self._dress(dialog.panel, provider_id)
        dialog.panel.set_practice_offered(False)
        account = self._core.accounts.get(renewing)
        if account is not None:
            dialog.panel.set_account_name(account.name)
        dialog.panel.key_entered.connect(self._on_key)
        dialog.panel.set_busy(self._keys.is_busy)
        dialog.finished.connect(self._asking_closed)
        dialog.finished.connect(dialog.deleteLater)
        self._asking = _Asking(dialog, provider_id, renewing)
        dialog.open()

    def _dress(self, panel: KeyPanel, provider_id: str) -> None:
        provider = self._core.providers.get(provider_id)
        auth = provider.flow.auth
        panel.set_provider(
            provider.name,
            auth.help if auth else "",
            auth.help_url if auth else "",
            self._store.words,
            auth.looks_like if auth else "",
            store_usable=self._store.usable,
        )
        panel.set_servers(provider.flow.server.choices, provider.flow.server.override)

    def _on_key(self, key: str, this_run_only: bool) -> None:
        asking = self._asking
        if asking is None:
            return
        if asking.renewing:
            self._trying = asking.dialog.panel
            self._keys.replace(asking.renewing, key, this_run_only)
        else:
            self._take(asking.dialog.panel, asking.provider_id, key, this_run_only)

    def _on_panel_key(self, key: str, this_run_only: bool) -> None:
        self._take(self._panel, self._provider_id, key, this_run_only)

    def _take(self, panel: KeyPanel, provider_id: str, key: str, this_run_only: bool) -> None:
        self._trying = panel
        self._keys.take(provider_id, panel.account_name(), panel.server(), key, this_run_only)

    def _show_offers(self, account_id: str) -> None:
        if self._accounts is not None:
            self._accounts.card.offers.show_offers(account_id, self._keys.offers(account_id))

    def _on_busy(self, busy: bool) -> None:
        for part in (self._panel, self._asking.dialog.panel if self._asking else None, self._accounts):
            if part is not None:
                part.set_busy(busy)
        if not busy:
            self._trying = None

    def _on_told(self, words: Text, ok: bool) -> None:
        if self._trying is not None and self._trying.isVisible():
            self._trying.set_message(words, ok)
        elif self._accounts is not None:
            self._accounts.set_message(words, ok)
        else:
            self.told.emit(words, ok)

    def _on_added(self, account_id: str) -> None:  # noqa: ARG002
        if self._asking is not None and self._asking.dialog.panel is self._trying:
            self._asking.dialog.accept()

    def _on_store(self, store: KeyStoreView) -> None:
        self._store = store
        for panel in (self._panel, self._asking.dialog.panel if self._asking else None):
            if panel is not None:
                panel.set_store(store.words, usable=store.usable)

    def _accounts_closed(self) -> None:
        self._accounts = None

    def _asking_closed(self) -> None:
        if self._asking is not None and self._asking.dialog.panel is self._trying:
            self._trying = None  # the reply is told elsewhere
        self._asking = None
