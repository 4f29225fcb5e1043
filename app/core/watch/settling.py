"""Tells files that still grow from those that are whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.core.watched import Seen

QUIET = 2.0
"""Seconds in which neither size nor modification time may change before a file counts as whole."""


class Settling:
    """Remembers since when files are as they are.

    Args:
        quiet: seconds, see :data:`QUIET`.
    """

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._since: dict[Path, tuple[int, int, float]] = {}

    def see(self, files: Iterable[Seen], elapsed: float) -> list[Seen]:
        """Those of *files* that have not changed for long enough; empty files are never whole.

        Args:
            files: all that there are now; what is not among them is forgotten.
            elapsed: the time by a clock that is never set, in seconds.
        """
        known, self._since = self._since, {}
        whole = []
        for seen in files:
            # Not by its number on the disk: some network drives give another one at every look.
            size, mtime_ns, since = known.get(seen.path, (0, 0, elapsed))
            if (size, mtime_ns) != (seen.size, seen.mtime_ns):
                since = elapsed
            self._since[seen.path] = (seen.size, seen.mtime_ns, since)
            if seen.size and elapsed - since >= self._quiet:
                whole.append(seen)
        return whole

    def due_in(self, elapsed: float) -> float | None:
        """Seconds until one more may be whole; None: there is none that has something in it and waits."""
        ages = [elapsed - since for size, _, since in self._since.values() if size]
        young = [self._quiet - age for age in ages if age < self._quiet]
        return min(young, default=None)
