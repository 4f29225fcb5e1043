"""Lets the memory of many rows go without holding the window up."""

from __future__ import annotations

import asyncio

from app.core.services.model import Verdict

_AT_ONCE = 5_000
"""Rows whose memory is freed in one go."""


async def free(verdicts: list[Verdict]) -> None:
    """Free *verdicts* in portions: all at once would take a while."""
    while verdicts:
        del verdicts[-_AT_ONCE:]
        await asyncio.sleep(0)
