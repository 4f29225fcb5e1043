"""Reads a few chunks of a body ahead in a worker thread, while the ones before them are being sent."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from concurrent.futures import Executor

from app.core.net.pieces import Chunk, PieceReader

# Measured: waking a thread costs more than reading does, so it fills up to DEEP chunks and rests until only
# SHALLOW are left. Three chunks of 1 MiB keep memory flat.
DEEP, SHALLOW = 3, 1


class ReadAhead:
    """The chunks of a reader, in order; the reader is used by one thread at a time.

    A thread of *executor* is taken only while there is something to read, so that many bodies can share a few.
    """

    def __init__(self, reader: PieceReader, executor: Executor) -> None:
        self._reader = reader
        self._executor = executor
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._ready: deque[Chunk | Exception] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._working = self._ended = self._closed = False

    async def next(self) -> Chunk:
        """The next chunk; not to be called again after the last one.

        Raises:
            FileTrouble: a file is not what it was, or cannot be read.
        """
        while (item := self._take()) is None:
            waiter = self._loop.create_future()
            with self._lock:
                self._waiter = None if self._ready else waiter
            if self._waiter is waiter:
                await waiter
        if isinstance(item, Exception):
            raise item
        return item

    def _take(self) -> Chunk | Exception | None:
        """What is ready, and a thread set to work when little is left."""
        with self._lock:
            item = self._ready.popleft() if self._ready else None
            start = len(self._ready) <= SHALLOW and not (self._working or self._ended)
            self._working = self._working or start
        if start:
            self._start()
        return item

    def _start(self) -> None:
        try:
            self._executor.submit(self._work)
        except RuntimeError:  # it takes no more work
            self._working = False
            raise

    def close(self) -> None:
        """Read no more; the file is closed in a thread, after a read that may be under way. Waits for nothing."""
        with self._lock:
            self._closed = True
            working = self._working
        if not working and self._reader.is_open:
            with contextlib.suppress(RuntimeError):  # the program is ending: the file closes with it
                self._executor.submit(self._reader.close)  # a disk that hangs may hang here, too

    def _work(self) -> None:
        """Runs in a thread."""
        goes_on = True
        while goes_on:
            goes_on = self._keep(self._read())

    def _read(self) -> Chunk | Exception:
        try:
            return self._reader.read()
        except Exception as error:
            return error

    def _keep(self, item: Chunk | Exception) -> bool:
        """Hand *item* over; False when it is time to rest."""
        with self._lock:
            self._ready.append(item)
            self._ended = isinstance(item, Exception) or item.last
            self._working = not (self._ended or self._closed or len(self._ready) >= DEEP)
            waiter, self._waiter = self._waiter, None
            goes_on, closed = self._working, self._closed
        if closed:
            self._reader.close()
        if waiter is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(_wake, waiter)
        return goes_on


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
