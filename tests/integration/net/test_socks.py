"""SOCKS5: a real proxy that is not ours, and one of the test's own for what the real one never does."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.schema.request import Request

NAME = "storage.test"


@pytest.fixture
async def microsocks() -> AsyncIterator[Callable[..., Awaitable[int]]]:
    """Starts Debian's microsocks with the given words; its port is returned."""
    program = shutil.which("microsocks")
    assert program, "microsocks is among the system's parts for tests"
    running: list[subprocess.Popen[bytes]] = []

    async def start(*words: str) -> int:
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            port: int = sock.getsockname()[1]
        running.append(
            subprocess.Popen([program, "-i", "127.0.0.1", "-p", str(port), *words], stderr=subprocess.DEVNULL)
        )
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except ConnectionRefusedError:
                    await asyncio.sleep(0.01)
                else:
                    writer.close()
                    return port

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
async def target(servers, always, authority, here):
    return await servers.start(always(200, b"hello"), tls=authority.tls(here), name=here)


async def failed(runner, url: str) -> SendError:
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", url, body=(b"data",)), server=url)
    assert caught.value.bytes_left == 0
    assert "Nothing was sent" in str(caught.value)
    assert "s3cr3t" not in caught.value.detail
    return caught.value


@pytest.mark.parametrize("login", ["", "jo:s3cr3t%20%40@"])
async def test_a_file_goes_through_a_real_socks_proxy(microsocks, target, make_runner, authority, piece, login) -> None:
    port = await microsocks(*(["-u", "jo", "-P", "s3cr3t @"] if login else []))
    runner = make_runner(extra_roots=authority.root, proxy=f"socks5://{login}127.0.0.1:{port}")
    file, seen = piece(3_000_000), []
    request = Request("PUT", target.url, body=(file,), storage=True)
    reply = await runner.send(request, server=target.url, progress=seen.append)
    assert reply.body == b"hello"
    assert target.seen[0].body == file.path.read_bytes()
    assert seen[-1] == 3_000_000
    again = await runner.send(Request("GET", target.url, storage=True), server=target.url)
    assert again.ok
    assert target.visits == 1, "the connection through the proxy is used again"


@pytest.mark.parametrize("login", ["", "jo:wrong@"])
async def test_a_socks_proxy_that_wants_another_password(microsocks, target, make_runner, login) -> None:
    port = await microsocks("-u", "jo", "-P", "s3cr3t")
    error = await failed(make_runner(proxy=f"socks5://{login}127.0.0.1:{port}"), target.url)
    assert error.kind is FailureKind.PROXY_LOGIN
    assert f"127.0.0.1:{port} wants a name and a password" in str(error)
    assert target.visits == 0


@pytest.mark.parametrize("login", ["j%C3%B6:s3cr3t", "jo:" + "x" * 256])
async def test_a_password_that_a_socks_proxy_cannot_be_told(make_runner, login) -> None:
    error = await failed(make_runner(proxy=f"socks5://{login}@127.0.0.1:9"), f"https://{NAME}")
    assert error.kind is FailureKind.PROXY_LOGIN
    assert "cannot be handed to it" in str(error)


async def test_a_socks_proxy_that_cannot_reach_the_host(microsocks, make_runner, closed_port, here) -> None:
    port = await microsocks()
    error = await failed(make_runner(proxy=f"socks5h://127.0.0.1:{port}"), f"https://{here}:{closed_port}")
    assert error.kind is FailureKind.PROXY
    assert f"did not make the connection to {here}" in str(error)


async def test_a_socks_proxy_that_is_not_there(target, make_runner, closed_port) -> None:
    error = await failed(make_runner(proxy=f"socks5://127.0.0.1:{closed_port}"), target.url)
    assert error.kind is FailureKind.PROXY_AWAY
    assert f"127.0.0.1:{closed_port} cannot be reached" in str(error)


async def test_certificates_are_checked_behind_a_socks_proxy_too(microsocks, target, make_runner) -> None:
    port = await microsocks()
    error = await failed(make_runner(proxy=f"socks5://127.0.0.1:{port}"), target.url)
    assert error.kind is FailureKind.TLS
    assert target.seen == []


async def asked_for(visit) -> tuple[str, int]:
    """Greets without a password and reads what is asked for; it has to be a name."""
    version, count = await visit.reader.readexactly(2)
    assert version == 5
    await visit.reader.readexactly(count)
    await visit.say(b"\x05\x00")
    head = await visit.reader.readexactly(4)
    assert head == b"\x05\x01\x00\x03", "the proxy is given the name, not an address"
    length = (await visit.reader.readexactly(1))[0]
    name = (await visit.reader.readexactly(length)).decode()
    return name, int.from_bytes(await visit.reader.readexactly(2), "big")


async def test_the_proxy_looks_the_name_up(servers, make_runner) -> None:
    asked: list[tuple[str, int]] = []

    async def handle(visit) -> None:
        asked.append(await asked_for(visit))
        await visit.say(b"\x05\x02\x00\x01\0\0\0\0\0\0")

    between = await servers.start(handle)
    error = await failed(make_runner(proxy=f"socks5://127.0.0.1:{between.port}"), f"https://{NAME}:444")
    assert (asked, error.kind) == ([(NAME, 444)], FailureKind.PROXY)


async def test_a_socks_proxy_that_hangs_up_or_talks_nonsense(servers, make_runner) -> None:
    async def hang_up(visit) -> None:
        await asked_for(visit)

    async def talk(visit) -> None:
        await visit.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await visit.gone()

    for handler in (hang_up, talk):
        between = await servers.start(handler)
        error = await failed(make_runner(proxy=f"socks5://127.0.0.1:{between.port}"), f"https://{NAME}")
        assert error.kind is FailureKind.PROXY


async def test_a_socks_proxy_that_never_answers(servers, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.gone()

    between = await servers.start(handle)
    runner = make_runner(proxy=f"socks5://127.0.0.1:{between.port}", connect_timeout=0.2)
    error = await failed(runner, f"https://{NAME}")
    assert error.kind is FailureKind.TIMEOUT


async def test_a_connection_that_breaks_behind_the_proxy_counts_what_left(
    microsocks, servers, make_runner, authority, piece, here
) -> None:
    async def handle(visit) -> None:
        await visit.request()
        visit.reset()

    target = await servers.start(handle, tls=authority.tls(here), name=here)
    port = await microsocks()
    runner = make_runner(extra_roots=authority.root, proxy=f"socks5://127.0.0.1:{port}")
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", target.url, body=(piece(50_000),)), server=target.url)
    assert (caught.value.kind, caught.value.complete) == (FailureKind.BROKEN, True)
    assert caught.value.bytes_left > 50_000
