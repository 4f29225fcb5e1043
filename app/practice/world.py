"""What every practice server stands in: the clock, the pace, the plan of faults, the log of requests."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.practice.faults import Faults
from app.practice.records import RequestLog


@dataclass(slots=True)
class World:
    """Shared by the vendors and the storage host.

    Attributes:
        clock: seconds since the epoch; :meth:`now` adds *shift* seconds to it.
        latency: seconds before each reply.
        scale: how long the vendors' own work takes: 1 is a few seconds, 0 is at once.
        keep: a folder for the received bytes, or None to keep only small ones, in memory.
        stopping: set when the servers go down; whoever waits wakes up.
    """

    clock: Callable[[], float] = time.time
    latency: float = 0.0
    scale: float = 1.0
    keep: Path | None = None
    shift: float = 0.0
    faults: Faults = field(default_factory=Faults)
    log: RequestLog = field(default_factory=RequestLog)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> float:
        """The practice time, seconds since the epoch."""
        return self.clock() + self.shift

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end of the servers."""
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), seconds)


def iso(seconds: float) -> str:
    """*seconds* since the epoch as ISO 8601 in UTC with a Z."""
    stamp = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
    return stamp.replace("+00:00", "Z")
