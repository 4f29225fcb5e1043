"""How fast bytes move, and how long what is left will take."""

from __future__ import annotations

from collections import deque

WINDOW = 5.0


class Meter:
    """A rate over the last five seconds, from absolute counts that may also go back.

    Times are seconds of any steadily growing clock.
    """

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque()

    def note(self, now: float, count: int) -> None:
        """*count* bytes in all have moved by *now*; a smaller count than before starts anew."""
        if self._points and count < self._points[-1][1]:
            self._points.clear()
        self._points.append((now, count))
        while len(self._points) > 2 and now - self._points[0][0] > WINDOW:
            self._points.popleft()

    def rate(self, now: float) -> float:
        """Bytes a second; 0 until there is something to go by, and when nothing moved for a while."""
        if len(self._points) < 2 or now - self._points[-1][0] > WINDOW:
            return 0.0
        (began, first), (_, last) = self._points[0], self._points[-1]
        return (last - first) / (now - began) if now > began else 0.0

    def clear(self) -> None:
        """Forget what was noted."""
        self._points.clear()


def seconds_left(remaining: int, rate: float) -> float | None:
    """Seconds that *remaining* bytes take at *rate* bytes a second; None when it cannot be told, or none remain."""
    return remaining / rate if rate > 0 and remaining > 0 else None
