"""A whole core on a real journal, against the practice vendors on loopback; no window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.remembered import with_memory

from app import practice_mode
from app.assembly import Setup, open_core


@pytest.fixture
async def desk(tmp_path: Path, remembered: Path) -> AsyncIterator[Desk]:
    core = await open_core(Setup(with_memory(tmp_path / "data", remembered), practice=True))
    practice = await practice_mode.begin(core, scale=0.0)
    await core.uploads.start()
    yield Desk(core, practice, tmp_path / "files")
    await core.close()
    await practice.stop()
