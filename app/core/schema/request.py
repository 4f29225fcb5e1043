"""A request as data, ready for the wire but for the key: what the flow makes and the network layer sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.core.json_types import Json


class FileBytes(msgspec.Struct, frozen=True):
    """A piece of a body that is read from a local file while it is sent.

    Attributes:
        size: how many bytes from *offset* are sent.
        file_size, mtime_ns: what the whole file was like when it was added; a file that differs at
            send time, or after it, is not sent as if it were whole. ``mtime_ns`` -1 switches that off.
    """

    path: Path
    size: int
    offset: int = 0
    file_size: int = -1
    mtime_ns: int = -1


Piece = bytes | FileBytes
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credential:
    """Where an account's key goes: ``place`` is ``"header"``, ``"query"`` or ``"cookie"``."""

    place: str
    name: str
    prefix: str = ""


class Request(msgspec.Struct, frozen=True):
    """One HTTP request without any key in it.

    Attributes:
        url: absolute.
        headers: in order; Content-Length is the network layer's, Content-Type is here when there is a body.
        body: pieces in order; their sizes add up to the exact Content-Length. None: no body at all.
        credential: where the key goes; None for a storage host, which must never see it.
        storage: this goes to a host that a reply named: other client, URL guard, no cookies.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: tuple[Piece, ...] | None = None
    credential: Credential | None = None
    storage: bool = False

    @property
    def reads(self) -> bool:
        """Whether it asks for something and changes nothing (a safe method, RFC 9110, section 9.2.1)."""
        return self.method in _READING

    @property
    def size(self) -> int:
        """The length of the body in bytes."""
        return sum([len(p) if isinstance(p, bytes) else p.size for p in self.body or ()])

    @property
    def file_size(self) -> int:
        """How many bytes of the body are read from files."""
        return sum([p.size for p in self.body or () if not isinstance(p, bytes)])


class Reply(msgspec.Struct, frozen=True):
    """What came back.

    Attributes:
        headers: names in lower case; of a repeated header the last value.
        body: at most the cap of the network layer; a larger one is a failure, not a reply.
        sha256: by local path, of the file bytes as they were sent with this request.
    """

    status: int
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    body: bytes = b""
    sha256: Mapping[Path, str] = msgspec.field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Json:
        """The body as JSON.

        Raises:
            ValueError: it is not JSON.
        """
        value: Json = json.loads(self.body)
        return value

    @property
    def request_id(self) -> str:
        """The request id that servers put into one of several headers, or an empty string."""
        for name in ("x-request-id", "x-amz-request-id", "request-id", "x-correlation-id", "cf-ray"):
            if self.headers.get(name):
                return self.headers[name]
        return ""
