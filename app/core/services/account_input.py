"""Reads what a person gives for an account: a server address and a key."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from app.core.errors import InputError
from app.core.providers.model import Provider
from app.core.text import text

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def key_of(key: str) -> str:
    """What was pasted as a key, without what came along around it. Raises: InputError: it is none."""
    stripped = key.strip()
    if not stripped:
        raise InputError(text("Paste a key first."))
    if any(not character.isprintable() or character.isspace() for character in stripped):
        raise InputError(text("A key has no blanks or line breaks in it. Copy it again, whole and alone."))
    if not stripped.isascii():
        raise InputError(text("A key holds plain letters, digits and signs only. Copy it again."))
    return stripped


def server_of(provider: Provider, server: str) -> str:
    """The base address to use: the given one, or the provider's first where none was given.

    Plain http is for loopback only: a key must not travel readable (RFC 6750 §5.3).

    Raises:
        InputError: it is no address, or must not be used.
    """
    choices = [url for url, _ in provider.flow.server.choices]
    chosen = server.strip().rstrip("/") or (choices[0].rstrip("/") if choices else "")
    parts = _address(chosen)
    if parts is None or parts.query or parts.fragment:
        raise InputError(text("“{server}” is no server address. It looks like https://api.example.com.", server=chosen))
    if parts.username or parts.password:
        raise InputError(text("A server address holds no user name or password."))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise InputError(text("“{server}” is not encrypted. Use an address with https.", server=chosen))
    return chosen


def _address(chosen: str) -> SplitResult | None:
    """The parts of a web address, or None when it is none."""
    try:
        parts = urlsplit(chosen)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    odd = any(character.isspace() or not character.isprintable() for character in chosen)
    return parts if parts.hostname and parts.scheme in ("http", "https") and not odd else None
