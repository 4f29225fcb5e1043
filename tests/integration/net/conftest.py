"""Real servers on loopback that misbehave on purpose, a proxy, and a runner that trusts a test authority."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import struct
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme
from fixtures.loops import LOOPS, LoopFactory
from fixtures.news import Bench, Shelf

from app.core.flow.outcome import SendError
from app.core.net.options import NetworkOptions, read_setting
from app.core.net.runner import HttpRunner
from app.core.schema.request import FileBytes, Request

Handler = Callable[["Visit"], Awaitable[None]]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, LoopFactory]:
    """Each test runs in both."""
    return LOOPS


@dataclass
class Seen:
    """One request as a server read it."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The header's only value, or None."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, f"{name} came {len(found)} times"
        return found[0] if found else None


@dataclass
class Visit:
    """One connection to a server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    server: Served

    async def head(self) -> Seen:
        """Read a request's head."""
        raw = await self.reader.readuntil(b"\r\n\r\n")
        line, *lines = raw.decode("utf-8").removesuffix("\r\n\r\n").split("\r\n")
        method, target, _ = line.split(" ")
        seen = Seen(method, target, [tuple(item.split(": ", 1)) for item in lines])  # type: ignore[misc]
        self.server.seen.append(seen)
        return seen

    async def request(self) -> Seen:
        """Read a whole request; only Content-Length is understood."""
        seen = await self.head()
        seen.body = await self.reader.readexactly(int(seen.header("content-length") or 0))
        return seen

    async def say(self, raw: bytes) -> None:
        """Write bytes as they are."""
        self.writer.write(raw)
        await self.writer.drain()

    async def reply(self, status: int = 200, body: bytes = b"", *headers: str) -> None:
        """Write a well-formed reply."""
        lines = [f"HTTP/1.1 {status} Some Reason", f"Content-Length: {len(body)}", *headers]
        await self.say("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    async def lead_on(self, asked: Seen) -> None:
        """Answer a CONNECT: whatever name it asked for leads to loopback, until both sides have ended."""
        reader, writer = await asyncio.open_connection("127.0.0.1", int(asked.target.rpartition(":")[2]))
        await self.say(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_copy(self.reader, writer), _copy(reader, self.writer), return_exceptions=True)

    def reset(self) -> None:
        """End the connection with RST."""
        sock: socket.socket = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def gone(self) -> None:
        """Wait until the client has ended the connection."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while await self.reader.read(65536):
                pass


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@dataclass
class Served:
    """A server that runs a handler for each connection."""

    url: str = ""
    port: int = 0
    visits: int = 0
    seen: list[Seen] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


class Servers:
    """Starts servers and stops them again."""

    def __init__(self) -> None:
        self._running: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, handler: Handler, *, tls: ssl.SSLContext | None = None, name: str = "127.0.0.1") -> Served:
        """A server on a free port of loopback; *name* goes into its URL."""
        served = Served()

        async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            served.visits += 1
            try:
                await handler(Visit(reader, writer, served))
            except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
                pass  # the client left, or the test is over
            except BaseException as error:
                served.errors.append(error)
            finally:
                self._tasks.discard(task)
                writer.close()

        server = await asyncio.start_server(visit, "127.0.0.1", 0, ssl=tls, limit=2**20)
        self._running.append(server)
        served.port = server.sockets[0].getsockname()[1]
        served.url = f"{'https' if tls else 'http'}://{name}:{served.port}"
        return served

    async def stop(self) -> None:
        """Stop all of them."""
        for server in self._running:
            server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture
async def servers() -> AsyncIterator[Servers]:
    running = Servers()
    yield running
    await running.stop()


@pytest.fixture
def always() -> Callable[..., Handler]:
    """A handler that gives every request of a connection the same reply."""

    def make(status: int = 200, body: bytes = b"", *headers: str) -> Handler:
        async def handle(visit: Visit) -> None:
            while True:
                await visit.request()
                await visit.reply(status, body, *headers)

        return handle

    return make


@pytest.fixture
async def make_runner() -> AsyncIterator[Callable[..., HttpRunner]]:
    made: list[HttpRunner] = []

    def make(**options: object) -> HttpRunner:
        setting = read_setting(str(options.pop("proxy", "none")))
        runner = HttpRunner(network=NetworkOptions(proxy=setting, **options))  # type: ignore[arg-type]
        made.append(runner)
        return runner

    yield make
    for runner in made:
        await runner.aclose()


@pytest.fixture
def runner(make_runner: Callable[..., HttpRunner]) -> HttpRunner:
    return make_runner()


@pytest.fixture
def failed() -> Callable[..., Awaitable[SendError]]:
    """Sends a request that must fail, and gives the error."""

    async def send(runner: HttpRunner, request: Request, server: str, **more: Any) -> SendError:
        with pytest.raises(SendError) as caught:
            await runner.send(request, server=server, **more)
        error = caught.value
        assert error.__cause__ is None, "a cause drags addresses and headers into tracebacks"
        assert error.__context__ is None
        return error

    return send


@pytest.fixture
def piece(tmp_path: Path) -> Callable[..., FileBytes]:
    """A file of random bytes (or of those given) and the piece that sends all of it."""

    def make(data: bytes | int = 100, name: str = "data.bin") -> FileBytes:
        path = tmp_path / name
        content = os.urandom(data) if isinstance(data, int) else data
        path.write_bytes(content)
        found = path.stat()
        return FileBytes(path, len(content), 0, len(content), found.st_mtime_ns)

    return make


@dataclass
class Authority:
    """A certificate authority of the test's own."""

    ca: trustme.CA
    root: Path

    def tls(self, *names: str, **how: object) -> ssl.SSLContext:
        """A server's context with a certificate for *names*."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names, **how).configure_cert(context)  # type: ignore[arg-type]
        return context


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    root = tmp_path / "root.pem"
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(root))
    return Authority(ca, root)


@pytest.fixture
def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture
def here() -> str:
    """This computer's own name: no loopback by its spelling, but leading there, also by a proxy."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this computer's own name has no address")
    if not address.startswith("127."):
        pytest.skip("this computer's own name does not lead to loopback")
    return name


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No reading thread is at work and no file of ours is open after a test."""
    before = set(threading.enumerate())
    yield
    busy = [one for one in set(threading.enumerate()) - before if one.name.startswith("sendoff-disk")]
    for thread in busy:
        thread.join(timeout=30)
    assert not [thread for thread in busy if thread.is_alive()]


@pytest.fixture
async def bench(servers: Servers, authority: Authority, make_runner: Callable[..., HttpRunner]) -> AsyncIterator[Bench]:
    """Who asks for news of versions, and a server over TLS that has some."""
    shelf = Shelf()
    server = await servers.start(shelf.handle, tls=authority.tls("localhost"), name="localhost")
    made = Bench(make_runner(extra_roots=authority.root), server, shelf)
    yield made
    await made.service.close()
