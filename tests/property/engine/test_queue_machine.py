"""Pausing, cancelling, lost replies, refused keys, quitting, crashing in any order: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from fixtures.desk import FORMS
from fixtures.queue_person import SUFFIX, QueuePerson
from fixtures.remembered import remember, with_memory
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from app.assembly import Setup, open_core
from app.core.engine import journal_trouble
from app.core.errors import InputError, StoreError
from app.core.events import TransfersChanged
from app.core.paths import DataPaths
from app.core.services.model import Draft
from app.core.transfer import ENDED, State, Transfer
from app.practice.server import Practice

FAULTS = [
    *(("sela", "ask", "drop_after"), ("sela", "send", "drop_after"), ("sela", "send", "s3:SlowDown")),
    *(("sendai", "upload", "drop_after"), ("sendai", "upload", "drop_before"), ("sendai", "upload", "status:500")),
    *(("deepset", "open", "drop_after"), ("deepset", "send", "reset_mid"), ("deepset", "close", "drop_after")),
    *((provider, step, "html") for provider, step in (("sela", "ask"), ("deepset", "open"), ("deepset", "close"))),
]
ACTS = ("pause", "resume", "cancel", "retry")
PATIENCE = 60


@cache
def _remembered() -> Path:
    """Hypothesis makes the machines by itself, so that they cannot be given fixtures."""
    folder = Path(tempfile.mkdtemp(prefix="sendoff-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return remember(folder)


class Queue(QueuePerson):
    """One person, one queue, three vendors."""

    def __init__(self) -> None:
        super().__init__()
        self._starts = 0
        self._keys: dict[str, str] = {}
        self._withdrawn: set[str] = set()
        self._pause = journal_trouble.JOURNAL_PAUSE

    # ── what happens ────────────────────────────────────────────────────────────────────────────────

    @initialize()
    def begins(self) -> None:
        self._pause, journal_trouble.JOURNAL_PAUSE = journal_trouble.JOURNAL_PAUSE, 0.05
        with_memory(self._folder / "data-0", _remembered())
        self._practice = self._do(Practice.start(scale=0.0, latency=0.015))
        self._keys = {provider: self._practice.keys[provider] for provider in SUFFIX}
        self._do(self._open())

    @rule(provider=st.sampled_from(sorted(SUFFIX)), count=st.integers(1, 3))
    def sends(self, provider: str, count: int) -> None:
        first = len(self._sent)
        paths = tuple(self._folder / f"{number}.{SUFFIX[provider]}" for number in range(first, first + count))
        for path in paths:
            path.write_text(f"id\n{path.name}\n")
        try:
            self._do(self._core.uploads.submit(Draft(provider, provider, paths, FORMS[provider]), cost_agreed=True))
        except InputError:
            assert provider in self._withdrawn  # it was told that its key does not work any more
        else:
            self._sent.update({path.name: provider for path in paths})

    @rule(milliseconds=st.integers(1, 40))
    def time_passes(self, milliseconds: int) -> None:
        self._do(asyncio.sleep(milliseconds / 1000))

    @rule(some=st.integers(1, 3))
    def pauses(self, some: int) -> None:
        self._do(self._core.uploads.pause(self._every(some)))

    @rule(some=st.integers(1, 3))
    def resumes(self, some: int) -> None:
        self._do(self._core.uploads.resume(self._every(some)))

    @rule(some=st.integers(2, 4))
    def cancels(self, some: int) -> None:
        self._do(self._core.uploads.cancel(self._every(some)))

    @rule(some=st.integers(1, 3))
    def retries(self, some: int) -> None:
        chosen = self._every(some)
        # Who sends a file again that the vendor had taken already gets what was asked for.
        self._again |= {one.name for one in self._transfers() if one.id in chosen and one.state in ENDED}
        self._do(self._core.uploads.retry(chosen))

    @rule(acts=st.lists(st.sampled_from([*ACTS, "look"]), min_size=2, max_size=3))
    def does_several_things_at_once(self, acts: list[str]) -> None:
        if "retry" in acts:
            self._again |= {one.name for one in self._transfers() if one.state in ENDED}
            # What is cancelled in one moment may be tried again in the next.
            self._again |= {one.name for one in self._transfers()} if "cancel" in acts else set()
        self._do(self._all_at_once(acts))

    @rule(
        act=st.sampled_from([*ACTS, ""]),
        table=st.sampled_from(["transfers", "steps"]),
        milliseconds=st.integers(0, 30),
    )
    def the_disk_is_full_for_a_while(self, act: str, table: str, milliseconds: int) -> None:
        if act == "retry":
            self._again |= {one.name for one in self._transfers() if one.state in ENDED}
        self._do(self._in_a_jam(act, table, milliseconds / 1000))

    @rule(fault=st.sampled_from(FAULTS))
    def a_vendor_stumbles(self, fault: tuple[str, str, str]) -> None:
        self._practice.misbehave(*fault)

    @rule(provider=st.sampled_from(sorted(SUFFIX)))
    def a_key_is_withdrawn(self, provider: str) -> None:
        self._withdrawn.add(provider)
        self._practice.revoke_key(provider, self._keys[provider])

    @rule(provider=st.sampled_from(sorted(SUFFIX)))
    def a_new_key_is_given(self, provider: str) -> None:
        self._keys[provider] += "x"
        self._withdrawn.discard(provider)
        self._practice.add_key(provider, self._keys[provider])
        self._do(self._core.accounts.set_key(provider, self._keys[provider], this_run_only=True))

    @rule()  # whether there is anything to look at depends on the time, and rules must not
    def the_person_looks_at_the_vendor(self) -> None:
        self._do(self._settle())

    @rule()
    def quits_and_starts_again(self) -> None:
        self._do(self._core.close())
        self._do(self._open())

    @rule(provider=st.sampled_from(sorted(SUFFIX)), milliseconds=st.integers(0, 50))
    def crashes_while_it_sends(self, provider: str, milliseconds: int) -> None:
        self.sends(provider, 2)
        self.time_passes(milliseconds)
        self.crashes_and_starts_again()

    @rule()
    def crashes_and_starts_again(self) -> None:
        self._do(self._crash())
        self._do(self._open())

    # ── what always holds ───────────────────────────────────────────────────────────────────────────

    @invariant()
    def none_is_missing(self) -> None:
        if self.core is not None:
            assert sorted(one.name for one in self._transfers()) == sorted(self._sent)

    @invariant()
    def none_is_there_twice(self) -> None:
        if self.core is not None:
            for provider in SUFFIX:
                copies = Counter(one.name for one in self._practice.received(provider))
                twice = {name for name, count in copies.items() if count > 1}
                assert twice <= self._again, twice

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            journal_trouble.JOURNAL_PAUSE = self._pause

    # ── how it is done ──────────────────────────────────────────────────────────────────────────────

    async def _open(self) -> None:
        core = await open_core(Setup(DataPaths(self._folder / f"data-{self._starts}")))
        for provider, key in self._keys.items():
            if core.accounts.get(provider) is None:
                server = self._practice.servers[provider]
                await core.accounts.add(provider, provider, server, key, this_run_only=True, account_id=provider)
            else:
                await core.accounts.set_key(provider, key, this_run_only=True)
        core.events.subscribe(TransfersChanged, self._is_told)
        await core.uploads.start()
        self.told = {one.id: one.state for one in core.uploads.transfers()}
        self.core = core

    async def _crash(self) -> None:
        """What is on the disk this moment is all that the next start finds; what left may arrive still."""
        old, self._starts = self._folder / f"data-{self._starts}", self._starts + 1
        # What write_atomic() has not given its name yet may go while it is copied; no start looks at it.
        shutil.copytree(old, self._folder / f"data-{self._starts}", ignore=shutil.ignore_patterns(".*"))
        for task in [one for _, one in self._core.scheduler._tasks.all()]:
            task.cancel()
        await self._core.close()

    async def _all_at_once(self, acts: list[str]) -> None:
        uploads, ids = self._core.uploads, self._every(1)
        await asyncio.gather(*(self._settle() if act == "look" else getattr(uploads, act)(ids) for act in acts))

    async def _in_a_jam(self, act: str, table: str, seconds: float) -> None:
        """SQLite itself refuses what is written, as with a full disk; then there is room again."""
        self._say_to_sqlite(
            f"CREATE TRIGGER jam BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
        try:
            if act:
                with suppress(StoreError):
                    await getattr(self._core.uploads, act)(self._every(1))
            await asyncio.sleep(seconds)
        finally:
            self._say_to_sqlite("DROP TRIGGER jam")

    def _say_to_sqlite(self, statement: str) -> None:
        with closing(sqlite3.connect(self._core.journal.path, timeout=20)) as connection:
            connection.execute(statement)
            connection.commit()

    async def _takes_up_the_offer(self, failed: Transfer) -> None:
        """A vendor that has too many sessions open, since replies to their opening were lost, has them closed."""
        if failed.offer:
            result = await self._core.uploads.act(failed.id, failed.offer)
            assert result.ok, result.words

    async def _end(self) -> None:
        """All is well again: everything comes to its end, and every file that was not cancelled is there."""
        self._practice.behave()
        for provider in SUFFIX:
            self._practice.add_key(provider, self._keys[provider])
            await self._core.accounts.set_key(provider, self._keys[provider], this_run_only=True)
        async with asyncio.timeout(PATIENCE):
            while not all(one.state in (State.DONE, State.CANCELLED) for one in self._transfers()):
                await self._core.uploads.resume()
                await self._settle()
                failed = [one for one in self._transfers() if one.state is State.FAILED]
                self._again |= {one.name for one in failed}
                for one in failed[:1]:
                    await self._takes_up_the_offer(one)
                await self._core.uploads.retry()
                await asyncio.sleep(0.02)
        there = {one.name for provider in SUFFIX for one in self._practice.received(provider)}
        assert {one.name for one in self._transfers() if one.state is State.DONE} <= there
        self.none_is_missing()
        self.none_is_there_twice()
        kept = {one.id: one.state for one in await self._core.journal.transfers()}
        assert kept == self.told == {one.id: one.state for one in self._transfers()}
        await self._core.close()
        await self._practice.stop()


TestQueue = Queue.TestCase
TestQueue.settings = settings(
    max_examples=8, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
