"""How a host was reached, for who tests the network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """How a host was reached: through which *proxy* (host and port, or none), and who issued its certificate."""

    host: str
    proxy: str
    issuer: str
