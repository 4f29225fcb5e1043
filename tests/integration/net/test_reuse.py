"""Kept connections: used again, let go in time, and never a reason to say that something was sent when it was not."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.net import transport
from app.core.schema.request import Request

WINDOWS = {
    "before it is sent": (aiohttp.TCPConnector, "connect"),
    "before its body is written": (aiohttp.ClientRequest, "send"),
}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("body", [None, (), (b"abc",), (b"x" * 300_000,)])
async def test_a_kept_connection_that_closes_just_before_the_first_byte(
    servers, runner, monkeypatch, body, window
) -> None:
    if body is None and "body" in window:
        pytest.skip("a request without a body is written at once")
    close_now = asyncio.Event()

    async def handle(visit) -> None:
        await visit.request()
        await visit.reply()
        await close_now.wait()

    async def goodbye(conn) -> None:
        """The server's FIN arrives just now."""
        if served.seen:
            close_now.set()
            while conn.transport is not None and not conn.transport.is_closing():
                await asyncio.sleep(0)  # notices the end as soon as the loop does

    owner, name = WINDOWS[window]
    real = getattr(owner, name)

    async def connect(self, *args, **more):
        conn = await real(self, *args, **more)
        await goodbye(conn)
        return conn

    async def send(self, conn):
        await goodbye(conn)
        return await real(self, conn)

    monkeypatch.setattr(owner, name, {"connect": connect, "send": send}[name])
    served = await servers.start(handle)
    assert (await runner.send(Request("POST", served.url, body=()), server=served.url)).ok
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", served.url, body=body), server=served.url)
    error = caught.value
    assert (error.kind, error.bytes_left, error.complete) == (FailureKind.BROKEN, 0, False)
    assert "before anything was sent" in str(error)
    assert (served.visits, len(served.seen)) == (1, 1)


async def test_an_idle_connection_is_let_go_before_a_server_would(servers, runner, always, monkeypatch) -> None:
    monkeypatch.setattr(transport, "_KEEP_ALIVE", 0.05)
    served = await servers.start(always())
    for _ in range(2):
        assert (await runner.send(Request("POST", served.url, body=(b"x",)), server=served.url)).ok
        await asyncio.sleep(0.2)
    assert served.visits == 2


async def test_a_reply_without_a_length_ends_with_the_connection(servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.0 200 OK\r\n\r\nall of it")

    served = await servers.start(handle)
    reply = await runner.send(Request("GET", served.url), server=served.url)
    assert reply.body == b"all of it"


async def test_news_before_the_reply_are_skipped(servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        await visit.reply(201, b"made")

    served = await servers.start(handle)
    reply = await runner.send(Request("PUT", served.url, body=(b"x",)), server=served.url)
    assert (reply.status, reply.body) == (201, b"made")


async def test_a_fault_of_our_own_is_not_hidden(runner, monkeypatch) -> None:
    async def broken(self) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("app.core.net.body.Body.prime", broken)
    with pytest.raises(RuntimeError, match="a mistake"):
        await runner.send(Request("PUT", "http://127.0.0.1:1/", body=(b"x",)), server="http://127.0.0.1:1")


async def test_a_runner_that_closes_while_it_reads_says_so(servers, runner, always, piece, monkeypatch) -> None:
    from app.core.net.body import Body

    served = await servers.start(always())
    real = Body.prime

    async def close_first(self) -> None:
        await runner.aclose()
        await real(self)

    monkeypatch.setattr(Body, "prime", close_first)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("PUT", served.url, body=(piece(10),)), server=served.url)
    assert (caught.value.kind, caught.value.bytes_left) == (FailureKind.CANCELLED, 0)
