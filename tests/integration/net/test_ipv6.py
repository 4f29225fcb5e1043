"""IPv6: literal addresses with and without TLS, and a dead IPv6 address that does not keep a live IPv4 one waiting."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from aiohttp.abc import ResolveResult

from app.core.net.names import Names
from app.core.schema.request import Request

REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


def no_ipv6() -> str:
    """Why this computer cannot take part, or nothing."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
            sock.bind(("::1", 0))
    except OSError as error:
        return f"this computer has no IPv6 loopback: {error}"
    return ""


pytestmark = pytest.mark.skipif(bool(no_ipv6()), reason=no_ipv6() or "it has one")


@pytest.fixture
async def at_v6() -> AsyncIterator[Callable[..., Awaitable[tuple[int, list[bytes]]]]]:
    """Starts a server on ::1; its port, and the requests that it read."""
    running: list[asyncio.Server] = []

    async def start(tls: ssl.SSLContext | None = None) -> tuple[int, list[bytes]]:
        seen: list[bytes] = []

        async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                head = await reader.readuntil(b"\r\n\r\n")
                seen.append(head + await reader.readexactly(4 if head.startswith(b"POST") else 0))
                writer.write(REPLY)
                await writer.drain()
            writer.close()

        server = await asyncio.start_server(visit, "::1", 0, ssl=tls)
        running.append(server)
        return server.sockets[0].getsockname()[1], seen

    yield start
    for server in running:
        server.close()


async def test_a_literal_address(at_v6, runner) -> None:
    port, seen = await at_v6()
    server = f"http://[::1]:{port}"
    reply = await runner.send(Request("POST", f"{server}/v1", body=(b"data",)), server=server)
    assert reply.body == b"hello"
    assert f"Host: [::1]:{port}".encode() in seen[0]
    assert seen[0].endswith(b"data")


async def test_a_literal_address_with_tls(at_v6, authority, make_runner) -> None:
    port, seen = await at_v6(authority.tls("::1"))
    server = f"https://[::1]:{port}"
    runner = make_runner(extra_roots=authority.root)
    stored = Request("POST", f"{server}/k", body=(b"data",), storage=True)
    assert (await runner.send(stored, server=server)).ok
    assert len(seen) == 1
    assert (await runner.probe(server)).host == "::1"


@pytest.fixture
def dead() -> Iterator[int]:
    """A port of ::1 on which nobody answers a new connection, and nobody refuses it."""
    with contextlib.ExitStack() as open_sockets:
        listening = open_sockets.enter_context(socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
        listening.bind(("::1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        for _ in range(8):  # the kernel takes a few that nobody accepts, and lets the next ones wait
            waiting = open_sockets.enter_context(socket.socket(socket.AF_INET6, socket.SOCK_STREAM))
            waiting.setblocking(False)
            waiting.connect_ex(("::1", port))
        yield port


async def test_a_dead_ipv6_address_does_not_stall(dead, make_runner, monkeypatch) -> None:
    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(REPLY)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(visit, "127.0.0.1", dead)
    asked = []

    async def both(resolver, host, port=0, family=socket.AF_UNSPEC):
        asked.append(host)
        found = ((socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.1"))
        return [
            ResolveResult(hostname=host, host=address, port=dead, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for kind, address in found
        ]

    monkeypatch.setattr(Names, "resolve", both)
    url = f"http://dual.localhost:{dead}"
    # One address after the other would take a minute for the first alone, and the guard would end the test.
    async with asyncio.timeout(30):
        reply = await make_runner(connect_timeout=60.0).send(Request("GET", url), server=url)
    assert (reply.body, asked) == (b"hello", ["dual.localhost"])
    server.close()
