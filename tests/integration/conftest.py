"""A whole core on a real journal, against the practice vendors on loopback; no window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fixtures.desk import Desk, opened
from fixtures.remembered import with_memory


@pytest.fixture
async def desk(tmp_path: Path, remembered: Path) -> AsyncIterator[Desk]:
    with_memory(tmp_path / "data", remembered)
    async with opened(tmp_path) as made:
        yield made
