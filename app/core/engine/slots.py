"""Who may start beside what is under way: small files take a smaller part of the room than large ones.

What a large file waits for is the line, and a few at once fill it; what a small one waits for is the reply, so many at
once lose no time. A room for 8 large or 48 small ones holds 4 large and 24 small ones just as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import msgspec

from app.core.transfer import Transfer

SMALL = 256 * 1024
"""Bytes up to which a transfer counts as small."""


class Room(msgspec.Struct, frozen=True):
    """How many transfers may be under way at once, if all of them are large, or all small."""

    large: int
    small: int

    def holds(self, large: int, small: int) -> bool:
        """Whether so many of both find place together."""
        return large * self.small + small * self.large <= self.large * self.small


@dataclass(slots=True)
class _UnderWay:
    """How many transfers are under way."""

    large: int = 0
    small: int = 0

    def leaves_room(self, transfer: Transfer, room: Room) -> bool:
        """Whether *room* holds *transfer* beside them."""
        small = transfer.total <= SMALL
        return room.holds(self.large + (not small), self.small + small)

    def add(self, transfer: Transfer, count: int) -> None:
        """One more, or (*count* is -1) one less."""
        if transfer.total <= SMALL:
            self.small += count
        else:
            self.large += count


class Slots:
    """Counts the transfers under way, in all and by account."""

    def __init__(self) -> None:
        self._all = _UnderWay()
        self._by_account: defaultdict[str, _UnderWay] = defaultdict(_UnderWay)

    def has_room(self, account_id: str, transfer: Transfer, person: Room, vendor: Room) -> bool:
        """Whether *transfer* may start now: *person* holds for all accounts together, *vendor* for this one."""
        own = self._by_account[account_id]
        return self._all.leaves_room(transfer, person) and own.leaves_room(transfer, vendor)

    def take(self, account_id: str, transfer: Transfer) -> None:
        """*transfer* starts."""
        self._all.add(transfer, 1)
        self._by_account[account_id].add(transfer, 1)

    def give_back(self, account_id: str, transfer: Transfer) -> None:
        """*transfer*, which has started, has ended."""
        self._all.add(transfer, -1)
        self._by_account[account_id].add(transfer, -1)
