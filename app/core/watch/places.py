"""Tells whether two folders are one and the same, or one lies in the other, however their paths are written; blocks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder really is.

    Attributes:
        path: without links, as far as it is there.
        number: its device and its number on it, which no other folder has and which does not depend on how a path is
            written; None where it is not there, or its disk numbers nothing.
        around: the same of the folders around it.
    """

    path: Path
    number: Number | None = None
    around: frozenset[Number] = frozenset()

    def is_same(self, other: Place) -> bool:
        """Whether both are one folder."""
        return self.path == other.path or (self.number is not None and self.number == other.number)

    def overlaps(self, other: Place) -> bool:
        """Whether both are one folder, or one of them lies in the other."""
        return self.is_same(other) or self._lies_in(other) or other._lies_in(self)

    def _lies_in(self, other: Place) -> bool:
        return self.path.is_relative_to(other.path) or other.number in self.around


def place_of(folder: Path) -> Place:
    """Where *folder* really is; of one that is not there, where it would be."""
    path = Path(os.path.realpath(folder))
    around = frozenset(number for one in path.parents if (number := _number(one)) is not None)
    return Place(path, _number(path), around)


def _number(folder: Path) -> Number | None:
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None
