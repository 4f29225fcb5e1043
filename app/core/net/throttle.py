"""A shared limit on bytes a second for everything that is uploaded."""

from __future__ import annotations

import asyncio


class Throttle:
    """Lets at most *rate* bytes a second pass, over all bodies that share it.

    Args:
        rate: bytes a second; None lets everything pass. May be changed at any time.
    """

    def __init__(self, rate: float | None = None) -> None:
        self.rate = rate
        self._free_at = 0.0

    def portion(self, wanted: int) -> int:
        """How many bytes to hand on at once: *wanted*, or what the limit lets pass in a tenth of a second."""
        return wanted if self.rate is None else max(1024, min(wanted, int(self.rate / 10)))

    async def take(self, size: int) -> None:
        """Wait until *size* bytes may pass."""
        if self.rate is None:
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._free_at)
        self._free_at = start + size / self.rate
        if start > now:
            await asyncio.sleep(start - now)
