"""Opening the journal: for reading alone, of another version, and where it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.errors import StoreError
from app.core.storage import opening, tables
from app.core.storage.journal import Journal
from app.core.storage.tables import MIGRATIONS, Migration, migrate, version_of


async def test_a_reader_beside_the_writer(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1))
    reader = await Journal.open(journal.path, read_only=True)
    assert [one.id for one in await reader.transfers()] == ["p1"]
    await journal.write(make.plain(2))
    assert [one.id for one in await reader.transfers()] == ["p1", "p2"]
    for change in (
        reader.write(make.plain(3)),
        reader.remove(["p1"]),
        reader.forget_steps("p1", ["a"]),
        reader.forget_all_steps(["p1"]),
    ):
        with pytest.raises(StoreError, match="reading only"):
            await change
    with pytest.raises(StoreError, match="reading only"):
        reader.write_soon(make.plain(3))
    await reader.close()


async def test_where_there_is_no_journal_a_reader_finds_nothing_and_makes_nothing(tmp_path: Path) -> None:
    reader = await Journal.open(tmp_path / "gone.sqlite3", read_only=True)
    assert await reader.transfers() == []
    await reader.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read_only", [True, False])
async def test_where_it_cannot_be_opened_it_is_said(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "folder.sqlite3").mkdir()
    with pytest.raises(StoreError):
        await Journal.open(tmp_path / "folder.sqlite3", read_only=read_only)
    if not read_only:
        (tmp_path / "file").touch()
        with pytest.raises(StoreError):
            await Journal.open(tmp_path / "file" / "journal.sqlite3")


async def test_what_is_no_journal_is_said_to_who_only_reads(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").write_bytes(b"no database " * 100)
    with pytest.raises(StoreError, match="is damaged"):
        await Journal.open(tmp_path / "journal.sqlite3", read_only=True)


async def test_where_a_folder_takes_nothing_a_copy_is_read(
    journal: Journal, make: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As :mod:`tests.integration.storage.test_hard_ends` does for real."""
    await journal.write(make.batch(), make.plain(1), durable=True)
    for log in (True, False):  # the second time all of it is in the file
        with closing(opening._in_a_copy(journal.path)) as copy:
            assert copy.execute("SELECT id FROM transfers").fetchall() == [("p1",)]
        assert journal.path.with_name(f"{journal.path.name}-wal").exists() is log
        await journal.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    (tmp_path / "folder.sqlite3").mkdir()
    with pytest.raises(StoreError):
        await Journal.open(tmp_path / "folder.sqlite3", read_only=True)


