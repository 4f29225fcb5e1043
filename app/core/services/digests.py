"""SHA-256 of picked files before they are sent: in worker threads, a portion at a time, remembered for the session."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from app.core.disk_threads import answer_within
from app.core.long_lived import free, long_lived
from app.core.sources import SourceFile

PORTION_TIME = 0.1
"""Seconds after which the worker thread is given back: others want it too, and who waits may have gone."""
PATIENCE = 30.0
"""Seconds that the disk may take for a portion."""
_PIECE = 1 << 20
_SMALL = 1 << 20

Looked = tuple[Path, int, int]
"""A file as it was when it was looked at: its path, size in bytes and modification time in nanoseconds."""


class _Digest(NamedTuple):
    """The digest of a file that had this size and modification time."""

    size: int
    mtime_ns: int
    sha256: bytes


class Digests:
    """Hashes files once; one that has changed since is hashed again, for it is looked at anew.

    Args:
        workers: where the files are read.
        patience: seconds, see :data:`PATIENCE`.
    """

    def __init__(self, workers: Executor, patience: float = PATIENCE) -> None:
        self._workers = workers
        self._patience = patience
        # By the path as a string: a Path takes ten times as long to find, and there may be 100,000.
        self._known: dict[str, _Digest] = {}
        self._reading = asyncio.Lock()

    async def learn(self, files: Iterable[Looked], progress: Callable[[int, int], None] | None = None) -> None:
        """Hash those of *files* that are not known. Cancelling it stops the reading within a portion.

        A file that cannot be read, or is not as it was looked at, stays unknown.

        Args:
            progress: told how many bytes of how many are through, after each portion.
        """
        async with self._reading:  # two that want the same file read it once
            loop = asyncio.get_running_loop()
            unknown, total = await loop.run_in_executor(self._workers, self._unknown, files)
            hashing = self._hash(unknown)
            done = 0
            while (read := await self._portion(hashing)) is not None:
                done += read
                if progress is not None:
                    progress(min(done, total), total)

    async def _portion(self, hashing: Iterator[int]) -> int | None:
        try:
            return await answer_within(self._patience, self._workers, _portion, hashing)
        except TimeoutError:
            return None  # what is left stays unknown; sending it will say that the disk does not answer

    def of(self, file: Looked) -> str:
        """Lower-case hex; empty where it is not known."""
        path, size, mtime_ns = file
        known = self._known.get(str(path))
        return known.sha256.hex() if known is not None and known[:2] == (size, mtime_ns) else ""

    def forget_small(self) -> None:
        """Let go what is quickly read again: for many small files, digests are most of what remembering costs."""
        known = self._known
        self._known = {path: one for path, one in known.items() if one.size >= _SMALL}
        free(known)

    def _unknown(self, files: Iterable[Looked]) -> tuple[list[Looked], int]:
        """Those that must be read, and how many bytes they have together."""
        unknown = [one for one in long_lived(files) if not self.of(one)]
        return unknown, sum(size for _, size, _ in unknown)

    def _hash(self, files: list[Looked]) -> Iterator[int]:
        """Learns one file after the other, and empties the list; yields how many bytes it read since it last did."""
        for one in long_lived(files):
            try:
                yield from self._hash_one(one)
            except OSError:
                continue  # the check before sending has words for it
        free(files)

    def _hash_one(self, one: Looked) -> Iterator[int]:
        path, size, mtime_ns = one
        digest, read = hashlib.sha256(), 0
        with path.open("rb", buffering=0) as file:
            while read <= size and (piece := file.read(_PIECE)):  # one that grows while it is read has changed
                digest.update(piece)
                read += len(piece)
                yield len(piece)
            after = os.fstat(file.fileno())
        if (read, after.st_mtime_ns) == (size, mtime_ns):
            self._known[str(path)] = _Digest(size, mtime_ns, digest.digest())
        yield 0


def looked(file: SourceFile) -> Looked:
    """*file* as :class:`Digests` knows it."""
    return file.path, file.size, file.mtime_ns


def _portion(hashing: Iterator[int]) -> int | None:
    """Go on with *hashing* for a portion's time: the bytes read, or None when there was nothing left."""
    began, read = time.monotonic(), 0
    for some in hashing:
        read += some
        if time.monotonic() - began > PORTION_TIME:
            return read
    return read or None
