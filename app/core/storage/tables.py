"""The journal's tables and the way from each older version of them to the newest."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import StoreError
from app.core.storage.sqlite_errors import Unreadable
from app.core.text import text


@dataclass(frozen=True, slots=True)
class Migration:
    """What brings the tables from version *version* - 1 to *version*."""

    version: int
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        (
            """CREATE TABLE batches (
                id TEXT PRIMARY KEY, created_at REAL NOT NULL, rest TEXT NOT NULL) STRICT""",
            # One file's facts lie in columns of their own: 100,000 rows load in half the time JSON takes.
            """CREATE TABLE transfers (
                id TEXT PRIMARY KEY, batch_id TEXT NOT NULL, state TEXT NOT NULL, position REAL NOT NULL,
                created_at REAL NOT NULL, ended_at REAL, total INTEGER NOT NULL, sent INTEGER NOT NULL,
                step TEXT NOT NULL, round INTEGER NOT NULL, attempts INTEGER NOT NULL,
                path ANY, size INTEGER, mtime_ns INTEGER, media_type TEXT, sent_name ANY, rest TEXT) STRICT""",
            "CREATE INDEX transfers_by_batch ON transfers (batch_id)",
            """CREATE TABLE steps (
                owner TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL, started_at REAL NOT NULL,
                ended_at REAL, status INTEGER NOT NULL, attempt INTEGER NOT NULL, detail ANY, outputs TEXT,
                PRIMARY KEY (owner, step)) STRICT""",
            "CREATE INDEX steps_started ON steps (owner) WHERE state = 'started'",
            """CREATE TABLE receipts (
                transfer_id TEXT PRIMARY KEY, ended_at REAL NOT NULL, fingerprint TEXT NOT NULL,
                search TEXT NOT NULL, rest TEXT NOT NULL) STRICT""",
            "CREATE INDEX receipts_by_end ON receipts (ended_at)",
            "CREATE INDEX receipts_by_fingerprint ON receipts (fingerprint) WHERE fingerprint <> ''",
        ),
    ),
    Migration(
        2,
        (
            # "Already sent" goes by file, and asks for the size before anything is read.
            """CREATE TABLE sent_files (
                transfer_id TEXT NOT NULL, no INTEGER NOT NULL, account_id TEXT NOT NULL, place TEXT NOT NULL,
                size INTEGER NOT NULL, name TEXT NOT NULL, contents TEXT NOT NULL, at REAL NOT NULL,
                PRIMARY KEY (transfer_id, no)) STRICT""",
            "CREATE INDEX sent_files_by_contents ON sent_files (account_id, size, contents)",
            "DROP INDEX receipts_by_fingerprint",
            "ALTER TABLE receipts DROP COLUMN fingerprint",
        ),
    ),
    Migration(
        3,
        (
            """CREATE TABLE exchanges (
                owner TEXT NOT NULL, step TEXT NOT NULL, attempt INTEGER NOT NULL, began REAL NOT NULL,
                ended REAL NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (owner, step, attempt)) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        4,
        (
            """CREATE TABLE watched_files (
                watch TEXT NOT NULL, path ANY NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                stand TEXT NOT NULL, contents TEXT NOT NULL, transfer_id TEXT NOT NULL, units INTEGER NOT NULL,
                at REAL NOT NULL, number TEXT NOT NULL, PRIMARY KEY (watch, path, size, mtime_ns)) STRICT""",
            "CREATE INDEX watched_files_by_contents ON watched_files (watch, size, contents)",
        ),
    ),
    Migration(
        5,
        ("CREATE TABLE holds (account_id TEXT PRIMARY KEY, until REAL NOT NULL, seconds REAL NOT NULL) STRICT",),
    ),
    Migration(
        6,
        (
            # Tries are counted anew with each run: by their number a request took the place of an earlier run's.
            """CREATE TABLE exchanges_of_all_runs (
                no INTEGER PRIMARY KEY, owner TEXT NOT NULL, step TEXT NOT NULL, attempt INTEGER NOT NULL,
                began REAL NOT NULL, ended REAL NOT NULL, rest TEXT NOT NULL) STRICT""",
            """INSERT INTO exchanges_of_all_runs (owner, step, attempt, began, ended, rest)
                SELECT owner, step, attempt, began, ended, rest FROM exchanges ORDER BY began""",
            "DROP TABLE exchanges",
            "ALTER TABLE exchanges_of_all_runs RENAME TO exchanges",
            "CREATE INDEX exchanges_by_step ON exchanges (owner, step)",
            # A status may be asked for all day: the newest 24 of each step stay, three runs of all their tries.
            """CREATE TRIGGER exchanges_stay_few AFTER INSERT ON exchanges BEGIN
                DELETE FROM exchanges WHERE no IN (
                    SELECT no FROM exchanges WHERE owner = NEW.owner AND step = NEW.step
                    ORDER BY no DESC LIMIT -1 OFFSET 24);
                END""",
        ),
    ),
    Migration(
        7,
        (
            # What came first tells why it began: it stays, and counts those that are left out after it.
            "ALTER TABLE exchanges ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0",
            "DROP TRIGGER exchanges_stay_few",
            """CREATE TRIGGER exchanges_stay_few AFTER INSERT ON exchanges
                WHEN (SELECT count(*) FROM exchanges WHERE owner = NEW.owner AND step = NEW.step) > 24 BEGIN
                UPDATE exchanges SET left_out = left_out + 1 WHERE no = (
                    SELECT min(no) FROM exchanges WHERE owner = NEW.owner AND step = NEW.step);
                DELETE FROM exchanges WHERE no = (
                    SELECT no FROM exchanges WHERE owner = NEW.owner AND step = NEW.step ORDER BY no LIMIT 1 OFFSET 1);
                END""",
        ),
    ),
)

NAMES = ("batches", "transfers", "steps", "receipts", "sent_files", "watched_files")
"""The tables with a person's data, in the order in which they depend on one another.

Exchanges are not among them: they only tell what was said, and nothing goes on from them. Holds neither: without them
a vendor says again how long it wants to be left alone.
"""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file, 0 for a new one."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").fetchone()
    if known is None:
        return 0
    row = connection.execute("SELECT max(version) FROM migrations").fetchone()
    return int(row[0] or 0)


def refuse_newer(connection: sqlite3.Connection, newest: int) -> None:
    """Leave the file of a newer Sendoff alone, also when it is damaged: salvaging would leave out what is new in it.

    Every version has its row, so that a damaged number is not taken for a new one.

    Raises:
        StoreError: a Sendoff that knows more than *newest* made the file.
        Unreadable: its version is no number that any Sendoff wrote.
        sqlite3.Error: it cannot be read.
    """
    if version_of(connection) > newest:
        made = [row[0] for row in connection.execute("SELECT version FROM migrations ORDER BY version")]
        raise _newer() if made == list(range(1, len(made) + 1)) else Unreadable("no such version")


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables to the newest version, all of the way or not at all.

    Raises:
        StoreError: a newer Sendoff made the file.
        sqlite3.Error: it cannot be written.
    """
    now = version_of(connection)
    if now > migrations[-1].version:
        raise _newer()
    due = [one for one in migrations if one.version > now]
    if not due:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT"
        )
        for one in due:
            for statement in one.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (one.version, time.time()))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _newer() -> StoreError:
    return StoreError(
        text("This list of transfers was made by a newer Sendoff. Install that version to go on with it.")
    )
