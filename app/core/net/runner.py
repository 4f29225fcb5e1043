"""Sends requests and fetches downloads: the one object that the rest of the core asks for HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import httpx
import msgspec

from app import __version__
from app.core.copies import replace
from app.core.disk_threads import DiskThreads
from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.net import failures
from app.core.net.attempt import Attempt
from app.core.net.body import Body, Pace, Readers
from app.core.net.connections import Connections, UnreadableRoots
from app.core.net.download import Landing
from app.core.net.guard import check_redirect, refusal
from app.core.net.hosts import Reach, reach
from app.core.net.incoming import Incoming
from app.core.net.options import NetworkOptions, ProxySetting
from app.core.net.patience import IdleWatch
from app.core.net.pieces import FileTrouble
from app.core.net.portals import portal_behind, portal_error, portal_in
from app.core.net.quick import QuickReads
from app.core.net.replies import TooLarge, next_here, next_stop, read_capped, without_key
from app.core.net.transport import Transport
from app.core.net.way import Way
from app.core.net.wire import Wire, bare_line, wire
from app.core.schema.request import Reply, Request
from app.core.text import text

Progress = Callable[[int], None]
Receive = Callable[[Incoming], Awaitable[bytes]]

_HOPS = 2
_NO_ONE = "Sendoff"
"""The name of the program, without its version."""


class _Job(msgspec.Struct, frozen=True):
    """What stays the same while a request is passed on from one storage host to the next."""

    server: str
    secret: Secret | None
    progress: Progress | None
    receive: Receive
    curious: bool = False
    tries: list[Attempt] = msgspec.field(default_factory=list)


class HttpRunner:
    """Sends requests on two ways that share nothing: one for the vendor's API, one for storage hosts.

    Args:
        network: how to reach the network.
        user_agent: what the program calls itself.
    """

    def __init__(self, *, network: NetworkOptions | None = None, user_agent: str = f"Sendoff/{__version__}") -> None:
        self._connections = Connections(network or NetworkOptions())
        self._user_agent = user_agent
        self._threads = DiskThreads("sendoff-disk")
        self._readers = Readers(self._threads, QuickReads(self._threads))
        self._slots = asyncio.Semaphore(self._options.connections)
        self._closed = False

    @property
    def _options(self) -> NetworkOptions:
        return self._connections.options

    async def reach_by(self, proxy: ProxySetting, extra_roots: Path | None) -> None:
        """Go through *proxy* and trust *extra_roots* from now on; what is under way ends as it began."""
        await self._connections.change(replace(self._options, proxy=proxy, extra_roots=extra_roots))

    async def send(
        self,
        request: Request,
        *,
        server: str,
        secret: Secret | None = None,
        progress: Progress | None = None,
    ) -> Reply:
        """The reply to *request*, whatever its status.

        Args:
            server: the account's base address, by which addresses of storage hosts are judged.
            secret: the key; it goes to *server*'s API alone, into the place that the request names.
            progress: called on the loop with the absolute number of bytes of files that were taken; it may go
                back when a storage host passes the request on.

        Raises:
            SendError: no reply came, or none that can be used.
        """
        return without_key(await self._follow(request, _Job(server, secret, progress, self._read)), secret)

    async def probe(self, server: str) -> Way:
        """How *server* is reached, by asking for its address without any key. Raises: SendError: it is not."""
        job = _Job(server, None, None, self._read, curious=True)
        await self._follow(Request("GET", server), job)
        return Way(job.tries[-1].host, job.tries[-1].proxy, job.tries[-1].issuer)

    async def download(self, request: Request, *, server: str, target: Path, progress: Progress | None = None) -> Reply:
        """Fetch what *request* (a signed GET) names into *target*, which appears only when it is whole.

        A reply that is not 2xx is returned with its body, and *target* is left alone.

        Raises:
            SendError: no reply came, or it was cut off.
            StoreError: *target* cannot be written.
        """

        async def receive(incoming: Incoming) -> bytes:
            """To the disk, unless it says that something is wrong."""
            if not incoming.ok:
                return await self._read(incoming)
            await Landing(target, self._threads, progress).take(incoming)
            return b""

        return await self._follow(request, _Job(server, None, None, receive))

    async def fetch(self, url: str, most: int) -> Reply:
        """What is at *url*, asked for without a word on who asks; redirects are followed on the same server alone.

        Raises:
            SendError: no reply came, or one of more than *most* bytes.
        """
        receive = partial(read_capped, cap=most)
        for _ in range(_HOPS + 1):
            request = Request("GET", url, headers=(("User-Agent", _NO_ONE),))
            outcome = await self._once(request, _Job(url, None, None, receive))
            if isinstance(outcome, SendError):
                raise outcome
            location = next_here(url, outcome.status, outcome.headers.get("location", ""))
            if not location:
                return outcome
            url = location
        raise refusal(text("The server passed the request on again and again."), url)

    async def aclose(self) -> None:
        """Close every connection and end the threads; what is still under way fails."""
        self._closed = True
        self._threads.shutdown(wait=False)
        await self._connections.aclose()

    async def _follow(self, request: Request, job: _Job) -> Reply:
        for _ in range(_HOPS + 1):
            # Raised here, not where it was caught: a cause would drag addresses and headers into tracebacks.
            outcome = await self._once(request, job)
            if isinstance(outcome, SendError):
                raise outcome
            location = next_stop(request, outcome.status, outcome.headers.get("location", ""))
            if not location:
                return outcome
            request = replace(request, url=check_redirect(request.url, location, server=job.server))
        raise refusal(text("The storage passed the request on again and again. Nothing was stored."), request.url)

    async def _once(self, request: Request, job: _Job) -> Reply | SendError:
        line = wire(request, server=job.server, secret=job.secret, user_agent=self._user_agent)
        async with self._slots:
            if self._closed:
                return failures.closing()
            try:
                async with self._connections.use() as clients:
                    return await self._try(request, job, line, clients.storage if request.storage else clients.api)
            except UnreadableRoots as error:
                return failures.unreadable_roots(error)

    async def _try(self, request: Request, job: _Job, line: Wire, way: Transport) -> Reply | SendError:
        scope, options = asyncio.timeout(None), self._options
        watch = IdleWatch(scope, options.idle_timeout)
        pace = Pace(watch, options.bandwidth, job.progress)
        body = None if request.body is None else Body(request.body, self._readers, pace)
        host = line.url.host or ""
        attempt = Attempt(host, line.head_size, body, asks=request.reads, curious=job.curious)
        job.tries.append(attempt)
        if options.bandwidth is not None:
            options.bandwidth.charge(line.head_size)
        try:
            async with scope:
                if body is not None:
                    await body.prime()
                    watch.stop()  # the transport has its own patience for connecting
                return await self._exchange(request, line, way, attempt, job.receive)
        except TimeoutError:
            return failures.stalled(attempt, options)
        except TooLarge as error:
            return failures.too_large(attempt, error.cap)
        except (httpx.TransportError, httpx.DecodingError, FileTrouble) as error:
            if self._closed:
                return failures.closed_meanwhile(attempt)
            failed = failures.failure(error, attempt, options)
            return await self._named(failed, attempt, way)
        except RuntimeError:  # neither threads nor sessions take work any more
            if not self._closed:
                raise
            return failures.closed_meanwhile(attempt)
        finally:
            watch.end()
            if body is not None:
                await body.aclose()

    async def _exchange(
        self, asked: Request, line: Wire, way: Transport, attempt: Attempt, receive: Receive
    ) -> Reply | SendError:
        incoming = await way.send(line, attempt)
        try:
            content = await receive(incoming)
        finally:
            await incoming.aclose()
        return _outcome(asked, attempt, incoming, content)

    async def _named(self, failed: SendError, attempt: Attempt, way: Transport) -> SendError:
        """*failed*, or the network's sign-in page behind it, which cannot show the server's certificate.

        To find out, the start page of the same host is asked for without TLS; no path, key or file goes along.
        """
        if failed.kind is not FailureKind.TLS or attempt.proxy or reach(attempt.host) is not Reach.PUBLIC:
            return failed
        url = httpx.URL(scheme="http", host=attempt.host, port=self._options.portal_port, path="/")
        try:
            async with asyncio.timeout(self._options.connect_timeout):
                incoming = await way.send(bare_line(url), Attempt(attempt.host, 0, None))
                try:
                    reply = Reply(incoming.status, incoming.headers, await self._read(incoming))
                finally:
                    await incoming.aclose()
        except (httpx.HTTPError, TimeoutError, TooLarge):
            return failed
        portal = portal_behind(attempt.host, reply)
        return failed if portal is None else portal_error(portal, attempt)

    async def _read(self, incoming: Incoming) -> bytes:
        return await read_capped(incoming, self._options.reply_cap)


def _outcome(asked: Request, attempt: Attempt, incoming: Incoming, content: bytes) -> Reply | SendError:
    """What a reply is that was read to its end: a success is one only after the whole body."""
    body, sha256 = attempt.body, dict[Path, str]()
    if body is not None:
        body.settle()
        if incoming.ok and not body.complete:
            return failures.too_early(attempt)
        sha256 = body.sha256
    reply = Reply(incoming.status, incoming.headers, content, sha256)
    portal = portal_in(asked, reply)
    return reply if portal is None else portal_error(portal, attempt)
