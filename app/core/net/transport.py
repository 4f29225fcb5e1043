"""The transport under httpx: aiohttp's connections, without repeats, cookies or guesses about what failed."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator

import aiohttp
import aiohttp_socks
import httpx
import yarl
from aiohttp.abc import ResolveResult
from httpx_aiohttp import AiohttpTransport
from multidict import CIMultiDict

from app.core.net.attempt import Attempt
from app.core.net.leaving import CURRENT, BodyPayload, NotingRequest
from app.core.net.options import NetworkOptions
from app.core.net.proxies import Proxy, ProxyKind, UnsendableLogin
from app.core.net.proxy_failures import wants_login
from app.core.net.routes import Route, Routes

# Shorter than the usual five seconds after which small servers drop an idle connection: a request that meets
# such a drop cannot be told from one whose reply was lost.
_KEEP_ALIVE = 2.0

_READ = 64 * 1024

# Seconds for which a proxy that did not connect stands behind the others of its list.
_SHUNNED = 60.0

_Failures = (
    aiohttp.ClientError,
    aiohttp_socks.ProxyConnectionError,
    aiohttp_socks.ProxyTimeoutError,
    aiohttp_socks.ProxyError,
    EOFError,  # a SOCKS proxy that hangs up
    OSError,
    ValueError,
)

# What aiohttp adds to a request that lacks it.
_ADDED = ("Content-Type", "User-Agent", "Accept", "Accept-Encoding")


class SendingTransport(AiohttpTransport):
    """Sends through aiohttp sessions, made on first use within the running loop: one, and one for each SOCKS proxy.

    Each request carries its :class:`Attempt` in ``extensions["attempt"]``; the transport notes there how far
    it came. Every failure is an :class:`httpx.TransportError` with aiohttp's own as its cause.
    """

    def __init__(self, options: NetworkOptions, routes: Routes, context: ssl.SSLContext) -> None:
        super().__init__(verify=context)
        self._options = options
        self._routes = routes
        self._sessions: dict[Route, aiohttp.ClientSession] = {}
        self._shunned: dict[Route, float] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* and read the reply's head.

        Raises:
            httpx.TransportError: no reply came.
        """
        attempt: Attempt = request.extensions["attempt"]
        token = CURRENT.set(attempt)
        try:
            response = await self._by_some_route(request, attempt)
        except _Failures as error:
            raise translate(error) from error
        finally:
            CURRENT.reset(token)
        return httpx.Response(
            status_code=response.status,
            headers=response.raw_headers,
            stream=_ReplyStream(response),
            request=request,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for session in self._sessions.values():
            await session.close()

    async def _by_some_route(self, request: httpx.Request, attempt: Attempt) -> aiohttp.ClientResponse:
        """Try one way after the other for as long as nothing was sent."""
        routes = await self._routes.to(request.url.scheme, request.url.host)
        if self._shunned:
            now = time.monotonic()
            routes = tuple(sorted(routes, key=lambda route: now < self._shunned.get(route, 0.0)))
        for route in routes:
            attempt.proxy = route.shown if route else ""
            try:
                return await self._send(route, request, attempt)
            except _Failures as error:
                if attempt.bytes_left or not _is_on_the_way(error):
                    raise
                self._shunned[route] = time.monotonic() + _SHUNNED
                if route == routes[-1]:
                    self._routes.forget()
                    raise
        raise AssertionError("there is always a way to try")

    async def _send(self, route: Route, request: httpx.Request, attempt: Attempt) -> aiohttp.ClientResponse:
        http_proxy = route if route is not None and route.kind is not ProxyKind.SOCKS5 else None
        headers = CIMultiDict[str]()
        for name, value in request.headers.raw:
            headers.add(name.decode("ascii"), value.decode("utf-8"))
        return await self._session(None if http_proxy else route).request(
            request.method,
            _as_it_is(request.url),
            headers=headers,
            data=None if attempt.body is None else BodyPayload(attempt.body),
            skip_auto_headers=[name for name in _ADDED if name not in headers] or None,
            allow_redirects=False,
            proxy=http_proxy.url if http_proxy else None,
            proxy_headers=http_proxy.headers if http_proxy else None,
        )

    def _session(self, route: Route) -> aiohttp.ClientSession:
        """A session that repeats nothing, keeps no cookies and reads no settings of its own."""
        if route not in self._sessions:
            patience = self._options.connect_timeout
            session = aiohttp.ClientSession(
                connector=self._connector(route),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=patience * 2, sock_connect=patience, sock_read=self._options.idle_timeout
                ),
                request_class=NotingRequest,
                trust_env=False,
                auto_decompress=False,
            )
            # Else PUT, GET and DELETE go out a second time by themselves when a reused connection breaks.
            session._retry_connection = False
            self._sessions[route] = session
        return self._sessions[route]

    def _connector(self, route: Route) -> aiohttp.TCPConnector:
        # No limit: the runner counts; waiting for a connection must not look like a slow network.
        if route is None:
            resolver = _PatientResolver(self._options.connect_timeout)
            return aiohttp.TCPConnector(ssl=self.ssl_context, limit=0, keepalive_timeout=_KEEP_ALIVE, resolver=resolver)
        return _socks_connector(route, self.ssl_context)


def _socks_connector(proxy: Proxy, context: ssl.SSLContext) -> aiohttp.TCPConnector:
    password = proxy.password.reveal() if proxy.password else ""
    if not (proxy.user + password).isascii() or max(len(proxy.user), len(password)) > 255:
        raise UnsendableLogin
    return aiohttp_socks.ProxyConnector(
        proxy.host,
        proxy.port,
        username=proxy.user or None,
        password=password if proxy.user else None,
        rdns=True,
        ssl=context,
        limit=0,
        keepalive_timeout=_KEEP_ALIVE,
    )


def _is_on_the_way(error: Exception) -> bool:
    """Whether another way may lead there: not where the server itself was met, or a proxy that asks who is there."""
    if wants_login(error):
        return False
    return not isinstance(error, ssl.SSLError) and not isinstance(error.__cause__, ssl.SSLError)


def _as_it_is(url: httpx.URL) -> yarl.URL:
    """*url* for aiohttp, with nothing quoted anew: a signature covers the exact spelling."""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    host = url.raw_host.decode("ascii")
    return yarl.URL.build(
        scheme=url.scheme,
        host=f"[{host}]" if ":" in host else host,
        port=url.port,
        path=path,
        query_string=query,
        encoded=True,
    )


class _PatientResolver(aiohttp.ThreadedResolver):
    """The system's name service, but not for ever."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self._patience = patience

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of *host*. Raises: TimeoutError, OSError."""
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
