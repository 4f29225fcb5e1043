"""A server for benchmarks that stands for one on another machine: it takes a body off the line and does not decrypt it.

Handshake, request heads and replies are TLS 1.3 as anywhere. A body's records are counted by their headers alone, so
what is left for the machine under test is what a client does there (and a copy out of the socket, which a network card
would do). Bodies are checked by ``tls_sink.py`` and SeaweedFS, which decrypt them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from multiprocessing.connection import Connection

from tls_sink import MIB, body_length

HEADER = 5
"""Bytes before each record: type, version, and the length of the rest (RFC 8446, 5.1)."""
AROUND = 17
"""Bytes of a record beside what it carries: the type inside, and the tag of all three ciphers (RFC 8446, 5.2)."""


class Records:
    """Counts what the records of a stream carry, none of which may be padded."""

    def __init__(self) -> None:
        self.carried = 0
        self._header = b""
        self._rest = 0

    def feed(self, data: memoryview) -> None:
        """The next bytes, wherever they were cut."""
        at = 0
        while at < len(data):
            if self._rest:
                step = min(self._rest, len(data) - at)
                self._rest -= step
            else:
                step = min(HEADER - len(self._header), len(data) - at)
                self._header += bytes(data[at : at + step])
                if len(self._header) == HEADER:
                    self._rest = int.from_bytes(self._header[3:], "big")
                    self.carried += self._rest - AROUND
                    self._header = b""
            at += step

    @property
    def between(self) -> bool:
        """Whether the last record is whole."""
        return not self._rest and not self._header


def serve(certificate: str, pipe: Connection) -> None:
    """Take connections until the process is ended; tells its port first."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:
        pipe.send(server.getsockname()[1])
        while True:
            threading.Thread(target=_connection, args=(context, server.accept()[0]), daemon=True).start()


def _connection(context: ssl.SSLContext, raw: socket.socket) -> None:
    with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as tls, _past(tls) as line:
        while head := _head(tls):
            _skip(line, head)
            tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def _past(tls: ssl.SSLSocket) -> socket.socket:
    """The same connection without TLS. OpenSSL takes one record at a time from it, so between two it holds nothing."""
    return socket.socket(fileno=os.dup(tls.fileno()))


def _head(tls: ssl.SSLSocket) -> bytes:
    """A request's head, and what of its body came in the same record; empty at the end."""
    held = b""
    while b"\r\n\r\n" not in held:
        part = tls.recv(16 * 1024)
        if not part:
            return b""
        held += part
    return held


def _skip(line: socket.socket, held: bytes) -> None:
    head, _, begun = held.partition(b"\r\n\r\n")
    length = body_length(head)
    buffer, records = memoryview(bytearray(MIB)), Records()
    while records.carried < length - len(begun) or not records.between:
        size = line.recv_into(buffer)
        if not size:
            raise ConnectionError("cut off")
        records.feed(buffer[:size])
