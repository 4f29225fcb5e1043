"""Keeps to what a vendor asks for: requests a minute, and "not before" times, for each account."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable

from app.core.engine.ports import Clock
from app.core.schema.request import Request
from app.core.storage.accounts import Account

MINUTE = 60.0
NAP = 60.0
"""Seconds after which the clock is looked at again: the loop's own does not count a computer's sleep."""


class Pace:
    """Lets requests of one account through no faster than its vendor allows.

    Args:
        per_minute: the vendor's stated limit on writing requests for an account, None where it states none.
    """

    def __init__(self, clock: Clock, per_minute: Callable[[Account], int | None]) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._recent: defaultdict[str, deque[float]] = defaultdict(deque)
        self._not_before: dict[str, float] = {}

    def hold(self, account_id: str, seconds: float) -> None:
        """Let nothing of the account through for so many *seconds* from now on."""
        until = self._clock.elapsed() + seconds
        self._not_before[account_id] = max(until, self._not_before.get(account_id, until))

    def let_go(self, account_id: str) -> None:
        """Let the account's requests through again."""
        self._not_before.pop(account_id, None)

    def held_for(self, account_id: str) -> float:
        """For how many more seconds the account is held; 0 when it is not."""
        until = self._not_before.get(account_id)
        return max(0.0, until - self._clock.elapsed()) if until is not None else 0.0

    async def wait(self, account: Account, request: Request) -> None:
        """Return when *request* may go. Requests to storage hosts and readings do not count per minute."""
        while (seconds := self._due_in(account, request)) > 0:
            await asyncio.sleep(min(seconds, NAP))

    def _due_in(self, account: Account, request: Request) -> float:
        held = self.held_for(account.id)
        if held:
            return held
        limit = None if request.storage or request.reads else self._per_minute(account)
        if limit is None:
            return 0.0
        now, recent = self._clock.elapsed(), self._recent[account.id]
        while recent and now - recent[0] >= MINUTE:
            recent.popleft()
        if len(recent) < limit:
            recent.append(now)
            return 0.0
        return MINUTE - (now - recent[0])
