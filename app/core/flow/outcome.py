"""What can become of a request besides a reply: the failure classes by which everything above decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.core.errors import SendoffError
from app.core.schema.request import Reply
from app.core.text import Text


class FailureKind(StrEnum):
    """Why no reply came."""

    NO_NETWORK = "no_network"  # no name, no route, refused: no byte left
    TLS = "tls"  # the server's certificate was not accepted
    PROXY = "proxy"  # the proxy refused to connect, or is of a kind that is not spoken
    PROXY_AWAY = "proxy_away"  # the proxy, or the file with its rules, cannot be reached
    PROXY_LOGIN = "proxy_login"  # the proxy asks for a password, or for another one
    PORTAL = "portal"  # the network wants the person to sign in first
    TIMEOUT = "timeout"
    BROKEN = "broken"  # the connection ended before a reply
    BAD_REPLY = "bad_reply"  # something came that is no HTTP, too large, or cut off
    BAD_ADDRESS = "bad_address"  # the URL guard refused it
    FILE_CHANGED = "file_changed"
    FILE_GONE = "file_gone"  # vanished or unreadable
    CANCELLED = "cancelled"


class SendError(SendoffError):
    """A request did not come back with a reply.

    Attributes:
        kind: the class of the failure.
        bytes_left: how many bytes of the *request* (0: not even the head) were handed to the connection.
            This, never the exception's class, tells whether the server may have acted.
        complete: every byte of the body had left.
    """

    def __init__(
        self, kind: FailureKind, words: Text, *, bytes_left: int = 0, complete: bool = False, detail: str = ""
    ) -> None:
        super().__init__(words, detail)
        self.kind = kind
        self.bytes_left = bytes_left
        self.complete = complete

    @property
    def may_have_arrived(self) -> bool:
        """Whether the server may have acted on the request."""
        return self.bytes_left > 0


class Answered(msgspec.Struct, frozen=True):
    """A reply came."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Failed:
    """No reply came."""

    error: SendError


Outcome = Answered | Failed
