"""Which addresses may be contacted: the account's own server, and those that a server's reply names."""

from __future__ import annotations

import re
from functools import lru_cache

import httpx

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import mask_text, mask_url
from app.core.net.hosts import Reach, reach, same_domain
from app.core.text import Text, text

# White space, control characters and backslashes are read differently by different parsers of addresses.
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

# A name in ASCII, or an address in either notation; escapes in it would be read differently too.
_HOST = re.compile(rb"^(?:[0-9A-Za-z._-]+|[0-9A-Fa-f:.]+)$")


def refusal(words: Text, address: str) -> SendError:
    """The error for an address that is not used; *address* is masked."""
    return SendError(FailureKind.BAD_ADDRESS, words, detail=mask_text(address))


@lru_cache(maxsize=64)  # a session's address is that of thousands of files
def parse(url: str) -> httpx.URL:
    """*url* as the HTTP client will read it.

    Raises:
        SendError: it is no absolute http or https address, or holds user info.
    """
    parsed = None if _UNSAFE.search(url) else _parsed(url)
    if parsed is None:
        raise refusal(text("This is not a web address that can be used. Nothing was sent."), url)
    if "@" in url.partition("//")[2].partition("/")[0].partition("?")[0]:
        raise refusal(
            text("The address of {host} holds a user name, which is not safe. Nothing was sent.", host=parsed.host),
            mask_url(url),
        )
    return parsed


def _parsed(url: str) -> httpx.URL | None:
    try:
        parsed = httpx.URL(url)
        usable = parsed.scheme in ("http", "https") and _HOST.match(parsed.raw_host) and parsed.host
    except (httpx.InvalidURL, ValueError):  # ValueError: a name that breaks the rules of IDNA
        return None
    return parsed if usable and (parsed.port is None or 0 < parsed.port < 65536) else None


def check_api(url: str) -> httpx.URL:
    """Whether a request may go to *url* of the account's own server: https, or http on this computer.

    Raises:
        SendError: BAD_ADDRESS.
    """
    parsed = parse(url)
    if parsed.scheme == "http" and reach(parsed.host) is not Reach.LOOPBACK:
        raise refusal(
            text(
                "The address of {host} begins with http://, so the key could be read on the way. "
                "Use https://. Nothing was sent.",
                host=parsed.host,
            ),
            mask_url(url),
        )
    return parsed


@lru_cache(maxsize=64)
def check_url(url: str, *, server: str) -> httpx.URL:
    """*url* as the HTTP client will read it, if a request may go there, where a reply of *server* named it.

    It must be https, or http where both are on this computer; it must lead to the public internet, or to the
    same kind of place as *server*; and it must hold no user info.

    Raises:
        SendError: BAD_ADDRESS.
    """
    parsed = parse(url)
    home, there = reach(parse(server).host), reach(parsed.host)
    if there is not Reach.PUBLIC and (there is Reach.NOWHERE or there is not home):
        raise refusal(
            text(
                "The vendor's server named an address inside this computer or its network ({host}) as the place "
                "for the file. Sendoff does not go there. Nothing was sent to it.",
                host=parsed.host,
            ),
            mask_url(url),
        )
    if parsed.scheme == "http" and not home is there is Reach.LOOPBACK:
        raise refusal(
            text(
                "The vendor's server named an address without encryption at {host} as the place for the file. "
                "Nothing was sent to it.",
                host=parsed.host,
            ),
            mask_url(url),
        )
    return parsed


def check_redirect(current: str, location: str, *, server: str) -> str:
    """The absolute address that *location*, in a storage host's reply from *current*, leads to.

    Only within the storage's own domain, never from https to http
    (S3 redirects within its own domain alone: AWS developer guide, "Request redirection and the REST API").

    Raises:
        SendError: BAD_ADDRESS.
    """
    here = parse(current)
    joined = None if _UNSAFE.search(location) else _joined(here, location)
    if joined is None:
        raise refusal(text("The storage answered with an address that cannot be used. Nothing was stored."), location)
    check_url(joined, server=server)
    target = httpx.URL(joined)
    if not same_domain(here.host, target.host) or target.scheme != here.scheme:
        raise refusal(
            text(
                "{host} wanted to pass the file on to {other}, which does not belong to it. "
                "Sendoff does not follow. Nothing was stored.",
                host=here.host,
                other=target.host,
            ),
            mask_url(joined),
        )
    return joined


def _joined(here: httpx.URL, location: str) -> str | None:
    try:
        return str(here.join(location))
    except (httpx.InvalidURL, ValueError):
        return None
