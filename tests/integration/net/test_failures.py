"""Every way a request can fail: its class, how much had left, and what a person is told about it."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.schema.request import Credential, Request


async def failed(runner, request, server, **more) -> SendError:
    """The error of a request that must fail."""
    with pytest.raises(SendError) as caught:
        await runner.send(request, server=server, **more)
    error = caught.value
    assert error.__cause__ is None, "a cause drags addresses and headers into tracebacks"
    assert error.__context__ is None
    return error


async def test_an_unknown_name_is_no_network(runner) -> None:
    url = "https://no-such-host.invalid/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left, error.complete) == (FailureKind.NO_NETWORK, 0, False)
    assert "no-such-host.invalid was not found" in str(error)
    assert "Nothing was sent" in str(error)


async def test_a_refused_connection_is_no_network(runner, closed_port) -> None:
    url = f"http://127.0.0.1:{closed_port}/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.may_have_arrived, error.complete) == (FailureKind.NO_NETWORK, False, False)
    assert "does not take connections" in str(error)


async def test_a_handshake_without_an_answer_is_a_timeout_with_nothing_sent(servers, make_runner, authority) -> None:
    async def handle(visit) -> None:
        await visit.gone()

    served = await servers.start(handle)
    runner = make_runner(connect_timeout=0.2, extra_roots=authority.root)
    url = f"https://127.0.0.1:{served.port}/"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.TIMEOUT, 0)
    assert "Nothing was sent" in str(error)


async def test_a_connection_that_ends_in_the_handshake_sent_nothing(servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.reader.read(1)
        visit.reset()

    served = await servers.start(handle)
    url = f"https://127.0.0.1:{served.port}/"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.BROKEN, 0)
    assert "before anything was sent" in str(error)


async def test_a_reset_in_the_middle_of_a_body(servers, runner, piece) -> None:
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
async def test_a_server_that_took_everything_and_closed(servers, runner, piece, method) -> None:
    async def handle(visit) -> None:
        await visit.request()

    served = await servers.start(handle)
    body = (b"head", piece(300_000)) if method in ("PUT", "POST") else None
    error = await failed(runner, Request(method, served.url, body=body), served.url)
    assert (error.kind, error.complete) == (FailureKind.BROKEN, True)
    assert error.bytes_left > (300_004 if body else 0)
    assert error.may_have_arrived
    assert "may have" in str(error)
    assert served.visits == 1, "nothing is repeated behind our back"


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE", "POST"])
async def test_a_reused_connection_that_breaks_is_not_repeated(servers, runner, method) -> None:
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


async def test_silence_after_the_whole_request(servers, make_runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.gone()

    served = await servers.start(handle)
    runner = make_runner(idle_timeout=0.3)
    error = await failed(runner, Request("POST", served.url, body=(piece(100_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.TIMEOUT, True)
    assert error.bytes_left > 100_000
    assert "may have arrived" in str(error)


async def test_silence_in_the_middle_of_a_body(servers, make_runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await asyncio.Event().wait()

    served = await servers.start(handle)
    runner = make_runner(idle_timeout=0.3)
    error = await failed(runner, Request("POST", served.url, body=(piece(50_000_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.TIMEOUT, False)
    assert 0 < error.bytes_left < 50_000_000


async def test_silence_in_the_middle_of_a_reply(servers, make_runner) -> None:
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


MALFORMED = [
    b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    b"HTTP/1.1 abc OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
]


@pytest.mark.parametrize("raw", MALFORMED, ids=lambda raw: raw[:40].decode("latin-1"))
async def test_what_is_no_http_or_cut_off_is_a_bad_reply(servers, runner, raw) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(raw)

    served = await servers.start(handle)
    error = await failed(runner, Request("POST", served.url, body=(b"abc",)), served.url)
    assert (error.kind, error.complete) == (FailureKind.BAD_REPLY, True)
    assert error.may_have_arrived


async def test_a_reply_beyond_the_cap_is_refused_and_not_read_on(servers, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            await visit.say(b"x" * 65536)

    served = await servers.start(handle)
    error = await failed(make_runner(reply_cap=1_000_000), Request("GET", served.url), served.url)
    assert error.kind is FailureKind.BAD_REPLY
    assert "more than 1.0 MB" in str(error)


async def test_the_cap_counts_what_comes_out_of_a_compressed_reply(servers, make_runner, always) -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert len(bomb) < 100_000
    served = await servers.start(always(200, bomb, "Content-Encoding: gzip"))
    error = await failed(make_runner(reply_cap=1_000_000), Request("GET", served.url), served.url)
    assert error.kind is FailureKind.BAD_REPLY


@pytest.mark.parametrize(("name", "packed"), [("gzip", gzip.compress(b"hello")), ("deflate", zlib.compress(b"hello"))])
async def test_a_compressed_reply_is_unpacked(servers, runner, always, name, packed) -> None:
    served = await servers.start(always(200, packed, f"Content-Encoding: {name}"))
    assert (await runner.send(Request("GET", served.url), server=served.url)).body == b"hello"


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


async def test_success_before_the_body_was_taken_is_not_believed(servers, runner, piece) -> None:
    async def handle(visit) -> None:
        await visit.head()
        await visit.reply(200, b"ok")
        await visit.gone()

    served = await servers.start(handle)
    error = await failed(runner, Request("PUT", served.url, body=(piece(60_000_000),)), served.url)
    assert (error.kind, error.complete) == (FailureKind.BAD_REPLY, False)
    assert "before it had everything" in str(error)


async def test_a_file_that_is_gone_is_noticed_before_anything_is_sent(servers, runner, always, piece) -> None:
    served = await servers.start(always())
    here, gone = piece(3_000_000, "here"), piece(10, "gone.csv")
    gone.path.unlink()
    error = await failed(runner, Request("POST", served.url, body=(here, gone)), served.url)
    assert (error.kind, error.bytes_left) == (FailureKind.FILE_GONE, 0)
    assert "gone.csv" in str(error)
    assert served.visits == 0


async def test_a_file_that_changed_is_noticed_before_anything_is_sent(servers, runner, always, piece) -> None:
    served = await servers.start(always())
    file = piece(10)
    file.path.write_bytes(b"0123456789a")
    error = await failed(runner, Request("POST", served.url, body=(file,)), served.url)
    assert (error.kind, error.bytes_left) == (FailureKind.FILE_CHANGED, 0)
    assert "Nothing was sent" in str(error)
    assert served.visits == 0


@pytest.mark.parametrize("how", ["grows", "shrinks", "rewritten"])
async def test_a_file_that_changes_while_it_is_sent_is_never_ended_as_if_whole(servers, runner, piece, how) -> None:
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
async def test_a_header_with_a_line_break_is_refused(servers, runner, always, value) -> None:
    served = await servers.start(always())
    error = await failed(runner, Request("GET", served.url, (("X-Form", value),)), served.url)
    assert (error.kind, error.bytes_left, served.visits) == (FailureKind.BAD_ADDRESS, 0, 0)
    assert "X-Form" in str(error)


async def test_a_key_with_a_line_break_is_refused_without_being_shown(servers, runner, always) -> None:
    served = await servers.start(always())
    request = Request("GET", served.url, credential=Credential("header", "Authorization"))
    error = await failed(runner, request, served.url, secret=Secret("canary\nkey"))
    assert (error.kind, served.visits) == (FailureKind.BAD_ADDRESS, 0)
    assert "canary" not in f"{error}{error.detail}{error!r}"


async def test_plain_http_is_for_loopback_alone(runner) -> None:
    url = "http://api.example.com/x"
    error = await failed(runner, Request("POST", url, body=(b"x",)), url)
    assert (error.kind, error.bytes_left) == (FailureKind.BAD_ADDRESS, 0)


async def test_a_closed_runner_sends_nothing(servers, runner, always) -> None:
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
