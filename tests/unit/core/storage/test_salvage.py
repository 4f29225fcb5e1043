"""A damaged journal: what can be read is kept, the file is set aside, and nothing that had begun goes on by itself."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.storage import damaged, tables
from app.core.storage.damaged import readable_rows
from app.core.storage.journal import Journal
from app.core.storage.salvage import salvage
from app.core.storage.tables import MIGRATIONS, Migration, migrate
from app.core.transfer import State

PAGE = 4096
Damage = Callable[[bytes, bytes], None]


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("journal.damaged-*.sqlite3"))


async def test_a_page_of_rubbish_costs_no_more_than_its_own_rows(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), *(make.plain(n) for n in range(2000)))
    await journal.close()
    content = bytearray(journal.path.read_bytes())
    page = content.index(b"1000.csv") // PAGE
    content[page * PAGE : (page + 1) * PAGE] = os.urandom(PAGE)
    journal.path.write_bytes(content)
    again = await Journal.open(journal.path)
    found = await again.transfers()
    assert 1900 < len(found) < 2000
    assert {make.plain(0).id, make.plain(1999).id} <= {one.id for one in found}
    assert f"{len(found):,}" in str(again.report)
    [aside] = asides(journal.path)
    assert aside.name in str(again.report)
    assert aside.read_bytes() == bytes(content)
    assert sys.platform == "win32" or aside.stat().st_mode & 0o077 == 0
    await again.close()
    third = await Journal.open(journal.path)
    assert third.report is None
    assert await third.transfers() == found
    await third.close()


async def test_a_file_that_is_no_journal_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"this is no database, whatever its name says" * 50)
    opened = await Journal.open(path)
    assert await opened.transfers() == []
    assert "damaged" in str(opened.report)
    assert len(asides(path)) == 1
    await opened.close()


async def test_who_only_reads_leaves_a_damaged_journal_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"this is no database, whatever its name says" * 50)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        await Journal.open(path, read_only=True)
    assert path.read_bytes() == before
    assert asides(path) == []


async def test_words_that_are_no_words_any_more_are_damage(
    journal: Journal, make: SimpleNamespace, damage: Damage
) -> None:
    await journal.write(make.batch(), make.plain(1), make.plain(2), make.step("p2", detail="marker"))
    await journal.close()
    damage(b"marker", b"mark\xff\xfe")
    again = await Journal.open(journal.path)
    assert await again.steps("p2") == []
    assert len(await again.transfers()) == 2
    assert len(asides(journal.path)) == 1
    await again.close()


async def test_a_row_whose_words_are_damaged_is_left_out_when_it_is_met(
    journal: Journal, make: SimpleNamespace, damage: Damage
) -> None:
    told: list[StoreError] = []
    good, bad = make.transfer(1), replace(make.transfer(2), offer="marker")
    await journal.write(make.batch(), good, bad, make.plain(3))
    await journal.close()
    damage(b'"offer":"marker"', b'"offer":"marker\x00')  # SQLite does not see it
    again = await Journal.open(journal.path, on_error=told.append)
    assert again.report is None
    assert [one.id for one in await again.transfers()] == ["t1", "p3"]
    await asyncio.sleep(0)
    assert "damaged" in str(told[0])
    assert len(asides(journal.path)) == 1
    await again.write(make.plain(4))
    assert [one.id for one in await again.transfers()] == ["t1", "p3", "p4"]
    await again.close()


async def test_who_only_reads_is_told_about_a_damaged_row(
    journal: Journal, make: SimpleNamespace, damage: Damage
) -> None:
    await journal.write(make.batch(), replace(make.transfer(2), offer="marker"))
    await journal.close()
    damage(b'"offer":"marker"', b'"offer":"marker\x00')
    reader = await Journal.open(journal.path, read_only=True)
    with pytest.raises(StoreError, match="damaged"):
        await reader.transfers()
    await reader.close()


@dataclass(frozen=True)
class Stuck:
    """A journal that is open, damaged, and could not be mended, since *blocked* is in the way of the new file."""

    journal: Journal
    blocked: Path
    told: list[StoreError]


@pytest.fixture
async def stuck(journal: Journal, make: SimpleNamespace, damage: Damage) -> Stuck:
    told: list[StoreError] = []
    await journal.write(make.batch(), replace(make.transfer(2), offer="marker"))
    await journal.close()
    damage(b'"offer":"marker"', b'"offer":"marker\x00')
    again = await Journal.open(journal.path, on_error=told.append)
    blocked = journal.path.with_name(f".{journal.path.name}.salvage")
    blocked.mkdir()
    with pytest.raises(StoreError):
        await again.transfers()
    return Stuck(again, blocked, told)


async def test_a_journal_that_could_not_be_mended_lives_on(stuck: Stuck, make: SimpleNamespace) -> None:
    await stuck.journal.write(make.plain(4))
    stuck.blocked.rmdir()
    assert [one.id for one in await stuck.journal.transfers()] == ["p4"]
    await stuck.journal.close()


async def test_what_a_later_look_finds_damaged_is_told_too(stuck: Stuck) -> None:
    stuck.blocked.rmdir()
    stuck.journal.path.write_bytes(b"this is no database" * 100)
    assert await stuck.journal.transfers() == []
    await asyncio.sleep(0)
    assert ["damaged" in str(one) for one in stuck.told] == [True]
    await stuck.journal.close()


async def test_a_journal_that_could_not_be_mended_can_be_closed(stuck: Stuck) -> None:
    await stuck.journal.close()
    with pytest.raises(StoreError):
        await stuck.journal.transfers()


async def test_a_transfer_without_its_batch_is_left_out(
    journal: Journal, make: SimpleNamespace, damage: Damage
) -> None:
    await journal.write(make.batch(), replace(make.batch("c"), mode="marker"), make.plain(1), make.plain(2, batch="c"))
    await journal.close()
    damage(b'"mode":"marker"', b'"mode":"marker\x00')
    again = await Journal.open(journal.path)
    assert [one.id for one in await again.batches()] == ["b"]
    assert [one.id for one in await again.transfers()] == ["p1"]
    await again.close()


STATES = {
    State.QUEUED: State.PAUSED,
    State.RUNNING: State.UNKNOWN,
    State.PROCESSING: State.UNKNOWN,
    State.WAITING: State.UNKNOWN,
    State.PAUSED: State.PAUSED,
    State.UNKNOWN: State.UNKNOWN,
    State.DONE: State.DONE,
    State.FAILED: State.FAILED,
    State.CANCELLED: State.CANCELLED,
}


async def test_nothing_that_had_begun_goes_on_by_itself(journal: Journal, make: SimpleNamespace) -> None:
    begun = [replace(make.plain(n, state), step="send") for n, state in enumerate(STATES)]
    fresh = make.plain(100)
    await journal.write(make.batch(), *begun, fresh)
    await journal.close()
    salvage(journal.path)
    again = await Journal.open(journal.path)
    *after, last = await again.transfers()
    assert [one.state for one in after] == list(STATES.values())
    assert last == fresh
    marked = [one for one in after if one.problem is not None]
    assert {old.state for old, new in zip(begun, after, strict=True) if new in marked} == {
        State.QUEUED,
        State.RUNNING,
        State.PROCESSING,
        State.WAITING,
    }
    await again.close()


async def test_a_write_ahead_log_is_read_and_never_applied_to_the_new_file(
    tmp_path: Path, make: SimpleNamespace
) -> None:
    path = tmp_path / "journal.sqlite3"
    living = await Journal.open(tmp_path / "living.sqlite3")
    await living.write(make.batch(), make.plain(1))
    # As a kill leaves them: what was written last is in the log alone.
    for ending in ("", "-wal"):
        Path(f"{path}{ending}").write_bytes(Path(f"{living.path}{ending}").read_bytes())
    await living.close()
    salvage(path)
    assert sorted(one.name for one in tmp_path.iterdir() if "damaged" not in one.name) == [
        "journal.sqlite3",
        "living.sqlite3",
    ]
    again = await Journal.open(path)
    assert [one.id for one in await again.transfers()] == ["p1"]
    await again.close()


async def test_a_damaged_journal_of_an_older_version_is_brought_up_to_date(
    journal: Journal, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.write(make.batch(), make.plain(1))
    await journal.close()
    following = Migration(MIGRATIONS[-1].version + 1, ("ALTER TABLE batches ADD COLUMN note TEXT",))
    both = (*MIGRATIONS, following)
    monkeypatch.setattr("app.core.storage.salvage.MIGRATIONS", both)
    monkeypatch.setattr(migrate, "__defaults__", (both,))
    salvage(journal.path)
    with sqlite3.connect(journal.path) as connection:
        assert tables.version_of(connection) == following.version
        assert connection.execute("SELECT id, note FROM batches").fetchall() == [("b", None)]
    connection.close()


def test_a_gap_that_is_too_wide_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", ((n, f"row {n:06d} " + "x" * 80) for n in range(4000)))
    connection.close()
    content = bytearray(path.read_bytes())
    for row in (b"row 001000", b"row 003000"):
        page = content.index(row) // PAGE
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    with sqlite3.connect(path) as connection:
        found = [row[0] for row in readable_rows(connection, "t", "id")]
        assert 3800 < len(found) < 4000
        assert len(set(found)) == len(found)
        assert {0, 2000, 3999} <= set(found)
        monkeypatch.setattr(damaged, "MOST_LOOKS", 1)
        assert 2000 not in {row[0] for row in readable_rows(connection, "t", "id")}
    connection.close()


def test_values_of_another_type_than_their_column_are_left_out(tmp_path: Path, make: SimpleNamespace) -> None:
    path = tmp_path / "journal.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE batches (id, created_at, rest)")
        connection.execute("INSERT INTO batches VALUES ('x', 'yesterday', '{}')")
        connection.execute("INSERT INTO batches VALUES ('y', 1.0, '{}')")
    connection.close()
    assert "0 of its transfers" in str(salvage(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT * FROM batches").fetchall() == []
    connection.close()


def test_a_row_below_all_numbers_costs_only_itself(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "t.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
        connection.execute("INSERT INTO t VALUES (-5, CAST(x'ff' AS TEXT)), (0, 'a'), (1, 'b'), (2, 'c')")
        assert sorted(readable_rows(connection, "t", "words")) == [("a",), ("b",), ("c",)]
