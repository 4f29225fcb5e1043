"""Moves transfers within the line of those that have not begun, by giving them other turns.

A line is a sorted list of :attr:`Transfer.turn`. Each function returns only what changed; most moves change only what
is moved, since positions are floats and there is room between two of them. Where the room is used up, the whole line
gets whole numbers again.

For 100,000 transfers this takes a good part of a second, so it is a worker thread's: it touches nothing that changes.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from app.core.shelf import Listed
from app.core.transfer import TO_COME, Place

Turn = tuple[int, float, str]
"""Priority, position and id."""
_SORTED_AT_ONCE = 4_096
"""Turns; a sort is one step of the interpreter, in which no other thread has its turn: two milliseconds."""


def turns_at(place: Place, listed: Iterable[Listed], ids: Collection[str]) -> list[Turn]:
    """The other turns with which *ids* are at *place*: up and down within their batch, else among all of *listed*."""
    to_come = [one for one in listed if one.state in TO_COME]
    if place in (Place.FIRST, Place.LAST):
        return moved(_in_line(one.turn for one in to_come), ids, place)
    batches: defaultdict[str, list[Turn]] = defaultdict(list)
    concerned = {one.batch_id for one in to_come if one.id in ids}
    for one in to_come:
        if one.batch_id in concerned:
            batches[one.batch_id].append(one.turn)
    return [turn for turns in batches.values() for turn in moved(_in_line(turns), ids, place)]


def turns_before(before: str, listed: Iterable[Listed], ids: Collection[str]) -> list[Turn]:
    """The other turns with which *ids* are right before the transfer *before*, or at the end of their batch."""
    to_come = [one for one in listed if one.state in TO_COME]
    batch = next((one.batch_id for one in to_come if one.id in ids), None)
    return moved_before(_in_line(one.turn for one in to_come if one.batch_id == batch), ids, before)


def moved(line: Sequence[Turn], ids: Collection[str], place: Place) -> list[Turn]:
    """*ids* taken to *place*, in the order in which they stood."""
    return _put_in(line, ids, _index(line, ids, place))


def moved_before(line: Sequence[Turn], ids: Collection[str], before: str) -> list[Turn]:
    """*ids* put right before the transfer *before*, or at the end when it is not in line."""
    place = next((n for n, (_, _, id_) in enumerate(line) if id_ == before), len(line))
    return _put_in(line, ids, sum(1 for _, _, id_ in line[:place] if id_ not in ids))


def _in_line(turns: Iterable[Turn]) -> list[Turn]:
    known = list(turns)
    parts = (known[at : at + _SORTED_AT_ONCE] for at in range(0, len(known), _SORTED_AT_ONCE))
    return list(heapq.merge(*map(sorted, parts)))


def _index(line: Sequence[Turn], ids: Collection[str], place: Place) -> int:
    """Before how many of the others the moved ones come."""
    others = sum(1 for _, _, id_ in line if id_ not in ids)
    places = [n for n, (_, _, id_) in enumerate(line) if id_ in ids]
    if place is Place.FIRST or not places:
        return 0
    if place is Place.LAST:
        return others
    if place is Place.UP:
        return max(0, places[0] - 1)
    return min(others, places[-1] - len(places) + 2)


def _put_in(line: Sequence[Turn], ids: Collection[str], index: int) -> list[Turn]:
    moving = [turn for turn in line if turn[2] in ids]
    others = [turn for turn in line if turn[2] not in ids]
    if not moving or not others:
        return []
    before = others[index - 1] if index > 0 else None
    after = others[index] if index < len(others) else None
    priority = _priority(moving[0][0], before, after)
    low, high = _room(moving[0][1], priority, before, after)
    step = (high - low) / (len(moving) + 1)
    placed = [(priority, low + step * n, id_) for n, (_, _, id_) in enumerate(moving, 1)]
    if not _ascend([low, *(position for _, position, _ in placed), high]):
        placed = _renumbered([*others[:index], *placed, *others[index:]], min(position for _, position, _ in line))
    known = {turn[2]: turn for turn in line}
    return [turn for turn in placed if turn != known[turn[2]]]


def _priority(own: int, before: Turn | None, after: Turn | None) -> int:
    """The own one if it can stand there, else that of the neighbour it must not be ahead of or behind."""
    if before is not None and own < before[0]:
        return before[0]
    if after is not None and own > after[0]:
        return after[0]
    return own


def _room(own: float, priority: int, before: Turn | None, after: Turn | None) -> tuple[float, float]:
    """The positions between which the moved ones go; only neighbours of the same priority are in the way."""
    low = before[1] if before is not None and before[0] == priority else None
    high = after[1] if after is not None and after[0] == priority else None
    if low is None and high is None:
        low = own
    if low is None:
        assert high is not None
        return high - 1.0, high
    return low, low + 1.0 if high is None else high


def _ascend(positions: Sequence[float]) -> bool:
    return all(one < other for one, other in pairwise(positions))


def _renumbered(order: Sequence[Turn], start: float) -> list[Turn]:
    return [(priority, start + n, id_) for n, (priority, _, id_) in enumerate(order)]
