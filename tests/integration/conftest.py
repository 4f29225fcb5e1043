"""A whole core on a real journal, against the practice vendors on loopback; no window."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fixtures.desk import Desk, opened
from fixtures.hand_clock import HandClock
from fixtures.remembered import with_memory


@pytest.fixture
def clock() -> HandClock:
    """A clock that is moved by hand; the desk of a test that asks for it goes by it."""
    return HandClock(time.time())


@pytest.fixture
async def desk(request: pytest.FixtureRequest, tmp_path: Path, remembered: Path) -> AsyncIterator[Desk]:
    with_memory(tmp_path / "data", remembered)
    by = {"clock": request.getfixturevalue("clock")} if "clock" in request.fixturenames else {}
    async with opened(tmp_path, **by) as made:
        yield made
