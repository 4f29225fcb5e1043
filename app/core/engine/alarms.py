"""What is due later, whatever becomes of the clock: one timer for all, and nothing ticks while nothing is due."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import Callable

from app.core.engine.ports import Clock

LONGEST_NAP = 60.0
"""Seconds after which the timer looks at the clock again: the loop's own does not count a computer's sleep."""
LONGEST_WAIT = 3600.0
"""Seconds. No wait is longer: a moment that is further off was reckoned by a clock that has been set back since."""
ONCE_MORE = 1.0
"""Seconds until something is tried again that could not be woken."""


class Alarms:
    """Moments at which something has to be looked at again.

    Args:
        look: called when the first alarm may be due; it is to call :meth:`ring` and then :meth:`nap`.
    """

    def __init__(self, clock: Clock, look: Callable[[], None]) -> None:
        self._clock, self._look = clock, look
        self._due: list[tuple[float, float, str]] = []  # by elapsed time; then the moment as it was given
        self._in_vain: dict[str, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    def set(self, when: float, key: str) -> None:
        """Wake *key* at *when* (seconds since the epoch); the timer is set by the next :meth:`nap`."""
        wait = min(max(0.0, when - self._clock.now()), LONGEST_WAIT)
        heapq.heappush(self._due, (self._clock.elapsed() + wait, when, key))

    def soon(self, key: str) -> None:
        """Wake *key* at the next look, whatever the moment was that it waited for."""
        heapq.heappush(self._due, (self._clock.elapsed(), math.inf, key))

    def once_more(self, key: str) -> None:
        """What could not be woken perhaps can be by now: that is seen at the next look."""
        if key in self._in_vain:
            heapq.heappush(self._due, (self._clock.elapsed(), self._in_vain.pop(key), key))

    def ring(self, wake: Callable[[str, float], bool]) -> None:
        """Call *wake* with key and moment of all that is due; what it returns False for is tried again soon."""
        elapsed = self._clock.elapsed()
        later: list[tuple[float, float, str]] = []
        while self._due and self._due[0][0] <= elapsed:
            _, when, key = heapq.heappop(self._due)
            self._in_vain.pop(key, None)
            if not wake(key, when):
                later.append((elapsed + ONCE_MORE, when, key))
                self._in_vain[key] = when
        for alarm in later:
            heapq.heappush(self._due, alarm)

    def nap(self) -> None:
        """Set the timer for what is due next."""
        self.stop()
        if self._due:
            delay = min(LONGEST_NAP, max(0.0, self._due[0][0] - self._clock.elapsed()))
            self._timer = asyncio.get_running_loop().call_later(delay, self._look)

    def stop(self) -> None:
        """Take the timer back."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
