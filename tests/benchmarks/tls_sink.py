"""A server for benchmarks that decrypts a request's body, counts it and answers 200, as fast as it or a line can."""

from __future__ import annotations

import asyncio
import multiprocessing
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import trustme

MIB = 1024 * 1024
REST = 0.002  # seconds; for less, resting is not worth it

Serve = Callable[[str, Connection], None]
"""Serves with the certificate of a file until its process is ended, and sends its port first."""


def body_length(head: bytes) -> int:
    """Bytes of the body that follows a request's *head*."""
    return int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)


class Sink(asyncio.BufferedProtocol):
    """Counts a request's body and answers 200 when all of it is there.

    Args:
        line: bytes a second that it takes at most, None for no limit.
    """

    def __init__(self, line: float | None) -> None:
        self._line = line
        self._free_at = 0.0
        self._buffer = memoryview(bytearray(MIB))
        self._head = b""
        self._left = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def get_buffer(self, _: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, size: int) -> None:
        if self._left < 0:
            self._head += bytes(self._buffer[:size])
            head, end, rest = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            self._left = body_length(head) - len(rest)
        else:
            self._left -= size
            self._rest(size)
        if self._left == 0:
            self._head, self._left = b"", -1
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def _rest(self, size: int) -> None:
        """Take nothing for as long as the line would need for *size* bytes."""
        loop = asyncio.get_running_loop()
        if self._line is not None and self._transport.is_reading():
            self._free_at = max(self._free_at, loop.time() - REST) + size / self._line
            if self._free_at > loop.time() + REST:
                self._transport.pause_reading()
                loop.call_at(self._free_at, self._transport.resume_reading)


def serve(certificate: str, pipe: Connection, line: float | None = None) -> None:
    """Run the sink until the process is ended; tells its port first. *line*: see :class:`Sink`."""

    async def run() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server = await asyncio.get_running_loop().create_server(lambda: Sink(line), "127.0.0.1", 0, ssl=context)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def running(folder: Path, serve: Serve) -> Iterator[tuple[str, Path]]:
    """The address of what *serve* does in a process of its own, and the root certificate to trust."""
    authority = trustme.CA()
    root, chain = folder / "root.pem", folder / "chain.pem"
    authority.cert_pem.write_to_path(str(root))
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(chain))
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=serve, args=(str(chain), theirs), daemon=True)
    server.start()
    theirs.close()  # so that a server that could not start is noticed
    try:
        yield f"https://localhost:{ours.recv()}/large", root
    finally:
        server.kill()
        server.join()
