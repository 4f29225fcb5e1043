"""Sends through aiohttp's connections, without repeats, cookies or guesses about what failed."""

from __future__ import annotations

import ssl
import time

import aiohttp
import aiohttp_socks
from multidict import CIMultiDict

from app.core.net.attempt import Attempt
from app.core.net.heads import heads_first
from app.core.net.incoming import Incoming, translate
from app.core.net.leaving import CURRENT, BodyPayload, NotingRequest
from app.core.net.names import Names
from app.core.net.options import NetworkOptions
from app.core.net.proxies import Proxy, ProxyKind, UnsendableLogin
from app.core.net.proxy_failures import wants_login
from app.core.net.routes import Route, Routes
from app.core.net.wire import Wire

# Shorter than the usual five seconds after which small servers drop an idle connection: a request that meets
# such a drop cannot be told from one whose reply was lost.
_KEEP_ALIVE = 2.0

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

# What a reply's head may have. With aiohttp's own 8 KiB and 128 headers, what a gateway adds to the reply to a costly
# step (a content security policy) may leave it unread, and its outcome unknown.
_LONGEST_LINE = 64 * 1024
_MOST_HEADERS = 1000

# What aiohttp adds to a request that lacks it.
_ADDED = ("Content-Type", "User-Agent", "Accept", "Accept-Encoding")


class Transport:
    """Sends through aiohttp sessions, made on first use within the running loop: one, and one for each SOCKS proxy.

    In each request's :class:`Attempt` it notes how far it came. Every failure is an :class:`httpx.TransportError` with
    aiohttp's own as its cause.
    """

    def __init__(self, options: NetworkOptions, routes: Routes, context: ssl.SSLContext) -> None:
        self._options = options
        self._routes = routes
        self._context = context
        self._names = Names(options.connect_timeout)
        self._sessions: dict[Route, aiohttp.ClientSession] = {}
        self._shunned: dict[Route, float] = {}

    async def send(self, line: Wire, attempt: Attempt) -> Incoming:
        """Send what *line* and the body of *attempt* say, and read the reply's head.

        Raises:
            httpx.TransportError: no reply came.
        """
        token = CURRENT.set(attempt)
        try:
            return Incoming(await self._by_some_route(line, attempt))
        except _Failures as error:
            raise translate(error) from error
        finally:
            CURRENT.reset(token)

    async def aclose(self) -> None:
        """Close every connection."""
        for session in self._sessions.values():
            await session.close()
        await self._names.close()

    async def _by_some_route(self, line: Wire, attempt: Attempt) -> aiohttp.ClientResponse:
        """Try one way after the other for as long as nothing was sent."""
        routes = await self._routes.to(line.url.scheme, attempt.host)
        if self._shunned:
            now = time.monotonic()
            routes = tuple(sorted(routes, key=lambda route: now < self._shunned.get(route, 0.0)))
        for route in routes:
            attempt.proxy = route.shown if route else ""
            try:
                return await self._send(route, line, attempt)
            except _Failures as error:
                if attempt.bytes_left or not _is_on_the_way(error):
                    raise
                self._shunned[route] = time.monotonic() + _SHUNNED
                if route == routes[-1]:
                    self._routes.forget()
                    raise
        raise AssertionError("there is always a way to try")

    async def _send(self, route: Route, line: Wire, attempt: Attempt) -> aiohttp.ClientResponse:
        http_proxy = route if route is not None and route.kind is not ProxyKind.SOCKS5 else None
        headers = CIMultiDict(line.headers)
        return await self._session(None if http_proxy else route).request(
            line.method,
            line.url,
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
                connector=heads_first(self._connector(route)),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=patience * 2, sock_connect=patience, sock_read=self._options.idle_timeout
                ),
                request_class=NotingRequest,
                max_line_size=_LONGEST_LINE,
                max_field_size=_LONGEST_LINE,
                max_headers=_MOST_HEADERS,
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
            return aiohttp.TCPConnector(ssl=self._context, limit=0, keepalive_timeout=_KEEP_ALIVE, resolver=self._names)
        return _socks_connector(route, self._context)


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
