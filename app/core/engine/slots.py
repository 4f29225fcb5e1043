"""Who may start beside what is under way: small files take a smaller part of the room than large ones.

What a large file waits for is the line, and a few at once fill it; what a small one waits for is the reply, so many at
once lose no time. A room for 8 large or 48 small ones holds 4 large and 24 small ones just as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.core.transfer import Transfer

SMALL = 256 * 1024
"""Bytes up to which a transfer counts as small."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many transfers may be under way at once, if all of them are large, or all small."""

    large: int
    small: int

    def holds(self, large: int, small: int) -> bool:
        """Whether so many of both find place together."""
        return large * self.small + small * self.large <= self.large * self.small


class Slots:
    """Counts the transfers under way, by account."""

    def __init__(self) -> None:
        self._large: Counter[str] = Counter()
        self._small: Counter[str] = Counter()

    def has_room(self, account_id: str, transfer: Transfer, person: Room, vendor: Room) -> bool:
        """Whether *transfer* may start now: *person* holds for all accounts together, *vendor* for this one."""
        small = transfer.total <= SMALL
        return person.holds(self._large.total() + (not small), self._small.total() + small) and vendor.holds(
            self._large[account_id] + (not small), self._small[account_id] + small
        )

    def take(self, account_id: str, transfer: Transfer) -> None:
        """*transfer* starts."""
        self._of(transfer)[account_id] += 1

    def give_back(self, account_id: str, transfer: Transfer) -> None:
        """*transfer*, which has started, has ended."""
        self._of(transfer)[account_id] -= 1

    def _of(self, transfer: Transfer) -> Counter[str]:
        return self._small if transfer.total <= SMALL else self._large
