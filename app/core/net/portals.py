"""Recognises the sign-in page of a network where a server's reply was due."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

from app.core.flow.outcome import FailureKind, SendError
from app.core.flow.words import is_web_page
from app.core.net.attempt import Attempt
from app.core.net.failures import left_words
from app.core.net.hosts import same_domain
from app.core.schema.request import Reply, Request
from app.core.text import text

_SIGN_IN_FIRST = 511
"""RFC 6585, 6: a network asks for a sign-in; no server behind the network may say so."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_LINK = re.compile(rb"""(?:url=|action=|href=)\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)

_HOST = re.compile(r"^[\w.:-]+$")


@dataclass(frozen=True, slots=True)
class Portal:
    """Somebody in between answered.

    Attributes:
        host: where to sign in, or empty when it is not told.
        certain: only a network in between says so: the server itself got nothing.
    """

    host: str
    certain: bool


def portal_in(request: Request, reply: Reply) -> Portal | None:
    """The portal that sent *reply* to *request*, or None when it is the server's own."""
    if reply.ok and not reply.body:
        return None
    here = httpx.URL(request.url).host
    if reply.status == _SIGN_IN_FIRST:
        return Portal(_linked(reply, here), certain=True)
    if not request.storage and reply.status in _MOVED:
        there = _host(reply.headers.get("location", ""), "http")
        return Portal(there, certain=True) if there and not same_domain(here, there) else None
    answers = not request.storage or request.method.upper() in ("PUT", "POST")
    if answers and reply.ok and reply.body and is_web_page(reply):
        return Portal(_linked(reply, here), certain=False)
    return None


def portal_behind(host: str, reply: Reply) -> Portal | None:
    """The portal that sent *reply* to a plain request for the start page of *host*, whose own TLS did not hold.

    A server of its own there leads to itself or shows a page; only a portal leads to another host.
    """
    found = portal_in(Request("GET", f"http://{host}/"), reply)
    if found is None and reply.status in _MOVED:
        there = _host(reply.headers.get("location", ""), "https")
        return Portal(there, certain=True) if there and not same_domain(host, there) else None
    return found if found is not None and (found.certain or found.host) else None


def portal_error(portal: Portal, attempt: Attempt) -> SendError:
    """The error for a request that *portal* answered, or kept from being sent."""
    if portal.certain:
        if portal.host:
            words = text(
                "This network wants you to sign in first, at {portal}. Nothing was sent to {host}.",
                portal=portal.host,
                host=attempt.host,
            )
        else:
            words = text("This network wants you to sign in first. Nothing was sent to {host}.", host=attempt.host)
        return SendError(FailureKind.PORTAL, words)
    if portal.host:
        words = text(
            "A web page with links to {portal} came where {host} should have answered: this network may want you "
            "to sign in first. {left}",
            portal=portal.host,
            host=attempt.host,
            left=left_words(attempt),
        )
    else:
        words = text(
            "A web page came where {host} should have answered: this network may want you to sign in first. {left}",
            host=attempt.host,
            left=left_words(attempt),
        )
    return SendError(FailureKind.PORTAL, words, bytes_left=attempt.bytes_left, complete=attempt.complete)


def _linked(reply: Reply, here: str) -> str:
    """The first other host that the page leads to."""
    places = [
        reply.headers.get("location", ""),
        *(link.decode("latin-1") for link in _LINK.findall(reply.body[:20_000])),
    ]
    hosts = (_host(place, "http", "https") for place in places)
    return next((host for host in hosts if host and not same_domain(here, host)), "")


def _host(address: str, *schemes: str) -> str:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        return ""
    return url.host if url.scheme in schemes and _HOST.match(url.host) else ""
