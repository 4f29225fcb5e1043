"""Turns what is kept of files in watched folders into rows of the journal and back."""

from __future__ import annotations

from pathlib import Path

from app.core.storage.cells import storable, string, words
from app.core.storage.damaged import Row
from app.core.watched import Stand, WatchedFile

PUT_WATCHED_FILE = "INSERT OR REPLACE INTO watched_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
WATCHED_FILES = """SELECT watch, path, size, mtime_ns, stand, contents, transfer_id, units, at, number
    FROM watched_files"""


def watched_file_row(one: WatchedFile) -> Row:
    """The row of *one*, in the order of the table's columns."""
    path = storable(str(one.path))
    return (
        one.watch, path, one.size, one.mtime_ns, one.stand.value, one.contents, one.transfer_id, one.units, one.at,
        one.number,
    )  # fmt: skip


def watched_file_from(row: Row) -> WatchedFile:
    """The file of a row. Raises: one of :data:`app.core.storage.cells.UNREADABLE`."""
    watch, path, size, mtime_ns, stand, contents, transfer_id, units, at, number = row
    return WatchedFile(
        string(watch),
        Path(words(path)),
        int(size),
        int(mtime_ns),
        Stand(stand),
        string(contents),
        string(transfer_id),
        int(units),
        float(at),
        string(number),
    )