async def test_what_is_no_damage_is_not_salvaged(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3-wal").mkdir()
    with pytest.raises(StoreError, match=r"did not take|may not write"):
        await Journal.open(tmp_path / "journal.sqlite3")
    assert not list(tmp_path.glob("*damaged*"))


async def test_the_rest_of_a_file_that_was_cut_off_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").write_bytes(b"SQLite f")
    journal = await Journal.open(tmp_path / "journal.sqlite3")
    assert journal.report is not None
    await journal.close()


@pytest.mark.parametrize("damaged", [True, False])
@pytest.mark.parametrize("read_only", [True, False])
async def test_a_journal_of_a_newer_program_is_left_alone(
    journal: Journal, make: SimpleNamespace, read_only: bool, damaged: bool
) -> None:
    await journal.write(make.plain(1))
    await journal.close()
    with sqlite3.connect(journal.path) as connection:
        connection.execute("INSERT INTO migrations VALUES (?, 0.0)", (MIGRATIONS[-1].version + 1,))
    connection.close()
    if damaged:
        with journal.path.open("r+b") as file:
            file.seek(-4096, os.SEEK_END)
            file.write(b"\xff" * 4096)
    before = journal.path.read_bytes()
    with pytest.raises(StoreError, match="newer"):
        await Journal.open(journal.path, read_only=read_only)
    assert journal.path.read_bytes() == before


async def test_a_damaged_number_of_its_version_does_not_make_a_journal_newer(
    journal: Journal, make: SimpleNamespace
) -> None:
    await journal.write(make.batch(), make.plain(1))
    await journal.close()
    with closing(sqlite3.connect(journal.path)) as connection:
        connection.execute("UPDATE migrations SET version = version + 64 WHERE version = 3")
        connection.commit()
    again = await Journal.open(journal.path)
    assert again.report is not None
    assert [one.id for one in await again.transfers()] == ["p1"]
    await again.close()


NEXT = Migration(
    MIGRATIONS[-1].version + 1,
    (
        "ALTER TABLE batches ADD COLUMN note TEXT NOT NULL DEFAULT 'old'",
        "UPDATE batches SET note = 'moved ' || id",
    ),
)


async def test_an_older_journal_is_brought_up_to_date_with_all_it_holds(
    journal: Journal, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.write(make.batch(), make.plain(1), make.step("p1"), make.receipt("p1"))
    await journal.close()
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, NEXT))
    monkeypatch.setattr(tables, "MIGRATIONS", (*MIGRATIONS, NEXT))
    monkeypatch.setattr(migrate, "__defaults__", ((*MIGRATIONS, NEXT),))
    # A reader must not change the file: it sees a copy in memory.
    reader = opening.open_to_read(journal.path).connection
    assert reader.execute("SELECT note FROM batches").fetchall() == [("moved b",)]
    reader.close()
    with sqlite3.connect(journal.path) as connection:
        assert version_of(connection) == MIGRATIONS[-1].version
    connection.close()
    for _ in range(2):
        again = await Journal.open(journal.path)
        assert [one.id for one in await again.transfers()] == ["p1"]
        assert await again.receipt("p1") == make.receipt("p1")
        await again.close()
    with sqlite3.connect(journal.path) as connection:
        assert connection.execute("SELECT note FROM batches").fetchall() == [("moved b",)]
        assert [row[0] for row in connection.execute("SELECT version FROM migrations")] == list(
            range(1, NEXT.version + 1)
        )
    connection.close()


def test_a_migration_that_fails_leaves_the_tables_as_they_were() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    broken = Migration(NEXT.version, (*NEXT.statements, "DROP TABLE batches", "this is no SQL"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*MIGRATIONS, broken))
    assert version_of(connection) == MIGRATIONS[-1].version
    assert [row[1] for row in connection.execute("PRAGMA table_info(batches)")] == ["id", "created_at", "rest"]
    connection.close()


async def test_a_file_that_lacks_a_table_of_its_own_version_is_salvaged(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:1])
        connection.execute("DROP TABLE receipts")  # what brings the tables up to date asks for it
    journal = await Journal.open(path)
    assert "damaged" in str(journal.report)
    assert await journal.receipts() == []
    await journal.close()


def test_a_migration_that_sqlite_took_back_by_itself_is_told_as_it_was() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        broken = Migration(NEXT.version, (*NEXT.statements, "INSERT OR ROLLBACK INTO migrations VALUES (1, 0.0)"))
        with pytest.raises(sqlite3.IntegrityError):
            migrate(connection, (*MIGRATIONS, broken))
        assert version_of(connection) == MIGRATIONS[-1].version


async def test_a_kill_while_the_saved_journal_takes_its_place_loses_nothing(
    journal: Journal, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.write(make.batch(), *(make.plain(n) for n in range(2000)))
    await journal.close()
    with journal.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(os.urandom(4096))
    log = Path(f"{journal.path}-wal")
    log.write_bytes(b"")
    known = os.replace

    def killed(source: Path, target: Path) -> None:
        if target == journal.path:
            raise OSError("killed")
        known(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(StoreError):
        await Journal.open(journal.path)
    monkeypatch.undo()
    assert not log.exists(), "it was in the middle of it"
    journal.path.write_bytes(b"")  # the damaged file without its log may be anything, even a journal of old
    again = await Journal.open(journal.path)
    assert 1900 < len(await again.transfers()) <= 2000
    await again.close()
    assert sorted(path.name for path in journal.path.parent.glob(".*")) == []
