"""Reads a body's pieces chunk by chunk, checks the files while doing so, and hashes what it hands out.

Everything here blocks and runs in a worker thread, one call at a time for each reader.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.core.schema.request import FileBytes, Piece

CHUNK = 1024 * 1024
"""Bytes of a large file that are read at once; measured: smaller ones cost throughput, larger ones memory."""

SMALL = 256 * 1024
"""Bytes up to which neighbouring pieces are joined into one chunk."""

# A named pipe must not make open() wait for its other end, and Windows must not translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class FileTrouble(Exception):
    """A file cannot be sent as it was added.

    Attributes:
        changed: it is there, but not what it was.
        reason: the system's words.
    """

    def __init__(self, path: Path, *, changed: bool, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.changed = changed
        self.reason = reason


class Chunk(msgspec.Struct, frozen=True):
    """Bytes to send. *of_files*: how many of them come from files. *last*: nothing follows."""

    data: bytes
    of_files: int
    last: bool


class PieceReader:
    """Turns pieces into chunks: small neighbours joined, large files in parts of :data:`CHUNK` bytes."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._files = [piece for piece in pieces if isinstance(piece, FileBytes)]
        self._left: deque[Piece] = deque(pieces)
        self._open: _OpenFile | None = None
        self._hashes: dict[Path, hashlib._Hash] = {}
        self._checked = False

    def sha256(self) -> dict[Path, str]:
        """Lower-case hex digests by path, of the bytes handed out."""
        return {path: digest.hexdigest() for path, digest in self._hashes.items()}

    def read(self) -> Chunk:
        """The next chunk; an empty last one when there is nothing to send at all.

        Before the first, every file is looked at, so that nothing leaves if one of them is gone already.

        Raises:
            FileTrouble: a file is not what it was, or cannot be read.
        """
        if not self._checked:
            self._checked = True
            for piece in self._files[1:]:
                _look(piece)
        parts: list[bytes] = []
        size = of_files = 0
        while self._has_more() and size < SMALL:
            large = self._ahead() > SMALL - size
            if large and parts:
                break
            data, from_file = self._take(CHUNK if large else SMALL)
            parts.append(data)
            size += len(data)
            of_files += from_file
        return Chunk(parts[0] if len(parts) == 1 else b"".join(parts), of_files, not self._has_more())

    @property
    def has_files(self) -> bool:
        """Whether anything is read from a file."""
        return bool(self._files)

    @property
    def is_open(self) -> bool:
        """Whether a file is open."""
        return self._open is not None

    def close(self) -> None:
        """Close the file that is open."""
        if self._open:
            self._open.close()
            self._open = None

    def _has_more(self) -> bool:
        return self._open is not None or bool(self._left)

    def _ahead(self) -> int:
        """How many bytes the piece that comes next still has."""
        if self._open:
            return self._open.left
        piece = self._left[0]
        return len(piece) if isinstance(piece, bytes) else piece.size

    def _take(self, limit: int) -> tuple[bytes, int]:
        if self._open is None:
            piece = self._left.popleft()
            if isinstance(piece, bytes):
                return piece, 0
            self._open = _OpenFile(piece)
        data = self._open.read(limit)
        self._hashes.setdefault(self._open.path, hashlib.sha256()).update(data)
        if not self._open.left:
            self._open.finish()
            self._open = None
        return data, len(data)


class _OpenFile:
    """One file piece while it is read."""

    def __init__(self, piece: FileBytes) -> None:
        self._piece = piece
        self.path = piece.path
        self.left = piece.size
        try:
            self._descriptor = _open(piece)
        except OSError as error:
            raise _gone(piece, error) from error

    def read(self, limit: int) -> bytes:
        """Up to *limit* of the bytes that are left, at least one unless none is left."""
        try:
            data = os.read(self._descriptor, min(limit, self.left))
        except OSError as error:
            self.close()
            raise _gone(self._piece, error) from error
        if not data and self.left:
            self.close()
            raise FileTrouble(self.path, changed=True, reason="it has become shorter")
        self.left -= len(data)
        return data

    def finish(self) -> None:
        """The file must be what it was, now that its last byte is read but not yet sent.

        So must what its path leads to: many programs save by putting a new file in the place of the old one.
        """
        try:
            _compare(self._piece, os.fstat(self._descriptor))
            _compare(self._piece, os.stat(self._piece.path))
        except OSError as error:
            raise _gone(self._piece, error) from error
        finally:
            self.close()

    def close(self) -> None:
        """Close it; a second time does nothing."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)


def _open(piece: FileBytes) -> int:
    descriptor = os.open(piece.path, _FLAGS)
    try:
        _compare(piece, os.fstat(descriptor))
        if piece.offset:
            os.lseek(descriptor, piece.offset, os.SEEK_SET)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _look(piece: FileBytes) -> None:
    try:
        _compare(piece, os.stat(piece.path))
    except OSError as error:
        raise _gone(piece, error) from error


def _compare(piece: FileBytes, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise FileTrouble(piece.path, changed=False, reason="it is not a regular file")
    if piece.mtime_ns == -1:
        return
    if piece.file_size not in (-1, found.st_size):
        raise FileTrouble(piece.path, changed=True, reason=f"{found.st_size} bytes instead of {piece.file_size}")
    if piece.mtime_ns != found.st_mtime_ns:
        raise FileTrouble(piece.path, changed=True, reason="it was written to")


def _gone(piece: FileBytes, error: OSError) -> FileTrouble:
    return FileTrouble(piece.path, changed=False, reason=error.strerror or type(error).__name__)
