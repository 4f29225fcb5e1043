"""Puts a downloaded file in place: under another name first, and under its own only when it is whole."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from app.core.errors import StoreError
from app.core.net.incoming import Incoming
from app.core.text import text

_PORTION = 1024 * 1024
_REPORT_EVERY = 0.05  # seconds

T_ = TypeVar("T_")


class Landing:
    """Writes one reply into *target*, off the loop.

    Args:
        target: the file to make or to replace; the name is the person's, never the server's.
        writers: where writing happens.
        progress: called on the loop with the absolute number of bytes received.
    """

    def __init__(self, target: Path, writers: Executor, progress: Callable[[int], None] | None = None) -> None:
        self._target = target
        self._part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
        self._writers = writers
        self._progress = progress
        self._file: IO[bytes] | None = None
        self._pending: Future[Any] = Future()
        self._reported_at = 0.0

    async def take(self, incoming: Incoming) -> None:
        """Write the whole reply, then give the file its name. After a failure or a cancel nothing is left.

        Raises:
            StoreError: the disk does not let us.
            httpx.TransportError: the reply was cut off.
        """
        try:
            file = await self._run(self._begin)
            await self._copy(incoming, file)
            await self._run(lambda: self._finish(file))
        except OSError as error:
            raise StoreError(
                text(
                    "“{name}” could not be saved: {reason}.",
                    name=self._target.name,
                    reason=error.strerror or type(error).__name__,
                )
            ) from error
        finally:
            self._pending.add_done_callback(self._discard_soon)

    async def _copy(self, incoming: Incoming, file: IO[bytes]) -> None:
        parts: list[bytes] = []
        waiting = received = 0
        async for part in incoming.parts():
            parts.append(part)
            waiting += len(part)
            received += len(part)
            if waiting >= _PORTION:
                await self._run(partial(file.writelines, parts))
                parts, waiting = [], 0
                self._report(received)
        await self._run(partial(file.writelines, parts))
        self._report(received, last=True)

    async def _run(self, work: Callable[[], T_]) -> T_:
        self._pending = future = self._writers.submit(work)
        return await asyncio.wrap_future(future)

    def _begin(self) -> IO[bytes]:
        self._file = self._part.open("xb")
        return self._file

    def _finish(self, file: IO[bytes]) -> None:
        file.flush()
        os.fsync(file.fileno())
        file.close()
        os.replace(self._part, self._target)
        self._file = None

    def _discard_soon(self, _: Future[Any]) -> None:
        """A write that may have been under way has ended: take away what is unfinished, off the loop."""
        if self._file is None:
            return
        try:
            self._writers.submit(self._discard, self._file)
        except RuntimeError:  # the program is ending
            self._discard(self._file)

    def _discard(self, file: IO[bytes]) -> None:
        file.close()
        self._part.unlink(missing_ok=True)

    def _report(self, received: int, *, last: bool = False) -> None:
        now = asyncio.get_running_loop().time()
        if self._progress and (last or now - self._reported_at >= _REPORT_EVERY):
            self._reported_at = now
            self._progress(received)
