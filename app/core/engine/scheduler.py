"""The only orchestrator of tasks: gives transfers their turn, wakes those that wait, ends in good order."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial

from app.core.copies import replace
from app.core.engine.alarms import Alarms
from app.core.engine.allowances import Allowances
from app.core.engine.batch_run import BatchRun
from app.core.engine.driver import LaneDriver
from app.core.engine.file_run import FileRun
from app.core.engine.holds import Holds
from app.core.engine.journal_trouble import JournalTrouble
from app.core.engine.ledger import Ledger
from app.core.engine.openings import Openings
from app.core.engine.pace import Pace
from app.core.engine.reaching import Reaching
from app.core.engine.rounds import Round, Rounds
from app.core.engine.slots import Slots
from app.core.engine.spent import spent
from app.core.engine.tasks import Tasks
from app.core.engine.trip import Trip
from app.core.engine.world import Limits, World
from app.core.errors import StoreError
from app.core.transfer import State, Transfer

log = logging.getLogger(__name__)
FINISH_TIME = 10.0
_GOING_ON = "$journal"


class Scheduler:
    """Runs what the roster holds, within the limits of the person, the account and the vendor.

    Nothing ticks: it acts when something was queued, has ended, or is due.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._allowances = Allowances(world)
        self.rounds = Rounds(self._round_ready)
        world.roster.keeps = self.rounds.has_open
        self.ledger = Ledger(world.journal, world.roster, world.events, self._watch, partial(spent, world))
        self.pace = Pace(world.clock, self._allowances.per_minute)
        self.driver = LaneDriver(world.journal, world.runner, self.pace, world.clock, world.workers, world.away)
        self._openings = Openings(world, self.ledger, self.driver, self.rounds)
        self.trips: dict[str, Trip] = {}
        self.files = FileRun(world, self.ledger, self.driver, self.rounds, self._openings, self.trips)
        self._batches = BatchRun(world, self.ledger, self.driver, self._wake_round)
        self._tasks = Tasks(self._ended)
        self._slots = Slots()
        self._polling: Counter[str] = Counter()
        self._alarms = Alarms(world.clock, self._pump)
        self.holds = Holds(world, self.pace, self._alarms)
        self._reaching = Reaching(
            world, self._alarms, self._tasks, self._requeue, self._ring, self.pump_soon, self._next_of
        )
        self._sleeping_rounds: dict[str, Round] = {}
        self._due_again: set[str] = set()
        self._pump_due = False
        self._still = 0
        self._open = False
        self.trouble = JournalTrouble(world, self.ledger, self._run_if_open, self._begin_anew)

    def start(self) -> None:
        """Begin to work on what the roster holds."""
        self._open = True
        self.trouble.begin()
        self._begin_anew()

    def pump_soon(self) -> None:
        """Look for work on the loop's next turn."""
        if self._open and not self._pump_due:
            self._pump_due = True
            asyncio.get_running_loop().call_soon(self._pump)

    def task_of(self, key: str) -> asyncio.Task[None] | None:
        """The task of a transfer (by id) or round (by owner) that is under way."""
        return self._tasks.get(key)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing new is started within: what the person stops takes many turns of the loop, and counts from now."""
        self._still += 1
        try:
            yield
        finally:
            self._still -= 1
            self.pump_soon()

    def network_back(self) -> None:
        """The network, or how to reach it, may be another one: what waits for it tries at once."""
        self._reaching.try_now()

    def unblock(self, account_id: str) -> None:
        """The account has a key again: its batches' ends go on; its transfers are queued by who calls."""
        self.world.unblock(account_id)
        self.ledger.totals_soon()
        for batch in list(self.world.roster.batches.values()):
            if batch.account_id == account_id:
                self.rounds.resettle(batch.id)
        for transfer in self.world.roster.chosen(None, (State.PROCESSING,)):
            if transfer.wake_at is not None:  # its alarm may have rung in vain
                self.wake_at(transfer.id, transfer.wake_at)
        self.pump_soon()

    def set_limits(self, limits: Limits) -> None:
        """Take new limits of the person."""
        self.world.limits = limits
        self.pump_soon()

    async def stop(self) -> None:
        """End in good order: what must not be cut off is waited for, the rest goes on at the next start."""
        self._open = False
        self.ledger.close()
        self._alarms.stop()
        finishing = []
        for key, task in self._tasks.all():
            trip = self.trips.get(key)
            if self.files.is_over(key):
                finishing.append(task)
            elif trip is not None and trip.touchy:
                trip.halt = True
                finishing.append(task)
            else:
                task.cancel()
        if finishing:
            await asyncio.wait(finishing, timeout=FINISH_TIME)
        under_way = [task for _, task in self._tasks.all()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._openings.finish()

    # ── who is next ─────────────────────────────────────────────────────────────────────────────────

    def _pump(self) -> None:
        self._pump_due = False
        if not self._open:
            return
        self._alarms.ring(self._ring)
        while not self._is_held and self._start_some():
            pass
        self._alarms.nap()

    @property
    def _is_held(self) -> bool:
        return self._still > 0 or self.trouble.lasts

    def _start_some(self) -> bool:
        """Start one of each account among the most urgent that can start; False when nothing more can."""
        line = self.world.roster.accounts_in_line()
        if len(line) == 1 and len(line[0]) == 1:  # nobody else is waiting: the line needs no second look
            while self._start_one(line[0][0]):
                pass
            return False
        return any(any([self._start_one(account_id) for account_id in accounts]) for accounts in line)

    def _start_one(self, account_id: str) -> bool:
        transfer = self._next_of(account_id)
        if transfer is None or not self.world.away.may_try(account_id, transfer.id):
            return False
        running, session = self.files.begin(transfer)
        self._slots.take(account_id, running)
        self._tasks.spawn(
            transfer.id, self.files.run(running, session), partial(self._slots.give_back, account_id, running)
        )
        return True

    def _next_of(self, account_id: str) -> Transfer | None:
        """The first in line of an account, where nothing but an absent network keeps it from being started."""
        transfer = None if account_id in self.world.blocked else self.world.roster.next_queued(account_id)
        if transfer is None or transfer.id in self._tasks:  # its last run is still being written down
            return None
        has_room = self._slots.has_room(account_id, transfer, self.world.limits.room, self._allowances.room(account_id))
        return transfer if has_room and not self.holds.keep_back(account_id) else None

    def _ended(self, key: str, error: BaseException | None) -> None:
        """A task has ended: look who is next."""
        self.world.away.ended(key)
        self._alarms.once_more(key)
        if isinstance(error, StoreError):
            self.trouble.met(key, error)
        elif error is not None:
            log.error("a task of the scheduler failed", exc_info=error)
        self.pump_soon()

    def _run_if_open(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        if self._open:
            self._tasks.spawn(_GOING_ON, work(), _nothing)

    # ── what is due later ───────────────────────────────────────────────────────────────────────────

    def _watch(self, transfer: Transfer) -> None:
        """Told about every new form of a transfer."""
        if transfer.wake_at is not None:
            self.wake_at(transfer.id, transfer.wake_at)
        self.rounds.note(transfer)
        if transfer.state is State.QUEUED:
            self.pump_soon()

    def wake_at(self, key: str, when: float) -> None:
        """Look at a waiting or polling transfer, or at a round, again at *when* (seconds since the epoch)."""
        self._alarms.set(when, key)
        self.pump_soon()

    def _ring(self, key: str, when: float) -> bool:
        """Wake what is due; False when it must be tried again a little later."""
        if self._reaching.is_for(key):
            return self._reaching.rings(key)
        if self.holds.rings(key):
            return True
        if key in self._sleeping_rounds:
            if key in self._tasks:  # what put it to sleep has not ended yet: woken now, it would never be run again
                return False
            self._round_ready(self._sleeping_rounds.pop(key))
            return True
        transfer = self.world.roster.transfers.get(key)
        if transfer is None or transfer.wake_at is None or transfer.wake_at > when:
            return True
        if transfer.state is State.WAITING:
            if key in self._tasks:  # that it waits is only being written down
                return False
            self._requeue(transfer)
            return True
        return transfer.state is not State.PROCESSING or self._poll(transfer)

    def _requeue(self, transfer: Transfer) -> None:
        queued = transfer.to(State.QUEUED)
        self.ledger.show(queued)
        self.world.journal.write_soon(queued)

    def _poll(self, transfer: Transfer) -> bool:
        account_id = self.world.roster.batches[transfer.batch_id].account_id
        if account_id in self.world.blocked:
            return True
        if self._polling[account_id] >= self.world.limits.polls_at_once or transfer.id in self._tasks:
            return False
        if not self.world.away.may_follow(account_id, transfer.id):
            return True
        asked = replace(transfer, wake_at=None)
        self.ledger.show(asked)
        self._tasks.spawn(transfer.id, self.files.run(asked), self._poll_slot(account_id))
        return True

    # ── the ends of batches ─────────────────────────────────────────────────────────────────────────

    def _begin_anew(self) -> None:
        """See again what is due."""
        for batch_id in list(self.world.roster.batches):
            self.rounds.resettle(batch_id)
        self.pump_soon()

    def _wake_round(self, session: Round, after: float) -> None:
        self._sleeping_rounds[session.owner] = session
        self.wake_at(session.owner, self.world.clock.now() + after)

    def _round_ready(self, session: Round) -> None:
        batch = self.world.roster.batches.get(session.batch_id)
        if batch is None or not self._open or self.trouble.lasts:
            return
        if session.owner in self._tasks:
            self._due_again.add(session.owner)
            return
        if batch.account_id in self.world.blocked or session.owner in self._sleeping_rounds:
            return
        if not self.world.away.may_follow(batch.account_id, session.owner):
            self._sleeping_rounds[session.owner] = session
            return
        over = partial(self._round_over, session, self._poll_slot(batch.account_id))
        self._tasks.spawn(session.owner, self._batches.run(session), over)

    def _round_over(self, session: Round, give_back: Callable[[], None]) -> None:
        """A run of its last steps has ended; what made it due meanwhile counts now."""
        give_back()
        if session.owner in self._due_again:
            self._due_again.discard(session.owner)
            self.rounds.resettle(session.batch_id)

    def _poll_slot(self, account_id: str) -> Callable[[], None]:
        """Take one; what is returned gives it back."""
        self._polling[account_id] += 1
        return partial(self._polling.subtract, (account_id,))


def _nothing() -> None:
    """What needed no slot gives none back."""
