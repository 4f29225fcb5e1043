"""What the journal keeps of files in watched folders."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.core.storage.journal import Journal
from app.core.watched import Stand, WatchedFile

ONE = WatchedFile("w", Path("/in/a.csv"), 10, 5, Stand.TAKEN, "ab", "t1", 7, 100.0, "12")
ODD = WatchedFile("w", Path("/in/caf\udce9.csv"), 11, 6, Stand.HERE, at=101.0)
OTHER = WatchedFile("v", Path("/in/a.csv"), 10, 5, Stand.SENT, "ab", at=102.0)


async def test_there_and_back_by_watch_contents_and_units(tmp_path: Path) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE, ODD, OTHER, replace(ONE, size=20, stand=Stand.FAILED, contents="cd", units=3, at=200.0))
    found = await journal.watched.of("w")
    assert found[:2] == [ONE, ODD]
    assert await journal.watched.same("w", [(10, "ab"), (11, "ab"), (20, "cd"), (10, "xx")]) == {(10, "ab")}
    assert [await journal.watched.units("w", since) for since in (0.0, 150.0, 300.0)] == [10, 3, 0]
    await journal.watched.forget_others(["v"])
    assert await journal.watched.of("w") == []
    assert await journal.watched.of("v") == [OTHER]
    await journal.close()


async def test_one_file_in_one_form_is_one_row(tmp_path: Path) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE)
    await journal.write(replace(ONE, stand=Stand.SENT))
    assert [one.stand for one in await journal.watched.of("w")] == [Stand.SENT]
    await journal.close()


async def test_a_damaged_row_is_dropped_and_the_others_stay(tmp_path: Path) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE, OTHER)
    await journal.close()
    with closing(sqlite3.connect(tmp_path / "j")) as connection, connection:
        connection.execute("UPDATE watched_files SET stand = 'odd' WHERE watch = 'w'")
    journal = await Journal.open(tmp_path / "j")
    assert await journal.watched.of("w") == []
    assert await journal.watched.of("v") == [OTHER]
    assert len(list(tmp_path.glob("j*damaged*"))) > 0
    await journal.close()
