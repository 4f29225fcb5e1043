"""The journal: what Sendoff was asked to send and how far it got, in one SQLite file that survives a kill."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.core.errors import StoreError
from app.core.storage.cells import UNREADABLE, searchable
from app.core.storage.damaged import Row
from app.core.storage.holds import Hold, read_holds
from app.core.storage.open_rounds import OWNED, EmptyBatches, drop_empty
from app.core.storage.opening import open_file, open_salvaged, open_to_read
from app.core.storage.puts import Note, Put
from app.core.storage.rows import (
    BATCHES,
    RECEIPTS,
    STEPS,
    TRANSFERS,
    batch_from,
    receipt_from,
    step_from,
    transfer_from,
)
from app.core.storage.said import SaidFor
from app.core.storage.sent_files import SentFiles
from app.core.storage.sqlite_errors import Unreadable
from app.core.storage.stored import Contents, contents
from app.core.storage.watched_files import WatchedFiles
from app.core.storage.writer import JournalThread
from app.core.text import Text, text
from app.core.transfer import Batch, Receipt, StepRecord, Transfer

log = logging.getLogger(__name__)
T = TypeVar("T")

# Older SQLite takes at most 999 values in a statement (https://www.sqlite.org/limits.html).
_AT_ONCE = 900


class Journal:
    """Batches, transfers, steps and receipts.

    Everything is done in the order in which it was asked, in one thread; a reading sees every write that
    was asked for before it. Coroutines are called on the loop on which the journal was opened.

    Attributes:
        path: the file.
        sent: the files that were sent, by contents and place.
        watched: the files that watches met.
        empty: batches without transfers.
        report: what to tell the person about the file, such as that a damaged one was set aside.
    """

    def __init__(self, path: Path, thread: JournalThread, read_only: bool) -> None:
        self.path = path
        self._thread = thread
        self._read_only = read_only
        self.sent = SentFiles(thread)
        self.watched = WatchedFiles(thread)
        self.said = SaidFor(thread)
        self.empty = EmptyBatches(thread)
        self.report: Text | None = None

    @classmethod
    async def open(
        cls, path: Path, *, read_only: bool = False, on_error: Callable[[StoreError], None] | None = None
    ) -> Journal:
        """The journal at *path*, made when there is none.

        A damaged file is copied aside under a name with the date, and what can be read of it is kept.

        Args:
            read_only: nothing is changed, not even a damaged file; there may be no file at all.
            on_error: told about failures of :meth:`write_soon`, and about damage found later.

        Raises:
            StoreError: the disk does not let us, or a newer Sendoff made the file.
        """
        tell = on_error or _log_error
        if read_only:
            thread = JournalThread(partial(open_to_read, path), None, tell)
        else:
            thread = JournalThread(partial(open_file, path), partial(open_salvaged, path), tell)
        journal = cls(path, thread, read_only)
        journal.report = await thread.start()
        return journal

    async def write(self, *rows: Note, durable: bool = False) -> None:
        """Keep *rows*, replacing those with the same id (a step: owner and step); all of them or none.

        Returns when they are committed: a killed program has them. *durable*: they are also synced to the
        disk, so that a power cut leaves them. A transfer that is done loses the signed URLs of its steps.

        Raises:
            StoreError: the disk does not take them; none of *rows* is kept.
        """
        self._refuse_read_only()
        await self._thread.write(Put(rows), durable=durable)

    def write_soon(self, *rows: Note) -> None:
        """Keep *rows* like :meth:`write`, without waiting; a failure goes to ``on_error``."""
        self._refuse_read_only()
        self._thread.write_soon(Put(rows))

    async def forget_steps(self, owner: str, steps: Sequence[str]) -> None:
        """Take these steps of *owner* out. Raises: StoreError."""
        self._refuse_read_only()
        await self._thread.write(partial(_forget, owner, tuple(steps)), durable=False)

    async def forget_all_steps(self, owners: Sequence[str]) -> None:
        """Take every step of these owners out. Raises: StoreError."""
        self._refuse_read_only()
        await self._thread.write(partial(_forget_all, tuple(owners)), durable=False)

    async def remove(self, transfer_ids: Sequence[str]) -> None:
        """Take transfers, their steps, and batches that are empty then out; receipts stay.

        A batch with a session that was not closed yet stays, without transfers, until :class:`EmptyBatches` drops it.

        Raises:
            StoreError: the journal cannot be written.
        """
        self._refuse_read_only()
        await self._thread.write(partial(_remove, tuple(transfer_ids)), durable=False)

    async def batches(self) -> list[Batch]:
        """Every batch, oldest first. Raises: StoreError."""
        return await self._thread.read(partial(_all, f"{BATCHES} ORDER BY created_at, id", (), batch_from))

    async def transfers(self) -> list[Transfer]:
        """Every transfer, by position. Raises: StoreError."""
        return await self._thread.read(_transfers)

    async def contents(self, most: int | None = None) -> Contents:
        """What there is to go on with after a start; only *most* of its transfers, the newest. Raises: StoreError."""
        return await self._thread.read(partial(contents, most))

    async def steps(self, owner: str) -> list[StepRecord]:
        """The steps of one owner, in the order in which they began. Raises: StoreError."""
        query = f"{STEPS} WHERE owner = ? ORDER BY started_at, rowid"
        return await self._thread.read(partial(_all, query, (owner,), step_from))

    async def steps_of(self, owners: Sequence[str]) -> dict[str, list[StepRecord]]:
        """The steps of many owners; each of *owners* is a key. Raises: StoreError."""
        return await self._thread.read(partial(_steps_of, tuple(owners)))

    async def holds(self) -> list[Hold]:
        """What vendors asked for, also what is over by now. Raises: StoreError."""
        return await self._thread.read(read_holds)

    async def receipts(self, search: str = "", limit: int = 500, offset: int = 0) -> list[Receipt]:
        """Receipts, newest first, that hold every word of *search* (the case does not matter). Raises: StoreError."""
        words = searchable(search).split()
        where = " AND ".join("instr(search, ?) > 0" for _ in words)
        query = f"{RECEIPTS} {'WHERE ' + where if words else ''} ORDER BY ended_at DESC, transfer_id LIMIT ? OFFSET ?"
        return await self._thread.read(partial(_all, query, (*words, limit, offset), receipt_from))

    async def receipt(self, transfer_id: str) -> Receipt | None:
        """One receipt, or None. Raises: StoreError."""
        found = await self._thread.read(
            partial(_all, f"{RECEIPTS} WHERE transfer_id = ?", (transfer_id,), receipt_from)
        )
        return found[0] if found else None

    async def close(self) -> None:
        """Finish what was asked, then close the file; a second time nothing happens."""
        await self._thread.close()

    def _refuse_read_only(self) -> None:
        if self._read_only:
            raise StoreError(text("The list of transfers is open for reading only. Nothing was changed."))


def _log_error(error: StoreError) -> None:
    log.error("the journal: %s %s", error, error.detail)


# ── in the thread ──────────────────────────────────────────────────────────────────────────────────


def _forget(owner: str, steps: Sequence[str], connection: sqlite3.Connection) -> None:
    connection.executemany("DELETE FROM steps WHERE owner = ? AND step = ?", [(owner, step) for step in steps])


def _forget_all(owners: Sequence[str], connection: sqlite3.Connection) -> None:
    for some in _portions(owners):
        connection.execute(f"DELETE FROM steps WHERE owner IN ({_marks(some)})", some)


def _remove(ids: Sequence[str], connection: sqlite3.Connection) -> None:
    batches: set[str] = set()
    for some in _portions(ids):
        marks = _marks(some)
        batches.update(
            row[0] for row in connection.execute(f"SELECT batch_id FROM transfers WHERE id IN ({marks})", some)
        )
        connection.execute(f"DELETE FROM transfers WHERE id IN ({marks})", some)
        for table in OWNED:
            connection.execute(f"DELETE FROM {table} WHERE owner IN ({marks})", some)
    drop_empty(batches, connection)


def _all(query: str, values: Row, read: Callable[[Row], T], connection: sqlite3.Connection) -> list[T]:
    rows = connection.execute(query, values)
    try:
        return [read(row) for row in rows]
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _transfers(connection: sqlite3.Connection) -> list[Transfer]:
    return _all(f"{TRANSFERS} ORDER BY position, rowid", (), transfer_from, connection)


def _steps_of(owners: Sequence[str], connection: sqlite3.Connection) -> dict[str, list[StepRecord]]:
    steps: dict[str, list[StepRecord]] = {owner: [] for owner in owners}
    for some in _portions(owners):
        query = f"{STEPS} WHERE owner IN ({_marks(some)}) ORDER BY started_at, rowid"
        for record in _all(query, some, step_from, connection):
            steps[record.owner].append(record)
    return steps


def _portions(values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(values), _AT_ONCE):
        yield tuple(values[start : start + _AT_ONCE])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
