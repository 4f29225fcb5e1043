"""A journal as a crash leaves it: each kind of step, sessions half closed, providers and accounts that are gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fixtures.desk import FORMS, Desk

from app import practice_mode
from app.assembly import Setup, open_core
from app.core.copies import replace
from app.core.paths import DataPaths
from app.core.sources import SourceFile
from app.core.storage.journal import Journal
from app.core.transfer import ROUND_END, Batch, State, StepRecord, StepState, Transfer, Wait
from app.practice.server import Practice


class Crash:
    """Writes a journal by hand, and starts a core on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = DataPaths(folder / "data").make()
        self.entries: list[Batch | Transfer | StepRecord] = []

    def batch(self, provider: str) -> None:
        self.entries.append(Batch("b", provider, f"practice-{provider}", FORMS.get(provider, {}), "", 1.0))

    def transfer(self, state: State, *, name: str = "a.txt", data: bytes = b"a,b\n1,2\n", **more: object) -> Transfer:
        path = self.folder / name
        path.write_bytes(data)
        source = SourceFile.look_at(path)
        position = float(len(self.entries))
        one = Transfer(f"t-{name}", "b", (source,), position, 1.0, source.size, state=state, **more)  # type: ignore[arg-type]
        self.entries.append(one)
        return one

    def step(self, owner: str, step: str, state: StepState = StepState.DONE, **outputs: object) -> None:
        at = 1.0 if state is StepState.STARTED else None
        self.entries.append(StepRecord(owner, step, state, 1.0, ended_at=at, outputs=outputs))  # type: ignore[arg-type]

    @asynccontextmanager
    async def revived(self, *, change: object = None) -> AsyncIterator[Desk]:
        journal = await Journal.open(self.paths.journal)
        await journal.write(*self.entries)
        await journal.close()
        core = await open_core(Setup(self.paths, practice=True))
        practice = await practice_mode.begin(core, scale=0.0)
        if callable(change):
            change(core, practice)
        await core.uploads.start()
        try:
            yield Desk(core, practice, self.folder)
        finally:
            await core.close()
            await practice.stop()


@pytest.fixture
def crash(tmp_path: Path) -> Crash:
    return Crash(tmp_path)


def the_batch(desk: Desk) -> Batch:
    found = desk.core.uploads.batch("b")
    assert found is not None
    return found


def requests(practice: Practice, provider: str) -> list[str]:
    return [seen.step for seen in practice.requests(provider)]


@pytest.mark.parametrize(
    ("provider", "step", "state"),
    [
        ("sendai", "create", State.UNKNOWN),  # duplicates
        ("optimaldial", "create", State.UNKNOWN),  # charges
        ("sendai", "a step of an older folder", State.UNKNOWN),
        ("tela", "ask", State.DONE),  # safe
    ],
)
@pytest.mark.parametrize("before", [State.RUNNING, State.QUEUED, State.WAITING])
async def test_a_step_that_was_under_way(crash: Crash, provider: str, step: str, state: State, before: State) -> None:
    crash.batch(provider)
    one = crash.transfer(before, **({"wait": Wait.RETRY, "wake_at": 1.0} if before is State.WAITING else {}))
    crash.step(one.id, step, StepState.STARTED)

    def nothing_listed(_core: object, practice: Practice) -> None:
        practice.misbehave("optimaldial", "list", "status:404", times=-1)

    async with crash.revived(change=nothing_listed) as desk:
        [after] = await desk.until(the_batch(desk), state)
        assert len(desk.practice.received(provider)) == (1 if state is State.DONE else 0)
        if state is State.UNKNOWN:
            assert after.step == step
            assert "may or may not have arrived" in str(after.problem) or provider == "optimaldial"
            [kept] = await desk.core.journal.transfers()
            assert kept.state is State.UNKNOWN


async def test_a_costly_intention_is_found_behind_a_harmless_one(crash: Crash) -> None:
    crash.batch("sendai")
    one = crash.transfer(State.RUNNING)
    crash.step(one.id, "create", StepState.STARTED)
    crash.step(one.id, "watch", StepState.STARTED)
    async with crash.revived() as desk:
        assert [one.state for one in desk.of(the_batch(desk))] == [State.UNKNOWN]


