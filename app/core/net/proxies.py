"""Chooses the proxy for a host: none, the system's, or the one the person typed in."""

from __future__ import annotations

import asyncio
import base64
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from app.core.net.hosts import Reach, reach
from app.core.net.options import NO_PROXY, SYSTEM_PROXY

_KEPT = 30.0  # seconds; a laptop that changes networks gets another proxy
_PORTS = {"http": 3128, "https": 443}


class UnusableProxy(ValueError):
    """The proxy's address cannot be used; *scheme* is what it begins with."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"proxy scheme {scheme!r}")
        self.scheme = scheme


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy.

    Attributes:
        url: without user info.
        headers: for the proxy alone; they may hold its password.
    """

    url: str
    headers: Mapping[str, str]

    @property
    def shown(self) -> str:
        """Host and port."""
        return urlsplit(self.url).netloc

    def __repr__(self) -> str:
        return f"Proxy({self.shown})"


def read_proxy(address: str) -> Proxy:
    """The proxy at *address*, ``[http://][user:password@]host[:port]``.

    Raises:
        UnusableProxy: it is no HTTP proxy.
    """
    parts = urlsplit(address if "//" in address else f"http://{address}")
    if parts.scheme not in _PORTS:
        raise UnusableProxy(parts.scheme)
    try:
        host, port = parts.hostname, parts.port or _PORTS[parts.scheme]
    except ValueError as error:
        raise UnusableProxy(parts.scheme) from error
    if not host:
        raise UnusableProxy(parts.scheme)
    headers: dict[str, str] = {}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Proxy-Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    shown = f"[{host}]" if ":" in host else host
    return Proxy(f"{parts.scheme}://{shown}:{port}", headers)


def system_proxy(scheme: str, host: str) -> str:
    """The address of the system's proxy for *host*, or an empty string; may ask the name service."""
    if urllib.request.proxy_bypass(host):
        return ""
    found = urllib.request.getproxies()
    return found.get(scheme) or found.get("all") or ""


class ProxyBook:
    """Knows the proxy for every host, and asks the system again from time to time.

    Args:
        setting: as :attr:`app.core.net.options.NetworkOptions.proxy`.
        ask: finds the system's proxy; called in a worker thread.
    """

    def __init__(self, setting: str, ask: Callable[[str, str], str] = system_proxy) -> None:
        self._setting = setting.strip()
        self._ask = ask
        self._known: dict[tuple[str, str], tuple[float, Proxy | None]] = {}

    async def route(self, scheme: str, host: str) -> Proxy | None:
        """The proxy for *host*, or None for a direct connection.

        Raises:
            UnusableProxy: the proxy in force is of a kind that Sendoff does not speak.
        """
        if self._setting == NO_PROXY or reach(host) is Reach.LOOPBACK:
            return None
        if self._setting != SYSTEM_PROXY:
            return read_proxy(self._setting)
        at, proxy = self._known.get((scheme, host), (float("-inf"), None))
        if time.monotonic() - at > _KEPT:
            address = await asyncio.to_thread(self._ask, scheme, host)
            proxy = read_proxy(address) if address else None
            self._known[scheme, host] = (time.monotonic(), proxy)
        return proxy
