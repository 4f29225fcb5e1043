"""What leaves through aiohttp: a request that notes how far it came, and its body."""

from __future__ import annotations

from contextvars import ContextVar

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from aiohttp.connector import Connection

from app.core.net.attempt import Attempt
from app.core.net.body import Body
from app.core.net.roots import name_of

# aiohttp makes its requests itself; this is how they find the attempt that they belong to.
CURRENT: ContextVar[Attempt] = ContextVar("attempt")


class BodyPayload(aiohttp.Payload):
    """A body for aiohttp just as it is; to find out what it is takes aiohttp as long as to send it."""

    _value: Body
    _autoclose = True

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:  # noqa: ARG002
        """Not for streams. Raises: TypeError."""
        raise TypeError("a stream is sent, not read")

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send it."""
        self._consumed = True
        async for part in self._value:
            await writer.write(part)


class NotingRequest(aiohttp.ClientRequest):
    """Notes in the attempt whether a connection is there to take the request's first byte.

    aiohttp's traces would tell it too, but cost a dozen calls for every slice of a body.
    """

    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        """Send the head. Raises: ServerDisconnectedError: the connection has ended meanwhile."""
        if _is_gone(conn):
            raise aiohttp.ServerDisconnectedError
        attempt = CURRENT.get()
        attempt.connected = attempt.body is None
        if attempt.curious:
            attempt.issuer = _issuer(conn)
        return await super().send(conn)

    async def write_bytes(
        self, writer: AbstractStreamWriter, conn: Connection, content_length: int | None = None
    ) -> None:
        """Send the body, and with its first slice the head."""
        # In a task of its own: if the connection has ended before that, whoever waits for the reply is told so.
        if not _is_gone(conn):
            CURRENT.get().connected = True
            await super().write_bytes(writer, conn, content_length)


def _is_gone(conn: Connection) -> bool:
    return conn.transport is None or conn.transport.is_closing()


def _issuer(conn: Connection) -> str:
    """Who issued the server's certificate; empty where the system verifies it and does not tell."""
    found = conn.transport.get_extra_info("peercert") if conn.transport else None
    return name_of(found.get("issuer")) if found else ""
