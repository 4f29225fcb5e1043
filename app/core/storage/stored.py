"""A transfer as it lies in the journal: where it stands is there at once, the rest is made when it is asked for."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from app.core.shelf import Listed
from app.core.storage.cells import UNREADABLE, words
from app.core.storage.damaged import Row
from app.core.storage.open_rounds import open_rounds
from app.core.storage.rows import BATCHES, STATES, STEPS, TRANSFERS, batch_from, step_from, transfer_from
from app.core.storage.sqlite_errors import Unreadable
from app.core.transfer import ENDED, Batch, Priority, State, StepRecord, Transfer

_AT_ONCE = 2_000
_MANY = 2_000
"""Transfers that are kept out of the garbage collector's sight."""
_RESTING = frozenset({*ENDED, State.QUEUED, State.PAUSED})
_STARTED = f"{STEPS} WHERE state = 'started' ORDER BY started_at, rowid"
_DAMAGED = "SELECT id FROM transfers WHERE rest IS NOT NULL AND NOT json_valid(rest) LIMIT 1"


class StoredTransfer(NamedTuple):
    """A row of the table ``transfers``, its cells in the order of :data:`~app.core.storage.rows.TRANSFERS`.

    Few rows have anything in *rest*; what is in there is looked for by its name before it is read.
    """

    id: str
    batch_id: str
    state: State
    position: float
    created_at: float
    ended_at: float | None
    total: int
    sent: int
    step: str
    round: int
    attempts: int
    path: str | bytes | None
    size: int
    mtime_ns: int
    media_type: str
    sent_name: str | bytes
    rest: str | None

    @property
    def priority(self) -> Priority:
        """How urgent it is."""
        return self.whole().priority if self._has("priority") else Priority.NORMAL

    @property
    def turn(self) -> tuple[int, float, str]:
        """By this the queue is sorted."""
        return Priority.NORMAL if self.rest is None else self.priority, self.position, self.id

    @property
    def arrived(self) -> bool:
        """Only its batch's last steps are to come."""
        return self._has("arrived") and self.whole().arrived

    @property
    def names(self) -> tuple[str, ...]:
        """The local names of its files."""
        if self.path is None:
            return ()
        if self._has("files"):
            return self.whole().names
        return (os.path.basename(words(self.path)),)

    def whole(self) -> Transfer:
        """All of it."""
        try:
            return transfer_from(self)
        except UNREADABLE:
            # It has ended (see :func:`_held`): the words on how are lost, what it was and how it ended are not.
            return transfer_from(self._replace(rest=None))

    def _has(self, name: str) -> bool:
        return self.rest is not None and f'"{name}":' in self.rest


@dataclass(frozen=True)
class Contents:
    """The journal as a start needs it.

    Attributes:
        batches: oldest first.
        started: every step that began and whose end is not known: what a crash cut off.
        transfers: by batch, in the order of their turns.
        open_rounds: by batch, the numbers of its sessions that were opened and have not ended; only with all.
        source: the file as it was open; another one after it was found damaged and repaired.
    """

    batches: list[Batch]
    started: list[StepRecord]
    transfers: dict[str, list[Listed]]
    source: object
    open_rounds: dict[str, list[int]]


def contents(most: int | None, connection: sqlite3.Connection) -> Contents:
    """All of it, or nothing.

    Args:
        most: no more transfers than these, of the newest batches; the others are not even looked at.

    Raises:
        Unreadable: something holds what was never written there.
        sqlite3.Error: the file cannot be read.
    """
    # The collector would walk over all that is loaded again and again: half of the time for 100,000 rows.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = _read(connection, most)
        if sum(map(len, found.transfers.values())) >= _MANY:
            # And its next walk would stop every thread for half a second. Rows hold no cycles: they are freed
            # without it.
            gc.freeze()
        return found
    except UNREADABLE as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    finally:
        if collecting:
            gc.enable()


def _read(connection: sqlite3.Connection, most: int | None) -> Contents:
    batches = [batch_from(row) for row in connection.execute(f"{BATCHES} ORDER BY created_at, id")]
    started = [step_from(row) for row in connection.execute(_STARTED)]
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    shared: dict[str, str] = {}  # the same few words stand in every row: one object each is enough
    for row in _all_rows(connection) if most is None else _newest_rows(connection, batches, most):
        held = _held(row, shared)
        found[held.batch_id].append(held)
    for some in found.values():
        some.sort(key=attrgetter("turn"))  # here, in the thread: 100,000 of one batch take a while
    rounds: defaultdict[str, list[int]] = defaultdict(list)
    for batch_id, no in open_rounds(connection) if most is None else ():
        rounds[batch_id].append(no)
    return Contents(batches, started, dict(found), connection, dict(rounds))


def _all_rows(connection: sqlite3.Connection) -> Iterator[Row]:
    damaged = connection.execute(_DAMAGED).fetchone()
    if damaged is not None:
        raise Unreadable(f"the transfer {damaged[0]}")
    rows = connection.execute(f"{TRANSFERS} ORDER BY rowid")
    while some := rows.fetchmany(_AT_ONCE):
        yield from some


def _newest_rows(connection: sqlite3.Connection, batches: Sequence[Batch], most: int) -> Iterator[Row]:
    for batch in reversed(batches):
        query = f"{TRANSFERS} WHERE batch_id = ? ORDER BY rowid LIMIT ?"
        for row in connection.execute(query, (batch.id, most)):
            most -= 1
            yield row
        if most <= 0:
            return


def _held(row: Row, shared: dict[str, str]) -> Listed:
    (
        id_, batch_id, state, position, created_at, ended_at, total, sent, step, round_, attempts,
        path, size, mtime_ns, media_type, sent_name, rest,
    ) = row  # fmt: skip
    kept = StoredTransfer(
        id_, shared.setdefault(batch_id, batch_id), STATES[state], position, created_at, ended_at, total, sent,
        shared.setdefault(step, step), round_, attempts, path, size, mtime_ns,
        shared.setdefault(media_type, media_type), sent_name, rest,
    )  # fmt: skip
    if kept.state in ENDED or (rest is None and kept.state in _RESTING):
        return kept
    return transfer_from(row)
