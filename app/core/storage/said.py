"""Reads from the journal what was said for a transfer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import partial

from app.core.exchange import Exchange
from app.core.storage.cells import UNREADABLE
from app.core.storage.exchange_rows import exchange_from
from app.core.storage.sqlite_errors import Unreadable
from app.core.storage.writer import JournalThread

_OF_OWNERS = """SELECT owner, step, attempt, began, ended, rest, left_out FROM exchanges
    WHERE owner IN (SELECT value FROM json_each(?)) ORDER BY no"""


class SaidFor:
    """What the journal knows of requests and replies; a part of :class:`app.core.storage.journal.Journal`."""

    def __init__(self, thread: JournalThread) -> None:
        self._thread = thread

    async def read(self, owners: Sequence[str]) -> list[Exchange]:
        """The exchanges of these owners, in the order in which they were noted. Raises: StoreError."""
        return await self._thread.read(partial(_read, tuple(owners)))


def _read(owners: Sequence[str], connection: sqlite3.Connection) -> list[Exchange]:
    try:
        return [exchange_from(row) for row in connection.execute(_OF_OWNERS, (json.dumps(owners),))]
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
