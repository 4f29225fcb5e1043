"""The journal's index of sent files: by contents, else by name and size, the newest first, through damage and age."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.copies import replace
from app.core.identity import SentFile
from app.core.storage.cells import UNREADABLE
from app.core.storage.journal import Journal
from app.core.storage.salvage import salvage
from app.core.storage.sent_files import FileKey, SentBefore
from app.core.storage.sent_rows import sent_file_from, sent_file_row
from app.core.storage.tables import MIGRATIONS, migrate
from app.core.transfer import State


def sent(transfer: str, at: float, name: str = "a.csv", contents: str = "ab", place: str = "here") -> SentFile:
    return SentFile(transfer, 0, "acc", place, 10, name, contents, at)


async def test_the_newest_of_the_same_contents_in_the_same_place_is_found(journal: Journal) -> None:
    await journal.write(sent("t1", 1.0), sent("t3", 3.0, "b.csv"), sent("t2", 2.0), sent("t4", 9.0, place="there"))
    asked = [FileKey("here", 10, "c.csv", "ab"), FileKey("here", 11, "a.csv", "ab"), FileKey("here", 10, "a.csv", "cd")]
    assert await journal.sent.before("acc", asked) == [SentBefore(3.0, "b.csv", certain=True), None, None]
    assert await journal.sent.before("other", asked) == [None, None, None]
    assert await journal.sent.before("acc", []) == []
    assert await journal.sent.sizes("acc", [9, 10, 11]) == {10}
    assert await journal.sent.sizes("other", [10]) == frozenset()


async def test_what_nobody_hashed_is_found_by_name_and_size_and_known_contents_go_first(journal: Journal) -> None:
    await journal.write(sent("t1", 5.0, contents=""))
    same, other = FileKey("here", 10, "a.csv", "ab"), FileKey("here", 10, "b.csv", "ab")
    assert await journal.sent.before("acc", [same, other]) == [SentBefore(5.0, "a.csv", certain=False), None]
    await journal.write(sent("t2", 1.0))
    assert await journal.sent.before("acc", [same]) == [SentBefore(1.0, "a.csv", certain=True)]


async def test_a_name_that_is_no_unicode_is_kept_and_found(journal: Journal) -> None:
    await journal.write(sent("t1", 1.0, "\udcff.csv", ""))
    found = await journal.sent.before("acc", [FileKey("here", 10, "\udcff.csv", "")])
    assert found == [SentBefore(1.0, "?.csv", certain=False)]


async def test_it_survives_a_salvage(journal: Journal) -> None:
    await journal.write(sent("t1", 1.0))
    await journal.close()
    salvage(journal.path)
    again = await Journal.open(journal.path)
    assert await again.sent.before("acc", [FileKey("here", 10, "", "ab")]) == [SentBefore(1.0, "a.csv", certain=True)]
    await again.close()


def test_rows_come_back_and_damaged_ones_are_noticed() -> None:
    row = sent_file_row(sent("t1", 1.0))
    assert sent_file_from(row) == sent("t1", 1.0)
    with pytest.raises(UNREADABLE):
        sent_file_from((*row[:4], "many", *row[5:]))


def test_a_journal_of_the_first_version_keeps_its_receipts(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    connection.execute("INSERT INTO receipts VALUES ('t1', 5.0, 'f', 'words', '{}')")
    migrate(connection)
    assert connection.execute("SELECT * FROM receipts").fetchall() == [("t1", 5.0, "words", "{}")]
    assert connection.execute("SELECT * FROM sent_files").fetchall() == []
    connection.close()


async def test_what_is_under_way_with_the_account_and_may_hold_the_file_is_found(
    journal: Journal, make: SimpleNamespace
) -> None:
    other = replace(make.batch("other"), account_id="somebody else's")
    await journal.write(make.batch(), other, make.plain(1), make.plain(2, State.DONE), make.plain(3, batch="other"))
    await journal.write(make.transfer(4), make.plain(5, batch="without a batch"))
    found = await journal.sent.under_way("acc", [10])
    assert [(batch.id, one.id) for batch, one in found] == [("b", "p1"), ("b", "t4")]
    assert [one.id for _, one in await journal.sent.under_way("acc", [99])] == ["t4"], "one of several may be that file"


async def test_damage_met_there_is_mended(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1), make.plain(2))
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("UPDATE transfers SET rest = '{no json' WHERE id = 'p1'")
    assert [one.id for _, one in await journal.sent.under_way("acc", [10])] == ["p2"]
