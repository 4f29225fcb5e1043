"""Accounts and their keys: adding, testing, replacing, forgetting."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from app.core.engine.errand import Errand
from app.core.engine.ports import Clock, Runner
from app.core.errors import InputError, KeyStoreError, SendoffError
from app.core.events import AccountsChanged, Events, Notice
from app.core.flow.actions import KeyTestEnd, KeyVerdict, Part, Scope
from app.core.flow.keytest import key_test
from app.core.masking import Secret
from app.core.providers.model import Provider
from app.core.schema.model import Values
from app.core.schema.request import Request
from app.core.services.account_input import key_of, server_of
from app.core.services.model import AccountView, KeyState, KeyStoreView
from app.core.services.providers import ProviderService
from app.core.storage.accounts import Account, AccountStore
from app.core.storage.secrets import KeyStore
from app.core.text import Text, text

log = logging.getLogger(__name__)


class AccountService:
    """The accounts of the person."""

    def __init__(
        self,
        store: AccountStore,
        keys: KeyStore,
        providers: ProviderService,
        runner: Runner,
        clock: Clock,
        events: Events,
    ) -> None:
        self._store = store
        self._keys = keys
        self._providers = providers
        self._runner = runner
        self._clock = clock
        self._events = events
        self._states: dict[str, KeyState] = {}
        self._words: dict[str, Text] = {}
        self._key_changed: Callable[[str], Coroutine[Any, Any, None]] = _nothing_waits
        self._in_use: Callable[[str], bool] = _nobody_sends
        self._heard: Callable[[Request], None] = _nobody_listens

    def connect(
        self,
        key_changed: Callable[[str], Coroutine[Any, Any, None]],
        in_use: Callable[[str], bool],
        heard: Callable[[Request], None],
    ) -> None:
        """Know the queue.

        Args:
            key_changed: told (and awaited) when an account has a new key, so that what waits for it goes on.
            in_use: whether transfers of an account are under way.
            heard: told of each request that a vendor answered.
        """
        self._key_changed, self._in_use, self._heard = key_changed, in_use, heard

    def all(self) -> Sequence[AccountView]:
        """Every account, by provider and name."""
        views = [self._view(account) for account in self._store.all()]
        return sorted(views, key=lambda view: (view.provider_id, view.name.casefold()))

    def of(self, provider_id: str) -> Sequence[AccountView]:
        """The accounts of one provider."""
        return [view for view in self.all() if view.provider_id == provider_id]

    def get(self, account_id: str) -> AccountView | None:
        """One account, or None."""
        account = self._store.get(account_id)
        return self._view(account) if account else None

    async def key_store(self) -> KeyStoreView:
        """Whether this computer's password store can be used."""
        state = await self._keys.state()
        return KeyStoreView(state.usable, state.words)

    async def test(self, provider_id: str, server: str, key: str, values: Values) -> KeyTestEnd:
        """Try a key without uploading anything. Raises: InputError: server or key cannot be right."""
        provider = self._providers.get(provider_id)
        address = server_of(provider, server)
        return await self._test(provider, address, Secret(key_of(key)), values)

    async def add(
        self,
        provider_id: str,
        name: str,
        server: str,
        key: str,
        *,
        this_run_only: bool = False,
        account_id: str = "",
        practice: bool = False,
    ) -> AccountView:
        """Keep an account and its key.

        Raises:
            InputError: name, server or key is not right.
            KeyStoreError: the key cannot be kept; the account is not added.
        """
        provider = self._providers.get(provider_id)
        address = server_of(provider, server)
        secret = Secret(key_of(key))
        account = Account(
            id=account_id or uuid.uuid4().hex,
            provider_id=provider.id,
            name=name.strip() or provider.name,
            server=address,
            practice=practice,
            this_run_only=this_run_only,
        )
        renewed = self._store.get(account.id) is not None
        await self._keys.set(account.id, secret, this_run_only=this_run_only)
        await self._store.put(account)
        self._set_state(account.id, KeyState.UNTESTED)
        if renewed:
            await self._key_changed(account.id)
        return self._view(account)

    async def set_key(self, account_id: str, key: str, *, this_run_only: bool = False) -> AccountView:
        """Replace the key; the account's waiting transfers go on. Raises: InputError, KeyStoreError."""
        before = self._account(account_id)
        await self._keys.set(account_id, Secret(key_of(key)), this_run_only=this_run_only)
        # A key that was kept is still there when this run is over.
        only_here = this_run_only and before.this_run_only
        account = await self._change(account_id, rejected=False, this_run_only=only_here, tested_at=None)
        self._set_state(account_id, KeyState.UNTESTED)
        self._events.publish(Notice("key", text("There is a new key."), account_id, over=True))
        await self._key_changed(account_id)
        return self._view(account)

    async def retest(self, account_id: str, values: Values) -> AccountView:
        """Test the kept key again; what waited for it goes on if it works. Raises: InputError: no such account."""
        account = self._account(account_id)
        try:
            secret = await self._keys.get(account_id)
        except KeyStoreError as error:
            self._set_state(account_id, KeyState.LOCKED, error.words)
            return self._view(account)
        if secret is None:
            self._set_state(account_id, KeyState.MISSING)
            return self._view(account)
        end = await self._test(self._providers.get(account.provider_id), account.server, secret, values)
        await self._tested(account_id, end)
        return self._view(self._account(account_id))

    async def rename(self, account_id: str, name: str) -> AccountView:
        """Give the account another name. Raises: InputError: it is empty."""
        if not name.strip():
            raise InputError(text("Give the account a name."))
        account = await self._change(account_id, name=name.strip())
        self._events.publish(AccountsChanged(account_id))
        return self._view(account)

    async def remove(self, account_id: str) -> None:
        """Forget the account and its key. Raises: InputError: transfers of it are under way; KeyStoreError."""
        account = self._account(account_id)
        if self._in_use(account_id):
            raise InputError(
                text("“{name}” is still sending. Cancel its transfers first, then remove it.", name=account.name)
            )
        await self._keys.delete(account_id, kept=not account.this_run_only)
        await self._store.remove(account_id)
        self._states.pop(account_id, None)
        self._events.publish(AccountsChanged(account_id))

    async def rejected(self, account_id: str) -> None:
        """The vendor refused the account's key in the middle of an upload; the next start knows it too."""
        if self._store.get(account_id) is None:
            return
        self._set_state(account_id, KeyState.REJECTED)
        try:
            await self._change(account_id, rejected=True)
        except SendoffError as error:
            log.warning("that a key was refused could not be kept: %s", error)

    async def _tested(self, account_id: str, end: KeyTestEnd) -> None:
        if end.verdict is KeyVerdict.UNCLEAR:
            known = self._view(self._account(account_id)).key
            self._set_state(account_id, known if known is KeyState.REJECTED else KeyState.UNTESTED, end.words)
            return
        works = end.verdict is KeyVerdict.WORKS
        tested_at = self._clock.now() if works else None
        await self._change(account_id, rejected=not works, tested_at=tested_at)
        self._set_state(account_id, KeyState.WORKS if works else KeyState.REJECTED, end.words)
        if works:  # it may have been locked away until now
            await self._key_changed(account_id)

    async def _test(self, provider: Provider, server: str, secret: Secret, values: Values) -> KeyTestEnd:
        scope = Scope(provider=provider, server=server, part=Part.FILES, values=values, now=self._clock.now)
        try:
            return await Errand(self._runner, server, secret, self._heard).run(key_test(scope))
        except SendoffError as error:
            return KeyTestEnd(KeyVerdict.UNCLEAR, error.words)

    def _account(self, account_id: str) -> Account:
        return _there(self._store.get(account_id))

    async def _change(self, account_id: str, **changes: object) -> Account:
        return _there(await self._store.change(account_id, **changes))

    def _set_state(self, account_id: str, state: KeyState, words: Text | None = None) -> None:
        self._states[account_id] = state
        self._words[account_id] = words or _STATE_WORDS[state]
        self._events.publish(AccountsChanged(account_id))

    def _view(self, account: Account) -> AccountView:
        passing = self._keys.has_for_this_run(account.id)
        state = self._states.get(account.id) or _at_start(account, passing)
        return AccountView(
            id=account.id,
            provider_id=account.provider_id,
            name=account.name,
            server=account.server,
            key=state,
            words=self._words.get(account.id, _STATE_WORDS[state]),
            this_run_only=account.this_run_only or passing,
            practice=account.practice,
        )


async def _nothing_waits(_account_id: str) -> None:
    """What a new key wakes before the queue is there."""


def _nobody_sends(_account_id: str) -> bool:
    """Whether an account is in use before the queue is there."""
    return False


def _nobody_listens(_request: Request) -> None:
    """Who waits for a host before the queue is there."""


def _at_start(account: Account, passing: bool) -> KeyState:
    """What is known of a key that nobody used yet; *passing*: it is there for this run only."""
    if account.rejected:
        return KeyState.REJECTED
    if account.this_run_only and not passing:
        return KeyState.MISSING  # it was in memory, and is gone with its run
    return KeyState.WORKS if account.tested_at else KeyState.UNTESTED


_STATE_WORDS = {
    KeyState.MISSING: text("no key yet"),
    KeyState.UNTESTED: text("key not tested yet"),
    KeyState.WORKS: text("key works"),
    KeyState.REJECTED: text("key not accepted"),
    KeyState.LOCKED: text("password store locked"),
}


def _there(account: Account | None) -> Account:
    if account is None:
        raise InputError(text("This account is not there any more."))
    return account
