"""What vendors asked to wait for (``Retry-After``), account by account: kept over a restart, told, and let go."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.engine.alarms import Alarms
from app.core.engine.pace import Pace
from app.core.engine.world import World
from app.core.events import Notice
from app.core.storage.holds import Hold
from app.core.text import Text, text

KIND = "pace"
"""Of the notices on this."""
WORTH_TELLING = 20.0
"""Seconds from which on a person is told: shorter ones are over before anybody wonders."""
_SAME_MOMENT = 1e-3
"""Seconds. An alarm is reckoned by another clock, and may ring too early by a rounded number; no other one comes."""


class Holds:
    """Keeps transfers in line while their account is held, and looks again when that is over."""

    def __init__(self, world: World, pace: Pace, alarms: Alarms) -> None:
        self._world, self._pace, self._alarms = world, pace, alarms
        self._until: dict[str, float] = {}  # by the clock's elapsed time
        self._told: set[str] = set()

    async def heed(self) -> None:
        """Keep to what vendors asked for before the last end. Raises: StoreError."""
        now = self._world.clock.now()
        for one in await self._world.journal.holds():
            self._pace.hold(one.account_id, min(one.until - now, one.seconds))

    def keep_back(self, account_id: str) -> bool:
        """Whether a transfer of the account that could begin has to wait; one alarm for all of them is enough."""
        seconds = self._pace.held_for(account_id)
        if seconds <= _SAME_MOMENT:
            return False
        clock = self._world.clock
        when = clock.elapsed() + seconds
        if when - self._until.get(account_id, 0.0) > _SAME_MOMENT:
            self._until[account_id] = when
            self._alarms.set(clock.now() + seconds, account_id)
            if seconds >= WORTH_TELLING:
                self._told.add(account_id)
                self._tell(account_id, self._words(account_id, clock.now() + seconds))
        return True

    def rings(self, key: str) -> bool:
        """Whether an alarm was for a held account; what is over is told."""
        if key not in self._until:
            return False
        if self._pace.held_for(key) <= _SAME_MOMENT:
            self._over(key)
        return True

    async def lift(self, account_ids: Iterable[str]) -> None:
        """The person does not want to wait: the vendor may say it again. Raises: StoreError."""
        held = [one for one in account_ids if self._pace.held_for(one)]
        if not held:
            return
        now = self._world.clock.now()
        await self._world.journal.write(*(Hold(one, now, 0.0) for one in held))
        for account_id in held:
            self._pace.let_go(account_id)
            self._over(account_id)

    def _over(self, account_id: str) -> None:
        self._until.pop(account_id, None)
        if account_id in self._told:
            self._told.discard(account_id)
            self._tell(account_id, text("It goes on."), over=True)

    def _tell(self, account_id: str, words: Text, *, over: bool = False) -> None:
        self._world.events.publish(Notice(KIND, words, account_id, over=over))

    def _words(self, account_id: str, until: float) -> Text:
        account = self._world.account(account_id)
        return text(
            "{vendor} asked for a pause until {until:clock}. What goes to “{account}” goes on by itself then.",
            vendor=self._world.vendor_of(account),
            until=until,
            account=account.name if account is not None else account_id,
        )
