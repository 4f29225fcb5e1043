"""Accounts and their keys: which one is used, taking a first or a new key, testing, renaming, forgetting."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.flow.actions import KeyTestEnd, KeyVerdict
from app.core.json_types import Json
from app.core.services.api import Core
from app.core.services.model import AccountView, KeyState, Offer
from app.core.text import Text
from app.ui.spawn import Spawn

FilledIn = Callable[[str], Mapping[str, Json]]
"""The values of a vendor's form as they are now, by the vendor's id."""


class Keys(QObject):
    """Does with accounts what the person asks.

    Signals:
        busy_changed: whether anything is being done with an account, such as trying its key.
        told: a Text on how it went, and whether it went well.
        added: the id of an account whose key was just taken in.
        store_known: the :class:`KeyStoreView` of this computer.
    """

    busy_changed = Signal(bool)
    told = Signal(object, bool)
    added = Signal(str)
    store_known = Signal(object)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._filled_in: FilledIn = _nothing
        self._going = 0

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done with an account."""
        return self._going > 0

    def look_in(self, filled_in: FilledIn) -> None:
        """Where to see what is filled in for a vendor just now: key tests and offers may need a part of it."""
        self._filled_in = filled_in

    def usual(self, provider_id: str) -> AccountView | None:
        """The account that is used for a vendor: the one used last, else the first."""
        accounts = self._core.accounts.of(provider_id)
        last = self._core.preferences.get("last_account", {})
        wanted = last.get(provider_id) if isinstance(last, Mapping) else None
        return next((a for a in accounts if a.id == wanted), accounts[0] if accounts else None)

    def remember(self, account: AccountView) -> None:
        """Use this account for its vendor from now on."""
        last = self._core.preferences.get("last_account", {})
        known = dict(last) if isinstance(last, Mapping) else {}
        self._core.preferences.set("last_account", known | {account.provider_id: account.id})

    def ask_store(self) -> None:
        """Find out whether this computer's password store can be used."""
        self._spawn(self._ask_store())

    def test_untested(self, account_id: str) -> None:
        """Test the key of an account about which nothing is known in this run."""
        account = self._core.accounts.get(account_id)
        if account is not None and account.key is KeyState.UNTESTED:
            self._do(self._retest(account_id, quietly=True))

    def take(self, provider_id: str, name: str, server: str, key: str, this_run_only: bool) -> None:
        """A key for a new account."""
        self._do(self._take(provider_id, name, server, key, this_run_only))

    def replace(self, account_id: str, key: str, this_run_only: bool) -> None:
        """Another key for an account."""
        self._do(self._replace(account_id, key, this_run_only))

    def test(self, account_id: str) -> None:
        """Test the kept key."""
        self._do(self._retest(account_id, quietly=False))

    def rename(self, account_id: str, name: str) -> None:
        """Give an account another name."""
        self._do(self._rename(account_id, name))

    def remove(self, account_id: str) -> None:
        """Forget an account and its key."""
        self._do(self._core.accounts.remove(account_id))

    def offers(self, account_id: str) -> Sequence[Offer]:
        """What an account's vendor offers for the account as a whole."""
        return self._core.uploads.account_offers(account_id, self._values_of(account_id))

    def offer(self, account_id: str, offer_id: str) -> None:
        """Do what was offered for an account."""
        self._do(self._offer(account_id, offer_id))

    def _values_of(self, account_id: str) -> Mapping[str, Json]:
        account = self._core.accounts.get(account_id)
        return self._filled_in(account.provider_id) if account is not None else {}

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._count(1)  # now, and not when the task begins: a button may be pressed twice before that
        self._spawn(self._guarded(work))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except SendoffError as error:
            self.told.emit(error.words, False)
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        self._going += step
        self.busy_changed.emit(self.is_busy)

    async def _take(self, provider_id: str, name: str, server: str, key: str, this_run_only: bool) -> None:
        end = await self._core.accounts.test(provider_id, server, key, self._filled_in(provider_id))
        if end.verdict is KeyVerdict.REJECTED:
            self.told.emit(end.words, False)
            return
        account = await self._core.accounts.add(provider_id, name, server, key, this_run_only=this_run_only)
        await self._taken(account, end)

    async def _replace(self, account_id: str, key: str, this_run_only: bool) -> None:
        old = self._core.accounts.get(account_id)
        if old is None:
            return
        end = await self._core.accounts.test(old.provider_id, old.server, key, self._values_of(account_id))
        if end.verdict is KeyVerdict.REJECTED:
            self.told.emit(end.words, False)
            return
        account = await self._core.accounts.set_key(account_id, key, this_run_only=this_run_only)
        await self._taken(account, end)

    async def _taken(self, account: AccountView, end: KeyTestEnd) -> None:
        self.remember(account)
        if end.verdict is KeyVerdict.WORKS:
            await self._core.accounts.retest(account.id, self._values_of(account.id))
        self.told.emit(end.words, True)
        self.added.emit(account.id)

    async def _retest(self, account_id: str, *, quietly: bool) -> None:
        account = await self._core.accounts.retest(account_id, self._values_of(account_id))
        if not quietly:
            self.told.emit(account.words, account.key is KeyState.WORKS)

    async def _offer(self, account_id: str, offer_id: str) -> None:
        values = self._values_of(account_id)
        result = await self._core.uploads.act_for_account(account_id, offer_id, values)
        self.told.emit(result.words, result.ok)

    async def _rename(self, account_id: str, name: str) -> None:
        await self._core.accounts.rename(account_id, name)

    async def _ask_store(self) -> None:
        self.store_known.emit(await self._core.accounts.key_store())


def _nothing(_provider_id: str) -> Mapping[str, Json]:
    return {}


def key_sign(account: AccountView) -> tuple[str, str, Text]:
    """How an account's key is shown: icon, role and words."""
    signs = {
        KeyState.WORKS: ("done", "ok"),
        KeyState.UNTESTED: ("key", "muted"),
        KeyState.MISSING: ("warn", "warn"),
        KeyState.REJECTED: ("error", "error"),
        KeyState.LOCKED: ("lock", "warn"),
    }
    icon, role = signs[account.key]
    return icon, role, account.words
