"""Failures told by what left: the second half of the cases."""

from __future__ import annotations

import asyncio

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.schema.request import Credential, Request


async def test_silence_in_the_middle_of_a_reply(failed, servers, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        await visit.gone()

    served = await servers.start(handle)
    error = await failed(make_runner(idle_timeout=0.3), Request("GET", served.url), served.url)
    assert (error.kind, error.may_have_arrived) == (FailureKind.TIMEOUT, True)


async def test_a_slow_server_that_keeps_moving_is_not_given_up(servers, make_runner, piece) -> None:
    async def handle(visit) -> None:
        seen = await visit.head()
        left = int(seen.header("content-length"))
        while left:
            left -= len(await visit.reader.read(min(left, 1_500_000)))
            await asyncio.sleep(0.02)
        await visit.reply()

    served = await servers.start(handle)
    runner = make_runner(idle_timeout=0.5)
    assert (await runner.send(Request("PUT", served.url, body=(piece(40_000_000),)), server=served.url)).ok


async def test_a_file_that_is_gone_is_noticed_before_anything_is_sent(failed, servers, runner, always, piece) -> None:
    served = await servers.start(always())
    here, gone = piece(3_000_000, "here"), piece(10, "gone.csv")
    gone.path.unlink()
    error = await failed(runner, Request("POST", served.url, body=(here, gone)), served.url)
    assert (error.kind, error.bytes_left) == (FailureKind.FILE_GONE, 0)
    assert "gone.csv" in str(error)
    assert served.visits == 0


async def test_a_file_that_changed_is_noticed_before_anything_is_sent(failed, servers, runner, always, piece) -> None:
    served = await servers.start(always())
    file = piece(10)
    file.path.write_bytes(b"0123456789a")
    error = await failed(runner, Request("POST", served.url, body=(file,)), served.url)
    assert (error.kind, error.bytes_left) == (FailureKind.FILE_CHANGED, 0)
    assert "Nothing was sent" in str(error)
    assert served.visits == 0


@pytest.mark.parametrize("how", ["grows", "shrinks", "rewritten"])
async def test_a_file_that_changes_while_it_is_sent_is_never_ended_as_if_whole(
    failed, servers, runner, piece, how
) -> None:
    file = piece(30_000_000)
    got = 0

    async def handle(visit) -> None:
        nonlocal got
        await visit.head()
        got += len(await visit.reader.readexactly(100_000))
        if how == "grows":
            with file.path.open("ab") as more:
                more.write(b"x")
        elif how == "shrinks":
            with file.path.open("r+b") as less:
                less.truncate(20_000_000)
        else:
            with file.path.open("r+b") as other:
                other.write(b"y")
        while part := await visit.reader.read(1_000_000):
            got += len(part)
        await visit.reply()

    served = await servers.start(handle)
    error = await failed(runner, Request("PUT", served.url, body=(b"h", file, b"t")), served.url)
    assert (error.kind, error.complete) == (FailureKind.FILE_CHANGED, False)
    assert error.may_have_arrived
    assert "changed after it was added" in str(error)
    assert got < 30_000_002


@pytest.mark.parametrize("value", ["a\r\nX-Injected: 1", "a\x00b", "a\nb"])
async def test_a_header_with_a_line_break_is_refused(failed, servers, runner, always, value) -> None:
    served = await servers.start(always())
    error = await failed(runner, Request("GET", served.url, (("X-Form", value),)), served.url)
    assert (error.kind, error.bytes_left, served.visits) == (FailureKind.BAD_ADDRESS, 0, 0)
    assert "X-Form" in str(error)


async def test_a_key_with_a_line_break_is_refused_without_being_shown(failed, servers, runner, always) -> None:
    served = await servers.start(always())
    request = Request("GET", served.url, credential=Credential("header", "Authorization"))
    error = await failed(runner, request, served.url, secret=Secret("canary\nkey"))
    assert (error.kind, served.visits) == (FailureKind.BAD_ADDRESS, 0)
    assert "canary" not in f"{error}{error.detail}{error!r}"


async def test_plain_http_is_for_loopback_alone(failed, runner) -> None:
    url = "http://api.example.com/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.BAD_ADDRESS, 0)


async def test_a_closed_runner_sends_nothing(failed, servers, runner, always) -> None:
    served = await servers.start(always())
    await runner.aclose()
    error = await failed(runner, Request("GET", served.url), served.url)
    assert (error.kind, served.visits) == (FailureKind.CANCELLED, 0)


async def test_closing_the_runner_ends_what_is_under_way(servers, runner, piece) -> None:
    waiting = asyncio.Event()

    async def handle(visit) -> None:
        await visit.head()
        waiting.set()
        await asyncio.Event().wait()

    served = await servers.start(handle)
    request = Request("PUT", served.url, body=(piece(50_000_000),))
    task = asyncio.create_task(runner.send(request, server=served.url))
    await waiting.wait()
    await runner.aclose()
    with pytest.raises(SendError) as caught:
        await task
    assert caught.value.kind is FailureKind.CANCELLED
    assert caught.value.may_have_arrived
