"""Rows that stay are kept out of the garbage collector's sight; garbage beside them is not."""

from __future__ import annotations

import gc
import weakref

import pytest

from app.core.long_lived import EVERY, free, long_lived


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield None
    gc.unfreeze()


def test_few_rows_stay_where_they_are() -> None:
    before = gc.get_freeze_count()
    assert list(long_lived(range(EVERY - 1))) == list(range(EVERY - 1))
    assert gc.get_freeze_count() == before


def test_many_rows_are_set_aside_in_order_and_still_freed() -> None:
    before = gc.get_freeze_count()
    rows = list(long_lived([n] for n in range(EVERY + 1)))
    assert [row[0] for row in rows] == list(range(EVERY + 1))
    assert gc.get_freeze_count() > before
    knot = Knot()
    seen = weakref.ref(knot)
    rows.append([knot])
    del knot
    rows.clear()
    gc.collect()
    assert seen() is None


def test_young_garbage_is_taken_away_first() -> None:
    seen = weakref.ref(Knot())
    for _ in long_lived(range(EVERY + 1)):
        pass
    assert seen() is None


def test_many_rows_are_freed_in_portions() -> None:
    left: list[int] = []

    class Row:
        def __del__(self) -> None:
            left.append(len(rows))

    rows: list[Row] = [Row() for _ in range(EVERY + 10)]
    others = {1: "one", 2: "two"}
    free(rows, others)
    assert (rows, others, len(left)) == ([], {}, EVERY + 10)
    assert set(left) == {10, 0}
