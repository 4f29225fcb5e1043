"""The transport under httpx: aiohttp's connections, without repeats, cookies or guesses about what failed."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextvars import ContextVar

import aiohttp
import httpx
import yarl
from aiohttp.abc import AbstractStreamWriter, ResolveResult
from aiohttp.connector import Connection
from httpx_aiohttp import AiohttpTransport
from multidict import CIMultiDict

from app.core.net.attempt import Attempt
from app.core.net.options import NetworkOptions
from app.core.net.proxies import ProxyBook

# Shorter than the usual five seconds after which small servers drop an idle connection: a request that meets
# such a drop cannot be told from one whose reply was lost.
_KEEP_ALIVE = 2.0

_READ = 64 * 1024

# aiohttp makes its requests itself; this is how they find the attempt that they belong to.
_CURRENT: ContextVar[Attempt] = ContextVar("attempt")


class SendingTransport(AiohttpTransport):
    """Sends through one aiohttp session, made on first use within the running loop.

    Each request carries its :class:`Attempt` in ``extensions["attempt"]``; the transport notes there how far
    it came. Every failure is an :class:`httpx.TransportError` with aiohttp's own as its cause.
    """

    def __init__(self, options: NetworkOptions, proxies: ProxyBook, context: ssl.SSLContext) -> None:
        super().__init__(verify=context)
        self._options = options
        self._proxies = proxies

    def get_client(self) -> aiohttp.ClientSession:
        """A session that repeats nothing, keeps no cookies and reads no settings of its own."""
        patience = self._options.connect_timeout
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ssl=self.ssl_context,
                limit=0,  # the runner counts; waiting for a connection must not look like a slow network
                keepalive_timeout=_KEEP_ALIVE,
                resolver=_PatientResolver(patience),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("Content-Type", "User-Agent", "Accept", "Accept-Encoding"),
            timeout=aiohttp.ClientTimeout(
                total=None, connect=patience * 2, sock_connect=patience, sock_read=self._options.idle_timeout
            ),
            request_class=_NotingRequest,
            trust_env=False,
            auto_decompress=False,
        )
        # Else PUT, GET and DELETE go out a second time by themselves when a reused connection breaks.
        session._retry_connection = False
        return session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* and read the reply's head.

        Raises:
            httpx.TransportError: no reply came.
        """
        attempt: Attempt = request.extensions["attempt"]
        token = _CURRENT.set(attempt)
        if not isinstance(self.client, aiohttp.ClientSession):
            self.client = self.get_client()
        try:
            response = await self._send(self.client, request, attempt)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise translate(error) from error
        finally:
            _CURRENT.reset(token)
        return httpx.Response(
            status_code=response.status,
            headers=response.raw_headers,
            stream=_ReplyStream(response),
            request=request,
        )

    async def _send(
        self, session: aiohttp.ClientSession, request: httpx.Request, attempt: Attempt
    ) -> aiohttp.ClientResponse:
        url = request.url
        proxy = await self._proxies.route(url.scheme, url.host)
        attempt.proxy = proxy.shown if proxy else ""
        headers = CIMultiDict[str]()
        for name, value in request.headers.raw:
            headers.add(name.decode("ascii"), value.decode("utf-8"))
        return await session.request(
            request.method,
            _as_it_is(url),
            headers=headers,
            data=attempt.body,
            allow_redirects=False,
            proxy=proxy.url if proxy else None,
            proxy_headers=proxy.headers if proxy else None,
        )


def _as_it_is(url: httpx.URL) -> yarl.URL:
    """*url* for aiohttp, with nothing quoted anew: a signature covers the exact spelling."""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    return yarl.URL.build(
        scheme=url.scheme,
        host=url.raw_host.decode("ascii"),
        port=url.port,
        path=path,
        query_string=query,
        encoded=True,
    )


class _NotingRequest(aiohttp.ClientRequest):
    """Notes in the attempt whether a connection is there to take the request's first byte.

    aiohttp's traces would tell it too, but cost a dozen calls for every slice of a body.
    """

    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        if _is_gone(conn):
            raise aiohttp.ServerDisconnectedError
        attempt = _CURRENT.get()
        attempt.connected = attempt.body is None
        return await super().send(conn)

    async def write_bytes(
        self, writer: AbstractStreamWriter, conn: Connection, content_length: int | None = None
    ) -> None:
        # The head goes out with the first slice, in a task of its own. If the connection has ended before that,
        # whoever waits for the reply is told so.
        if not _is_gone(conn):
            _CURRENT.get().connected = True
            await super().write_bytes(writer, conn, content_length)


def _is_gone(conn: Connection) -> bool:
    return conn.transport is None or conn.transport.is_closing()


class _PatientResolver(aiohttp.ThreadedResolver):
    """The system's name service, but not for ever."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self._patience = patience

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        async with asyncio.timeout(self._patience):
            return await super().resolve(host, port, family)


class _ReplyStream(httpx.AsyncByteStream):
    """A reply's body as it comes in."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._response.content.iter_chunked(_READ):
                yield part
        except (aiohttp.ClientError, OSError) as error:
            raise translate(error) from error

    async def aclose(self) -> None:
        """Give the connection back, or close it if something of the reply or the request is left."""
        self._response.release()
        await self._response.wait_for_close()


def translate(error: Exception) -> httpx.TransportError:
    """The httpx error that says what aiohttp's *error* means; its text is left out, since it may quote addresses.

    ``httpx-aiohttp`` 0.2.0 takes a reset in the middle for a failed connect; this table does not.
    """
    for kinds, translated in _TRANSLATIONS:
        if isinstance(error, kinds):
            return translated(type(error).__name__)
    return httpx.LocalProtocolError(type(error).__name__)


_Kinds = tuple[type[Exception], ...]

# The first line that fits counts, so subclasses stand before their bases.
_TRANSLATIONS: tuple[tuple[_Kinds, type[httpx.TransportError]], ...] = (
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), httpx.ProxyError),
    ((aiohttp.ClientConnectorError,), httpx.ConnectError),
    ((aiohttp.ConnectionTimeoutError,), httpx.ConnectTimeout),
    ((TimeoutError,), httpx.ReadTimeout),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientResponseError), httpx.RemoteProtocolError),
    ((aiohttp.ClientPayloadError,), httpx.RemoteProtocolError),
    ((aiohttp.InvalidURL,), httpx.UnsupportedProtocol),
    ((aiohttp.ClientConnectionError, OSError), httpx.WriteError),
)
