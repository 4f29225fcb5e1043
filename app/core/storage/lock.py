"""Keeps a second Sendoff off the same data, by a lock that the system itself takes back when a program dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading a locked byte: it lies far behind the holder's number.
    _BYTE = 1 << 20

    def _lock(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


# The last one is Wine's: its C runtime says that the lock is held, and leaves the number away.
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK, 0})


class InstanceLock:
    """The right to work on one data folder. The file holds its holder's process id, for whoever looks into it.

    The file stays when the lock is given back: without it two processes could lock two different files.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process has it.

        Raises:
            OSError: the file cannot be made, or its disk knows no locks.
        """
        if self._handle is not None:
            return True
        # Python's handles are not inherited: a child that outlives us does not keep the lock (PEP 446).
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                return False
            raise
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, b"%d" % os.getpid())
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not ours."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.ftruncate(handle, 0)
            _unlock(handle)
            os.close(handle)
