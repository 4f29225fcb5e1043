"""What the journal knows of files in watched folders; a part of :class:`app.core.storage.journal.Journal`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from app.core.storage.cells import UNREADABLE
from app.core.storage.damaged import Row
from app.core.storage.sqlite_errors import Unreadable
from app.core.storage.watched_rows import WATCHED_FILES, watched_file_from
from app.core.storage.writer import JournalThread
from app.core.watched import Stand, WatchedFile

Held: TypeAlias = tuple[int, str]
"""What a file holds: its size in bytes, and the SHA-256."""
_DONE_WITH = (Stand.TAKEN, Stand.SENT, Stand.SKIPPED)
"""What holds the same as one of these is not sent; of what failed, a copy is."""


class WatchedFiles:
    """Asks for them by watch, by contents and by transfer."""

    def __init__(self, thread: JournalThread) -> None:
        self._thread = thread

    async def of(self, watch: str) -> list[WatchedFile]:
        """All that a watch met, oldest first. Raises: StoreError."""
        return await self._thread.read(partial(_rows, f"{WATCHED_FILES} WHERE watch = ? ORDER BY at, rowid", (watch,)))

    async def same(self, watch: str, held: Iterable[Held]) -> frozenset[Held]:
        """Those of *held* that a watch sent, or has in the queue. Raises: StoreError."""
        return await self._thread.read(partial(_same, watch, tuple(held)))

    async def units(self, watch: str, since: float) -> int:
        """What a watch had charged without asking since a moment, in seconds since the epoch. Raises: StoreError."""
        return await self._thread.read(partial(_units, watch, since))

    async def forget_others(self, watches: Collection[str]) -> None:
        """Keep the files of *watches* only. Raises: StoreError."""
        await self._thread.write(partial(_forget_others, json.dumps(list(watches))), durable=False)


def _rows(query: str, values: Row, connection: sqlite3.Connection) -> list[WatchedFile]:
    try:
        return [watched_file_from(row) for row in connection.execute(query, values)]
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
