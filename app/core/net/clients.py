"""Makes the two ways out: one for the vendor's API, one for storage hosts; they share no connection.

Of httpx they take the addresses and the kinds of failures. Its client would only look for redirects,
cookies and settings of the environment that must not be heeded here, and takes a third of the time of a small request
for it; its requests and replies are another spelling of what there is already.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from app.core.net.options import NetworkOptions
from app.core.net.routes import Routes
from app.core.net.transport import Transport
from app.core.net.trust import tls_context


@dataclass(frozen=True, slots=True)
class Clients:
    """The way to the vendor's *api*, which may see the key, and that to *storage* hosts, which may not."""

    api: Transport
    storage: Transport

    async def aclose(self) -> None:
        """Close every connection."""
        await self.api.aclose()
        await self.storage.aclose()


async def open_clients(options: NetworkOptions) -> Clients:
    """Both, with one TLS context, which is made off the loop.

    Raises:
        OSError: the file with extra certificates cannot be read.
    """
    context = await asyncio.to_thread(tls_context, options.extra_roots)
    return Clients(
        api=Transport(options, Routes(options.proxy, context), context),
        storage=Transport(options, Routes(options.proxy, context), context),
    )
