"""The journal: what Sendoff has to do, is doing and has done, on disk before it is on the screen."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.core.errors import StoreError
from app.core.storage import rows
from app.core.storage.database import open_database, open_read_only
from app.core.storage.rows import INSERT, Row
from app.core.text import Text, text
from app.core.transfer import Batch, Receipt, StepRecord, Transfer

log = logging.getLogger(__name__)
T = TypeVar("T")
_MOST = 2000
"""How many jobs one commit takes together."""


@dataclass
class _Job:
    work: Callable[[sqlite3.Connection], None]
    durable: bool = False
    done: Future[None] | None = field(default=None)


class Journal:
    """One writer thread that commits in groups, one reader thread, and a loop that waits for neither.

    A write that asks for it is durable (``synchronous=FULL``: the write-ahead log is flushed to disk before
    it returns); the others survive a crash of the program, and are flushed with the next durable one.
    """

    def __init__(self, path: Path, writer: sqlite3.Connection | None, reader: sqlite3.Connection, report: Text | None):
        self.path = path
        self.report = report
        self._writer = writer
        self._reader = reader
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="sendoff journal reader")
        self._thread: threading.Thread | None = None
        if writer is not None:
            self._thread = threading.Thread(target=self._work, name="sendoff journal", daemon=True)
            self._thread.start()

    @classmethod
    async def open(cls, path: Path, *, read_only: bool = False) -> Journal:
        """The journal at *path*, made if need be; a damaged one is set aside and :attr:`report` says so.

        Raises:
            StoreError: it cannot be opened.
        """
        return await asyncio.to_thread(cls._open, path, read_only)

    @classmethod
    def _open(cls, path: Path, read_only: bool) -> Journal:
        if read_only:
            return cls(path, None, open_read_only(path), None)
        writer, report = open_database(path)
        return cls(path, writer, open_read_only(path), report)

    # ── writing ────────────────────────────────────────────────────────────────────────────────────

    async def write(self, *entries: Row, durable: bool = False) -> None:
        """Keep these, in this order, all or none; returns when they are committed.

        Raises:
            StoreError: the disk does not take them.
        """
        await self._do(lambda db: _put(db, entries), durable)

    def write_soon(self, *entries: Row) -> None:
        """Keep these without waiting; a failure is logged, and met again by the next :meth:`write`."""
        self._jobs.put(_Job(lambda db: _put(db, entries)))

    async def forget_steps(self, owner: str, steps: Sequence[str]) -> None:
        """These steps' outputs are no longer good. Raises: StoreError."""
        pairs = [(owner, step) for step in steps]
        await self._do(lambda db: _many(db, "DELETE FROM step WHERE owner = ? AND step = ?", pairs))

    async def remove(self, transfer_ids: Sequence[str]) -> None:
        """Forget transfers with their steps, and batches that have none left; receipts stay. Raises: StoreError."""
        ids = [(transfer_id,) for transfer_id in transfer_ids]

        def work(db: sqlite3.Connection) -> None:
            _many(db, "DELETE FROM step WHERE owner = ?", ids)
            _many(db, "DELETE FROM transfer WHERE id = ?", ids)
            db.execute("DELETE FROM batch WHERE id NOT IN (SELECT batch_id FROM transfer)")
            db.execute(
                "DELETE FROM step WHERE instr(owner, '/') AND "
                "substr(owner, 1, instr(owner, '/') - 1) NOT IN (SELECT id FROM batch)"
            )

        await self._do(work)

    # ── reading ────────────────────────────────────────────────────────────────────────────────────

    async def batches(self) -> list[Batch]:
        """Every batch, oldest first. Raises: StoreError."""
        return await self._all("SELECT id, created_at, data FROM batch ORDER BY created_at", (), rows.batch)

    async def transfers(self) -> list[Transfer]:
        """Every transfer, by position. Raises: StoreError."""
        query = "SELECT id, batch_id, state, position, created_at, ended_at, data FROM transfer ORDER BY position"
        return await self._all(query, (), rows.transfer)

    async def steps(self, owner: str) -> list[StepRecord]:
        """The steps of one owner, in the order they began. Raises: StoreError."""
        found = await self._all("SELECT owner, step, state, data FROM step WHERE owner = ?", (owner,), rows.step)
        return sorted(found, key=_began)

    async def steps_of(self, owners: Sequence[str]) -> dict[str, list[StepRecord]]:
        """The steps of many owners. Raises: StoreError."""

        def read(db: sqlite3.Connection) -> dict[str, list[StepRecord]]:
            query = "SELECT owner, step, state, data FROM step WHERE owner = ?"
            return {owner: sorted(map(rows.step, db.execute(query, (owner,))), key=_began) for owner in owners}

        return await self._read(read)

    async def started(self) -> list[StepRecord]:
        """Every step that has begun and has no outcome. Raises: StoreError."""
        return await self._all("SELECT owner, step, state, data FROM step WHERE state = 'started'", (), rows.step)

    async def receipts(self, search: str = "", limit: int = 500, offset: int = 0) -> list[Receipt]:
        """Receipts, newest first; *search* is part of a name, destination or id. Raises: StoreError."""
        query = (
            "SELECT transfer_id, ended_at, fingerprint, data FROM receipt WHERE instr(words, ?) "
            "ORDER BY ended_at DESC LIMIT ? OFFSET ?"
        )
        return await self._all(query, (search.casefold(), limit, offset), rows.receipt)

    async def receipt(self, transfer_id: str) -> Receipt | None:
        """The receipt of one transfer, or None. Raises: StoreError."""
        query = "SELECT transfer_id, ended_at, fingerprint, data FROM receipt WHERE transfer_id = ?"
        return next(iter(await self._all(query, (transfer_id,), rows.receipt)), None)

    async def sent_before(self, fingerprints: Sequence[str]) -> dict[str, Receipt]:
        """The newest receipt for each fingerprint that has one. Raises: StoreError."""

        def read(db: sqlite3.Connection) -> dict[str, Receipt]:
            query = (
                "SELECT transfer_id, ended_at, fingerprint, data FROM receipt "
                "WHERE fingerprint = ? AND fingerprint != '' ORDER BY ended_at DESC LIMIT 1"
            )
            found = (db.execute(query, (one,)).fetchone() for one in fingerprints)
            return {row[2]: rows.receipt(row) for row in found if row}

        return await self._read(read)

    async def close(self) -> None:
        """Write what is left, and close the file."""
        await asyncio.to_thread(self._close)

    # ── the threads ────────────────────────────────────────────────────────────────────────────────

    async def _do(self, work: Callable[[sqlite3.Connection], None], durable: bool = False) -> None:
        if self._thread is None or not self._thread.is_alive():
            raise StoreError(text("The journal is closed."))
        done: Future[None] = Future()
        self._jobs.put(_Job(work, durable, done))
        await asyncio.shield(asyncio.wrap_future(done))

    async def _all(self, query: str, values: tuple[Any, ...], read: Callable[[tuple[Any, ...]], T]) -> list[T]:
        def every(db: sqlite3.Connection) -> list[T]:
            return [known for row in db.execute(query, values) if (known := _known(read, row)) is not None]

        return await self._read(every)

    async def _read(self, read: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, read, self._reader)
        except (sqlite3.Error, ValueError, RuntimeError) as error:
            raise StoreError(text("The journal cannot be read: {reason}.", reason=str(error))) from error

    def _work(self) -> None:
        assert self._writer is not None
        job = self._jobs.get()
        while job is not None:
            jobs, last = [job], False
            while len(jobs) < _MOST and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    last = True
                    break
                jobs.append(following)
            self._commit(jobs)
            job = None if last else self._jobs.get()
        self._writer.close()

    def _commit(self, jobs: list[_Job]) -> None:
        """All jobs in one transaction; when that fails, each in its own, so that one cannot spoil the others."""
        error = self._transaction(jobs)
        if error is None or len(jobs) == 1:
            _settle(jobs, error)
            return
        for job in jobs:
            _settle([job], self._transaction([job]))

    def _transaction(self, jobs: list[_Job]) -> Exception | None:
        db = self._writer
        assert db is not None
        try:
            db.execute(f"PRAGMA synchronous={'FULL' if any(job.durable for job in jobs) else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
            for job in jobs:
                job.work(db)
            db.execute("COMMIT")
        except Exception as error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            return error
        return None

    def _close(self) -> None:
        self._readers.shutdown()
        self._reader.close()
        # The writer ends last: only then does SQLite move the write-ahead log into the file.
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()


def _known(read: Callable[[tuple[Any, ...]], T], row: tuple[Any, ...]) -> T | None:
    """A row read, or None for one that is damaged inside: the others are worth more than an error."""
    try:
        return read(row)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        log.error("a damaged entry of the journal was left out: %s", error)
        return None


def _began(step: StepRecord) -> float:
    return step.started_at


def _many(db: sqlite3.Connection, query: str, values: Sequence[tuple[str, ...]]) -> None:
    db.executemany(query, values)


def _put(db: sqlite3.Connection, entries: Sequence[Row]) -> None:
    for entry in entries:
        db.execute(INSERT[type(entry)], rows.cells(entry))
        if isinstance(entry, Transfer) and rows.needs_no_steps(entry):
            found = db.execute("SELECT step, data FROM step WHERE owner = ?", (entry.id,)).fetchall()
            wiped = [(rows.wiped(data), entry.id, step) for step, data in found]
            db.executemany("UPDATE step SET data = ? WHERE owner = ? AND step = ?", wiped)


def _settle(jobs: Sequence[_Job], error: Exception | None) -> None:
    for job in jobs:
        if job.done is None:
            if error is not None:
                log.error("the journal could not be written: %s", error)
        elif error is None:
            job.done.set_result(None)
        else:
            reason = str(error)
            words = text("The journal cannot be written: {reason}. Nothing more is sent until it can.", reason=reason)
            job.done.set_exception(StoreError(words))
