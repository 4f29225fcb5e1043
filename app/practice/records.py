"""What the practice vendors remember of the outside: every request they saw, every upload they kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Received:
    """One stored upload.

    Attributes:
        name: the file's name as the vendor has it (for a POST policy: the end of the object's key, as sent).
        size: bytes. sha256: lower-case hex.
        id: the vendor's id of the upload; empty where the vendor has none.
        fields: form or body values as received, names and values in order.
        content_type: the file's (of its part or of its PUT); empty when none was sent.
        meta: the vendor's own extra data: Send.ai's name/value pairs, Sela's source.
        when: the practice clock, seconds since the epoch.
        session: the upload session's id, or empty.
        times: how often this very object was stored (a repeated PUT to one URL counts up).
        late: it arrived after its session was closed, so the vendor will never look at it.
    """

    name: str
    size: int
    sha256: str
    id: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    content_type: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    when: float = 0.0
    session: str = ""
    times: int = 1
    late: bool = False

    def as_json(self) -> dict[str, object]:
        """The same as plain JSON values."""
        return {**asdict(self), "fields": [list(pair) for pair in self.fields], "meta": dict(self.meta)}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request, as it came in.

    Attributes:
        step: the vendor's call (``ask``, ``send`` …), or empty for an address nobody serves.
        path: the path without its query; *query* as sent, still percent-encoded.
        headers: names and values in order; the value of Authorization is only ``ok`` or ``bad``.
        status: the status answered; 0 when the connection was ended without a reply.
        bytes: how many bytes of the body had arrived.
        fault: the misbehaviour that was carried out, or empty.
        when: the practice clock, seconds since the epoch.
    """

    step: str
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    status: int
    bytes: int
    fault: str = ""
    when: float = 0.0

    def header(self, name: str) -> str | None:
        """The first header called *name* (any case), or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def as_json(self) -> dict[str, object]:
        """The same as plain JSON values."""
        return {**asdict(self), "headers": [list(pair) for pair in self.headers]}


class RequestLog:
    """Every request, by provider; the oldest are dropped beyond *limit* each."""

    def __init__(self, limit: int = 200_000) -> None:
        self._limit = limit
        self._seen: dict[str, deque[Seen]] = {}

    def add(self, provider: str, seen: Seen) -> None:
        """Remember one request."""
        self._seen.setdefault(provider, deque(maxlen=self._limit)).append(seen)

    def of(self, provider: str) -> list[Seen]:
        """The requests *provider* saw, oldest first."""
        return list(self._seen.get(provider, ()))

    def clear(self) -> None:
        """Forget all."""
        self._seen.clear()
