"""What the keyring package raises, in words; and keyrings that are not to be trusted."""

from __future__ import annotations

import pytest
from keyring import errors

from app.core.masking import Secret
from app.core.storage import secrets
from app.core.storage.keyring_backend import KINDS, Chosen, KeyringTrouble, Trouble, in_words, kind_of
from app.core.storage.secrets import KeyStore


class LockedException(Exception):
    """Called as the Secret Service's own."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.NoKeyringError("sk-canary"), Trouble.MISSING),
        (errors.KeyringLocked("sk-canary"), Trouble.LOCKED),
        (LockedException("sk-canary"), Trouble.LOCKED),
        (TimeoutError("sk-canary"), Trouble.TIMED_OUT),
        (errors.InitError("sk-canary"), Trouble.REFUSED),
        (errors.PasswordSetError("sk-canary"), Trouble.REFUSED),
        (OSError(5, "sk-canary"), Trouble.REFUSED),
        (ValueError("sk-canary"), Trouble.REFUSED),
    ],
)
def test_every_error_has_words_and_none_quotes_the_key(error: Exception, kind: Trouble) -> None:
    known = in_words(error)
    assert isinstance(known, KeyringTrouble)
    assert known.kind is kind
    assert "canary" not in f"{known}{known.detail}"
    assert in_words(known) is known


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("keyring.backends.Windows", "Windows Credential Manager"),
        ("keyring.backends.macOS", "macOS Keychain"),
        ("keyring.backends.macOS.api", "macOS Keychain"),
        ("keyring.backends.kwallet", "KWallet"),
        ("keyring.backends.null", None),
        ("keyring.backends.fail", None),
        ("keyring.backends.chainer", None),
        ("keyrings.alt.file", None),
        ("keyring.backends.kwallet_in_plain_text", None),
    ],
)
def test_only_known_keyrings_are_trusted(module: str, name: str | None) -> None:
    kind = kind_of(module)
    assert (kind.name if kind else None) == name


def test_windows_has_a_limit() -> None:
    assert kind_of("keyring.backends.Windows") == KINDS[0]
    assert KINDS[0].longest is not None
    assert KINDS[0].longest <= 1280


class Forgetful:
    """A store that says nothing when it does not keep what it is given, as KWallet's backend does."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        pass

    def delete_password(self, service: str, username: str) -> None:
        raise errors.PasswordDeleteError


async def test_a_store_that_silently_keeps_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "choose", lambda: Chosen(Forgetful(), KINDS[0]))
    keys = KeyStore()
    with pytest.raises(KeyringTrouble, match="did not keep") as raised:
        await keys.set("a", Secret("sk-canary" * 400))
    assert raised.value.kind is Trouble.REFUSED
    assert await keys.get("a") is None
    await keys.delete("a")
