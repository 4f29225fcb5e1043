"""Every way in which the disk refuses is said in words of its own."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from app.core.storage.sqlite_errors import Unreadable, is_damage, store_error


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "SQLITE_NAME"
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "disk is full"),
        (OSError(errno.ENOSPC, "x"), "disk is full"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "may not write"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), "may not write"),
        (PermissionError(errno.EACCES, "x"), "may not write"),
        (OSError(errno.EROFS, "x"), "may not write"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "Another program"),
        (sqlite_error(sqlite3.SQLITE_LOCKED), "Another program"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), "is damaged"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "is damaged"),
        (Unreadable("x"), "is damaged"),
        (sqlite_error(sqlite3.SQLITE_IOERR), "did not take"),
        (sqlite_error(sqlite3.SQLITE_IOERR | 3 << 8), "did not take"),
        (OSError(errno.EIO, "x"), "did not take"),
        (sqlite_error(sqlite3.SQLITE_MISUSE), "could not be read or saved"),
        (TypeError("x"), "could not be read or saved"),
    ],
)
def test_the_words(error: Exception, words: str) -> None:
    assert words in str(store_error(error))
    assert is_damage(error) is ("is damaged" in words)


def test_the_detail_names_the_error() -> None:
    assert store_error(sqlite_error(sqlite3.SQLITE_FULL)).detail == "SQLITE_NAME: words of SQLite"
    assert store_error(OSError(errno.EIO, "no luck")).detail == "OSError: [Errno 5] no luck"
