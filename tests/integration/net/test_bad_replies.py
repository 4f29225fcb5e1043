"""Replies that are no HTTP, too large, too early or cut off, and early refusals, which are good ones."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib

import pytest

from app.core.flow.outcome import FailureKind
from app.core.schema.request import Request

MALFORMED = [
    b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    # How long it is is anybody's guess, and llhttp cannot be told to make one.
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    b"{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\n" + gzip.compress(b"x" * 99, mtime=0)[:-1],
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
]


@pytest.mark.parametrize("raw", MALFORMED, ids=lambda raw: raw[:40].decode("latin-1"))
async def test_what_is_no_http_or_cut_off_is_a_bad_reply(failed, servers, runner, raw) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(raw)

    served = await servers.start(handle)
    error = await failed(runner, Request("POST", served.url, body=(b"abc",)), served.url)
    assert (error.kind, error.complete) == (FailureKind.BAD_REPLY, True)
    assert error.may_have_arrived


AFTER_A_204 = [
    b"\r\n",
    b"Content-Length: 4\r\n\r\nnull",
    b"Transfer-Encoding: chunked\r\n\r\n4\r\nnull\r\n0\r\n\r\n",
    b"\r\nHTTP/1.1 402 Payment Required\r\nContent-Length: 0\r\n\r\n",
]


@pytest.mark.parametrize("rest", AFTER_A_204, ids=lambda rest: rest[:17].decode().strip())
async def test_a_204_is_one_also_with_a_body_which_is_not_taken_for_the_next_reply(servers, runner, rest) -> None:
    async def handle(visit) -> None:
        while True:
            await visit.request()
            await visit.say(b"HTTP/1.1 204 No Content\r\n" + rest)

    served = await servers.start(handle)
    for _ in range(3):
        reply = await runner.send(Request("POST", served.url, body=(b"abc",)), server=served.url)
        assert (reply.status, reply.body) == (204, b"")
    assert len(served.seen) == 3


async def test_a_reply_beyond_the_cap_is_refused_and_not_read_on(failed, servers, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            await visit.say(b"x" * 65536)

    served = await servers.start(handle)
    error = await failed(make_runner(reply_cap=1_000_000), Request("GET", served.url), served.url)
    assert error.kind is FailureKind.BAD_REPLY
    assert "more than 1.0 MB" in str(error)


async def test_the_cap_counts_what_comes_out_of_a_compressed_reply(failed, servers, make_runner, always) -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert len(bomb) < 100_000
    served = await servers.start(always(200, bomb, "Content-Encoding: gzip"))
    error = await failed(make_runner(reply_cap=1_000_000), Request("GET", served.url), served.url)
    assert error.kind is FailureKind.BAD_REPLY


async def test_some_hundred_bytes_do_not_become_gigabytes(failed, servers, make_runner, always) -> None:
    once = gzip.compress(b"\0" * 100_000_000)
    bomb = gzip.compress(once)
    assert len(bomb) < 1_000
    served = await servers.start(always(200, bomb, "Content-Encoding: gzip, gzip"))
    tracemalloc.start()
    try:
        error = await failed(make_runner(reply_cap=1_000_000), Request("GET", served.url), served.url)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (error.kind, most < 10_000_000) == (FailureKind.BAD_REPLY, True), f"{most:,} bytes"


# The time is left out of the gzip, since it would be part of the test's name, which must be the same for every worker.
@pytest.mark.parametrize(
    ("name", "packed"), [("gzip", gzip.compress(b"hello", mtime=0)), ("deflate", zlib.compress(b"hello"))]
)
async def test_a_compressed_reply_is_unpacked(servers, runner, always, name, packed) -> None:
    served = await servers.start(always(200, packed, f"Content-Encoding: {name}"))
    assert (await runner.send(Request("GET", served.url), server=served.url)).body == b"hello"


async def test_a_reply_with_all_that_gateways_add_to_its_head_is_read(servers, runner, always) -> None:
    long = "Content-Security-Policy: " + "x" * 20_000
    served = await servers.start(always(200, b"{}", long, *(f"X-{n}: y" for n in range(300))))
    assert (await runner.send(Request("POST", served.url, body=(b"abc",)), server=served.url)).body == b"{}"


@pytest.mark.parametrize("status", [413, 403])
@pytest.mark.parametrize("how", ["close", "reset", "stay"])
async def test_an_early_refusal_comes_back_as_that_reply(servers, runner, piece, status, how) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await visit.reader.readexactly(200_000)
        await visit.reply(status, b"too large", "Connection: close")
        if how == "stay":
            await visit.gone()
        elif how == "reset":
            await asyncio.sleep(0.05)
            visit.reset()

    served = await servers.start(handle)
    reply = await runner.send(Request("PUT", served.url, body=(piece(60_000_000),)), server=served.url)
    assert (reply.status, reply.body) == (status, b"too large")
    assert reply.sha256 == {}
    assert served.visits == 1


async def test_success_before_the_body_was_taken_is_not_believed(failed, servers, runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await visit.reply(200, b"ok")
        await visit.gone()

    served = await servers.start(handle)
    error = await failed(runner, Request("PUT", served.url, body=(piece(60_000_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.BAD_REPLY, False)
    assert "before it had everything" in str(error)
