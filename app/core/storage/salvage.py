"""Moves what can be read of a damaged journal into a new one, and keeps the damaged file beside it."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.core.storage.atomic import free_name
from app.core.storage.cells import UNREADABLE
from app.core.storage.damaged import Row, readable_rows
from app.core.storage.known_tables import put_right
from app.core.storage.rows import (
    BATCHES,
    PUT,
    RECEIPTS,
    STEPS,
    TRANSFERS,
    batch_from,
    receipt_from,
    row_of,
    step_from,
    transfer_from,
)
from app.core.storage.sent_rows import SENT_FILES, sent_file_from
from app.core.storage.tables import MIGRATIONS, NAMES, migrate, version_of
from app.core.storage.watched_rows import WATCHED_FILES, watched_file_from
from app.core.text import Text, text
from app.core.transfer import ENDED, State, Transfer

log = logging.getLogger(__name__)

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside its file while it is in use."""

_CHECKS: tuple[tuple[str, str, Callable[[Row], object]], ...] = (
    ("batches", BATCHES, batch_from),
    ("transfers", TRANSFERS, transfer_from),
    ("steps", STEPS, step_from),
    ("receipts", RECEIPTS, receipt_from),
    ("sent_files", SENT_FILES, sent_file_from),
    ("watched_files", WATCHED_FILES, watched_file_from),
)


def salvage(path: Path) -> Text:
    """Replace the damaged journal at *path* by one with everything that can be read; words for the person.

    Raises:
        OSError, sqlite3.Error: the new one cannot be written; the damaged one is where it was.
    """
    new = path.with_name(f".{path.name}.salvage")
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_RDWR | os.O_CREAT, 0o600))
    with (
        closing(sqlite3.connect(new, isolation_level=None)) as connection,
        tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder,
    ):
        _fill(connection, _readable_copy(path, Path(folder)))
        kept = connection.execute("SELECT count(*) FROM transfers").fetchone()[0]
    aside = _keep_aside(path)
    os.replace(new, _whole(path))
    put_in_place(path)
    log.warning("the journal was damaged; %d transfers could be read", kept)
    return text(
        "Sendoff's list of transfers was damaged. {kept:count} of its transfers could be read and are here; the "
        "damaged file is kept beside it as “{name}”. Uploads that were under way are marked: look at the vendor "
        "whether they arrived before you send them again.",
        kept=kept,
        name=aside.name,
    )


def put_in_place(path: Path) -> None:
    """Let the journal at *path* be the one that was saved out of it, if there is one; a kill may have come between.

    Raises:
        OSError: the disk does not let us.
    """
    whole = _whole(path)
    if not whole.exists():
        return
    for ending in BESIDE:  # what is left of the old file must never be applied to the new one
        Path(f"{path}{ending}").unlink(missing_ok=True)
    os.replace(whole, path)


def _whole(path: Path) -> Path:
    """Where a saved journal lies that is complete: from then on the damaged one does not count any more."""
    return path.with_name(f".{path.name}.saved")


def _readable_copy(path: Path, folder: Path) -> Path:
    """A copy of the damaged file whose tables can be read whatever became of their definitions."""
    copy = folder / path.name
    for ending in ("", *BESIDE):
        if Path(f"{path}{ending}").exists():
            shutil.copy2(f"{path}{ending}", f"{copy}{ending}")
    with closing(sqlite3.connect(copy)) as connection:
        version = _version(connection)
    put_right(copy, version)
    return copy


def _keep_aside(path: Path) -> Path:
    """Copies rather than renames: a program that is killed in the middle still has its journal in its place."""
    aside = free_name(path)
    for ending in ("", *BESIDE):
        source = Path(f"{path}{ending}")
        if source.exists():
            shutil.copy2(source, f"{aside}{ending}")
    return aside


def _fill(new: sqlite3.Connection, damaged: Path) -> None:
    with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as old:
        with contextlib.suppress(sqlite3.Error, ValueError):
            old.execute("PRAGMA writable_schema = ON")  # lets tables be read although another's definition is broken
        # The rows go into tables of their own age first, and are brought up to date there.
        migrate(new, MIGRATIONS[: _version(old)])
        new.execute("BEGIN")
        for table in NAMES:
            _copy(old, new, table)
        new.execute("COMMIT")
    migrate(new)
    new.execute("BEGIN")
    for table, select, read in _CHECKS:
        _drop_unreadable(new, table, select, read)
    # A transfer without its batch has no destination.
    new.execute("DELETE FROM transfers WHERE batch_id NOT IN (SELECT id FROM batches)")
    _mark_uncertain(new)
    new.execute("COMMIT")


def _version(old: sqlite3.Connection) -> int:
    newest = MIGRATIONS[-1].version
    try:
        found = version_of(old)
    except (sqlite3.Error, ValueError):
        return newest
    return found if 0 < found < newest else newest


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    names = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    put = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"
    for row in readable_rows(old, table, columns):
        with contextlib.suppress(sqlite3.IntegrityError):  # not of its column's type: its bytes are damaged
            new.execute(put, row)


def _drop_unreadable(new: sqlite3.Connection, table: str, select: str, read: Callable[[Row], object]) -> None:
    lost = []
    columns = select.removeprefix("SELECT ")
    for rowid, *row in new.execute(f"SELECT rowid, {columns}"):
        try:
            read(tuple(row))
        except UNREADABLE:
            lost.append((rowid,))
    new.executemany(f"DELETE FROM {table} WHERE rowid = ?", lost)


def _mark_uncertain(new: sqlite3.Connection) -> None:
    """Steps may be among what was lost: nothing that had begun goes on by itself."""
    begun = "SELECT id FROM transfers WHERE step <> '' OR round <> 0 OR state IN ('running', 'processing', 'waiting')"
    rows = new.execute(f"{TRANSFERS} WHERE id IN ({begun})").fetchall()
    marked = (_uncertain(transfer_from(row)) for row in rows)
    new.executemany(PUT[Transfer], [row_of(one) for one in marked if one is not None])


def _uncertain(one: Transfer) -> Transfer | None:
    if one.state in ENDED or one.state in (State.UNKNOWN, State.PAUSED):
        return None
    words = text(
        "Sendoff's list of transfers was damaged, and with it the record of how far this upload got. "
        "Look at the vendor whether it arrived."
    )
    state = State.PAUSED if one.state is State.QUEUED else State.UNKNOWN
    return one.to(state, problem=words)
