"""Holds everything back while the journal cannot be written, and lets what was cut off by that go on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from app.core.engine.cut_off import take_up_stranded
from app.core.engine.ledger import Ledger
from app.core.engine.world import World
from app.core.errors import StoreError
from app.core.events import Notice
from app.core.text import text

JOURNAL_PAUSE = 10.0
"""Seconds after which it is tried again whether the journal can be written."""


class JournalTrouble:
    """Knows whose runs have ended because the journal could not be written.

    Args:
        run: runs what is to be done then, as long as the program is not about to end.
        over: called when everything goes on.
    """

    def __init__(
        self,
        world: World,
        ledger: Ledger,
        run: Callable[[Callable[[], Coroutine[None, None, None]]], None],
        over: Callable[[], None],
    ) -> None:
        self._world = world
        self._ledger = ledger
        self._run = run
        self._over = over
        self._stranded: set[str] = set()
        self._lasts = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def lasts(self) -> bool:
        """Whether nothing may be begun."""
        return self._lasts

    def begin(self) -> None:
        """The program is ready to work: what was met before could not be seen to."""
        if self._lasts:
            self._look_later()

    def met(self, key: str, error: StoreError) -> None:
        """What runs under *key* (a transfer's id or a round's owner) was cut off by *error*."""
        self._stranded.add(key)
        if not self._lasts:
            self._lasts = True
            self._look_later()
            self._world.events.publish(Notice("disk", error.words))

    def _look_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(JOURNAL_PAUSE, self._run, self.take_up)

    async def take_up(self) -> None:
        """See whether the journal can be written again, by writing how those go on that were cut off."""
        stranded, self._stranded = self._stranded, set()
        try:
            await take_up_stranded(self._world, self._ledger, sorted(stranded))
        except StoreError:
            self._stranded |= stranded
        if self._stranded:
            self._look_later()
            return
        self._lasts = False
        self._world.events.publish(Notice("disk", text("The journal can be written again."), over=True))
        self._over()
