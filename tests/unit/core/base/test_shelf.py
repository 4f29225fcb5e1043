"""A shelf gives whole transfers to who looks one up, and costs nothing to who only counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.core.shelf import Shelf
from app.core.transfer import State, Transfer


def a_transfer(name: str) -> Transfer:
    return Transfer(name, "batch", (), 1.0, 1.0, 10)


@dataclass
class Lying:
    """Stands where a row of the journal would, and counts how often it was made whole."""

    id: str
    batch_id: str = "batch"
    state: State = State.QUEUED
    position: float = 1.0
    turn: tuple[int, float, str] = (1, 1.0, "")
    sent: int = 0
    total: int = 10
    round: int = 0
    arrived: bool = False
    names: tuple[str, ...] = ()
    made: list[str] = field(default_factory=list)

    def whole(self) -> Transfer:
        self.made.append(self.id)
        return a_transfer(self.id)


def test_looking_one_up_gives_the_whole_of_it() -> None:
    shelf, lying = Shelf(), Lying("a")
    shelf.put(lying)
    assert shelf["a"] == a_transfer("a")
    assert shelf.get("b") is None
    with pytest.raises(KeyError):
        shelf["b"]


def test_counting_listing_and_letting_go_make_nothing_whole() -> None:
    shelf, lying = Shelf(), [Lying("a"), Lying("b")]
    shelf.put_all(lying)
    assert (len(shelf), list(shelf), "a" in shelf, "c" in shelf) == (2, ["a", "b"], True, False)
    assert list(shelf.all()) == lying
    assert shelf.listed("b") is lying[1]
    assert shelf.listed_all(["b", "c", "a"]) == [lying[1], lying[0]]
    assert shelf.take("a") is lying[0]
    assert shelf.take("a") is None
    assert [one.made for one in lying] == [[], []]


def test_the_newest_form_is_the_one_that_is_kept() -> None:
    shelf = Shelf()
    shelf.put(Lying("a"))
    shelf.put(a_transfer("a").to(State.RUNNING))
    assert shelf["a"].state is State.RUNNING
