"""Proxy rules from a server: fetched straight, obeyed in their order, read again when no way led anywhere."""

from __future__ import annotations

import ssl

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.net import pac_file
from app.core.net.pac import PacTrouble
from app.core.net.pac_file import PacFile, fetch
from app.core.schema.request import Request

NAME = "storage.test"


@pytest.fixture
def context() -> ssl.SSLContext:
    return ssl.create_default_context()


@pytest.fixture
def tunnel(servers):
    """Starts a proxy that leads every name to loopback."""

    async def start():
        async def handle(visit) -> None:
            await visit.lead_on(await visit.head())

        return await servers.start(handle)

    return start


@pytest.fixture
def rules(servers):
    """Serves rules whose answer can be changed: ``served.answer``."""

    async def start(answer: str):
        async def handle(visit) -> None:
            await visit.head()
            body = f"function FindProxyForURL(url, host) {{ return '{served.answer}' }}".encode()
            await visit.reply(200, body, "Connection: close")

        served = await servers.start(handle)
        served.answer = answer
        return served

    return start


async def test_the_next_proxy_of_the_list_is_tried(
    rules, tunnel, servers, always, authority, make_runner, closed_port, piece
) -> None:
    target = await servers.start(always(200, b"hello"), tls=authority.tls(NAME), name=NAME)
    between = await tunnel()
    pac = await rules(f"SOCKS5 127.0.0.1:{closed_port}; PROXY 127.0.0.1:{closed_port}; PROXY 127.0.0.1:{between.port}")
    runner = make_runner(proxy=f"pac+{pac.url}/proxy.pac", extra_roots=authority.root)
    file = piece(100_000)
    for _ in range(2):
        reply = await runner.send(Request("PUT", target.url, body=(file,), storage=True), server=target.url)
        assert reply.body == b"hello"
    assert target.seen[0].body == target.seen[1].body == file.path.read_bytes()
    assert pac.visits == 1


async def test_no_other_way_is_tried_once_something_was_sent(
    rules, tunnel, servers, authority, make_runner, piece
) -> None:
    async def handle(visit) -> None:
        await visit.request()  # and hangs up

    target = await servers.start(handle, tls=authority.tls(NAME), name=NAME)
    first, second = await tunnel(), await tunnel()
    pac = await rules(f"PROXY 127.0.0.1:{first.port}; PROXY 127.0.0.1:{second.port}")
    runner = make_runner(proxy=f"pac+{pac.url}/proxy.pac", extra_roots=authority.root)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", target.url, body=(piece(1000),)), server=target.url)
    assert (caught.value.kind, caught.value.complete) == (FailureKind.BROKEN, True)
    assert (len(target.seen), second.visits) == (1, 0)


async def test_when_no_way_leads_there_the_rules_are_read_again(
    rules, tunnel, servers, always, authority, make_runner, closed_port
) -> None:
    target = await servers.start(always(), tls=authority.tls(NAME), name=NAME)
    between = await tunnel()
    pac = await rules(f"PROXY 127.0.0.1:{closed_port}")
    runner = make_runner(proxy=f"pac+{pac.url}/proxy.pac", extra_roots=authority.root)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("GET", target.url), server=target.url)
    assert (caught.value.kind, caught.value.bytes_left) == (FailureKind.PROXY_AWAY, 0)
    pac.answer = f"PROXY 127.0.0.1:{between.port}"
    assert (await runner.send(Request("GET", target.url), server=target.url)).ok


async def test_rules_that_never_end_fail_in_words(rules, make_runner, monkeypatch) -> None:
    monkeypatch.setattr("app.core.net.pac._SECONDS", 0.2)
    pac = await rules("' + (function () { while (true) {} })() + '")
    with pytest.raises(SendError) as caught:
        await make_runner(proxy=f"pac+{pac.url}").send(Request("GET", "https://x.test"), server="https://x.test")
    assert caught.value.kind is FailureKind.PROXY_AWAY
    assert "proxy rules cannot be used" in str(caught.value)


async def test_fetching(servers, always, context, tmp_path, closed_port) -> None:
    served = await servers.start(always(200, b"\xef\xbb\xbfrules \xff"))
    assert await fetch(served.url, context) == "rules �"
    path = tmp_path / "a b.pac"
    path.write_text("local")
    assert await fetch(path.as_uri(), context) == "local"
    refused = await servers.start(always(404, b"no"))
    for address in (refused.url, f"http://127.0.0.1:{closed_port}", "ftp://x.test/", "file:///no/file", "no address"):
        with pytest.raises(PacTrouble, match="cannot be read"):
            await fetch(address, context)


async def test_a_file_without_an_end_is_cut_off(servers, always, context, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pac_file, "MOST", 100_000)
    served = await servers.start(always(200, b"x" * 1_000_000))
    path = tmp_path / "large.pac"
    path.write_bytes(b"x" * 200_000)
    for address in (served.url, path.as_uri()):
        with pytest.raises(PacTrouble, match="too large"):
            await fetch(address, context)


async def test_a_file_is_kept_for_a_while(rules, context, monkeypatch) -> None:
    now = 1000.0
    monkeypatch.setattr(pac_file.time, "monotonic", lambda: now)
    served = await rules("DIRECT")
    file = PacFile(served.url, context)
    assert len({await file.rules(), await file.rules()}) == 1
    assert served.visits == 1
    now += 601
    await file.rules()
    assert served.visits == 2
