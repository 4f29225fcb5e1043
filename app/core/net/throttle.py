"""A shared limit on bytes a second for everything that is uploaded."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from dataclasses import dataclass, field

SLACK = 0.25
"""Seconds of unused line that may be made up for: a loop that was late loses nothing, a rest brings no flood."""

TURN = 0.03
"""Seconds of the line that one turn takes at most: a small file never waits long for the turn of a large one."""

LEAST = 1024
"""Bytes of a turn below which a slow limit would only make work."""

_GRAIN = 0.002  # timers of the window's loop are as coarse as this; the booking stays exact


@dataclass
class Share:
    """What one body has had of the line; each body that is sent has its own.

    Attributes:
        end: where its last turn ended, on the throttle's own scale of bytes.
    """

    end: float = 0.0


@dataclass(order=True)
class _Waiting:
    """A body that wants *wanted* bytes; *cost*: seconds of the line that its turn was booked with."""

    begin: float
    number: int
    wanted: int = field(compare=False)
    share: Share = field(compare=False)
    granted: asyncio.Future[int] = field(compare=False)
    cost: float = field(compare=False, default=0.0)


class Throttle:
    """Lets at most *rate* bytes a second pass, over all bodies that share it.

    Who has had least goes first (start-time fair queueing, Goyal, Vin and Cheng, 1996), so that a small file need not
    wait behind a large one. Time on the line is booked when a turn begins: who stops waiting has booked nothing.
    One timer runs while somebody waits, and none else.

    Args:
        rate: bytes a second; None lets everything pass.
    """

    def __init__(self, rate: float | None = None) -> None:
        self._rate = rate
        self._free_at = 0.0
        self._reached = 0.0
        self._line: list[_Waiting] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def rate(self) -> float | None:
        """Bytes a second, or None. A new rate holds at once, also for those who wait; set it on the loop's thread."""
        return self._rate

    @rate.setter
    def rate(self, rate: float | None) -> None:
        """Have another rate, and let those who wait see whether it is their turn by it."""
        before, self._rate = self._rate, rate
        now = asyncio.get_running_loop().time()
        ahead = self._free_at - now
        if before and ahead > 0:  # what was booked on a slower line must not hold up a faster one
            self._free_at = now + (ahead * min(1.0, before / rate) if rate else 0.0)
        self._wake()

    def charge(self, size: int) -> None:
        """Count *size* bytes that leave without waiting for a turn, such as a request's head."""
        if self._rate is not None:
            now = asyncio.get_running_loop().time()
            self._free_at = max(self._free_at, now - SLACK) + size / self._rate

    async def take(self, wanted: int, share: Share) -> int:
        """Wait for a turn; how many bytes may pass now: *wanted*, or fewer where the limit is low."""
        if self._rate is None:
            return wanted
        loop = asyncio.get_running_loop()
        begin = max(self._reached, share.end)
        waiting = _Waiting(begin, next(self._numbers), wanted, share, loop.create_future())
        heapq.heappush(self._line, waiting)
        self._serve()
        try:
            return await waiting.granted
        except asyncio.CancelledError:
            if not waiting.granted.cancelled():  # its turn had come, but nothing leaves
                self._free_at -= waiting.cost
                self._wake()
            raise

    def _wake(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._serve()

    def _ring(self) -> None:
        self._timer = None
        self._serve()

    def _serve(self) -> None:
        """Let through who may pass now, and come back for the rest."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._line:
            if self._line[0].granted.done():  # it was cancelled while it waited
                heapq.heappop(self._line)
            elif self._rate is not None and self._free_at > now + _GRAIN:
                self._timer = self._timer or loop.call_at(self._free_at, self._ring)
                return
            else:
                self._let_through(heapq.heappop(self._line), now)

    def _let_through(self, waiting: _Waiting, now: float) -> None:
        size = waiting.wanted
        if self._rate is not None:
            size = min(size, max(LEAST, int(self._rate * TURN)))
            waiting.cost = size / self._rate
            self._free_at = max(self._free_at, now - SLACK) + waiting.cost
        self._reached = waiting.begin
        waiting.share.end = waiting.begin + size
        waiting.granted.set_result(size)
