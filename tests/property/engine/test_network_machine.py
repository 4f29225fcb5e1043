"""Networks that come and go, in any order with a person's acts: everything goes on, and one of an account tries."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakSet

from fixtures.desk import FORMS
from fixtures.door import Door
from fixtures.hand_clock import HandClock
from fixtures.queue_person import SUFFIX, QueuePerson
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from app.assembly import SendoffCore, Setup, open_core
from app.core.engine.world import Limits
from app.core.events import OutOfReach, TransfersChanged, TransfersRead, TransfersRemoved
from app.core.paths import DataPaths
from app.core.schema.request import Reply, Request
from app.core.services.model import Draft
from app.core.transfer import ENDED, State
from app.practice.server import Practice

VENDORS = st.sampled_from(sorted(SUFFIX))
STUMBLES = [
    *((vendor, step, "html") for vendor, step in (("sela", "ask"), ("sendai", "upload"), ("deepset", "close"))),
    *((vendor, step, "status:401") for vendor, step in (("sela", "ask"), ("sendai", "look"), ("deepset", "open"))),
    *((vendor, step, "drop_after") for vendor, step in (("sela", "ask"), ("deepset", "open"), ("deepset", "close"))),
]
AN_OUTAGE = 61.0
"""Seconds after which the next one tries, however often it was tried before."""
ROUNDS = 60
"""Times that such a while may pass until everything has come to its end."""
PATIENCE = 30
"""Seconds until what is under way must have ended; only a fault takes so long."""


class OneAtATime:
    """Sends as *core* does, and sees that one of an account tries while its vendor is away."""

    def __init__(self, core: SendoffCore, doors: dict[str, Door]) -> None:
        self._driver, self._away = core.scheduler.driver, core.scheduler.world.away
        self._runner, self._driver._runner = self._driver._runner, self
        self._ports = {door.port: vendor for vendor, door in doors.items()}
        self._before = WeakSet[asyncio.Task[Any]]()
        self._trying: Counter[str] = Counter()
        self.wrong: list[str] = []
        core.events.subscribe(OutOfReach, self._began_before)

    async def send(self, request: Request, **more: Any) -> Reply:
        """As the runner does. Raises: SendError."""
        vendor = next((vendor for port, vendor in self._ports.items() if f":{port}/" in request.url), "")
        outage, task = self._away._outages.get(vendor), asyncio.current_task()
        assert task is not None
        opens = task.get_name().startswith("open ")  # for several, of which the first may have begun before
        if outage is None or outage.only_storage or task in self._before or opens:
            return await self._runner.send(request, **more)
        if self._trying[vendor] or not outage.trying:
            self.wrong.append(f"{request.method} {request.url} tries beside {outage}")
        self._trying[vendor] += 1
        try:
            return await self._runner.send(request, **more)
        finally:
            self._trying[vendor] -= 1

    def _began_before(self, _news: OutOfReach) -> None:
        """What is under way when it is found out that a vendor is away finds it out for itself."""
        self._before.update(asyncio.all_tasks())


class Network(QueuePerson):
    """One person, one queue, three vendors behind doors that open and close, and a clock that is moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = HandClock()
        self._doors: dict[str, Door] = {}

    # ── what happens ────────────────────────────────────────────────────────────────────────────────

    @initialize()
    def begins(self) -> None:
        self._do(self._begin())

    @rule(vendor=VENDORS, count=st.integers(1, 4))
    def sends(self, vendor: str, count: int) -> None:
        first = len(self._sent)
        paths = tuple(self._folder / f"{number}.{SUFFIX[vendor]}" for number in range(first, first + count))
        for path in paths:
            path.write_text(f"id\n{path.name}\n")
        self._sent.update({path.name: vendor for path in paths})
        self._do(self._core.uploads.submit(Draft(vendor, vendor, paths, FORMS[vendor]), cost_agreed=True))

    @rule(vendor=VENDORS)
    def a_door_closes(self, vendor: str) -> None:
        self._do(self._doors[vendor].close())

    @rule(vendor=VENDORS)
    def a_door_opens(self, vendor: str) -> None:
        self._do(self._opens(vendor))

    @rule(seconds=st.sampled_from([0.0, 0.5, 2.0, 8.0, AN_OUTAGE, 100.0]))
    def time_passes(self, seconds: float) -> None:
        self._do(self._passes(seconds))

    @rule(milliseconds=st.integers(1, 20))
    def a_moment_passes(self, milliseconds: int) -> None:
        self._do(asyncio.sleep(milliseconds / 1000))

    @rule(act=st.sampled_from(["pause", "resume", "cancel", "retry"]), some=st.integers(1, 3))
    def the_person_acts(self, act: str, some: int) -> None:
        if act == "retry":
            self._again |= {one.name for one in self._transfers() if one.state in ENDED}
        self._do(getattr(self._core.uploads, act)(self._every(some)))

    @rule(some=st.integers(1, 2))
    def takes_off_the_list(self, some: int) -> None:
        self._do(self._core.uploads.remove(self._every(some)))

    @rule()
    def brings_back(self) -> None:
        self._do(self._core.uploads.bring_back())

    @rule()
    def does_not_want_to_wait(self) -> None:
        self._do(_in_the_loop(self._core.uploads.try_network))

    @rule(at_once=st.integers(1, 3), polls=st.integers(1, 2))
    def wants_fewer_or_more_at_once(self, at_once: int, polls: int) -> None:
        limits = Limits(at_once=at_once, polls_at_once=polls)
        self._do(_in_the_loop(partial(self._core.scheduler.set_limits, limits)))

    @rule(seconds=st.sampled_from([0.0, 0.0, 300.0]))
    def vendors_take_their_time(self, seconds: float) -> None:
        self._practice.world.scale = seconds

    @rule(fault=st.sampled_from(STUMBLES))
    def a_vendor_stumbles(self, fault: tuple[str, str, str]) -> None:
        self._practice.misbehave(*fault)

    @rule(vendor=VENDORS)
    def the_key_is_given_again(self, vendor: str) -> None:
        self._do(self._has_key(vendor))

    @rule()
    def the_person_looks_at_the_vendor(self) -> None:
        self._do(self._settle())

    @rule()
    def quits_and_starts_again(self) -> None:
        self._do(self._core.close())
        self._do(self._open())

    # ── how it is done ──────────────────────────────────────────────────────────────────────────────

    async def _begin(self) -> None:
        self._practice = await Practice.start(scale=0.0)
        for vendor in SUFFIX:
            self._doors[vendor] = Door(self._practice.servers[vendor])
            await self._doors[vendor].open()
        await self._open()

    async def _open(self) -> None:
        core = await open_core(Setup(DataPaths(self._folder / "data"), clock=self._clock))
        for vendor, door in self._doors.items():
            key = self._practice.keys[vendor]
            if core.accounts.get(vendor) is None:
                await core.accounts.add(vendor, vendor, door.address, key, this_run_only=True, account_id=vendor)
            else:
                await core.accounts.set_key(vendor, key, this_run_only=True)
        self._seen = OneAtATime(core, self._doors)
        core.events.subscribe(TransfersChanged, self._is_told)
        core.events.subscribe(TransfersRead, self._is_told)
        core.events.subscribe(TransfersRemoved, self._is_gone)
        self.told = {}
        await core.uploads.start()
        self.told = {one.id: one.state for one in core.uploads.transfers()}
        self.core = core

    def _is_gone(self, news: TransfersRemoved) -> None:
        for one in news.ids:
            del self.told[one]

    async def _has_key(self, vendor: str) -> None:
        await self._core.accounts.set_key(vendor, self._practice.keys[vendor], this_run_only=True)

    async def _opens(self, vendor: str) -> None:
        await self._doors[vendor].close()
        await self._doors[vendor].open()

    async def _passes(self, seconds: float) -> None:
        """So much time passes, and what it begins ends."""
        self._clock.goes_on(seconds)
        self._core.scheduler.pump_soon()
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(0)
            while self._core.scheduler._tasks.all() or self._core.scheduler._pump_due:
                await asyncio.sleep(0.002)

    async def _end(self) -> None:
        """The network is there again, for good: everything comes to its end within bounds, with nobody's help."""
        self._practice.world.scale = 0.0
        self._practice.behave()
        for vendor in SUFFIX:
            await self._opens(vendor)
            await self._has_key(vendor)
        await self._core.uploads.bring_back()
        await self._core.uploads.resume([one.id for one in self._transfers() if one.state is State.PAUSED])
        for _ in range(ROUNDS):
            await self._passes(AN_OUTAGE)
            await self._settle()
            if all(one.state in ENDED for one in self._transfers()):
                break
        left = [(one.name, one.state, one.wait, str(one.problem)) for one in self._transfers()]
        assert all(one.state in ENDED for one in self._transfers()), left
        await self._sessions_end()
        there = Counter(one.name for vendor in SUFFIX for one in self._practice.received(vendor))
        assert {one.name for one in self._transfers() if one.state is State.DONE} <= set(there)
        assert {name for name, copies in there.items() if copies > 1} <= self._again
        assert not self._seen.wrong, self._seen.wrong
        assert self.told == {one.id: one.state for one in self._transfers()}
        await self._core.close()
        for door in self._doors.values():
            await door.close()
        await self._practice.stop()

    async def _sessions_end(self) -> None:
        rounds = self._core.scheduler.rounds
        for _ in range(ROUNDS):
            if not self._core.scheduler._sleeping_rounds:
                break
            await self._passes(AN_OUTAGE)
        assert not [one for known in rounds._rounds.values() for one in known.values() if not one.ended]
        assert not self._core.scheduler.world.away._outages


async def _in_the_loop(act: Callable[[], None]) -> None:
    act()


TestNetwork = Network.TestCase
TestNetwork.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
