"""Another proxy and other certificates while requests are under way: those end as they began."""

from __future__ import annotations

import asyncio

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.net.options import ProxyMode, ProxySetting
from app.core.schema.request import Request

NONE = ProxySetting(ProxyMode.NONE)
NAME = "storage.test"


async def test_what_is_under_way_ends_as_it_began(servers, make_runner) -> None:
    asked, answer = asyncio.Event(), asyncio.Event()

    async def handle(visit) -> None:
        await visit.request()
        asked.set()
        await answer.wait()
        await visit.reply(200, b"late")

    slow = await servers.start(handle)
    runner = make_runner()
    under_way = asyncio.create_task(runner.send(Request("GET", slow.url), server=slow.url))
    await asked.wait()
    await runner.reach_by(NONE, None)
    await runner.reach_by(NONE, None)
    answer.set()
    assert (await under_way).body == b"late"


async def test_the_first_to_end_does_not_cut_off_the_others(servers, make_runner) -> None:
    asked, answer = asyncio.Event(), asyncio.Event()

    async def handle(visit) -> None:
        seen = await visit.request()
        if seen.target == "/slow":
            asked.set()
            await answer.wait()
        await visit.reply(200, seen.target.encode())

    served = await servers.start(handle)
    runner = make_runner()

    async def get(path: str) -> bytes:
        return (await runner.send(Request("GET", served.url + path), server=served.url)).body

    slow = asyncio.create_task(get("/slow"))
    await asked.wait()
    quick = asyncio.create_task(get("/quick"))
    while runner._connections._now._users < 2:
        await asyncio.sleep(0)
    await runner.reach_by(NONE, None)
    assert await quick == b"/quick"
    answer.set()
    assert await slow == b"/slow"


async def test_the_next_request_goes_the_new_way(servers, always, make_runner, authority, closed_port) -> None:
    target = await servers.start(always(), tls=authority.tls("127.0.0.1"))
    runner = make_runner()
    with pytest.raises(SendError) as caught:
        await runner.send(Request("GET", target.url), server=target.url)
    assert caught.value.kind is FailureKind.TLS
    await runner.reach_by(NONE, authority.root)
    assert (await runner.send(Request("GET", target.url), server=target.url)).ok
    away = ProxySetting(ProxyMode.MANUAL, f"127.0.0.1:{closed_port}")
    await runner.reach_by(away, authority.root)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("GET", f"https://{NAME}/"), server=f"https://{NAME}")
    assert caught.value.kind is FailureKind.PROXY_AWAY


async def test_certificates_that_cannot_be_read(servers, always, make_runner, tmp_path) -> None:
    target = await servers.start(always())
    runner = make_runner(extra_roots=tmp_path / "gone.pem")
    with pytest.raises(SendError) as caught:
        await runner.send(Request("GET", target.url), server=target.url)
    assert caught.value.kind is FailureKind.TLS
    await runner.reach_by(NONE, None)
    assert (await runner.send(Request("GET", target.url), server=target.url)).ok


async def test_closing_ends_what_runs_on_old_connections_too(servers, make_runner) -> None:
    asked = asyncio.Event()

    async def handle(visit) -> None:
        await visit.request()
        asked.set()
        await visit.gone()

    slow = await servers.start(handle)
    runner = make_runner()
    under_way = asyncio.create_task(runner.send(Request("GET", slow.url), server=slow.url))
    await asked.wait()
    await runner.reach_by(NONE, None)
    await runner.aclose()
    with pytest.raises(SendError) as caught:
        await under_way
    assert caught.value.kind is FailureKind.CANCELLED
