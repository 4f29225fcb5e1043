"""The journal's index of files that were sent: asked by size first, then by contents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from app.core.storage.cells import UNREADABLE
from app.core.storage.rows import BATCHES, TRANSFERS, batch_from, transfer_from
from app.core.storage.sent_rows import storable_name
from app.core.storage.sqlite_errors import Unreadable
from app.core.storage.writer import JournalThread
from app.core.transfer import ENDED, Batch, Transfer

_SAME = "SELECT at, name FROM sent_files WHERE account_id = ? AND size = ? AND contents = ?"
_GOING = f"""{TRANSFERS} WHERE state NOT IN ({", ".join(f"'{state}'" for state in sorted(ENDED))})
    AND (size IN (SELECT value FROM json_each(?)) OR instr(rest, '"files":'))"""
_NEWEST = "ORDER BY at DESC LIMIT 1"


class FileKey(msgspec.Struct, frozen=True):
    """A file that may have been sent; *place* and *contents* as :mod:`app.core.identity` gives them."""

    place: str
    size: int
    name: str
    contents: str


@dataclass(frozen=True, slots=True)
class SentBefore:
    """When a file was sent, and as what.

    Attributes:
        at: seconds since the epoch.
        certain: the contents are the same; False: name and size are, and nobody knows what it held.
    """

    at: float
    name: str
    certain: bool


class SentFiles:
    """What the journal knows of files that were sent; a part of :class:`app.core.storage.journal.Journal`."""

    def __init__(self, thread: JournalThread) -> None:
        self._thread = thread

    async def sizes(self, account_id: str, sizes: Iterable[int]) -> frozenset[int]:
        """Those of *sizes* that a file had which was sent with the account. Raises: StoreError."""
        return await self._thread.read(partial(_sizes, account_id, sizes))

    async def before(self, account_id: str, files: Sequence[FileKey]) -> list[SentBefore | None]:
        """For each of *files* its newest sending to its place, None where there is none. Raises: StoreError."""
        return await self._thread.read(lambda connection: [_before(account_id, one, connection) for one in files])

    async def under_way(self, account_id: str, sizes: Iterable[int]) -> list[tuple[Batch, Transfer]]:
        """The account's transfers that have not ended and may hold a file of one of *sizes*.

        The journal is asked and not the queue in memory, which is not all there after a start, nor for one command.

        Raises:
            StoreError: the journal cannot be read.
        """
        return await self._thread.read(partial(_under_way, account_id, json.dumps(list(sizes))))


def _under_way(account_id: str, sizes: str, connection: sqlite3.Connection) -> list[tuple[Batch, Transfer]]:
    try:
        batches = {batch.id: batch for batch in map(batch_from, connection.execute(BATCHES))}
        found = map(transfer_from, connection.execute(_GOING, (sizes,)))
        alike = ((batches[one.batch_id], one) for one in found if one.batch_id in batches)
        return [(batch, one) for batch, one in alike if batch.account_id == account_id]
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _sizes(account_id: str, sizes: Iterable[int], connection: sqlite3.Connection) -> frozenset[int]:
    query = "SELECT 1 FROM sent_files WHERE account_id = ? AND size = ? LIMIT 1"
    return frozenset(size for size in sizes if connection.execute(query, (account_id, size)).fetchone())


def _before(account_id: str, file: FileKey, connection: sqlite3.Connection) -> SentBefore | None:
    if file.contents:
        same = (account_id, file.size, file.contents, file.place)
        found = connection.execute(f"{_SAME} AND place = ? {_NEWEST}", same).fetchone()
        if found is not None:
            return SentBefore(found[0], found[1], certain=True)
    alike = (account_id, file.size, "", file.place, storable_name(file.name))
    found = connection.execute(f"{_SAME} AND place = ? AND name = ? {_NEWEST}", alike).fetchone()
    return SentBefore(found[0], found[1], certain=False) if found is not None else None
