"""Reads local files for a lane before a request is made: digests, and small files that become part of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import IO, TypeVar

from app.core.disk_threads import answer_within
from app.core.errors import FlowError
from app.core.flow.actions import Digest, ReadSmall
from app.core.schema.request import FileBytes, Request
from app.core.text import text

PATIENCE = 120.0
"""Seconds that the disk may take for one portion; as long as it may while a body is being sent."""

_PORTION = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
T = TypeVar("T")


class LocalReads:
    """Reads in threads; who waits can leave at once, and nobody waits for ever.

    Args:
        workers: where the files are read.
        patience: seconds, see :data:`PATIENCE`.
    """

    def __init__(self, workers: Executor, patience: float = PATIENCE) -> None:
        self._workers = workers
        self._patience = patience

    async def digest(self, action: Digest) -> str:
        """The digest of a file or a part of it, as lower-case hex.

        Raises:
            FlowError: the file cannot be read, or the disk does not answer.
        """
        hashing = _Hashing(action)
        while await self._in_worker(hashing.step, action.path):
            pass
        return hashing.hexdigest()

    async def small(self, action: ReadSmall) -> bytes:
        """The contents of a small file.

        Raises:
            FlowError: it is too large or cannot be read, or the disk does not answer.
        """
        data = await self._in_worker(lambda: _head(action.path, action.limit + 1), action.path)
        if len(data) > action.limit:
            words = text(
                "{name} is larger than the {limit:bytes} that are allowed for it. It was not sent.",
                name=action.path.name,
                limit=action.limit,
            )
            raise FlowError(words)
        return data

    async def _in_worker(self, work: Callable[[], T], path: Path) -> T:
        try:
            return await answer_within(self._patience, self._workers, work)
        except TimeoutError:
            words = text(
                "The disk with {name} did not answer for {seconds:seconds}. It was not sent.",
                name=path.name,
                seconds=self._patience,
            )
        except OSError as error:
            words = text(
                "A file that belongs to this upload cannot be read: {reason}. It was not sent.",
                reason=error.strerror or str(error),
            )
        raise FlowError(words)


class _Hashing:
    """Hashes a file a portion at a time; every step runs in a thread, one after the other."""

    def __init__(self, action: Digest) -> None:
        self._action = action
        self._digest = hashlib.new(action.algorithm, usedforsecurity=False)
        self._at, self._left = action.offset, action.size

    def hexdigest(self) -> str:
        """Of what was read so far, in lower-case hex."""
        return self._digest.hexdigest()

    def step(self) -> bool:
        """Whether there is more to read."""
        with self._action.path.open("rb") as file:
            file.seek(self._at)
            for _ in range(_PORTION // _CHUNK):
                if not self._take(file):
                    return False
        return True

    def _take(self, file: IO[bytes]) -> bool:
        chunk = file.read(_CHUNK if self._left is None else min(_CHUNK, self._left))
        self._digest.update(chunk)
        self._at += len(chunk)
        if self._left is not None:
            self._left -= len(chunk)
        return bool(chunk)


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def whole_files(request: Request) -> frozenset[Path]:
    """The files that the request sends whole: a chunk's hash says nothing about its file."""
    pieces = [piece for piece in request.body or () if isinstance(piece, FileBytes)]
    return frozenset([piece.path for piece in pieces if not piece.offset and piece.size == piece.file_size])
