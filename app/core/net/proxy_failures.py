"""Says in plain words what a proxy has done to a request of which nothing was sent."""

from __future__ import annotations

import aiohttp
import aiohttp_socks

from app.core.flow.outcome import FailureKind
from app.core.net.pac import PacTrouble
from app.core.net.proxies import UnsendableLogin, UnusableProxy
from app.core.text import Text, text

_LOGIN = 407


def proxy_words(root: BaseException, proxy: str, host: str) -> tuple[FailureKind, Text]:
    """The class and the words for *root*, which ended the way to *host* through *proxy* (its host and port)."""
    if isinstance(root, UnusableProxy):
        return FailureKind.PROXY, text(
            "The proxy in the network settings is of a kind that Sendoff cannot use ({scheme}). Nothing was sent.",
            scheme=root.scheme,
        )
    if isinstance(root, PacTrouble):
        return FailureKind.PROXY_AWAY, text(
            "The file with the proxy rules cannot be used: {reason}. Nothing was sent. Look at the network settings.",
            reason=str(root),
        )
    if isinstance(root, UnsendableLogin):
        return FailureKind.PROXY_LOGIN, text(
            "The name or the password for the proxy {proxy} holds letters that cannot be handed to it. "
            "Nothing was sent. Enter others in the network settings.",
            proxy=proxy,
        )
    if wants_login(root):
        return FailureKind.PROXY_LOGIN, text(
            "The proxy {proxy} wants a name and a password, or other ones. Nothing was sent. "
            "Enter them in the network settings.",
            proxy=proxy,
        )
    if isinstance(root, _AWAY):
        return FailureKind.PROXY_AWAY, text("The proxy {proxy} cannot be reached. Nothing was sent.", proxy=proxy)
    return FailureKind.PROXY, text(
        "The proxy {proxy} did not make the connection to {host}. Nothing was sent.", proxy=proxy, host=host
    )


_AWAY = (aiohttp.ClientProxyConnectionError, aiohttp.ClientConnectorDNSError, aiohttp_socks.ProxyConnectionError)


def wants_login(root: BaseException) -> bool:
    """Whether the proxy asked who is there, or did not take the answer."""
    if isinstance(root, aiohttp.ClientResponseError):
        return root.status == _LOGIN
    # A SOCKS proxy has no code for it (RFC 1928, 3; RFC 1929): the library says it in words alone.
    return isinstance(root, aiohttp_socks.ProxyError) and root.error_code is None and "uthentication" in str(root)
