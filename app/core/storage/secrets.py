"""The only reader and writer of keys: the OS keyring, asked off the loop and with a time limit."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.core.errors import KeyStoreError
from app.core.masking import Secret
from app.core.storage.keyring_backend import Chosen, Keyring, KeyringTrouble, Trouble, choose, in_words
from app.core.storage.timed_calls import TimedCalls
from app.core.text import Text, text

__all__ = ["KeyStore", "KeyStoreState", "KeyringTrouble", "Trouble"]

log = logging.getLogger(__name__)
T = TypeVar("T")

TIMEOUT = 30.0
FRESH_FOR = 10.0
"""Seconds. Asking takes some 10 ms: too much for each of thousands of files."""
_SPLIT = "sendoff-split:"


@dataclass(frozen=True, slots=True)
class KeyStoreState:
    """Whether keys can be kept, and in what. *name* is empty where there is no keyring."""

    usable: bool
    name: str
    words: Text


class KeyStore:
    """Keys by account id, in the OS keyring or, if the person wants it so, in memory until the program ends.

    The keyring is chosen at the first call, off the loop. There is no plaintext fallback.

    Args:
        service: what the entries are filed under.
        timeout: seconds that the keyring has to answer, a person's answer to its dialog included.
        fresh_for: seconds for which a key that was read is not asked for again.
        longest: characters in one entry, in place of the keyring's own limit; longer keys take several entries.
    """

    def __init__(
        self,
        *,
        service: str = "Sendoff",
        timeout: float = TIMEOUT,
        fresh_for: float = FRESH_FOR,
        longest: int | None = None,
    ) -> None:
        self._service = service
        self._fresh_for = fresh_for
        self._longest = longest
        self._calls = TimedCalls(timeout)
        self._this_run: dict[str, Secret] = {}
        self._fresh: dict[str, tuple[float, Secret]] = {}
        self._chosen: Chosen | None = None

    async def get(self, account_id: str) -> Secret | None:
        """The account's key, or None; one for this run only goes first. Raises: KeyringTrouble."""
        known = self._known(account_id)
        return known if known is not None else await self._call(lambda: self._read_fresh(account_id))

    async def set(self, account_id: str, secret: Secret, *, this_run_only: bool = False) -> None:
        """Keep a key, replacing an older one.

        Raises:
            KeyringTrouble: it could not be kept; the older one is still there.
        """
        if this_run_only:
            self._this_run[account_id] = secret
            return
        await self._call(lambda: self._write(account_id, secret.reveal()))
        self._this_run.pop(account_id, None)

    def has_for_this_run(self, account_id: str) -> bool:
        """Whether there is a key that is gone when the program ends."""
        return account_id in self._this_run

    async def delete(self, account_id: str, *, kept: bool = True) -> None:
        """Forget a key; one that is not there is fine.

        Args:
            kept: it may be in the keyring; False: it never was, so that a keyring that does not work is no obstacle.

        Raises:
            KeyringTrouble: it may still be there; nothing was forgotten.
        """
        try:
            await self._call(lambda: self._remove(account_id))
        except KeyStoreError as error:
            if kept:
                raise
            log.info("the keyring could not be asked about a key that was kept in memory: %s", error.detail)
        self._this_run.pop(account_id, None)

    async def state(self) -> KeyStoreState:
        """Whether the keyring can be used. A locked one counts as usable: it asks when it is needed."""
        trouble = None
        try:
            await self._call(self._probe)
        except KeyringTrouble as error:
            trouble = error
        name = self._chosen.kind.name if self._chosen is not None else ""
        if trouble is None:
            return KeyStoreState(True, name, text("Keys are kept in {name}.", name=name))
        return KeyStoreState(trouble.kind is Trouble.LOCKED, name, trouble.words)

    def _known(self, account_id: str) -> Secret | None:
        if account_id in self._this_run:
            return self._this_run[account_id]
        read_at, secret = self._fresh.get(account_id, (0.0, None))
        return secret if secret is not None and time.monotonic() - read_at < self._fresh_for else None

    async def _call(self, work: Callable[[], T]) -> T:
        try:
            return await self._calls.run(work)
        except Exception as error:
            raise in_words(error) from None  # the cause's own text may quote the key

    # ── in the worker thread ───────────────────────────────────────────────────────────────────────

    def _keyring(self) -> Keyring:
        if self._chosen is None:
            self._chosen = choose()
        return self._chosen.keyring

    def _probe(self) -> None:
        self._keyring().get_password(self._service, "a key that is not there")

    def _read_fresh(self, account_id: str) -> Secret | None:
        known = self._known(account_id)  # another call may have asked while this one waited for its turn
        if known is not None:
            return known
        value = self._read(account_id)
        if value is None:
            return None
        secret = Secret(value)
        self._fresh[account_id] = (time.monotonic(), secret)
        return secret

    def _read(self, account_id: str) -> str | None:
        keyring = self._keyring()
        value = keyring.get_password(self._service, account_id)
        if value is None or not value.startswith(_SPLIT):
            return value
        parts = [keyring.get_password(self._service, name) for name in _part_names(account_id, value)]
        return "".join(part for part in parts if part is not None) if None not in parts else None

    def _write(self, account_id: str, value: str) -> None:
        keyring = self._keyring()
        self._fresh.pop(account_id, None)
        old = keyring.get_password(self._service, account_id)
        head = value
        if self._is_long(value) or value.startswith(_SPLIT):
            pieces = self._pieces(value)
            head = f"{_SPLIT}{len(pieces)}:{secrets.token_hex(4)}"
            for name, piece in zip(_part_names(account_id, head), pieces, strict=True):
                keyring.set_password(self._service, name, piece)
        # Until here the old key is whole; from here on the new one is.
        keyring.set_password(self._service, account_id, head)
        self._forget_parts(account_id, old)
        # Some backends ignore their store's refusal.
        if self._read(account_id) != value:
            raise KeyringTrouble(
                Trouble.REFUSED, text("Your computer's password store did not keep the key. Try again.")
            )

    def _remove(self, account_id: str) -> None:
        keyring = self._keyring()
        self._fresh.pop(account_id, None)
        value = keyring.get_password(self._service, account_id)
        if value is not None:
            keyring.delete_password(self._service, account_id)
            self._forget_parts(account_id, value)

    def _forget_parts(self, account_id: str, head: str | None) -> None:
        keyring = self._keyring()
        for name in _part_names(account_id, head or ""):
            if keyring.get_password(self._service, name) is not None:
                keyring.delete_password(self._service, name)

    def _limit(self) -> int | None:
        return self._longest or (self._chosen.kind.longest if self._chosen is not None else None)

    def _is_long(self, value: str) -> bool:
        limit = self._limit()
        return limit is not None and len(value.encode("utf-16-le")) // 2 > limit

    def _pieces(self, value: str) -> list[str]:
        # Half: a character outside the first 65,536 counts twice there.
        step = max(1, (self._limit() or 2 * len(value)) // 2)
        return [value[at : at + step] for at in range(0, len(value), step)]


def _part_names(account_id: str, head: str) -> list[str]:
    """The entries that hold the parts of a long key: a number and a tag that no earlier key of it had."""
    if not head.startswith(_SPLIT):
        return []
    count, _, tag = head.removeprefix(_SPLIT).partition(":")
    return [f"{account_id}#{tag}.{n}" for n in range(int(count))] if count.isdigit() else []
