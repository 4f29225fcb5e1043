"""What was said for a transfer comes back in its order; damage there costs nothing but what was said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

from app.core.exchange import Exchange
from app.core.storage.journal import Journal

ASKED = Exchange(
    "t1", "ask", 1.0, 2.0, "POST", "https://api.example.com/files", status=500, asked="head", answered="no"
)
SENT = replace(ASKED, step="send", began=3.0, ended=4.0, sent=10, status=0, problem="reset")


async def test_it_comes_back_in_the_order_in_which_it_began(journal: Journal) -> None:
    await journal.write(SENT, ASKED, replace(ASKED, owner="t2"))
    assert await journal.said.read(["t1", "gone"]) == [ASKED, SENT]


async def test_a_later_one_of_the_same_attempt_replaces_an_earlier_one(journal: Journal) -> None:
    again = replace(ASKED, ended=9.0, status=200)
    await journal.write(ASKED, replace(ASKED, attempt=2))
    await journal.write(again)
    assert await journal.said.read(["t1"]) == [again, replace(ASKED, attempt=2)]


async def test_damage_there_costs_no_transfer(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1), ASKED)
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("UPDATE exchanges SET rest = '[1]'")
    assert await journal.said.read(["t1"]) == []
    assert [one.id for one in await journal.transfers()] == ["p1"]
