"""A real proxy in the way: with a password, with a wrong one, refusing, broken, or not there at all."""

from __future__ import annotations

import base64

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.schema.request import Request

NAME = "storage.test"
GOOD = "Basic " + base64.b64encode("jo:pä ss".encode()).decode()


@pytest.fixture
def proxy(servers):
    """Starts a proxy that leads every name to loopback, and asks for *password* if one is given."""

    async def start(password: str | None = None, status: int = 200):
        async def handle(visit) -> None:
            seen = await visit.head()
            assert seen.method == "CONNECT"
            if password is not None and seen.header("proxy-authorization") != password:
                await visit.reply(407, b"", 'Proxy-Authenticate: Basic realm="here"')
                return
            if status != 200:
                await visit.reply(status, b"no")
                return
            await visit.lead_on(seen)

        return await servers.start(handle)

    return start


@pytest.fixture
async def target(servers, always, authority):
    return await servers.start(always(200, b"hello"), tls=authority.tls(NAME), name=NAME)


async def failed(runner, url, kind=FailureKind.PROXY) -> SendError:
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", url, body=(b"data",)), server=url)
    assert (caught.value.kind, caught.value.bytes_left) == (kind, 0)
    assert "Nothing was sent" in str(caught.value)
    assert "jo" not in caught.value.detail
    return caught.value


async def test_a_file_goes_through_the_proxy_with_its_password(proxy, target, make_runner, authority, piece) -> None:
    between = await proxy(GOOD)
    address = f"http://jo:p%C3%A4%20ss@127.0.0.1:{between.port}"
    runner = make_runner(extra_roots=authority.root, proxy=address)
    file = piece(2_000_000)
    reply = await runner.send(Request("PUT", target.url, body=(file,), storage=True), server=target.url)
    assert reply.body == b"hello"
    assert target.seen[0].body == file.path.read_bytes()
    assert target.seen[0].header("proxy-authorization") is None
    assert between.seen[0].target == f"{NAME}:{target.port}"
    assert (between.errors, target.errors) == ([], [])


@pytest.mark.parametrize("user", ["", "jo:wrong@"])
async def test_a_proxy_that_wants_a_password(proxy, target, make_runner, authority, user) -> None:
    between = await proxy(GOOD)
    runner = make_runner(extra_roots=authority.root, proxy=f"http://{user}127.0.0.1:{between.port}")
    error = await failed(runner, target.url, FailureKind.PROXY_LOGIN)
    assert "wants a name and a password" in str(error)
    assert target.visits == 0


async def test_a_proxy_that_refuses_the_host(proxy, target, make_runner, authority) -> None:
    between = await proxy(status=403)
    runner = make_runner(extra_roots=authority.root, proxy=f"127.0.0.1:{between.port}")
    assert "did not make the connection" in str(await failed(runner, target.url))


async def test_a_proxy_that_hangs_up(servers, target, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.head()

    between = await servers.start(handle)
    runner = make_runner(proxy=f"http://127.0.0.1:{between.port}")
    assert "did not make the connection" in str(await failed(runner, target.url))


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-proxy.invalid"])
async def test_a_proxy_that_is_not_there(target, make_runner, closed_port, host) -> None:
    runner = make_runner(proxy=f"http://{host}:{closed_port}")
    error = await failed(runner, target.url, FailureKind.PROXY_AWAY)
    assert f"{host}:{closed_port} cannot be reached" in str(error)


async def test_a_proxy_that_never_answers(servers, target, make_runner) -> None:
    async def handle(visit) -> None:
        await visit.gone()

    between = await servers.start(handle)
    runner = make_runner(proxy=f"http://127.0.0.1:{between.port}", connect_timeout=0.2)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", target.url, body=(b"x",)), server=target.url)
    assert (caught.value.kind, caught.value.bytes_left) == (FailureKind.TIMEOUT, 0)


async def test_a_kind_of_proxy_that_is_not_spoken(target, make_runner) -> None:
    error = await failed(make_runner(proxy="socks4://127.0.0.1:1080"), target.url)
    assert "socks4" in str(error)


async def test_certificates_are_checked_behind_a_proxy_too(proxy, target, make_runner) -> None:
    between = await proxy()
    runner = make_runner(proxy=f"http://127.0.0.1:{between.port}")
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", target.url, body=(b"x",)), server=target.url)
    assert (caught.value.kind, caught.value.bytes_left) == (FailureKind.TLS, 0)
    assert target.seen == []


async def test_the_systems_proxy_is_used_but_not_for_loopback(
    proxy, target, make_runner, authority, servers, always, monkeypatch
) -> None:
    between = await proxy(GOOD)
    for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", f"http://jo:p%C3%A4%20ss@127.0.0.1:{between.port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{between.port}")
    runner = make_runner(extra_roots=authority.root, proxy="")
    assert (await runner.send(Request("GET", target.url), server=target.url)).ok
    local = await servers.start(always())
    assert (await runner.send(Request("GET", local.url), server=local.url)).ok
    assert len(between.seen) == 1


async def test_none_means_no_proxy_although_the_system_has_one(make_runner, monkeypatch, closed_port) -> None:
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed_port}")
    with pytest.raises(SendError) as caught:
        await make_runner(proxy="none").send(
            Request("GET", "https://nowhere.invalid/"), server="https://nowhere.invalid"
        )
    assert caught.value.kind is FailureKind.NO_NETWORK
