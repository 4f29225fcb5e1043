"""Tells in plain words why SQLite could not read or write the journal, and whether its file is damaged."""

from __future__ import annotations

import errno
import sqlite3

from app.core.errors import StoreError
from app.core.text import Text, text

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NOT_ALLOWED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH})
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})  # Windows knows no quota error
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_WORDS = "Could not decode to UTF-8"
"""Python's own words, without a code of SQLite, for text that is none."""


class Unreadable(Exception):
    """A row holds what cannot have been written there: its bytes were damaged."""


def is_damage(error: Exception) -> bool:
    """Whether *error* says that the file is not what was written."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(_NO_WORDS):
        return True
    return isinstance(error, Unreadable) or _code(error) in _DAMAGED


def is_senseless(error: sqlite3.Error) -> bool:
    """Whether SQLite finds no sense in what it was told; when that is always the same, the file is at fault."""
    return _code(error) == sqlite3.SQLITE_ERROR


def store_error(error: Exception) -> StoreError:
    """*error* as a person reads it. Whatever was not saved was not saved in part either."""
    return StoreError(_words(error), f"{getattr(error, 'sqlite_errorname', type(error).__name__)}: {error}")


def _words(error: Exception) -> Text:
    code = _code(error)
    number = error.errno if isinstance(error, OSError) else None
    if code == sqlite3.SQLITE_FULL or number in _NO_ROOM:
        return text(
            "The disk is full, so Sendoff cannot save its list of transfers. "
            "What was saved before is untouched. Make room, then go on."
        )
    if code in _NOT_ALLOWED or number in _NO_RIGHT:
        return text(
            "Sendoff may not write to the folder of its list of transfers. "
            "What was saved before is untouched. Allow it, or choose another folder."
        )
    if code in _HELD:
        return text("Another program holds Sendoff's list of transfers. Close it, then try again.")
    if is_damage(error):
        return text(
            "Sendoff's list of transfers is damaged. Open Sendoff's window once: it keeps what can be read "
            "and puts the damaged file aside."
        )
    if code == sqlite3.SQLITE_IOERR or number is not None:
        return text(
            "The disk did not take Sendoff's list of transfers. What was saved before is untouched. "
            "Check the disk and the room on it, then go on."
        )
    return text("Sendoff's list of transfers could not be read or saved. What was saved before is untouched.")


def _code(error: Exception) -> int | None:
    """The primary code: the upper bits say more than is needed (https://www.sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None
