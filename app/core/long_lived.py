"""Takes rows that are here to stay out of the garbage collector's sight: its walks over them stop every thread."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

FIRST, EVERY = 500, 2_000
"""Rows after which what is alive is set aside for the first time, and again: a walk over fewer is too short to be felt.

The first time comes early, because everything else that the program holds is set aside with them.
"""


def long_lived(rows: Iterable[T]) -> Iterator[T]:
    """*rows*, one after another; where they are many, they are set aside as they come.

    Measured: with 100,000 files on the list a full collection takes 0.3 s, and none of the rows is ever found to be
    garbage, because rows hold no cycles: they are freed as soon as nobody refers to them, set aside or not.
    """
    for number, row in enumerate(rows, 1):
        yield row
        if number % EVERY == FIRST:
            # What is set aside is never collected: so first take away the young garbage that is not of these rows.
            gc.collect(1)
            gc.freeze()
