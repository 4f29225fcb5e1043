"""Transfers by id, of which those that lie in the journal are read only when they are needed.

A list of 100,000 transfers shows twenty, and the scheduler works on eight. To make all of them into objects with
their files, words and results takes seconds and hundreds of megabytes; to know where each stands takes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from app.core.transfer import Priority, State, Transfer, Wait


class Listed(Protocol):
    """What lists and the scheduler ask of every transfer at once; a :class:`Transfer` is one itself."""

    @property
    def id(self) -> str:
        """The transfer's id."""

    @property
    def batch_id(self) -> str:
        """The batch it belongs to."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def position(self) -> float:
        """Its place in the queue."""

    @property
    def priority(self) -> Priority:
        """How urgent it is."""

    @property
    def turn(self) -> tuple[int, float, str]:
        """By this the queue is sorted."""

    @property
    def sent(self) -> int:
        """Bytes that left."""

    @property
    def total(self) -> int:
        """Bytes in all."""

    @property
    def round(self) -> int:
        """Its session, 0 before it has one."""

    @property
    def arrived(self) -> bool:
        """Only its batch's last steps are to come."""

    @property
    def names(self) -> tuple[str, ...]:
        """The local names of its files."""

    def whole(self) -> Transfer:
        """All of it."""


def waits_for_key(one: Listed) -> bool:
    """Whether it goes on only with another key: a person has to do something."""
    return one.state is State.WAITING and one.whole().wait is Wait.KEY


class Shelf(Mapping[str, Transfer]):
    """Transfers by id. Looking one up gives the whole of it; :meth:`listed` what costs nothing."""

    def __init__(self) -> None:
        self._kept: dict[str, Listed] = {}

    def __getitem__(self, transfer_id: str) -> Transfer:
        return self._kept[transfer_id].whole()

    def __contains__(self, transfer_id: object) -> bool:
        return transfer_id in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, one: Listed) -> None:
        """Have this one, or its newest form."""
        self._kept[one.id] = one

    def put_all(self, many: Iterable[Listed]) -> None:
        """Have all of these."""
        self._kept.update((one.id, one) for one in many)

    def take(self, transfer_id: str) -> Listed | None:
        """Let one go; None: it was not there."""
        return self._kept.pop(transfer_id, None)

    def listed(self, transfer_id: str) -> Listed | None:
        """One as it is kept, or None."""
        return self._kept.get(transfer_id)

    def listed_all(self, ids: Iterable[str]) -> list[Listed]:
        """Those of *ids* that are here, as they are kept."""
        return [one for id_ in ids if (one := self._kept.get(id_)) is not None]

    def all(self) -> Iterable[Listed]:
        """Every one as it is kept."""
        return self._kept.values()
