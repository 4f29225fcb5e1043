"""Chooses the keyring of this computer, and says in plain words why it cannot be used."""

from __future__ import annotations

import importlib
import logging
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.core.errors import KeyStoreError
from app.core.text import Text, text

log = logging.getLogger(__name__)


class Trouble(StrEnum):
    """Why the keyring cannot be used."""

    MISSING = "missing"  # there is none
    UNSAFE = "unsafe"  # one is set up that does not keep keys safe, or does not keep them at all
    LOCKED = "locked"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"


class KeyringTrouble(KeyStoreError):
    """The keyring cannot be used just now; *kind* says why."""

    def __init__(self, kind: Trouble, words: Text, detail: str = "") -> None:
        super().__init__(words, detail)
        self.kind = kind


class Keyring(Protocol):
    """What the keyring package's backends can do."""

    def get_password(self, service: str, username: str) -> str | None:
        """The value kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a value, replacing an older one."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a value that is there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A keyring that is known to keep keys encrypted and for their owner alone.

    Attributes:
        longest: UTF-16 units that one entry takes, None where there is no limit worth naming.
    """

    module: str
    classes: tuple[str, ...]
    name: str
    platform: str
    longest: int | None = None


KINDS = (
    # 2,560 bytes of UTF-16 (CRED_MAX_CREDENTIAL_BLOB_SIZE; jaraco/keyring#540), with some room left.
    Kind("keyring.backends.Windows", ("WinVaultKeyring",), "Windows Credential Manager", "win32", 1200),
    Kind("keyring.backends.macOS", ("Keyring",), "macOS Keychain", "darwin"),
    Kind("keyring.backends.SecretService", ("Keyring",), "GNOME Keyring / Secret Service", "linux"),
    Kind("keyring.backends.kwallet", ("DBusKeyring", "DBusKeyringKWallet4"), "KWallet", "linux"),
    Kind("keyring.backends.libsecret", ("Keyring",), "GNOME Keyring / Secret Service", "linux"),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keyring to use."""

    keyring: Keyring
    kind: Kind


def choose() -> Chosen:
    """The keyring that the person set up for the keyring package, else the best of this system's own.

    Slow (modules are loaded, D-Bus is asked): call it off the loop. Nothing is remembered by the keyring
    package, so a keyring that is started later is found by the next call.

    Raises:
        KeyringTrouble: there is none, or the one that is set up is none of :data:`KINDS`.
    """
    from keyring import core

    configured = core.load_env() or core.load_config()
    if configured is not None:
        # A chain of keyrings asks one after the other: the first good one is enough.
        for one in getattr(configured, "backends", None) or (configured,):
            kind = kind_of(type(one).__module__)
            if kind is not None:
                return Chosen(one, kind)
        raise KeyringTrouble(
            Trouble.UNSAFE,
            text(
                "The password store that is set up for Python programs on this computer ({name}) does not keep keys "
                "safe, so Sendoff does not use it. A key can be kept for this run only.",
                name=type(configured).__module__,
            ),
        )
    found = [(priority, Chosen(cls(), kind)) for kind in _of_this_system() for cls, priority in _usable(kind)]
    if not found:
        raise KeyringTrouble(Trouble.MISSING, _MISSING)
    return max(found, key=_by_priority)[1]


def kind_of(module: str) -> Kind | None:
    """The known keyring in *module*, or None."""
    return next((kind for kind in KINDS if module == kind.module or module.startswith(kind.module + ".")), None)


def in_words(error: Exception) -> KeyStoreError:
    """The error of a keyring call in plain words; its own text is left out, since it may quote the key."""
    if isinstance(error, KeyStoreError):
        return error
    from keyring import errors

    kind = type(error).__name__
    if isinstance(error, errors.NoKeyringError):
        return KeyringTrouble(Trouble.MISSING, _MISSING)
    # The last two are the Secret Service's own: the keyring package lets them through.
    if isinstance(error, errors.KeyringLocked) or kind in ("LockedException", "PromptDismissedException"):
        return KeyringTrouble(
            Trouble.LOCKED, text("Your computer's password store is locked. Unlock it, then try again."), kind
        )
    if isinstance(error, TimeoutError):
        return KeyringTrouble(
            Trouble.TIMED_OUT,
            text("Your computer's password store does not answer. Unlock or restart it, then try again."),
            kind,
        )
    if isinstance(error, errors.InitError):
        return KeyringTrouble(
            Trouble.REFUSED,
            text(
                "Your computer's password store has no keyring that Sendoff can open. Make one in your system's "
                "program for passwords, then try again. A key can be kept for this run only."
            ),
            kind,
        )
    return KeyringTrouble(
        Trouble.REFUSED,
        text("Your computer's password store did not do what it was asked ({kind}). Nothing was changed.", kind=kind),
        kind,
    )


_MISSING = text(
    "This computer has no password store that Sendoff can use. A key can be kept for this run only, and has to be "
    "pasted again after the next start."
)


def _of_this_system() -> list[Kind]:
    here = sys.platform if sys.platform in ("win32", "darwin") else "linux"
    return [kind for kind in KINDS if kind.platform == here]


def _usable(kind: Kind) -> list[tuple[type[Keyring], float]]:
    """The classes of *kind* that say that they work here, with how well."""
    usable = []
    for name in kind.classes:
        try:
            cls = getattr(importlib.import_module(kind.module), name)
            usable.append((cls, float(cls.priority)))
        except Exception as error:  # each backend has its own way to say no
            log.debug("%s.%s cannot be used: %s", kind.module, name, type(error).__name__)
    return usable


def _by_priority(found: tuple[float, Chosen]) -> float:
    return found[0]
