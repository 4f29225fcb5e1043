"""What is known about one try of a request while it is under way: above all, how much of it left."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.net.body import Body


@dataclass(slots=True)
class Attempt:
    """One try of one request.

    Attributes:
        host: the server's name, for the words.
        head_size: bytes of the request line and the headers.
        body: None where the request has none.
        asks: it only reads, whatever became of it.
        connected: a connection was there when the first byte was handed to it.
        proxy: the proxy's host and port where one was used.
        curious: find out who issued the server's certificate.
        issuer: who did, when that was to be found out and can be told.
    """

    host: str
    head_size: int
    body: Body | None
    asks: bool = False
    connected: bool = False
    proxy: str = ""
    curious: bool = False
    issuer: str = ""

    @property
    def bytes_left(self) -> int:
        """Bytes of the request that were handed to the connection; 0 only if none can have arrived."""
        handed = self.body.handed if self.body else 0
        return self.head_size + handed if self.connected or handed else 0

    @property
    def complete(self) -> bool:
        """Every byte of the request was handed to the connection."""
        return self.bytes_left > 0 and (self.body is None or self.body.complete)
