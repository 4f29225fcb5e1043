"""What the journal keeps of files in watched folders."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.core.copies import replace
from app.core.storage.journal import Journal
from app.core.watched import Stand, WatchedFile

ONE = WatchedFile("w", Path("/in/a.csv"), 10, 5, Stand.TAKEN, "ab", "t1", 7, 100.0)
ODD = WatchedFile("w", Path("/in/caf\udce9.csv"), 11, 6, Stand.HERE, at=101.0, number="34")
OTHER = WatchedFile("v", Path("/in/a.csv"), 10, 5, Stand.SENT, "ab", at=102.0)


async def test_there_and_back_by_watch_contents_and_units(tmp_path: Path) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE, ODD, OTHER, replace(ONE, size=20, stand=Stand.FAILED, contents="cd", units=3, at=200.0))
    failed = replace(ONE, size=20, stand=Stand.FAILED, contents="cd", units=3, at=200.0)
    assert await journal.watched.followed("w") == [ONE, failed]
    known = await journal.watched.known("w")
    assert known.files == {str(ONE.path): (20, 5), str(ODD.path): (11, 6)}
    assert known.left_alone == {"34": (11, 6)}
    assert await journal.watched.same("w", [(10, "ab"), (11, "ab"), (20, "cd"), (10, "xx")]) == {(10, "ab")}
    assert [await journal.watched.units("w", since) for since in (0.0, 150.0, 300.0)] == [10, 3, 0]
    await journal.watched.forget_others(["v"])
    assert (await journal.watched.known("w")).files == {}
    assert (await journal.watched.known("v")).files == {str(OTHER.path): (10, 5)}
    await journal.close()


async def test_one_file_in_one_form_is_one_row(tmp_path: Path) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE)
    await journal.write(replace(ONE, stand=Stand.SENT))
    assert await journal.watched.followed("w") == []
    assert len((await journal.watched.known("w")).files) == 1
    await journal.close()


@pytest.mark.parametrize("first", ["followed", "known"])
async def test_a_damaged_row_is_dropped_and_the_others_stay(tmp_path: Path, first: str) -> None:
    journal = await Journal.open(tmp_path / "j")
    await journal.write(ONE, OTHER)
    await journal.close()
    with closing(sqlite3.connect(tmp_path / "j")) as connection, connection:
        connection.execute("UPDATE watched_files SET path = 5 WHERE watch = 'w'")
    journal = await Journal.open(tmp_path / "j")
    await getattr(journal.watched, first)("w")
    assert await journal.watched.followed("w") == []
    assert (await journal.watched.known("w")).files == {}
    assert list((await journal.watched.known("v")).files) == [str(OTHER.path)]
    assert len(list(tmp_path.glob("j*damaged*"))) > 0
    await journal.close()
