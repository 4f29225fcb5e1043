"""What a proxy is: how its address is read and shown, and how its password travels."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote, urlsplit

from app.core.masking import Secret


class UnusableProxy(ValueError):
    """The proxy's address cannot be used; *scheme* is what it begins with."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"proxy scheme {scheme!r}")
        self.scheme = scheme


class UnsendableLogin(ValueError):
    """Name or password cannot be handed to a SOCKS proxy: no plain ASCII, or more than 255 characters."""


class ProxyKind(Enum):
    """How a proxy is spoken to; the value is the scheme of its address."""

    HTTP = "http"
    HTTPS = "https"  # HTTP, and TLS already on the way to the proxy
    SOCKS5 = "socks5"


_KINDS = {
    "http": ProxyKind.HTTP,
    "https": ProxyKind.HTTPS,
    # All alike: the proxy looks names up, as it may be the only one who can.
    "socks": ProxyKind.SOCKS5,
    "socks5": ProxyKind.SOCKS5,
    "socks5h": ProxyKind.SOCKS5,
}
_PORTS = {ProxyKind.HTTP: 3128, ProxyKind.HTTPS: 443, ProxyKind.SOCKS5: 1080}


@dataclass(frozen=True, slots=True, repr=False)
class Proxy:
    """A proxy, usable as a key of a dictionary.

    Attributes:
        host: without brackets.
        user: empty when the proxy asks for none.
    """

    kind: ProxyKind
    host: str
    port: int
    user: str = ""
    password: Secret | None = None

    @property
    def shown(self) -> str:
        """Host and port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Its address, without user and password."""
        return f"{self.kind.value}://{self.shown}"

    @property
    def headers(self) -> Mapping[str, str]:
        """For an HTTP proxy alone: who asks (RFC 7617)."""
        if not self.user:
            return {}
        pair = f"{self.user}:{self.password.reveal() if self.password else ''}".encode()
        return {"Proxy-Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def __repr__(self) -> str:
        return f"Proxy({self.url})"


def read_proxy(address: str) -> Proxy:
    """The proxy at *address*, ``[http://][user:password@]host[:port]``.

    Raises:
        UnusableProxy: it is no proxy that Sendoff can speak to.
    """
    whole = address if "//" in address else f"http://{address}"
    try:
        parts = urlsplit(whole)
    except ValueError as error:  # such as an unclosed bracket
        raise UnusableProxy(whole.partition(":")[0]) from error
    kind = _KINDS.get(parts.scheme)
    if kind is None:
        raise UnusableProxy(parts.scheme)
    try:
        host, port = parts.hostname, parts.port or _PORTS[kind]
    except ValueError as error:
        raise UnusableProxy(parts.scheme) from error
    if not host:
        raise UnusableProxy(parts.scheme)
    password = Secret(unquote(parts.password)) if parts.password else None
    return Proxy(kind, host, port, unquote(parts.username or ""), password)
