"""Turns a request into what goes over the wire: its address and headers, with the key in its one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import httpx
import yarl

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.net.guard import check_api, check_url
from app.core.schema.request import Credential, Request
from app.core.text import Text, text

Headers = tuple[tuple[str, str], ...]
"""Names and values, in order."""

# Those are the network layer's: a wrong one would break the framing of the request.
_OURS = frozenset({"content-length", "transfer-encoding", "host", "connection", "expect", "te", "upgrade"})

_NAME = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")  # RFC 9110, 5.6.2
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")  # RFC 9110, 5.5: a tab is allowed


@dataclass(frozen=True, slots=True, repr=False)
class Wire:
    """Method, address and headers of a request; they may hold the key, so it has no repr of its own.

    Attributes:
        head_size: bytes of the request line and all headers.
    """

    method: str
    url: yarl.URL
    headers: Headers
    head_size: int


def wire(request: Request, *, server: str, secret: Secret | None, user_agent: str) -> Wire:
    """What goes over the wire for *request*.

    A storage host gets neither key nor cookie, whatever the request says.

    Raises:
        SendError: BAD_ADDRESS: the address is refused, or a header or the key cannot be sent.
    """
    if request.storage:
        target = _known_target(check_url(request.url, server=server))
        head = _known_head(request.headers, user_agent)
    else:
        url, headers = check_api(request.url), request.headers
        if secret is not None and request.credential is not None:
            url, headers = _with_key(url, headers, request.credential, secret)
        target, head = _target(url), _head(headers, user_agent)
    if request.body is not None or request.method.upper() in ("POST", "PUT", "PATCH"):
        head = head.with_length(request.size)
    return Wire(request.method, target.url, head.headers, len(request.method) + target.size + head.size)


def bare_line(url: httpx.URL) -> Wire:
    """A question for *url* without a word on who asks."""
    return Wire("GET", _target(url).url, (), 0)


@dataclass(frozen=True, slots=True, repr=False)
class _Target:
    """An address for aiohttp; *size*: the bytes of it, and of all else in a head but the method and the headers."""

    url: yarl.URL
    size: int


def _target(url: httpx.URL) -> _Target:
    """*url* with nothing quoted anew: a signature covers the exact spelling."""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    host = url.raw_host.decode("ascii")
    exact = yarl.URL.build(
        scheme=url.scheme,
        host=f"[{host}]" if ":" in host else host,
        port=url.port,
        path=path,
        query_string=query,
        encoded=True,
    )
    around = len("  HTTP/1.1\r\n") + len("Host: \r\n") + len("\r\n")
    return _Target(exact, len(url.raw_path) + len(url.netloc) + around)


_known_target = lru_cache(maxsize=64)(_target)
"""For storage hosts, whose addresses never hold the key, and one of which thousands of files go to."""


_LENGTH = "Content-Length"


@dataclass(frozen=True, slots=True, repr=False)
class _Head:
    """The headers of a request; *size*: the bytes of them."""

    headers: Headers
    size: int

    def with_length(self, size: int) -> _Head:
        """These, and that the body has *size* bytes."""
        length = str(size)
        return _Head((*self.headers, (_LENGTH, length)), self.size + len(_LENGTH) + len(length) + 4)


def _head(headers: Headers, user_agent: str) -> _Head:
    """What of *headers* may be sent, and what is always sent. Raises: SendError: one cannot be."""
    whole = _with_defaults([(name, value) for name, value in headers if name.lower() not in _OURS], user_agent)
    _check(whole)
    return _Head(tuple(whole), sum([len(n) + len(v.encode()) + 4 for n, v in whole]))


_known_head = lru_cache(maxsize=64)(_head)
"""For storage hosts, as :data:`_known_target`."""


def _with_key(url: httpx.URL, headers: Headers, place: Credential, secret: Secret) -> tuple[httpx.URL, Headers]:
    key = secret.reveal()
    if _CONTROL.search(key):
        raise _unsendable(
            text("The key holds a line break or another invisible sign. Enter it again. Nothing was sent.")
        )
    if place.place == "query":
        pair = f"{quote(place.name, safe='')}={quote(place.prefix + key, safe='')}"
        query = url.query.decode("ascii")
        return url.copy_with(query=f"{query}&{pair}".lstrip("&").encode("ascii")), headers
    if place.place == "cookie":
        cookies = [value for name, value in headers if name.lower() == "cookie"]
        rest = [(name, value) for name, value in headers if name.lower() != "cookie"]
        return url, (*rest, ("Cookie", "; ".join([*cookies, f"{place.name}={place.prefix}{key}"])))
    rest = [(name, value) for name, value in headers if name.lower() != place.name.lower()]
    return url, (*rest, (place.name, place.prefix + key))


def _with_defaults(headers: list[tuple[str, str]], user_agent: str) -> list[tuple[str, str]]:
    given = {name.lower() for name, _ in headers}
    # "identity": what is read is then what was sent, and its size can be told.
    ours = (("User-Agent", user_agent), ("Accept", "*/*"), ("Accept-Encoding", "identity"))
    return [pair for pair in ours if pair[0].lower() not in given] + headers


def _check(headers: list[tuple[str, str]]) -> None:
    for name, value in headers:
        if not _is_name(name):
            raise _unsendable(text("“{name}” cannot be the name of a header. Nothing was sent.", name=name))
        if not value.isprintable() and _CONTROL.search(value):
            raise _unsendable(
                text(
                    "The value for “{name}” holds a line break or another invisible sign. Nothing was sent.", name=name
                )
            )


@lru_cache(maxsize=256)
def _is_name(name: str) -> bool:
    return bool(_NAME.match(name))


def _unsendable(words: Text) -> SendError:
    return SendError(FailureKind.BAD_ADDRESS, words)
