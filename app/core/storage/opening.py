"""Opens the journal's file: new, of an older version, for reading alone, or damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.core.storage.known_tables import check_tables
from app.core.storage.salvage import put_in_place, salvage
from app.core.storage.sqlite_errors import Unreadable, is_damage, is_senseless, store_error
from app.core.storage.tables import MIGRATIONS, migrate, refuse_newer, version_of
from app.core.text import Text

BUSY_TIME = 5_000
"""Milliseconds for which another program's work on the file is waited for."""
_SMALLEST = 512
"""Bytes of SQLite's smallest page (https://www.sqlite.org/fileformat.html)."""


@dataclass(frozen=True)
class Opened:
    """A journal that is ready, and what there is to tell about its file."""

    connection: sqlite3.Connection
    report: Text | None = None


def open_file(path: Path) -> Opened:
    """The journal at *path* to read and write, made when it is missing, salvaged when it is damaged.

    Raises:
        StoreError: the disk does not let us, or a newer Sendoff made it.
    """
    try:
        put_in_place(path)
        try:
            return Opened(_open_whole(path))
        except (sqlite3.DatabaseError, Unreadable) as error:
            if not is_damage(error):
                raise
            return open_salvaged(path)
    except (sqlite3.Error, OSError) as error:
        raise store_error(error) from error


def open_salvaged(path: Path) -> Opened:
    """The journal at *path* after what could be read of it was moved into a new file.

    Raises:
        StoreError, sqlite3.Error, OSError: the disk does not let us.
    """
    report = salvage(path)
    return Opened(_open_whole(path), report)


def open_to_read(path: Path) -> Opened:
    """The journal at *path* as it is, never changed; an empty one when there is none.

    Raises:
        StoreError: it cannot be read, or a newer Sendoff made it.
    """
    try:
        if not path.exists():
            return Opened(_in_memory(None))
        try:
            return Opened(_reader(path))
        except sqlite3.OperationalError:
            if os.access(path.parent, os.W_OK):
                raise
            return Opened(_in_a_copy(path))
    except (sqlite3.Error, OSError) as error:
        raise store_error(error) from error


def _reader(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIME}")
        if version_of(connection) == MIGRATIONS[-1].version:
            return connection
    except BaseException:
        connection.close()
        raise
    with closing(connection):
        return _in_memory(connection)


def _in_a_copy(path: Path) -> sqlite3.Connection:
    """What a file holds whose folder takes nothing: SQLite has to put its index of the log beside the file."""
    with tempfile.TemporaryDirectory() as aside:
        for name in (path.name, f"{path.name}-wal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), Path(aside, name))
        with closing(sqlite3.connect(Path(aside, path.name), isolation_level=None)) as copy:
            return _in_memory(copy)


def _open_whole(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives the files beside it (-wal, -shm) the same rights.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    os.chmod(path, 0o600)
    if 0 < path.stat().st_size < _SMALLEST:  # SQLite would take what is left of a file for a new one
        raise Unreadable("cut off")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIME}")
        refuse_newer(connection, MIGRATIONS[-1].version)
        for setting in (
            "journal_mode = WAL",
            "secure_delete = ON",
            "synchronous = NORMAL",
        ):
            connection.execute(f"PRAGMA {setting}")
        # 0.1 s for 100 MB, and it finds broken indexes, by which a step's record would seem not to be there.
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise Unreadable(str(verdict))
        migrate(connection)
        check_tables(connection)
    except (sqlite3.Error, ValueError) as error:
        connection.close()
        # Our own words do not fit this file's tables, or its words are no text.
        if isinstance(error, ValueError) or is_senseless(error):
            raise Unreadable(str(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _in_memory(source: sqlite3.Connection | None) -> sqlite3.Connection:
    """A copy of *source* (or nothing) with today's tables: reading must not migrate the file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if source is not None:
        source.backup(connection)
    migrate(connection)
    return connection
