"""The journal's SQLite file: its tables, their versions, and what is done with a damaged one."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.errors import StoreError
from app.core.storage.atomic import set_aside
from app.core.text import Text, text

TABLES = ("batch", "transfer", "step", "receipt")


def _first(db: sqlite3.Connection) -> None:
    db.executescript(
        """
        CREATE TABLE batch (id TEXT PRIMARY KEY, account_id TEXT, created_at REAL, data TEXT) WITHOUT ROWID;
        CREATE TABLE transfer (id TEXT PRIMARY KEY, batch_id TEXT, state TEXT, position REAL, created_at REAL,
                               ended_at REAL, data TEXT);
        CREATE INDEX transfer_batch ON transfer (batch_id);
        CREATE TABLE step (owner TEXT, step TEXT, state TEXT, data TEXT, PRIMARY KEY (owner, step)) WITHOUT ROWID;
        CREATE INDEX step_started ON step (state) WHERE state = 'started';
        CREATE TABLE receipt (transfer_id TEXT PRIMARY KEY, ended_at REAL, fingerprint TEXT, words TEXT, data TEXT);
        CREATE INDEX receipt_time ON receipt (ended_at);
        CREATE INDEX receipt_fingerprint ON receipt (fingerprint) WHERE fingerprint != '';
        """
    )


MIGRATIONS: Sequence[Callable[[sqlite3.Connection], None]] = (_first,)
"""Each brings the tables from the version of its place to the next; released ones are never changed."""


def open_database(path: Path) -> tuple[sqlite3.Connection, Text | None]:
    """A connection for the writer, in WAL mode and at the newest version; with words if the file was damaged.

    Raises:
        StoreError: the file cannot be opened or made, or comes from a newer Sendoff.
    """
    try:
        return _ready(path), None
    except sqlite3.OperationalError as error:
        raise StoreError(text("The journal cannot be opened: {reason}.", reason=str(error))) from error
    except sqlite3.DatabaseError:
        return _after_damage(path)


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises: StoreError: there is no journal that can be read."""
    try:
        db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        db.text_factory = _lenient
        db.execute("SELECT 1 FROM transfer LIMIT 1")
    except sqlite3.Error as error:
        raise StoreError(text("The journal cannot be read: {reason}.", reason=str(error))) from error
    return db


def _lenient(data: bytes) -> str:
    """Text that a damaged page holds must not keep the rest from being read."""
    return data.decode("utf-8", "replace")


def _ready(path: Path) -> sqlite3.Connection:
    made = not path.exists()
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
    try:
        if made:
            os.chmod(path, 0o600)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA cache_size=-16000")
        # What is wiped from a row is overwritten in the file, too.
        db.execute("PRAGMA secure_delete=ON")
        _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreError(text("This journal was written by a newer Sendoff. Start that one, or use another --data."))
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        migration(db)
        db.execute(f"PRAGMA user_version={number}")


def _after_damage(path: Path) -> tuple[sqlite3.Connection, Text]:
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and ending == "-shm":
            beside.unlink()
    words = set_aside(path)
    aside = max(path.parent.glob(f"{path.stem}.damaged-*{path.suffix}"), key=lambda p: (p.stat().st_mtime, p.name))
    wal = path.with_name(path.name + "-wal")
    if wal.exists():
        os.replace(wal, aside.with_name(aside.name + "-wal"))
    db = _ready(path)
    kept = _salvage(aside, db)
    report = text("The journal was damaged. {words} {kept:count} of its entries could be kept.", words=words, kept=kept)
    return db, report


def _salvage(aside: Path, db: sqlite3.Connection) -> int:
    """Copy every row that can still be read; how many there were is returned."""
    kept = 0
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(aside)) as old:
        old.text_factory = _lenient
        for table in TABLES:
            kept += _salvage_table(old, db, table)
    return kept


def _salvage_table(old: sqlite3.Connection, db: sqlite3.Connection, table: str) -> int:
    kept = 0
    with contextlib.suppress(sqlite3.Error):
        for row in old.execute(f"SELECT * FROM {table}"):
            marks = ",".join("?" * len(row))
            with contextlib.suppress(sqlite3.Error):
                db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
                kept += 1
    return kept