async def test_a_limited_step_that_was_under_way_is_asked_for_again(crash: Crash) -> None:
    crash.batch("deepset")
    crash.transfer(State.RUNNING)
    crash.step("b/1", "open", StepState.STARTED)
    async with crash.revived() as desk:
        assert [one.state for one in await desk.until(the_batch(desk))] == [State.DONE]
        assert requests(desk.practice, "deepset").count("open") == 1


@pytest.mark.parametrize("state", [State.PAUSED, State.DONE, State.FAILED, State.CANCELLED, State.UNKNOWN])
async def test_what_stood_still_stays_so(crash: Crash, state: State) -> None:
    crash.batch("sendai")
    one = crash.transfer(state)
    crash.step(one.id, "create", StepState.STARTED)
    async with crash.revived() as desk:
        assert [one.state for one in desk.of(the_batch(desk))] == [state]
        assert requests(desk.practice, "sendai") == []


async def test_a_vendors_processing_is_followed_further(crash: Crash) -> None:
    async with crash.revived() as desk:
        desk.practice.world.scale = 1000.0
        batch = await desk.send("optimaldial", desk.leads())
        await desk.until(batch, State.PROCESSING)
        [one] = desk.of(batch)
        await desk.core.journal.write(replace(one, wake_at=None))
    crash.entries = []
    core = await open_core(Setup(crash.paths, practice=True))
    practice = await practice_mode.begin(core)
    await core.uploads.start()
    again = Desk(core, practice, crash.folder)
    [failed] = await again.until(batch)  # these vendors have never heard of it
    assert failed.state is State.FAILED
    assert requests(practice, "optimaldial") == ["look"]
    await core.close()
    await practice.stop()


async def test_a_wait_goes_on_when_its_time_has_come(crash: Crash) -> None:
    crash.batch("sela")
    crash.transfer(State.WAITING, name="a.csv", wait=Wait.RETRY, wake_at=5.0)
    async with crash.revived() as desk:
        assert [one.state for one in await desk.until(the_batch(desk))] == [State.DONE]


# ── sessions ────────────────────────────────────────────────────────────────────────────────────────


async def a_session(desk: Desk, *names: str) -> tuple[Batch, list[Transfer]]:
    """Files that arrived in an open session, the program killed before it was closed."""
    desk.practice.misbehave("deepset", "close", "hang", times=-1)
    batch = await desk.send("deepset", *(desk.file(name) for name in names))
    arrived = await desk.until(batch, State.PROCESSING)
    while "close" not in {one.step for one in await desk.core.journal.steps(f"{batch.id}/1")}:
        await desk.turn()
    return batch, arrived


@asynccontextmanager
async def next_start(crash: Crash, practice: Practice) -> AsyncIterator[Desk]:
    core = await open_core(Setup(crash.paths, practice=True))
    for account in core.accounts.all():
        key = practice.keys[account.provider_id]
        await core.accounts.add(
            account.provider_id, "Practice", practice.servers[account.provider_id], key,
            this_run_only=True, account_id=account.id, practice=True,
        )  # fmt: skip
    practice.behave()
    await core.uploads.start()
    try:
        yield Desk(core, practice, crash.folder)
    finally:
        await core.close()


@asynccontextmanager
async def first_start(crash: Crash) -> AsyncIterator[tuple[Desk, Practice]]:
    core = await open_core(Setup(crash.paths, practice=True))
    practice = await practice_mode.begin(core, scale=0.0)
    await core.uploads.start()
    try:
        yield Desk(core, practice, crash.folder), practice
    finally:
        await practice.stop()


async def test_a_session_whose_files_had_arrived_is_closed_at_the_next_start(crash: Crash) -> None:
    async with first_start(crash) as (desk, practice):
        batch, _ = await a_session(desk, "a.txt", "b.txt")
        await desk.core.close()
        async with next_start(crash, practice) as again:
            assert {one.state for one in await again.until(batch)} == {State.DONE}
            assert requests(practice, "deepset").count("open") == 1
            assert len(practice.received("deepset")) == 2


