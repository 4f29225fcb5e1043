"""Rows that are made whole only when that is asked for: they say the same as the whole, and damage is noticed."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace

import pytest

from app.core.copies import replace
from app.core.storage.journal import Journal
from app.core.storage.stored import StoredTransfer
from app.core.transfer import ENDED, Priority, State


@pytest.mark.parametrize("state", list(State))
async def test_what_a_list_asks_is_the_same_as_of_the_whole(
    journal: Journal, make: SimpleNamespace, state: State
) -> None:
    full = make.transfer(1, state=state)
    urgent = replace(make.plain(2, state), priority=Priority.HIGH)
    none = replace(make.plain(3, state), files=())
    kept = [full, urgent, none, make.plain(4, state)]
    await journal.write(make.batch(), *kept)
    found = {held.id: held for held in (await journal.contents()).transfers["b"]}
    assert list(found) == ["p2", "t1", "p3", "p4"], "in the order of their turns"
    for one in kept:
        held = found[one.id]
        for name in ("id", "batch_id", "state", "position", "turn", "sent", "total", "round", "arrived", "names"):
            assert getattr(held, name) == getattr(one, name), name
        assert held.state is state
        assert held.whole() == one
        assert one.whole() is one


async def test_only_what_rests_is_left_as_it_lies(journal: Journal, make: SimpleNamespace) -> None:
    states = [*State]
    await journal.write(make.batch(), *(make.plain(n, state) for n, state in enumerate(states)))
    held = (await journal.contents()).transfers["b"]
    lying = {one.state for one in held if isinstance(one, StoredTransfer)}
    assert lying == {*ENDED, State.QUEUED, State.PAUSED}


async def test_batches_come_each_with_its_own_in_the_order_of_their_turns(
    journal: Journal, make: SimpleNamespace
) -> None:
    await journal.write(make.batch(), make.batch("c"), make.plain(3), make.plain(1, batch="c"), make.plain(2))
    assert {name: [one.id for one in held] for name, held in (await journal.contents()).transfers.items()} == {
        "b": ["p2", "p3"],
        "c": ["p1"],
    }


def _overwrite(journal: Journal, rest: str, transfer_id: str = "p1") -> None:
    with sqlite3.connect(journal.path) as other:
        other.execute("UPDATE transfers SET rest = ? WHERE id = ?", (rest, transfer_id))
    other.close()


@pytest.mark.parametrize(("rest", "state"), [("{no json", State.DONE), ('{"wait":"nothing known"}', State.QUEUED)])
async def test_a_damaged_row_is_noticed_before_anything_is_taken_up(
    journal: Journal, make: SimpleNamespace, rest: str, state: State
) -> None:
    await journal.write(make.batch(), make.plain(1, state))
    _overwrite(journal, rest)
    assert (await journal.contents()).transfers == {}
    aside = [one for one in journal.path.parent.iterdir() if "damaged" in one.name]
    assert aside


async def test_an_ended_one_with_odd_words_is_shown_without_them(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1, State.FAILED))
    _overwrite(journal, '{"problem":{"template":7}, "wait":"nothing known"}')
    [held] = (await journal.contents()).transfers["b"]
    assert held.whole() == make.plain(1, State.FAILED)


async def test_of_a_long_journal_only_the_newest_are_read_when_that_is_enough(
    journal: Journal, make: SimpleNamespace
) -> None:
    old, new = replace(make.batch("old"), created_at=1.0), replace(make.batch("new"), created_at=2.0)
    await journal.write(old, new, *(make.plain(n, batch="old") for n in range(3)), make.plain(9, batch="new"))
    _overwrite(journal, "{no json", "p2")
    for most, expected in ((1, {"new": ["p9"]}), (3, {"new": ["p9"], "old": ["p0", "p1"]})):
        found = await journal.contents(most)
        assert {name: [one.id for one in held] for name, held in found.transfers.items()} == expected
        assert [one.id for one in found.batches] == ["old", "new"]
    again = await journal.contents()
    assert again.source is not found.source, "the damage that was not looked at before was repaired now"
    assert {name: len(held) for name, held in again.transfers.items()} == {"new": 1, "old": 2}
    assert (await journal.contents(99)).transfers == again.transfers, "more than there are"
