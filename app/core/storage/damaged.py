"""Reads the rows of a damaged SQLite table, around the pages that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

Row = tuple[Any, ...]

MOST_LOOKS = 20_000
"""How often the gap around damaged pages is halved before the rest of it is given up."""


def readable_rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[Row]:
    """Every row of *table* that can be read, each once: from the front, from the back, then from between.

    *table* and *columns* are SQL and must be our own words.
    """
    # Without an index: a broken one would hide rows that are there.
    select = f"SELECT rowid, {columns} FROM {table} NOT INDEXED"
    front = back = None
    for row in _until_damage(connection, f"{select} ORDER BY rowid", ()):
        if row is None:
            break
        front = row[0]
        yield row[1:]
    else:
        return
    for row in _until_damage(connection, f"{select} WHERE rowid > ? ORDER BY rowid DESC", (_after(front),)):
        if row is None:
            break
        back = row[0]
        yield row[1:]
    if back is not None:
        yield from _between(connection, select, _after(front) + 1, back - 1)


def _after(front: int | None) -> int:
    return -1 if front is None else front


def _until_damage(connection: sqlite3.Connection, query: str, values: tuple[int, ...]) -> Iterator[Row | None]:
    """The rows of *query*, and None at the end when damage stopped it."""
    try:
        yield from connection.execute(query, values)
    except (sqlite3.Error, ValueError):  # ValueError: text that is no UTF-8
        yield None


def _between(connection: sqlite3.Connection, select: str, low: int, high: int) -> Iterator[Row]:
    """What lies in a gap: each range that fails is halved, until single rows are left."""
    query = f"{select} WHERE rowid BETWEEN ? AND ?"
    ranges, looks = [(low, high)] if low <= high else [], 0
    while ranges and looks < MOST_LOOKS:
        low, high = ranges.pop()
        looks += 1
        try:
            found = connection.execute(query, (low, high)).fetchall()
        except (sqlite3.Error, ValueError):
            if low < high:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]
            continue
        yield from (row[1:] for row in found)
