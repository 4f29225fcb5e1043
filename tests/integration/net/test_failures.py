"""Every way a request can fail: its class, how much had left, and what a person is told about it."""

from __future__ import annotations

import asyncio

import pytest

from app.core.flow.outcome import FailureKind
from app.core.schema.request import Request


async def test_an_unknown_name_is_no_network(failed, runner) -> None:
    url = "https://no-such-host.invalid/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left, error.complete) == (FailureKind.NO_NETWORK, 0, False)
    assert "no-such-host.invalid was not found" in str(error)
    assert "Nothing was sent" in str(error)


async def test_a_refused_connection_is_no_network(failed, runner, closed_port) -> None:
    url = f"http://127.0.0.1:{closed_port}/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.may_have_arrived, error.complete) == (FailureKind.NO_NETWORK, False, False)
    assert "does not take connections" in str(error)


async def test_a_handshake_without_an_answer_sent_nothing(failed, servers, make_runner, authority) -> None:
    async def handle(visit) -> None:
        await visit.gone()

    served = await servers.start(handle)
    runner = make_runner(connect_timeout=0.2, extra_roots=authority.root)
    url = f"https://127.0.0.1:{served.port}/"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.TIMEOUT, 0)
    assert "Nothing was sent" in str(error)


async def test_a_connection_that_ends_in_the_handshake_sent_nothing(failed, servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.reader.read(1)
        visit.reset()

    served = await servers.start(handle)
    url = f"https://127.0.0.1:{served.port}/"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.BROKEN, 0)
    assert "before anything was sent" in str(error)


async def test_a_reset_in_the_middle_of_a_body(failed, servers, runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await visit.reader.readexactly(100_000)
        visit.reset()

    served = await servers.start(handle)
    size = 50_000_000
    error = await failed(runner, Request("POST", served.url, body=(piece(size),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.BROKEN, False)
    assert 100_000 < error.bytes_left < size
    assert "had been sent" in str(error)
    assert served.visits == 1


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "GET"])
async def test_a_server_that_took_everything_and_closed(failed, servers, runner, piece, method) -> None:
    async def handle(visit) -> None:
        await visit.request()

    served = await servers.start(handle)
    body = (b"head", piece(300_000)) if method in ("PUT", "POST") else None
    error = await failed(runner, Request(method, served.url, body=body), served.url)
    assert (error.kind, error.complete) == (FailureKind.BROKEN, True)
    assert error.bytes_left > (300_004 if body else 0)
    assert error.may_have_arrived
    assert ("It was only asked for something" if method == "GET" else "may have") in str(error)
    assert served.visits == 1, "nothing is repeated behind our back"


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE", "POST"])
async def test_a_reused_connection_that_breaks_is_not_repeated(failed, servers, runner, method) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.reply()
        await visit.request()
        visit.reset()

    served = await servers.start(handle)
    request = Request(method, served.url, body=(b"abc",) if method[0] == "P" else None)
    assert (await runner.send(request, server=served.url)).ok
    error = await failed(runner, request, served.url)
    assert (error.kind, error.may_have_arrived) == (FailureKind.BROKEN, True)
    assert (served.visits, len(served.seen)) == (1, 2)


async def test_a_connection_dropped_while_idle_is_not_used_again(servers, runner) -> None:
    dropped = asyncio.Event()

    async def handle(visit) -> None:
        await visit.request()
        await visit.reply()
        visit.writer.close()
        dropped.set()

    served = await servers.start(handle)
    for _ in range(3):
        assert (await runner.send(Request("POST", served.url, body=(b"x",)), server=served.url)).ok
        await dropped.wait()
        await asyncio.sleep(0.02)  # the news must travel through the kernel
    assert served.visits == 3


async def test_silence_after_the_whole_request(failed, servers, make_runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.gone()

    served = await servers.start(handle)
    runner = make_runner(idle_timeout=0.3)
    error = await failed(runner, Request("POST", served.url, body=(piece(100_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.TIMEOUT, True)
    assert error.bytes_left > 100_000
    assert "may have arrived" in str(error)


async def test_silence_in_the_middle_of_a_body(failed, servers, make_runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await asyncio.Event().wait()

    served = await servers.start(handle)
    runner = make_runner(idle_timeout=0.3)
    error = await failed(runner, Request("POST", served.url, body=(piece(50_000_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.TIMEOUT, False)
    assert 0 < error.bytes_left < 50_000_000
