"""How many may be under way at once, large and small ones together."""

from __future__ import annotations

import pytest

from app.core.engine.slots import SMALL, Room, Slots
from app.core.transfer import Transfer


def transfer(name: str, total: int) -> Transfer:
    return Transfer(name, "batch", (), 0.0, 0.0, total)


def fill(slots: Slots, total: int, person: Room, vendor: Room, account: str = "one") -> int:
    """How many of that size find place."""
    for count in range(100):
        one = transfer(str(count), total)
        if not slots.has_room(account, one, person, vendor):
            return count
        slots.take(account, one)
    raise AssertionError("there was no end")


@pytest.mark.parametrize(("total", "count"), [(SMALL, 32), (0, 32), (SMALL + 1, 8)])
def test_a_room_of_one_kind(total: int, count: int) -> None:
    assert fill(Slots(), total, Room(8, 32), Room(10, 40)) == count


@pytest.mark.parametrize(("large", "small"), [(0, 32), (1, 28), (4, 16), (7, 4), (8, 0)])
def test_both_kinds_share_it(large: int, small: int) -> None:
    slots = Slots()
    for n in range(large):
        slots.take("one", transfer(str(n), SMALL + 1))
    assert fill(slots, 1, Room(8, 32), Room(60, 60)) == small


def test_the_vendor_holds_for_its_account_and_the_person_for_all() -> None:
    slots = Slots()
    assert fill(slots, 1, Room(8, 32), Room(4, 20)) == 20
    assert fill(slots, 1, Room(8, 32), Room(4, 20), "two") == 12


@pytest.mark.parametrize("total", [1, SMALL + 1])
def test_who_has_ended_makes_room(total: int) -> None:
    slots, room = Slots(), Room(1, 1)
    one, other = transfer("one", total), transfer("other", total)
    slots.take("account", one)
    assert not slots.has_room("account", other, room, room)
    slots.give_back("account", one)
    assert slots.has_room("account", other, room, room)
