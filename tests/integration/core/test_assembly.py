"""Putting the core together: limits while at work, what was damaged, and a lock that is given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import Desk

from app.assembly import Setup, open_core
from app.core.engine.slots import Room
from app.core.errors import StoreError
from app.core.paths import DataPaths
from app.core.services.bandwidth_plan import Plan
from app.core.text import text
from app.core.transfer import State


async def test_the_number_of_files_at_once_is_heeded_while_at_work(desk: Desk) -> None:
    desk.core.preferences.set("at_once", 2)
    assert desk.core.scheduler.world.limits.room == Room(2, 2), "a chosen number holds for small files too"
    desk.core.preferences.set("at_once", 1000)
    assert desk.core.scheduler.world.limits.room == Room(8, 48), "out of bounds: the usual numbers"


async def test_damaged_files_are_reported_and_set_aside(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path).make()
    paths.accounts.write_text("{ this is no JSON")
    (paths.presets / "broken.json").write_text("[")
    core = await open_core(Setup(paths))
    assert len(core.reports) >= 2
    assert list(tmp_path.glob("accounts*damaged*"))
    await core.close()


async def test_a_core_that_cannot_be_opened_gives_its_lock_back(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path).make()
    paths.journal.mkdir()
    with pytest.raises(StoreError):
        await open_core(Setup(paths))
    paths.journal.rmdir()
    core = await open_core(Setup(paths))
    await core.close()


async def test_what_fails_at_the_end_keeps_nothing_else_from_ending_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise StoreError(text("The disk is full."))

    core = await open_core(Setup(DataPaths(tmp_path)))
    core.preferences.set("theme", "dark")
    monkeypatch.setattr(core.journal, "close", fails)
    with pytest.raises(StoreError):
        await core.close()
    again = await open_core(Setup(DataPaths(tmp_path)))
    assert again.preferences.get("theme") == "dark"
    await again.close()


async def test_the_limit_on_bandwidth_acts_on_what_is_being_sent(desk: Desk) -> None:
    desk.core.bandwidth.change(Plan(10_000))
    batch = await desk.send("sela", desk.file("slow.csv", b"id,name\n" + b"1,Ann\n" * 200_000))  # 2 minutes
    await desk.until(batch, State.RUNNING)
    desk.core.bandwidth.change(Plan())
    [done] = await desk.until(batch)
    assert done.state is State.DONE
    assert desk.core.preferences.get("bandwidth") == {"rate": None, "spans": []}


async def test_a_damaged_limit_is_reported(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path).make()
    paths.settings.write_text('{"bandwidth": {"rate": "quick"}}')
    core = await open_core(Setup(paths))
    assert any("limit on bandwidth could not be read" in str(report) for report in core.reports)
    assert core.bandwidth.now.rate is None
    await core.close()
