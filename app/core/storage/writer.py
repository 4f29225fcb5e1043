"""The one thread that works on the journal's file: in order, many writes in one commit, never on the loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from app.core.errors import SendoffError, StoreError
from app.core.storage.opening import BUSY_TIME, Opened
from app.core.storage.puts import Put
from app.core.storage.sqlite_errors import is_damage, store_error
from app.core.text import Text

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

MOST_IN_ONE_COMMIT = 2_000
"""Jobs; a longer group would let the first one wait too long."""

QUIET = 1.0
"""Seconds without a job after which the log is emptied into the file."""


class _Job(msgspec.Struct, frozen=True):
    """Work for the writer's thread; *durable*: on the disk before anybody is told."""

    work: Work[Any]
    future: asyncio.Future[Any] | None
    writes: bool
    durable: bool = False


_Ending = tuple[_Job, Any, StoreError | None]


class JournalThread:
    """Owns the connection. Jobs are done in the order in which they came.

    Args:
        open_file: opens the file, in the thread.
        repair: opens it again when it turned out to be damaged; None when it must not be changed.
        on_error: told, on the loop, about writes that nobody waits for and about damage.
    """

    def __init__(
        self,
        open_file: Callable[[], Opened],
        repair: Callable[[], Opened] | None,
        on_error: Callable[[StoreError], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._open_file = open_file
        self._repair = repair
        self._on_error = on_error
        self._jobs: queue.SimpleQueue[Sequence[_Job] | None] = queue.SimpleQueue()
        self._gathered: list[_Job] = []
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._closed = False
        self._open: sqlite3.Connection | None = None
        self._log_is_used = repair is not None
        # A daemon: a program that ends without closing must not hang; what is not committed is not half there.
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._opening: asyncio.Future[Text | None] = self._loop.create_future()

    async def start(self) -> Text | None:
        """Open the file; what there is to report about it. Raises: StoreError."""
        self._thread.start()
        return await self._opening

    def read(self, work: Work[T]) -> asyncio.Future[T]:
        """Do *work* after everything that was asked before is committed."""
        return self._put(work, writes=False)

    def write(self, work: Work[T], *, durable: bool) -> asyncio.Future[T]:
        """Do *work* within a commit; *durable*: synced to the disk before the future ends."""
        return self._put(work, writes=True, durable=durable)

    def write_soon(self, work: Work[None]) -> None:
        """Do *work* without anybody waiting for it."""
        if self._closed:
            log.warning("the journal is closed; a late note was not kept")
            return
        self._gather(_Job(work, None, writes=True))

    async def close(self) -> None:
        """Finish what was asked, then close the file."""
        if not self._closed:
            self._closed = True
            self._hand_over()
            self._jobs.put(None)
        await asyncio.shield(self._ended)

    def _put(self, work: Work[T], *, writes: bool, durable: bool = False) -> asyncio.Future[T]:
        future: asyncio.Future[T] = self._loop.create_future()
        if self._closed:
            future.set_exception(store_error(RuntimeError("the journal is closed")))
            return future
        self._gather(_Job(work, future, writes, durable))
        return future

    def _gather(self, job: _Job) -> None:
        """Hand *job* over with all that comes within this turn of the loop: waking the thread costs more than a row."""
        self._gathered.append(job)
        if len(self._gathered) == 1:
            self._loop.call_soon(self._hand_over)

    def _hand_over(self) -> None:
        if self._gathered:
            gathered, self._gathered = self._gathered, []
            self._jobs.put(gathered)

    # ── in the thread ──────────────────────────────────────────────────────────────────────────────

    def _run(self) -> None:
        try:
            opened = self._open_file()
        except Exception as error:
            known = error if isinstance(error, StoreError) else store_error(error)
            self._tell(_settle, self._opening, None, known)
            self._tell(_settle, self._ended, None, None)
            return
        self._open = opened.connection
        self._tell(_settle, self._opening, opened.report, None)
        while self._work_once():
            pass
        if self._open is not None:
            self._open.close()  # the last one to close moves the write-ahead log into the file
        self._tell(_settle, self._ended, None, None)

    def _work_once(self) -> bool:
        """Wait for a job, take what else is there, do it. False when it is time to end."""
        jobs: list[_Job] = []
        some = self._next_jobs()
        while some is not None:
            jobs += some
            if self._jobs.empty():
                break
            some = self._jobs.get()
        group: list[_Job] = []
        for one in jobs:
            if not one.writes or len(group) == MOST_IN_ONE_COMMIT:
                self._commit(group)
                group = []
            if one.writes:
                group.append(one)
            else:
                self._finish([self._alone(one)])
        self._commit(group)
        return some is not None

    def _next_jobs(self) -> Sequence[_Job] | None:
        """Wait for jobs. Once it has been quiet for a while, what was written goes from the log into the file.

        The log holds pages as they were before: also secrets that have been taken out since.
        """
        while self._log_is_used:
            try:
                return self._jobs.get(timeout=QUIET)
            except queue.Empty:
                self._empty_log()
        return self._jobs.get()

    def _empty_log(self) -> None:
        self._log_is_used = False
        if self._open is None:
            return
        try:
            self._open.execute("PRAGMA busy_timeout = 0")  # who reads just now is not waited for: it is tried again
            try:
                (held, *_) = self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._open.execute(f"PRAGMA busy_timeout = {BUSY_TIME}")
            self._log_is_used = bool(held)
        except sqlite3.Error as error:  # the next write meets it, and tells
            log.warning("the journal's log was not emptied: %s", error)

    def _commit(self, group: Sequence[_Job]) -> None:
        if not group:
            return
        try:
            endings: list[_Ending] = list(zip(group, self._transaction(group), [None] * len(group), strict=True))
        except Exception:
            # One of them is at fault, or the disk is: each on its own then, so that the others are kept.
            endings = [self._alone(job) for job in group]
        self._finish(endings)

    def _alone(self, job: _Job) -> _Ending:
        try:
            try:
                return job, self._do(job), None
            except Exception as error:
                if self._repair is None or not is_damage(error):
                    raise
            self._mend(self._repair)
            return job, self._do(job), None
        except Exception as error:
            return job, None, error if isinstance(error, StoreError) else store_error(error)

    def _do(self, job: _Job) -> Any:
        return self._transaction([job])[0] if job.writes else job.work(self._connection())

    def _transaction(self, group: Sequence[_Job]) -> list[Any]:
        full = any(job.durable for job in group)
        connection = self._connection()
        connection.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            results = list(_results(group, connection))
            connection.execute("COMMIT")
            self._log_is_used = True
        except BaseException:
            # SQLite has rolled back by itself after some errors (https://www.sqlite.org/lang_transaction.html).
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return results

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:  # a repair failed; perhaps the disk has room again
            return self._use(self._open_file())
        return self._open

    def _mend(self, repair: Callable[[], Opened]) -> None:
        self._connection().close()
        self._open = None
        self._use(repair())

    def _use(self, opened: Opened) -> sqlite3.Connection:
        """Go on with a file that was opened again, and tell what became of it."""
        self._open = opened.connection
        if opened.report is not None:
            self._tell(self._on_error, StoreError(opened.report))
        return opened.connection

    def _finish(self, endings: Sequence[_Ending]) -> None:
        # One call for all: waking the loop costs more than a row.
        self._tell(self._answer, endings)

    def _tell(self, callback: Callable[..., None], *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(callback, *values)

    # ── on the loop ────────────────────────────────────────────────────────────────────────────────

    def _answer(self, endings: Sequence[_Ending]) -> None:
        for job, result, error in endings:
            if job.future is not None:
                _settle(job.future, result, error)
            elif error is not None:
                self._on_error(error)


def _results(group: Sequence[_Job], connection: sqlite3.Connection) -> Iterator[Any]:
    """The results of *group*, done in order; what is only to be kept, side by side, is kept in one go."""
    for keeps, jobs in groupby(group, key=lambda job: isinstance(job.work, Put)):
        if keeps:
            works = [job.work for job in jobs]
            Put(tuple(entry for work in works if isinstance(work, Put) for entry in work.entries))(connection)
            yield from [None] * len(works)
        else:
            yield from (job.work(connection) for job in jobs)


def _settle(future: asyncio.Future[Any], result: object, error: SendoffError | None) -> None:
    if future.done():
        return  # who waited was cancelled
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
