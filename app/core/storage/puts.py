"""Writes many entries of the journal in few statements, each entry once in its newest form.

Measured: while the loop is busy, each statement costs more waiting for Python's lock, which SQLite gives back around
it, than work. So rows of one kind share a statement, and a step that began and ended within one commit is one row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TypeVar, assert_never

import msgspec

from app.core.exchange import Exchange
from app.core.identity import SentFile
from app.core.storage.cells import dumps
from app.core.storage.holds import Hold
from app.core.storage.rows import PUT, STEPS, Entry, row_of, step_from
from app.core.storage.wipe import Spent, wiped
from app.core.transfer import Batch, Receipt, State, StepRecord, Transfer
from app.core.watched import WatchedFile

T = TypeVar("T")
Note = Entry | Spent
"""What the journal is told: what to keep, and what it need not keep any more."""

# Older SQLite takes at most 999 values in a statement (https://www.sqlite.org/limits.html); a transfer has 17.
_SIZES = (48, 24, 12, 6, 3, 2, 1)
_IDS_AT_ONCE = 900
_ENTRIES_AT_ONCE = 4_000


class Put(msgspec.Struct, frozen=True):
    """Work of the journal's thread: keep *entries*, replacing those with the same id (a step: owner and step)."""

    entries: tuple[Note, ...]

    def __call__(self, connection: sqlite3.Connection) -> None:
        """Do it. Raises: sqlite3.Error, TypeError."""
        put(self.entries, connection)


def put(entries: Iterable[Note], connection: sqlite3.Connection) -> None:
    """Keep *entries*, of which a later one replaces an earlier one with the same id.

    A transfer that is done loses the signed URLs of its steps.
    """
    left, spent = iter(entries), list[Spent]()
    # In portions, so that a batch of 100,000 transfers is not sorted out as a whole: that takes 20 MB, for nothing.
    while some := list(islice(left, _ENTRIES_AT_ONCE)):
        spent += _put_some(some, connection)
    wipe(spent, connection)


def _put_some(entries: Sequence[Note], connection: sqlite3.Connection) -> Iterator[Spent]:
    """Keep *entries*. Returns whose secrets are spent; those of a transfer that is done are."""
    newest: dict[tuple[type, str, str], Note] = {}
    for entry in entries:
        newest[_key(entry)] = entry
        if isinstance(entry, StepRecord):
            newest.pop((Spent, entry.owner, ""), None)  # it goes on: what comes of this step is needed
    by_kind: dict[type, list[Entry]] = {kind: [] for kind in PUT}
    spent = list[Spent]()
    for entry in newest.values():
        if isinstance(entry, Spent):
            spent.append(entry)
        else:
            by_kind[type(entry)].append(entry)
    for kind, same in by_kind.items():
        for some in _portions(same, _SIZES):
            values = [cell for entry in some for cell in row_of(entry)]
            connection.execute(_statement(kind, len(some)), values)
    done = (Spent(one.id) for one in by_kind[Transfer] if isinstance(one, Transfer) and one.state is State.DONE)
    return chain(done, spent)


def wipe(spent: Sequence[Spent], connection: sqlite3.Connection) -> None:
    """Take signed URLs, policies and tokens out of the outputs of steps that need them no more."""
    steps = {one.owner: one.steps for one in spent}
    for some in _portions(list(steps), (_IDS_AT_ONCE, 90, 9, 1)):
        marks = ", ".join("?" * len(some))
        query = f"{STEPS} WHERE owner IN ({marks}) AND outputs IS NOT NULL"
        for record in map(step_from, connection.execute(query, some).fetchall()):
            meant = steps[record.owner]
            outputs = wiped(record.outputs)
            if outputs != record.outputs and (meant is None or record.step.partition("#")[0] in meant):
                connection.execute(
                    "UPDATE steps SET outputs = ? WHERE owner = ? AND step = ?",
                    (dumps(outputs), record.owner, record.step),
                )


def _key(entry: Note) -> tuple[type, str, str]:
    match entry:
        case StepRecord():
            return StepRecord, entry.owner, entry.step
        case Exchange():
            return Exchange, entry.owner, f"{entry.step}/{entry.attempt}/{entry.began}/{entry.ended}"
        case Receipt():
            return Receipt, entry.transfer_id, ""
        case SentFile():
            return SentFile, entry.transfer_id, str(entry.no)
        case WatchedFile():
            return WatchedFile, entry.watch, f"{entry.size}/{entry.mtime_ns}/{entry.path}"
        case Transfer() | Batch():
            return type(entry), entry.id, ""
        case Hold():
            return Hold, entry.account_id, ""
        case Spent():
            return Spent, entry.owner, ""
        case _:
            assert_never(entry)


@lru_cache(maxsize=64)
def _statement(kind: type, rows: int) -> str:
    """The statement that puts so many rows of *kind*."""
    start, _, rest = PUT[kind].partition("VALUES (")
    row, _, rest = rest.partition(")")
    return f"{start}VALUES {', '.join([f'({row})'] * rows)}{rest}"


def _portions(items: Sequence[T], sizes: Sequence[int]) -> Iterator[Sequence[T]]:
    """*items* in portions of *sizes*, the largest that fits first: few sizes, so that statements are known."""
    at = 0
    while at < len(items):
        size = next(size for size in sizes if size <= len(items) - at)
        yield items[at : at + size]
        at += size
