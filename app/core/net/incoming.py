"""A reply that is coming in from aiohttp, and what its failures, and those of sending, are called."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import aiohttp_socks
import httpx

from app.core.net.unpacking import unpacked

_READ = 64 * 1024


class Incoming:
    """A reply whose head is here and whose body is on its way.

    Attributes:
        headers: names in lower case; of a repeated one the last value.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers = {
            name.decode("latin-1").lower(): value.decode("utf-8", "replace") for name, value in response.raw_headers
        }

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def parts(self) -> AsyncIterator[bytes]:
        """The body as it comes in, decompressed; to be used once.

        Raises:
            httpx.TransportError: it was cut off.
            httpx.DecodingError: it is not compressed in the way it says.
        """
        coding = self.headers.get("content-encoding")  # it was not asked for, but can be undone
        return unpacked(self._packed(), coding) if coding else self._packed()

    async def aclose(self) -> None:
        """Give the connection back, or close it if something of the reply or the request is left."""
        self._response.release()
        await self._response.wait_for_close()

    async def _packed(self) -> AsyncIterator[bytes]:
        """The body as it is."""
        try:
            async for part in self._response.content.iter_chunked(_READ):
                yield part
        except (aiohttp.ClientError, OSError) as error:
            raise translate(error) from error


def translate(error: Exception) -> httpx.TransportError:
    """The httpx error that says what aiohttp's *error* means; its text is left out, since it may quote addresses.

    A reset in the middle is no failed connect (``httpx-aiohttp`` 0.2.0 takes it for one).
    """
    for kinds, translated in _TRANSLATIONS:
        if isinstance(error, kinds):
            return translated(type(error).__name__)
    return httpx.LocalProtocolError(type(error).__name__)


_Kinds = tuple[type[Exception], ...]

# The first line that fits counts, so subclasses stand before their bases.
_TRANSLATIONS: tuple[tuple[_Kinds, type[httpx.TransportError]], ...] = (
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), httpx.ProxyError),
    ((aiohttp_socks.ProxyConnectionError, aiohttp_socks.ProxyError, EOFError), httpx.ProxyError),
    ((aiohttp_socks.ProxyTimeoutError,), httpx.ConnectTimeout),
    ((aiohttp.ClientConnectorError,), httpx.ConnectError),
    ((aiohttp.ConnectionTimeoutError,), httpx.ConnectTimeout),
    ((TimeoutError,), httpx.ReadTimeout),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientResponseError), httpx.RemoteProtocolError),
    ((aiohttp.ClientPayloadError,), httpx.RemoteProtocolError),
    ((aiohttp.InvalidURL,), httpx.UnsupportedProtocol),
    ((aiohttp.ClientConnectionError, OSError), httpx.WriteError),
)
