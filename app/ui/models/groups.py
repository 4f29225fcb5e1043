"""The queue as one flat list of rows: a heading for each batch and, unless it is folded, its transfers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.core.shelf import Listed, Shelf
from app.core.transfer import Batch, State

Keep = Callable[[Listed], bool]
"""Whether the filter lets a transfer through."""


@dataclass(eq=False)
class Group:
    """One batch: all its transfers in order, and those that the filter lets through.

    Attributes:
        need_key: how many of those that wait do so for a key.
        sifted: how many of *ids* the filter has looked at; the others are not shown yet.
    """

    batch: Batch
    ids: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    counts: Counter[State] = field(default_factory=Counter)
    need_key: int = 0
    folded: bool = False
    sifted: int = 0
    _places: dict[str, int] | None = None

    @property
    def height(self) -> int:
        """How many rows it takes, its heading included."""
        if not self.shown:
            return 0
        return 1 if self.folded else 1 + len(self.shown)

    @property
    def is_sifted(self) -> bool:
        """Whether the filter has looked at all of it."""
        return self.sifted >= len(self.ids)

    def sort(self, transfers: Shelf) -> None:
        """Have its transfers in the order of their turns, after some of these changed."""
        self.ids = [transfer.id for transfer in in_order(transfers.listed_all(self.ids))]

    def show(self, ids: list[str]) -> None:
        """Let these through, in this order."""
        self.shown, self._places = ids, None

    def show_also(self, first: int, ids: Sequence[str]) -> None:
        """Let these through as well, from place *first* on."""
        if first == len(self.shown) and self._places is not None:
            self._places.update((id_, place) for place, id_ in enumerate(ids, first))
        else:
            self._places = None
        self.shown[first:first] = ids

    def hide(self, first: int, last: int) -> None:
        """Hold these back, from place *first* to *last*."""
        del self.shown[first : last + 1]
        self._places = None

    def place(self, transfer_id: str) -> int | None:
        """Where a transfer is below the heading, from 0; None: the filter holds it back."""
        if self._places is None:
            # Counted anew when somebody asks, not with each of many rows that come or go.
            self._places = {id_: place for place, id_ in enumerate(self.shown)}
        return self._places.get(transfer_id)

    def places(self, ids: Collection[str]) -> list[int]:
        """Where these are, in order; to look for many of them once is quicker than to count all places anew."""
        if self._places is None:
            return [place for place, id_ in enumerate(self.shown) if id_ in ids]
        return sorted(place for id_ in ids if (place := self._places.get(id_)) is not None)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a row is: the heading of *group*, or the transfer with *transfer_id* in it."""

    group: Group
    transfer_id: str = ""


class Groups:
    """Finds rows by transfer and transfers by row; knows nothing of views."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_batch: dict[str, Group] = {}
        self.transfers = Shelf()
        self._starts: list[int] = []
        self._index: dict[str, int] = {}
        self.height = 0

    def group(self, batch_id: str) -> Group | None:
        """The group of a batch, or None."""
        return self._by_batch.get(batch_id)

    def put_in(self, group: Group) -> None:
        """Take a batch in, below those that are newer."""
        self.groups.insert(bisect_left(self.groups, _age(group), key=_age), group)
        self._by_batch[group.batch.id] = group
        self.measure()

    def drop(self, group: Group) -> None:
        """Let a batch go."""
        self.groups.remove(group)
        del self._by_batch[group.batch.id]
        self.measure()

    def measure(self) -> None:
        """Count the rows anew, after a group's height changed."""
        self._starts, self._index, top = [], {}, 0
        for number, group in enumerate(self.groups):
            self._starts.append(top)
            self._index[group.batch.id] = number
            top += group.height
        self.height = top

    def start(self, group: Group) -> int:
        """The row of a group's heading."""
        return self._starts[self._index[group.batch.id]]

    def spot(self, row: int) -> Spot | None:
        """What is at *row*."""
        if not 0 <= row < self.height:
            return None
        # Groups without rows share their start with the next: the last of equals is the one that has rows.
        group = self.groups[bisect_right(self._starts, row) - 1]
        below = row - self.start(group) - 1
        return Spot(group, group.shown[below] if below >= 0 else "")

    def parts_at(self, runs_of_rows: Iterable[tuple[int, int]]) -> Iterator[tuple[Group, Sequence[str]]]:
        """What lies at these ascending runs of rows, group by group; a heading stands for all that is under it."""
        whole: Group | None = None
        for first, last in runs_of_rows:
            for number in range(max(0, bisect_right(self._starts, first) - 1), len(self.groups)):
                group, top = self.groups[number], self._starts[number]
                if top > last:
                    break
                if first <= top:
                    whole = group
                    yield group, group.shown
                elif group is not whole and not group.folded:
                    yield group, group.shown[first - top - 1 : last - top]

    def row(self, transfer_id: str) -> int | None:
        """The row of a transfer; None: folded away, filtered out, or not there."""
        transfer = self.transfers.listed(transfer_id)
        group = self._by_batch.get(transfer.batch_id) if transfer else None
        place = group.place(transfer_id) if group and not group.folded else None
        return None if group is None or place is None else self.start(group) + 1 + place


def passing(ids: Sequence[str], transfers: Shelf, keep: Keep | None) -> list[str]:
    """Those of *ids* that *keep* lets through; all without it."""
    if keep is None:
        return list(ids)
    return [id_ for id_ in ids if (one := transfers.listed(id_)) is not None and keep(one)]


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as closed ranges: 1 2 3 7 → (1, 3) (7, 7)."""
    found: list[tuple[int, int]] = []
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if last >= first >= 0:
                found.append((first, last))
            first = number
        last = number
    return [*found, (first, last)] if first >= 0 else found


def in_order(transfers: Iterable[Listed]) -> list[Listed]:
    """Transfers by their place in the queue."""
    return sorted(transfers, key=_turn)


def _turn(transfer: Listed) -> tuple[int, float, str]:
    return transfer.turn


def _age(group: Group) -> float:
    return -group.batch.created_at