async def test_a_file_that_was_sent_after_its_session_began_to_close_goes_into_another(crash: Crash) -> None:
    async with first_start(crash) as (desk, practice):
        batch, [arrived] = await a_session(desk, "a.txt")
        source = SourceFile.look_at(desk.file("late.txt"))
        late = Transfer("late", batch.id, (source,), arrived.position + 1.0, 1.0, source.size)
        await desk.core.close()
        journal = await Journal.open(crash.paths.journal)
        await journal.write(late)
        await journal.close()
        async with next_start(crash, practice) as again:
            assert {one.state for one in await again.until(batch)} == {State.DONE}
            assert requests(practice, "deepset").count("open") == 2
            assert not any(one.late for one in practice.received("deepset"))


async def test_a_session_cut_off_between_its_mark_and_its_files_still_ends_them(crash: Crash) -> None:
    async with first_start(crash) as (desk, practice):
        batch, _ = await a_session(desk, "a.txt")
        await desk.core.close()
        journal = await Journal.open(crash.paths.journal)
        await journal.write(StepRecord(f"{batch.id}/1", ROUND_END, StepState.DONE, 2.0, ended_at=2.0))
        await journal.close()
        async with next_start(crash, practice) as again:
            assert [one.state for one in await again.until(batch)] == [State.DONE]


async def test_an_ended_session_is_left_alone(crash: Crash) -> None:
    async with first_start(crash) as (desk, practice):
        batch = await desk.send("deepset", desk.file("a.txt"))
        await desk.until(batch, State.DONE)
        while ROUND_END not in {one.step for one in await desk.core.journal.steps(f"{batch.id}/1")}:
            await desk.turn()
        await desk.core.close()
        seen = len(practice.requests("deepset"))
        async with next_start(crash, practice) as again:
            other = await again.send("tela", again.file("b.txt"))
            await again.until(other, State.DONE)
            session = again.core.scheduler.rounds.get(batch.id, 1)
            assert session is not None
            assert session.ended
            assert len(practice.requests("deepset")) == seen


# ── what is gone ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "arrived", "wake_at"),
    [
        (State.QUEUED, False, None),
        (State.RUNNING, False, None),
        (State.PROCESSING, True, None),
        (State.PROCESSING, False, None),
        (State.PROCESSING, False, 2.0),
    ],
)
async def test_without_its_provider_a_transfer_fails_in_words(
    crash: Crash, before: State, arrived: bool, wake_at: float | None
) -> None:
    crash.batch("gone")
    crash.entries[0] = replace(crash.entries[0], account_id="practice-sela")  # type: ignore[call-overload]
    crash.transfer(before, arrived=arrived, wake_at=wake_at, round=1)
    async with crash.revived() as desk:
        [failed] = await desk.until(the_batch(desk))
        assert failed.state is State.FAILED
        assert "gone" in str(failed.problem)
        await desk.core.uploads.retry()
        assert [one.state for one in await desk.until(the_batch(desk))] == [State.FAILED]


async def test_without_its_provider_a_step_under_way_is_unknown(crash: Crash) -> None:
    crash.batch("gone")
    one = crash.transfer(State.RUNNING)
    crash.step(one.id, "send", StepState.STARTED)
    async with crash.revived() as desk:
        assert [one.state for one in desk.of(the_batch(desk))] == [State.UNKNOWN]
        await desk.core.uploads.resolve(one.id, arrived=True)
        assert [one.state for one in desk.of(the_batch(desk))] == [State.DONE]


async def test_without_its_account_a_transfer_fails_in_words(crash: Crash) -> None:
    crash.batch("sela")
    crash.entries[0] = replace(crash.entries[0], account_id="removed")  # type: ignore[call-overload]
    crash.transfer(State.QUEUED, name="a.csv")
    async with crash.revived() as desk:
        [failed] = await desk.until(the_batch(desk))
        assert failed.state is State.FAILED
        assert "removed" in str(failed.problem)
