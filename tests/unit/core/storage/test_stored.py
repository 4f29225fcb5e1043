"""Rows that are made whole only when that is asked for: they say the same as the whole, and damage is noticed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from types import SimpleNamespace

import pytest

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
    for one, held in zip(kept, (await journal.contents()).transfers["b"], strict=True):
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


async def test_batches_come_each_with_its_own_in_the_order_in_which_they_came(
    journal: Journal, make: SimpleNamespace
) -> None:
    await journal.write(make.batch(), make.batch("c"), make.plain(2), make.plain(1, batch="c"), make.plain(3))
    assert {name: [one.id for one in held] for name, held in (await journal.contents()).transfers.items()} == {
        "b": ["p2", "p3"],
        "c": ["p1"],
    }


def _overwrite(journal: Journal, rest: str) -> None:
    with sqlite3.connect(journal.path) as other:
        other.execute("UPDATE transfers SET rest = ?", (rest,))
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
