"""The only reader and writer of keys: the OS keyring, asked off the loop and with a time limit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from app.core.errors import KeyStoreError
from app.core.masking import Secret
from app.core.text import Text, text

T = TypeVar("T")
TIMEOUT = 30.0
_LONGEST = 1200
"""Characters in one entry: the Windows Credential Manager takes 1,280 (jaraco/keyring#540)."""
_SPLIT = "sendoff-split:"
_REFUSED = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt", "keyring.backends.chainer")
_NAMES = {
    "keyring.backends.SecretService": text("the password store of your desktop (Secret Service)"),
    "keyring.backends.libsecret": text("the password store of your desktop (Secret Service)"),
    "keyring.backends.kwallet": text("KWallet"),
    "keyring.backends.macOS": text("the macOS Keychain"),
    "keyring.backends.Windows": text("the Windows Credential Manager"),
}


class Trouble(StrEnum):
    """Why the keyring cannot be used."""

    MISSING = "missing"
    LOCKED = "locked"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"


class KeyringTrouble(KeyStoreError):
    """The keyring cannot be used just now; *kind* says why."""

    def __init__(self, kind: Trouble, words: Text) -> None:
        super().__init__(words)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class KeyStoreState:
    """Whether keys can be kept, and in what."""

    usable: bool
    words: Text


class KeyStore:
    """Keys by account id.

    The backend is chosen at the first call, in a worker thread: importing them all takes a while. Backends
    that keep keys readable in a file, or forget them silently, are refused however they were configured.
    """

    def __init__(self, *, service: str = "Sendoff", timeout: float = TIMEOUT) -> None:
        self._service = service
        self._timeout = timeout
        self._this_run: dict[str, Secret] = {}
        self._backend: Any = None

    async def get(self, account_id: str) -> Secret | None:
        """The account's key, or None. Raises: KeyringTrouble."""
        if account_id in self._this_run:
            return self._this_run[account_id]
        value = await self._call(self._read, account_id)
        return Secret(value) if value is not None else None

    async def set(self, account_id: str, secret: Secret, *, this_run_only: bool = False) -> None:
        """Keep a key: in the keyring, or in memory until the program ends. Raises: KeyringTrouble."""
        if this_run_only:
            self._this_run[account_id] = secret
            return
        await self._call(self._write, account_id, secret)
        self._this_run.pop(account_id, None)

    async def delete(self, account_id: str) -> None:
        """Forget a key; one that is not there is fine. Raises: KeyringTrouble."""
        if self._this_run.pop(account_id, None) is None:
            await self._call(self._remove, account_id)

    async def state(self) -> KeyStoreState:
        """Whether the keyring can be used. A locked one counts as usable: it asks when it is needed."""
        try:
            await self._call(self._probe)
        except KeyringTrouble as trouble:
            if trouble.kind is not Trouble.LOCKED:
                return KeyStoreState(False, trouble.words)
        backend = type(self._backend).__module__
        name = next((words for known, words in _NAMES.items() if backend.startswith(known)), None)
        return KeyStoreState(True, text("Kept in {name}.", name=name or text("your computer's password store")))

    # ── in the worker thread ───────────────────────────────────────────────────────────────────────

    def _chosen(self) -> Any:
        if self._backend is None:
            import keyring

            backend = keyring.get_keyring()
            kept = getattr(backend, "backends", None) or [backend]
            good = [one for one in kept if not type(one).__module__.startswith(_REFUSED)]
            if not good:
                raise KeyringTrouble(
                    Trouble.MISSING,
                    text("This computer has no password store that Sendoff can use. The key can be kept for this run."),
                )
            self._backend = good[0]
        return self._backend

    def _probe(self) -> None:
        self._chosen().get_password(self._service, "a key that is not there")

    def _read(self, account_id: str) -> str | None:
        backend = self._chosen()
        value: str | None = backend.get_password(self._service, account_id)
        if value is None or not value.startswith(_SPLIT):
            return value
        parts = [backend.get_password(self._service, f"{account_id}#{n}") for n in range(int(value[len(_SPLIT) :]))]
        return None if any(part is None for part in parts) else "".join(parts)

    def _write(self, account_id: str, secret: Secret) -> None:
        backend, value = self._chosen(), secret.reveal()
        self._remove(account_id)
        if len(value) <= _LONGEST:
            backend.set_password(self._service, account_id, value)
            return
        parts = [value[at : at + _LONGEST] for at in range(0, len(value), _LONGEST)]
        for n, part in enumerate(parts):
            backend.set_password(self._service, f"{account_id}#{n}", part)
        backend.set_password(self._service, account_id, f"{_SPLIT}{len(parts)}")

    def _remove(self, account_id: str) -> None:
        backend = self._chosen()
        value: str | None = backend.get_password(self._service, account_id)
        if value is None:
            return
        backend.delete_password(self._service, account_id)
        if value.startswith(_SPLIT):
            for n in range(int(value[len(_SPLIT) :])):
                backend.delete_password(self._service, f"{account_id}#{n}")

    # ── the way there and back ─────────────────────────────────────────────────────────────────────

    async def _call(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run *work* in a daemon thread of its own: a hanging D-Bus call must hold up neither us nor the exit."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def finish(result: T | None, error: BaseException | None) -> None:
            if done.done():
                return
            if error is not None:
                done.set_exception(error)
            else:
                done.set_result(result)  # type: ignore[arg-type]

        def run() -> None:
            result, error = None, None
            try:
                result = work(*arguments)
            except Exception as problem:
                error = _in_words(problem)
            if not loop.is_closed():
                loop.call_soon_threadsafe(finish, result, error)

        threading.Thread(target=run, name="sendoff keyring", daemon=True).start()
        try:
            return await asyncio.wait_for(done, self._timeout)
        except TimeoutError:
            raise KeyringTrouble(
                Trouble.TIMED_OUT,
                text("Your computer's password store does not answer. Unlock or restart it, then try again."),
            ) from None


def _in_words(error: Exception) -> KeyStoreError:
    """The error of a keyring call in plain words; its own text is left out, since it may quote the key."""
    if isinstance(error, KeyStoreError):
        return error
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return KeyringTrouble(Trouble.MISSING, text("This computer has no password store that Sendoff can use."))
    if isinstance(error, KeyringLocked | InitError):
        return KeyringTrouble(
            Trouble.LOCKED, text("Your computer's password store is locked. Unlock it, then try again.")
        )
    kind = type(error).__name__
    return KeyringTrouble(
        Trouble.REFUSED, text("Your computer's password store did not do what it was asked ({kind}).", kind=kind)
    )
