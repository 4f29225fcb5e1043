"""How to reach the network, as one frozen value: proxy, patience, caps and extra trust."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.net.throttle import Throttle

SYSTEM_PROXY = ""
NO_PROXY = "none"


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How to reach the network.

    Attributes:
        proxy: :data:`SYSTEM_PROXY` follows the system, :data:`NO_PROXY` uses none; anything else is a proxy's
            address, ``http://user:password@host:port``. Loopback never goes through a proxy.
        connect_timeout: seconds for one try to connect, TLS included.
        idle_timeout: seconds in which nothing at all moves, in either direction.
        reply_cap: bytes; a larger reply, after decompression, is a failure.
        connections: requests under way at once over all hosts; the engine keeps to far less.
        extra_roots: a PEM file with certificates to trust beside those of the system.
        bandwidth: shared by all uploads; None: unlimited.
    """

    proxy: str = SYSTEM_PROXY
    connect_timeout: float = 15.0
    idle_timeout: float = 120.0
    reply_cap: int = 8 * 1024 * 1024
    connections: int = 100
    extra_roots: Path | None = None
    bandwidth: Throttle | None = None
