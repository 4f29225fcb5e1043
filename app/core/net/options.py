"""How to reach the network, as one frozen value: proxy, patience, caps and extra trust."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.core.masking import Secret
from app.core.net.throttle import Throttle


class ProxyMode(StrEnum):
    """Who says which proxy is used."""

    SYSTEM = "system"
    NONE = "none"
    MANUAL = "manual"
    PAC = "pac"


@dataclass(frozen=True, slots=True)
class ProxySetting:
    """Which proxy is used. Loopback never goes through one.

    Attributes:
        address: MANUAL: ``[http://|https://|socks5://]host[:port]``; PAC: the web address of the file with the rules.
        user, password: for the proxy, whichever it is; one within an address goes before them.
    """

    mode: ProxyMode = ProxyMode.SYSTEM
    address: str = ""
    user: str = ""
    password: Secret | None = None


_PAC = "pac+"


def read_setting(words: str) -> ProxySetting:
    """The setting that one line of text means: ``system`` or nothing, ``none``, ``pac+`` and an address, a proxy."""
    plain = words.strip()
    if plain in ("", ProxyMode.SYSTEM):
        return ProxySetting()
    if plain == ProxyMode.NONE:
        return ProxySetting(ProxyMode.NONE)
    if plain.startswith(_PAC):
        return ProxySetting(ProxyMode.PAC, plain.removeprefix(_PAC))
    return ProxySetting(ProxyMode.MANUAL, plain)


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How to reach the network.

    Attributes:
        connect_timeout: seconds for one try to connect, TLS included.
        idle_timeout: seconds in which nothing at all moves, in either direction.
        reply_cap: bytes; a larger reply, after decompression, is a failure.
        connections: requests under way at once over all hosts; the engine keeps to far less.
        extra_roots: a PEM file with certificates to trust beside those of the system.
        bandwidth: shared by all uploads; None: unlimited.
        portal_port: where a network's sign-in page answers in a server's name, without TLS.
    """

    proxy: ProxySetting = ProxySetting()
    connect_timeout: float = 15.0
    idle_timeout: float = 120.0
    reply_cap: int = 8 * 1024 * 1024
    connections: int = 100
    extra_roots: Path | None = None
    bandwidth: Throttle | None = None
    portal_port: int = 80
