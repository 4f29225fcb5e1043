"""Brings back into line what waits for the network: one of an account to try it, everything when it is back."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.core.engine.alarms import Alarms
from app.core.engine.tasks import Tasks
from app.core.engine.world import World
from app.core.transfer import State, Transfer, Wait

_ALARM = "$reach/"
"""Before an account's id: the alarm at which one of that account may try."""


class Reaching:
    """Acts on what :class:`app.core.engine.away.Away` knows.

    Args:
        tasks: what is under way.
        requeue: puts a waiting transfer into line.
        wake: looks again at what an alarm was for, by its key; see :meth:`Alarms.ring`.
        look: looks soon at what is due and who is next.
        next_of: the first in line of an account, if it could begin now; it may have to wait long for others.
    """

    def __init__(
        self,
        world: World,
        alarms: Alarms,
        tasks: Tasks,
        requeue: Callable[[Transfer], None],
        wake: Callable[[str, float], bool],
        look: Callable[[], None],
        next_of: Callable[[str], Transfer | None],
    ) -> None:
        self._world, self._alarms, self._tasks = world, alarms, tasks
        self._requeue, self._wake, self._look, self._next_of = requeue, wake, look, next_of
        world.away.when_due, world.away.when_over = self._due_in, self._back

    def try_now(self) -> None:
        """The network, or how to reach it, may be another one: what waits for it tries at once."""
        self._queue(None)
        self._world.away.try_now()

    def is_for(self, key: str) -> bool:
        """Whether an alarm is one of these."""
        return key.startswith(_ALARM)

    def rings(self, key: str) -> bool:
        """One of an account may try: the next that may begin, else of what follows; False: these wait for it."""
        account_id, away = key.removeprefix(_ALARM), self._world.away
        if self._next_of(account_id) is not None:
            return not away.keeps(account_id)
        while away.keeps(account_id):
            one = away.take_kept(account_id)
            if not self._wake(one, math.inf):
                self._alarms.soon(one)
                return True
            if one in self._tasks:
                return True
        in_line = self._world.roster.next_queued(account_id) is not None
        if not in_line and account_id not in map(self._account_of, self._waiting()):
            away.forget(account_id)
        return True

    def _due_in(self, account_id: str, seconds: float) -> None:
        self._alarms.set(self._world.clock.now() + seconds, _ALARM + account_id)
        self._look()

    def _back(self, account_id: str, kept: list[str]) -> None:
        self._queue(account_id)
        for key in kept:
            self._alarms.soon(key)
        self._look()

    def _queue(self, account_id: str | None) -> None:
        for transfer in self._waiting():
            if account_id not in (None, self._account_of(transfer)):
                continue
            if transfer.id in self._tasks:  # that it waits is only being written down
                self._alarms.soon(transfer.id)
            else:
                self._requeue(transfer)

    def _waiting(self) -> list[Transfer]:
        return [one for one in self._world.roster.chosen(None, (State.WAITING,)) if one.wait is Wait.NETWORK]

    def _account_of(self, transfer: Transfer) -> str:
        return self._world.roster.batches[transfer.batch_id].account_id
