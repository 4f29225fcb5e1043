"""What the journal's tables must look like: noticed when a file's differ, and put right in a copy of a damaged file.

SQLite keeps each table's definition as text in the file. A few wrong bytes there make every row of the table unreadable
although it is whole; but the definitions are our own, so they are known without the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

from app.core.storage import tables
from app.core.storage.damaged import Row
from app.core.storage.sqlite_errors import Unreadable

_DEFINITIONS = "SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


def check_tables(connection: sqlite3.Connection) -> None:
    """Raises: Unreadable: the tables are not those of the newest version; sqlite3.Error."""
    with closing(_made(tables.MIGRATIONS[-1].version)) as known:
        same = _shape(connection) == _shape(known)
    if not same:
        raise Unreadable("the tables are not those that were made")


def put_right(path: Path, version: int) -> None:
    """Give the tables of a damaged file at *path* the definitions that *version* has, as far as the file lets us.

    The file must be a copy: SQLite is told to believe what it is given.
    """
    with closing(_made(version)) as made:
        known = [(*definition, rowid) for rowid, *definition in made.execute(_DEFINITIONS)]
    with contextlib.suppress(sqlite3.Error, ValueError), closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ? WHERE rowid = ?", known
        )


def _shape(connection: sqlite3.Connection) -> set[Row]:
    """Tables and indexes with their columns. Not their text: versions of SQLite write what they alter differently."""
    shape: set[Row] = set()
    for _, kind, name, table, _ in connection.execute(_DEFINITIONS).fetchall():
        pragma = "table_info" if kind == "table" else "index_info"
        columns = tuple(tuple(column) for column in connection.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)))
        shape.add((kind, name, table, columns))
    return shape


def _made(version: int) -> sqlite3.Connection:
    """Empty tables of *version*. They have the same places in every file: they are made in one order."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    tables.migrate(connection, [one for one in tables.MIGRATIONS if one.version <= version])
    return connection
