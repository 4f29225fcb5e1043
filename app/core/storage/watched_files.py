"""What the journal knows of files in watched folders; a part of :class:`app.core.storage.journal.Journal`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from app.core.storage.cells import UNREADABLE, words
from app.core.storage.sqlite_errors import Unreadable
from app.core.storage.watched_rows import WATCHED_FILES, watched_file_from
from app.core.storage.writer import JournalThread
from app.core.watched import Stand, WatchedFile

Held: TypeAlias = tuple[int, str]
"""What a file holds: its size in bytes, and the SHA-256."""
_DONE_WITH = (Stand.TAKEN, Stand.SENT, Stand.SKIPPED)
"""What holds the same as one of these is not sent; of what failed, a copy is."""


Form: TypeAlias = tuple[int, int]
"""Size in bytes and modification time in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a watch met, as lean as it can be held: there may be 100,000 of them.

    Attributes:
        files: by path. *left_alone*: those that lay there when the watch began, by their number on the disk.
    """

    files: dict[str, Form]
    left_alone: dict[str, Form]


class WatchedFiles:
    """Asks for them by watch, by contents and by transfer."""

    def __init__(self, thread: JournalThread) -> None:
        self._thread = thread

    async def known(self, watch: str) -> Known:
        """The last form of every file that a watch met. Raises: StoreError."""
        return await self._thread.read(partial(_known, watch))

    async def followed(self, watch: str) -> list[WatchedFile]:
        """The files of a watch whose transfers have not ended well, oldest first. Raises: StoreError."""
        return await self._thread.read(partial(_followed, watch))

    async def same(self, watch: str, held: Iterable[Held]) -> frozenset[Held]:
        """Those of *held* that a watch sent, or has in the queue. Raises: StoreError."""
        return await self._thread.read(partial(_same, watch, tuple(held)))

    async def units(self, watch: str, since: float) -> int:
        """What a watch had charged without asking since a moment, in seconds since the epoch. Raises: StoreError."""
        return await self._thread.read(partial(_units, watch, since))

    async def forget_others(self, watches: Collection[str]) -> None:
        """Keep the files of *watches* only. Raises: StoreError."""
        await self._thread.write(partial(_forget_others, json.dumps(list(watches))), durable=False)


def _known(watch: str, connection: sqlite3.Connection) -> Known:
    rows = connection.execute(
        "SELECT path, size, mtime_ns, number FROM watched_files WHERE watch = ? ORDER BY at, rowid", (watch,)
    )
    known = Known({}, {})
    try:
        for path, size, mtime_ns, number in rows:
            known.files[words(path)] = (size, mtime_ns)
            if number:
                known.left_alone[number] = (size, mtime_ns)
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    return known


def _followed(watch: str, connection: sqlite3.Connection) -> list[WatchedFile]:
    stands = (Stand.TAKEN.value, Stand.FAILED.value)
    query = f"{WATCHED_FILES} WHERE watch = ? AND transfer_id <> '' AND stand IN (?, ?) ORDER BY at, rowid"
    try:
        return [watched_file_from(row) for row in connection.execute(query, (watch, *stands))]
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _same(watch: str, held: Sequence[Held], connection: sqlite3.Connection) -> frozenset[Held]:
    stands = ", ".join(f"'{stand}'" for stand in _DONE_WITH)
    query = f"SELECT 1 FROM watched_files WHERE watch = ? AND size = ? AND contents = ? AND stand IN ({stands}) LIMIT 1"
    return frozenset(one for one in held if connection.execute(query, (watch, *one)).fetchone() is not None)


def _units(watch: str, since: float, connection: sqlite3.Connection) -> int:
    query = "SELECT sum(units) FROM watched_files WHERE watch = ? AND at > ?"
    return int(connection.execute(query, (watch, since)).fetchone()[0] or 0)


def _forget_others(watches: str, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM watched_files WHERE watch NOT IN (SELECT value FROM json_each(?))", (watches,))
