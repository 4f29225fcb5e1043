"""Moves transfers within the line of those that have not begun, by giving them other positions.

A line is sorted by :attr:`Transfer.turn`. Each function returns only what changed; most moves change only what is
moved, since positions are floats and there is room between two of them. Where the room is used up, the whole line
gets whole numbers again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from app.core.transfer import Place, Priority, Transfer


def moved(line: Sequence[Transfer], ids: Collection[str], place: Place) -> list[Transfer]:
    """*ids* taken to *place*, in the order in which they stood."""
    return _put_in(line, ids, _index(line, ids, place))


def moved_before(line: Sequence[Transfer], ids: Collection[str], before: str) -> list[Transfer]:
    """*ids* put right before the transfer *before*, or at the end when it is not in line."""
    place = next((n for n, one in enumerate(line) if one.id == before), len(line))
    return _put_in(line, ids, sum(1 for one in line[:place] if one.id not in ids))


def _index(line: Sequence[Transfer], ids: Collection[str], place: Place) -> int:
    """Before how many of the others the moved ones come."""
    others = sum(1 for one in line if one.id not in ids)
    places = [n for n, one in enumerate(line) if one.id in ids]
    if place is Place.FIRST or not places:
        return 0
    if place is Place.LAST:
        return others
    if place is Place.UP:
        return max(0, places[0] - 1)
    return min(others, places[-1] - len(places) + 2)


def _put_in(line: Sequence[Transfer], ids: Collection[str], index: int) -> list[Transfer]:
    moving = [one for one in line if one.id in ids]
    others = [one for one in line if one.id not in ids]
    if not moving or not others:
        return []
    before = others[index - 1] if index > 0 else None
    after = others[index] if index < len(others) else None
    priority = _priority(moving[0].priority, before, after)
    low, high = _room(moving[0], priority, before, after)
    step = (high - low) / (len(moving) + 1)
    placed = [replace(one, priority=priority, position=low + step * n) for n, one in enumerate(moving, 1)]
    if not _ascend([low, *(one.position for one in placed), high]):
        placed = _renumbered([*others[:index], *(replace(one, priority=priority) for one in moving), *others[index:]])
    known = {one.id: one for one in line}
    return [one for one in placed if one != known[one.id]]


def _priority(own: Priority, before: Transfer | None, after: Transfer | None) -> Priority:
    """The own one if it can stand there, else that of the neighbour it must not be ahead of or behind."""
    if before is not None and own < before.priority:
        return before.priority
    if after is not None and own > after.priority:
        return after.priority
    return own


def _room(first: Transfer, priority: Priority, before: Transfer | None, after: Transfer | None) -> tuple[float, float]:
    """The positions between which the moved ones go; only neighbours of the same priority are in the way."""
    low = before.position if before is not None and before.priority == priority else None
    high = after.position if after is not None and after.priority == priority else None
    if low is None and high is None:
        low = first.position
    if low is None:
        assert high is not None
        return high - 1.0, high
    return low, low + 1.0 if high is None else high


def _ascend(positions: Sequence[float]) -> bool:
    return all(one < other for one, other in pairwise(positions))


def _renumbered(order: Sequence[Transfer]) -> list[Transfer]:
    start = min(one.position for one in order)
    return [replace(one, position=start + n) for n, one in enumerate(order)]
