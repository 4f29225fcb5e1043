"""Makes the two HTTP clients: one for the vendor's API, one for storage hosts; they share no connection."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from app.core.net.options import NetworkOptions
from app.core.net.routes import Routes
from app.core.net.transport import SendingTransport
from app.core.net.trust import tls_context


@dataclass(frozen=True, slots=True)
class Clients:
    """The client for the vendor's *api*, which may see the key, and that for *storage* hosts, which may not."""

    api: httpx.AsyncClient
    storage: httpx.AsyncClient

    async def aclose(self) -> None:
        """Close every connection."""
        await self.api.aclose()
        await self.storage.aclose()


async def open_clients(options: NetworkOptions) -> Clients:
    """Both clients, with one TLS context, which is made off the loop.

    Raises:
        OSError: the file with extra certificates cannot be read.
    """
    context = await asyncio.to_thread(tls_context, options.extra_roots)
    return Clients(api=make_client(options, context), storage=make_client(options, context))


def make_client(options: NetworkOptions, context: ssl.SSLContext) -> httpx.AsyncClient:
    """A client without redirects, cookies and settings from the environment."""
    return httpx.AsyncClient(
        transport=SendingTransport(options, Routes(options.proxy, context), context),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        follow_redirects=False,
        trust_env=False,
    )
