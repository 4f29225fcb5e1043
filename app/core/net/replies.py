"""Reads a reply within its cap, takes the key out of it, and says whether it may be followed elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from app.core.copies import replace
from app.core.masking import MASK, Secret
from app.core.net.incoming import Incoming
from app.core.schema.hidden import as_written
from app.core.schema.request import Reply, Request

_SHORTEST_KEY = 8
"""Characters: a shorter one might be a word that means something else in a reply."""


class TooLarge(Exception):
    """A reply is larger than *cap* bytes."""

    def __init__(self, cap: int) -> None:
        super().__init__(f"more than {cap} bytes")
        self.cap = cap


async def read_capped(incoming: Incoming, cap: int) -> bytes:
    """The reply's body, decompressed.

    Raises:
        TooLarge: it has more than *cap* bytes.
        httpx.TransportError: it was cut off.
        httpx.DecodingError: it is not compressed in the way it says.
    """
    if incoming.status == 204 or incoming.headers.get("content-length") == "0":
        return b""
    parts: list[bytes] = []
    size = 0
    async for part in incoming.parts():
        size += len(part)
        if size > cap:
            raise TooLarge(cap)
        parts.append(part)
    return b"".join(parts)


def without_key(reply: Reply, secret: Secret | None) -> Reply:
    """*reply* with the key masked, which careless vendors repeat: words of replies are kept and shown."""
    key = secret.reveal() if secret is not None else ""
    if len(key) < _SHORTEST_KEY:
        return reply
    body, headers = reply.body, reply.headers
    for written in frozenset(as_written(key)):
        body = body.replace(written.encode(), MASK.encode())
        headers = {name: value.replace(written, MASK) for name, value in headers.items()}
    return replace(reply, body=body, headers=headers)


def next_stop(request: Request, status: int, location: str) -> str:
    """The ``Location`` that a storage host's redirect asks to repeat the request at, or an empty string.

    307 and 308 keep method and body. 301 and 302 are followed for GET alone: for others their meaning
    is disputed (RFC 9110, 15.4), and a storage host that answers a PUT so has stored nothing.
    """
    kept = status in (307, 308) or (status in (301, 302) and request.method.upper() == "GET")
    return location if request.storage and kept else ""


def next_here(current: str, status: int, location: str) -> str:
    """Where a redirect of the page at *current* leads on the same server, or an empty string: nowhere else."""
    if status not in (301, 302, 303, 307, 308) or not location:
        return ""
    try:
        joined = urljoin(current, location)
        here, there = urlsplit(current), urlsplit(joined)
    except ValueError:  # it is no address, such as one with an unclosed bracket
        return ""
    return joined if (here.scheme, here.netloc) == (there.scheme, there.netloc) else ""
