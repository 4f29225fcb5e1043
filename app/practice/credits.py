"""The dialler's money and its speed limit: a balance of credits, and writing calls per key and minute."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

WRITES_PER_MINUTE = 60
_MINUTE = 60.0


class Account:
    """Credits of one organisation. *balance* may be set by whoever runs the practice."""

    def __init__(self, balance: int = 100_000) -> None:
        self._start = balance
        self.balance = balance
        self.charged = 0
        self.refunded = 0

    def charge(self, credits: int) -> bool:
        """Take *credits*, or nothing at all and False when there are too few."""
        if credits > self.balance:
            return False
        self.balance -= credits
        self.charged += credits
        return True

    def refund(self, credits: int) -> None:
        """Give *credits* back."""
        self.balance += credits
        self.refunded += credits

    def reset(self) -> None:
        """As at the start."""
        self.balance, self.charged, self.refunded = self._start, 0, 0


class WriteLimit:
    """At most :data:`WRITES_PER_MINUTE` writing calls per key in any minute."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._calls: dict[str, deque[float]] = {}

    def take(self, key: str) -> int:
        """Count one call; 0, or the whole seconds after which the next one is allowed."""
        now = self._now()
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        if len(calls) >= WRITES_PER_MINUTE:
            return max(1, math.ceil(calls[0] + _MINUTE - now))
        calls.append(now)
        return 0

    def detail(self, retry_after: str) -> dict[str, object]:
        """The ``detail`` object of a 429."""
        seconds = int(float(retry_after)) if retry_after.replace(".", "", 1).isdigit() else int(_MINUTE)
        return {
            "error": "rate_limit_exceeded",
            "limit": WRITES_PER_MINUTE,
            "observed": WRITES_PER_MINUTE + 1,
            "retry_after_seconds": seconds,
        }

    def clear(self) -> None:
        """Forget every call."""
        self._calls.clear()
