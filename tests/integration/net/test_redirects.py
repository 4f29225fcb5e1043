"""Redirects: followed for storage hosts within their own domain, with the body from its start; nowhere else."""

from __future__ import annotations

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.schema.request import Credential, Request


def moving(status: int, target: str):
    """A handler that sends everything on to *target*, before it has read the body."""

    async def handle(visit) -> None:
        await visit.head()
        await visit.reply(status, b"", f"Location: {target}", "Connection: close")
        await visit.gone()

    return handle


@pytest.mark.parametrize("status", [307, 308])
async def test_a_storage_redirect_gets_the_whole_body_again(servers, runner, always, piece, status) -> None:
    there = await servers.start(always(201))
    here = await servers.start(moving(status, f"{there.url}/there?sig=a%2Fb"))
    file, told = piece(3_000_000), []
    request = Request("PUT", f"{here.url}/here", (("X-Amz-Acl", "private"),), (b"h", file), storage=True)
    reply = await runner.send(request, server=here.url, progress=told.append)
    seen = there.seen[0]
    assert reply.status == 201
    assert (seen.method, seen.target) == ("PUT", "/there?sig=a%2Fb")
    assert seen.body == b"h" + file.path.read_bytes()
    assert seen.header("x-amz-acl") == "private"
    assert told[-1] == 3_000_000
    assert len(reply.sha256) == 1


async def test_a_relative_location_is_understood(servers, runner) -> None:
    async def handle(visit) -> None:
        seen = await visit.request()
        if seen.target == "/a/b":
            await visit.reply(307, b"", "Location: ../c")
        else:
            await visit.reply(200)
        await handle(visit)

    served = await servers.start(handle)
    request = Request("PUT", f"{served.url}/a/b", body=(b"x",), storage=True)
    assert (await runner.send(request, server=served.url)).status == 200
    assert served.seen[-1].target == "/c"


@pytest.mark.parametrize(("status", "followed"), [(301, True), (302, True), (303, False), (307, True)])
async def test_what_a_get_follows(servers, runner, always, status, followed) -> None:
    there = await servers.start(always(200, b"data"))
    here = await servers.start(moving(status, there.url))
    reply = await runner.send(Request("GET", here.url, storage=True), server=here.url)
    assert (reply.status == 200) is followed
    assert len(there.seen) == int(followed)


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_put_does_not_turn_into_something_else(servers, runner, always, status) -> None:
    there = await servers.start(always())
    here = await servers.start(always(status, b"<Error/>", f"Location: {there.url}"))
    reply = await runner.send(Request("PUT", here.url, body=(b"x",), storage=True), server=here.url)
    assert (reply.status, reply.body, there.visits) == (status, b"<Error/>", 0)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_the_api_is_never_followed_with_the_key(servers, runner, always, status) -> None:
    there = await servers.start(always())
    here = await servers.start(always(status, b"", f"Location: {there.url}"))
    for method in ("GET", "POST"):
        request = Request(method, here.url, credential=Credential("header", "Authorization", "Bearer "))
        reply = await runner.send(request, server=here.url, secret=Secret("canary"))
        assert reply.status == status
    assert there.visits == 0


@pytest.mark.parametrize(
    "target",
    [
        "https://storage.evil.example/x",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x",
        "ftp://127.0.0.1/x",
        "https://user:pass@127.0.0.1/x",
        "https://127.0.0.1:1/x",
        "\\\\host\\share",
        "https://[bad/",
    ],
)
async def test_a_redirect_elsewhere_is_refused(servers, runner, target) -> None:
    here = await servers.start(moving(307, target))
    with pytest.raises(SendError) as caught:
        await runner.send(Request("PUT", here.url, body=(b"x",), storage=True), server=here.url)
    assert caught.value.kind is FailureKind.BAD_ADDRESS
    assert caught.value.bytes_left == 0
    assert "pass" not in caught.value.detail.replace("password", "")


async def test_at_most_two_hops(servers, runner) -> None:
    async def handle(visit) -> None:
        seen = await visit.request()
        await visit.reply(307, b"", f"Location: {seen.target}x")
        await handle(visit)

    served = await servers.start(handle)
    with pytest.raises(SendError) as caught:
        await runner.send(Request("PUT", f"{served.url}/", body=(b"x",), storage=True), server=served.url)
    assert caught.value.kind is FailureKind.BAD_ADDRESS
    assert [seen.target for seen in served.seen] == ["/", "/x", "/xx"]


async def test_a_redirect_without_a_location_is_a_reply(servers, runner, always) -> None:
    served = await servers.start(always(307))
    reply = await runner.send(Request("PUT", served.url, body=(b"x",), storage=True), server=served.url)
    assert reply.status == 307


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://storage.example.com/x", "https://api.example.com"),
        ("https://127.0.0.1/x", "https://api.example.com"),
        ("https://[::1]/x", "https://api.example.com"),
        ("https://192.168.1.1/x", "http://127.0.0.1:1"),
    ],
)
async def test_a_storage_address_is_judged_before_anything_is_sent(runner, url, server) -> None:
    with pytest.raises(SendError) as caught:
        await runner.send(Request("PUT", url, body=(b"x",), storage=True), server=server)
    assert (caught.value.kind, caught.value.bytes_left) == (FailureKind.BAD_ADDRESS, 0)
