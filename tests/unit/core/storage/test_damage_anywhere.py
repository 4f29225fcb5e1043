"""Damage anywhere in the journal's file, also in the definitions of its tables."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import StoreError
from app.core.storage.journal import Journal


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("journal.damaged-*.sqlite3"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1) | st.floats(0, 0.08), length=st.integers(1, 9000), cut=st.booleans(), seed=st.integers())
def test_any_damage_is_survived_and_reported(
    tmp_path_factory: pytest.TempPathFactory, make: SimpleNamespace, where: float, length: int, cut: bool, seed: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite3"
    written = [make.plain(n) for n in range(300)]

    async def run() -> None:
        made = await Journal.open(path)
        await made.write(make.batch(), *written, *(make.step(one.id) for one in written))
        await made.close()
        data = bytearray(path.read_bytes())
        at = int(where * (len(data) - 1))
        if cut:
            del data[at:]
        else:
            data[at : at + length] = random.Random(seed).randbytes(len(data[at : at + length]))
        path.write_bytes(data)
        told: list[StoreError] = []
        opened = await Journal.open(path, on_error=told.append)
        found = await opened.transfers()
        batches = {one.id for one in await opened.batches()}
        reported = opened.report is not None or bool(told)
        assert reported is bool(asides(path))
        if reported:
            assert all(one.batch_id in batches for one in found)
        elif at > 0:  # a file of no bytes is a new one
            assert len(found) == len(written)
        await opened.write(make.plain(1000), durable=True)
        assert "p1000" in {one.id for one in await opened.transfers()}
        await opened.close()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("found", "rubbish"),
    [
        (b"media_type TEXT", b"media_tzpe TEXT"),
        (b"media_type TEXT", b"media\xd8type TEXT"),
        (b"CREATE TABLE steps", b"\0" * 18),
    ],
    ids=["another name", "no text", "no words"],
)
async def test_a_damaged_definition_of_a_table_costs_none_of_its_rows(
    journal: Journal, make: SimpleNamespace, found: bytes, rubbish: bytes
) -> None:
    """The definitions are our own: they are known without the file."""
    written = [make.plain(n) for n in range(300)]
    await journal.write(make.batch(), *written, *(make.step(one.id) for one in written), make.receipt("p1"))
    await journal.close()
    content = journal.path.read_bytes()
    assert content.count(found) == 1
    journal.path.write_bytes(content.replace(found, rubbish))
    again = await Journal.open(journal.path)
    assert {one.id for one in await again.transfers()} == {one.id for one in written}
    assert [one.step for one in await again.steps("p299")] == [make.step("p299").step]
    assert await again.receipt("p1") == make.receipt("p1")
    assert "300" in str(again.report)
    await again.close()


async def test_a_file_with_other_tables_is_set_aside(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(1))
    await journal.close()
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("ALTER TABLE batches ADD COLUMN stranger TEXT")
    again = await Journal.open(journal.path)
    assert "damaged" in str(again.report)
    assert [one.id for one in await again.transfers()] == ["p1"]
    await again.close()
