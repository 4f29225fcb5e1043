"""What was said for a transfer comes back in its order; damage there costs nothing but what was said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from types import SimpleNamespace

from app.core.copies import replace
from app.core.exchange import Exchange
from app.core.storage.exchange_rows import exchange_from, exchange_row
from app.core.storage.journal import Journal
from app.core.storage.tables import MIGRATIONS, migrate

ASKED = Exchange(
    "t1", "ask", 1.0, 2.0, "POST", "https://api.example.com/files", status=500, asked="head", answered="no"
)
SENT = replace(ASKED, step="send", began=3.0, ended=4.0, sent=10, status=0, problem="reset")


async def test_it_comes_back_in_the_order_in_which_it_was_said_whatever_the_clock_says(journal: Journal) -> None:
    clock_set_back = replace(ASKED, began=-7200.0, ended=-7199.0)
    await journal.write(ASKED, SENT, replace(ASKED, owner="t2"))
    await journal.write(clock_set_back)
    assert await journal.said.read(["t1", "gone"]) == [ASKED, SENT, clock_set_back]


async def test_the_same_try_of_a_later_run_is_another_line(journal: Journal) -> None:
    again = replace(ASKED, began=8.0, ended=9.0, status=200)
    await journal.write(ASKED, replace(ASKED, attempt=2), again)
    assert await journal.said.read(["t1"]) == [ASKED, replace(ASKED, attempt=2), again]


async def test_of_a_step_that_asks_all_day_the_first_and_the_newest_stay_and_the_other_steps_whole(
    journal: Journal,
) -> None:
    looks = [replace(ASKED, step="look", began=10.0 + n, ended=10.5 + n) for n in range(30)]
    others = replace(looks[0], owner="t2")
    await journal.write(ASKED, SENT, others, *looks[:20])
    await journal.write(*looks[20:])
    assert await journal.said.read(["t1"]) == [ASKED, SENT, replace(looks[0], left_out=6), *looks[7:]]
    assert await journal.said.read(["t2"]) == [others]


def test_what_an_older_version_kept_is_there_in_its_order() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:5])
        for one in (SENT, ASKED):
            connection.execute("INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?)", exchange_row(one))
        migrate(connection)
        kept = "SELECT owner, step, attempt, began, ended, rest, left_out FROM exchanges ORDER BY no"
        rows = connection.execute(kept)
        assert [exchange_from(row) for row in rows] == [ASKED, SENT]


async def test_damage_there_costs_no_transfer(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1), ASKED)
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("UPDATE exchanges SET rest = '[1]'")
    assert await journal.said.read(["t1"]) == []
    assert [one.id for one in await journal.transfers()] == ["p1"]
