"""A test of the connection: which way a server is reached and who vouches for it, without any key."""

from __future__ import annotations

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.net.runner import Way


async def test_a_direct_way_with_its_certificate(servers, always, authority, make_runner) -> None:
    served = await servers.start(always(404, b"no"), tls=authority.tls("127.0.0.1"))
    way = await make_runner(extra_roots=authority.root).probe(served.url)
    assert (way.host, way.proxy) == ("127.0.0.1", "")
    assert way.issuer.startswith("trustme")
    assert [(one.method, one.body, one.header("authorization")) for one in served.seen] == [("GET", b"", None)]


async def test_without_tls_nobody_vouches(servers, always, runner) -> None:
    served = await servers.start(always())
    assert await runner.probe(served.url) == Way("127.0.0.1", "", "")


async def test_a_reply_without_a_connection_left_to_look_at(servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

    served = await servers.start(handle)
    assert (await runner.probe(served.url)).issuer == ""


async def test_what_cannot_be_reached_says_why(runner, closed_port) -> None:
    with pytest.raises(SendError) as caught:
        await runner.probe(f"http://127.0.0.1:{closed_port}")
    assert caught.value.kind is FailureKind.NO_NETWORK
