"""A run waits for files that are just being moved, and for no others."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.copies import replace
from app.core.engine.moving import Moving
from app.core.engine.roster import Roster
from app.core.sources import SourceFile
from app.core.transfer import Batch, Transfer

FILE = SourceFile(Path("/in/a.csv"), 3, 1, "text/csv", "a.csv")
QUEUED = Transfer("t1", "b", (FILE,), 0.0, 0.0, 3)
MOVED = replace(QUEUED, files=(replace(FILE, path=Path("/in/failed/a.csv")),))


@pytest.fixture
def roster() -> Roster:
    made = Roster()
    made.add_batch(Batch("b", "sela", "acc", {}, "", 0.0))
    made.put(QUEUED)
    return made


async def test_who_asks_meanwhile_gets_the_files_where_they_are_then(roster: Roster) -> None:
    moving = Moving(roster)
    with moving.of("t1"):
        waits = asyncio.ensure_future(moving.at_rest(QUEUED))
        other = replace(QUEUED, id="t2")
        assert await moving.at_rest(other) is other
        await asyncio.sleep(0)
        assert not waits.done()
        roster.put(MOVED)
    assert await waits == MOVED
    assert await moving.at_rest(QUEUED) is QUEUED


async def test_a_move_that_fails_holds_up_nobody(roster: Roster) -> None:
    moving = Moving(roster)
    waits: list[asyncio.Task[Transfer]] = []

    async def fails() -> None:
        with moving.of("t1"):
            waits.append(asyncio.ensure_future(moving.at_rest(QUEUED)))
            await asyncio.sleep(0)
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        await fails()
    assert await waits[0] == QUEUED
