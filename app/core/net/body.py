"""A request's body as a stream: one chunk read ahead off the loop, counted, paced and checked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import msgspec

from app.core.net.ahead import ReadAhead
from app.core.net.patience import IdleWatch
from app.core.net.pieces import SMALL, Chunk, FileTrouble, PieceReader
from app.core.net.quick import QuickReads
from app.core.net.throttle import Share, Throttle
from app.core.schema.request import Piece

log = logging.getLogger(__name__)

_FIRST_SLICE = 64 * 1024
_LEAST_SLICE = 16 * 1024
_MOST_SLICE = 256 * 1024
_QUICK, _SLOW = 0.05, 0.5  # seconds in which the connection takes a slice
_REPORT_EVERY = 0.05  # seconds


class Pace(msgspec.Struct, frozen=True):
    """How a body is handed out.

    Attributes:
        watch: told each time something moves.
        progress: called on the loop with the absolute number of file bytes taken, about 20 times a second.
    """

    watch: IdleWatch
    throttle: Throttle | None = None
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads files: *threads*, and *quick*, which shares them, for bodies of one chunk."""

    threads: Executor
    quick: QuickReads


class Body:
    """An async iterator over a body, to be used once.

    The connection asks for the next slice only when it has taken the one before, so *handed* is never too
    small and *complete* never too early. Slices are small on a slow line, so that progress stays smooth and a
    cancel is quick.

    Attributes:
        size: bytes in all.
        handed: bytes given to the connection, whether or not it took the last slice of them.
        complete: the connection took every byte.
        trouble: why a file could not be sent; the request must then not end as if it were whole.
        reading: it waits for the disk, not for the network.
    """

    def __init__(self, pieces: Sequence[Piece], readers: Readers, pace: Pace) -> None:
        self.size = sum([len(piece) if isinstance(piece, bytes) else piece.size for piece in pieces])
        self._reader = PieceReader(pieces)
        has_files = self._reader.has_files
        self._quick = readers.quick if has_files and self.size <= SMALL else None
        self._ahead = ReadAhead(self._reader, readers.threads) if has_files and self._quick is None else None
        self._pace = pace
        self._share = Share()
        self._now = asyncio.get_running_loop().time
        self._chunk = Chunk(b"", 0, last=False)
        self._offset = 0
        self._slice = _FIRST_SLICE
        self._given_at = 0.0
        self._files_before = 0
        self._reported_at = self._now()
        self.handed = 0
        self.complete = False
        self.trouble: FileTrouble | None = None
        self.reading = False

    async def prime(self) -> None:
        """Read the first chunk, so that a file that is gone is noticed before anything is sent.

        Raises:
            FileTrouble: see :attr:`trouble`.
        """
        await self._next_chunk()

    @property
    def sha256(self) -> dict[Path, str]:
        """Digests by path; empty until the body is complete."""
        return self._reader.sha256() if self.complete else {}

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The body itself."""
        return self

    async def __anext__(self) -> bytes:
        """The next slice.

        Raises:
            FileTrouble: a file is not what it was.
        """
        if self.handed:
            self._note_taken()
        at_end = self._offset == len(self._chunk.data)
        if at_end and self._chunk.last:
            self._finish()
            raise StopAsyncIteration
        if self.handed:
            # Lets the loop look at the socket: an early reply must not wait behind a fast upload.
            await asyncio.sleep(0)
        if at_end:
            await self._next_chunk()
        return await self._next_slice()

    def settle(self) -> None:
        """A reply came. It may overtake the news that the connection took the last slice."""
        if self.handed == self.size and not self.complete:
            self._finish()

    async def aclose(self) -> None:
        """Stop reading; the file is closed as soon as a read that is under way ends. Waits for nothing.

        What was handed out by then is reported: whoever cut it off must know whether something may have left.
        """
        if self.handed and not self.complete:
            self._report(self._now())
        if self._ahead is not None:
            self._ahead.close()

    async def _next_chunk(self) -> None:
        self._files_before += self._chunk.of_files
        self._pace.watch.restart()
        self.reading = True
        try:
            self._chunk = await self._read()
        except FileTrouble as trouble:
            self.trouble = trouble
            raise
        self.reading = False
        self._offset = 0

    async def _read(self) -> Chunk:
        if self._quick is not None:
            return await self._quick.read(self._reader)
        return self._reader.read() if self._ahead is None else await self._ahead.next()

    async def _next_slice(self) -> bytes:
        data = self._chunk.data
        size = min(self._slice, len(data) - self._offset)
        throttle = self._pace.throttle
        if throttle is not None:
            self._pace.watch.stop()
            size = await throttle.take(size, self._share)
        part = data if size == len(data) else memoryview(data)[self._offset : self._offset + size]
        self._offset += size
        self.handed += size
        self._given_at = self._now()
        self._pace.watch.restart()
        return cast(bytes, part)

    def _note_taken(self) -> None:
        now = self._now()
        took = now - self._given_at
        if took < _QUICK:
            self._slice = min(self._slice * 2, _MOST_SLICE)
        elif took > _SLOW:
            self._slice = max(self._slice // 2, _LEAST_SLICE)
        if now - self._reported_at >= _REPORT_EVERY:
            self._report(now)

    def _finish(self) -> None:
        self.complete = True
        self._pace.watch.stop()  # the transport has its own patience for the reply
        self._report(self._now())

    def _report(self, now: float) -> None:
        self._reported_at = now
        if self._pace.progress is None:
            return
        size = len(self._chunk.data)
        done = self._files_before + (self._chunk.of_files * self._offset // size if size else 0)
        try:
            self._pace.progress(done)
        except Exception:
            log.exception("a progress callback failed")
