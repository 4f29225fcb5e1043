"""A network that wants a sign-in first: behind a wrong certificate, and in the place of a reply."""

from __future__ import annotations

import pytest

from app.core.flow.outcome import FailureKind
from app.core.schema.request import Request


async def test_a_wrong_certificate_with_a_sign_in_page_behind_it(
    servers, always, authority, make_runner, here, failed
) -> None:
    page = await servers.start(always(302, b"", "Location: https://wifi.test/sign-in"))
    target = await servers.start(always(), tls=authority.tls("wifi.test"), name=here)
    runner = make_runner(extra_roots=authority.root, portal_port=page.port)
    error = await failed(runner, Request("POST", f"{target.url}/v1/x?key=1", body=(b"data",)), target.url)
    assert (error.kind, error.bytes_left) == (FailureKind.PORTAL, 0)
    assert "sign in first, at wifi.test" in str(error)
    assert [(one.method, one.target, one.body) for one in page.seen] == [("GET", "/", b"")]
    assert {name.lower() for name, _ in page.seen[0].headers} == {"host"}


@pytest.mark.parametrize(
    ("status", "body", "header"),
    [(301, b"", "Location: https://{here}/"), (404, b"no", "X: y"), (200, b"x" * 9_000_000, "X: y")],
)
async def test_a_wrong_certificate_alone_stays_one(
    servers, always, authority, make_runner, here, failed, status, body, header
) -> None:
    page = await servers.start(always(status, body, header.format(here=here)))
    target = await servers.start(always(), tls=authority.tls("other.test"), name=here)
    runner = make_runner(extra_roots=authority.root, portal_port=page.port)
    error = await failed(runner, Request("GET", target.url), target.url)
    assert (error.kind, error.bytes_left) == (FailureKind.TLS, 0)
    assert "certificate of another server" in str(error)
    assert len(page.seen) == 1


async def test_nobody_is_asked_where_no_page_can_be(
    servers, always, authority, make_runner, here, failed, closed_port
) -> None:
    target = await servers.start(always(), tls=authority.tls("other.test"), name=here)
    runner = make_runner(extra_roots=authority.root, portal_port=closed_port)
    assert (await failed(runner, Request("GET", target.url), target.url)).kind is FailureKind.TLS
    page = await servers.start(always(511))
    local = f"https://127.0.0.1:{target.port}"
    runner = make_runner(extra_roots=authority.root, portal_port=page.port)
    assert (await failed(runner, Request("GET", local), local)).kind is FailureKind.TLS
    assert page.seen == []


async def test_a_page_where_a_reply_was_due(servers, always, runner, failed, piece) -> None:
    page = await servers.start(always(200, b"<html><a href='http://wifi.test/'>in</a>", "Content-Type: text/html"))
    error = await failed(runner, Request("POST", page.url, body=(piece(1000),)), page.url)
    assert (error.kind, error.complete) == (FailureKind.PORTAL, True)
    assert "wifi.test" in str(error)
    stored = await failed(runner, Request("PUT", page.url, body=(piece(1000),), storage=True), page.url)
    assert stored.kind is FailureKind.PORTAL


async def test_a_redirect_to_the_sign_in_page(servers, always, runner, failed) -> None:
    page = await servers.start(always(302, b"", "Location: http://wifi.test/in"))
    error = await failed(runner, Request("POST", page.url, body=(b"data",)), page.url)
    assert (error.kind, error.bytes_left) == (FailureKind.PORTAL, 0)
    assert "Nothing was sent to 127.0.0.1" in str(error)
