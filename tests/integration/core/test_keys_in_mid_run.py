"""A key that is refused, or locked away, in the middle of an upload: nothing fails, nothing is done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fixtures.barrier import Barrier
from fixtures.desk import Desk, opened
from fixtures.held import go_on, hold
from fixtures.password_store import PasswordStore

from app import practice_mode
from app.assembly import SendoffCore, Setup, open_core
from app.core.engine.retry import Offline
from app.core.events import KeysNeeded, Notice, TotalsChanged
from app.core.masking import Secret
from app.core.paths import DataPaths
from app.core.schema.request import Request
from app.core.services.model import KeyState
from app.core.storage.secrets import KeyStore
from app.core.text import text
from app.core.transfer import Batch, State, Wait

KEY = "key-in-the-store-0001"


def calls(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


@pytest.fixture
async def locking(desk: Desk, keyring_here: PasswordStore) -> AsyncIterator[PasswordStore]:
    """Sela's key is in the real password store, which is asked each time."""
    desk.practice.add_key("sela", KEY)
    desk.core.scheduler.world.keys = KeyStore(fresh_for=0.0, timeout=20.0)
    await desk.core.accounts.add("sela", "Stored", desk.practice.servers["sela"], KEY, account_id="practice-sela")
    yield keyring_here
    if not keyring_here.unlocked():
        keyring_here.unlock()
    await KeyStore().delete("practice-sela")


async def waits_for_key(desk: Desk, batch: Batch) -> None:
    """Wait until nothing is under way any more, and something waits for a key."""
    while any(one.state is State.RUNNING for one in desk.of(batch)) or not any(one.wait for one in desk.of(batch)):
        await desk.turn()
    assert {one.wait for one in desk.of(batch)} <= {Wait.KEY, None}


@pytest.mark.parametrize("by", ["resume", "retest"])
async def test_a_password_store_that_locks_holds_the_transfers_until_it_is_open(
    desk: Desk, locking: PasswordStore, by: str
) -> None:
    if by == "retest":
        await desk.core.accounts.retest("practice-sela", {})
    desk.practice.misbehave("sela", "send", "slow", seconds=0.2, times=-1)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv", f"id\n{n}\n".encode()) for n in range(10)))
    while not desk.practice.received("sela"):
        await desk.turn()
    await asyncio.to_thread(locking.lock)
    await waits_for_key(desk, batch)
    states = {one.state for one in desk.of(batch)}
    assert states <= {State.DONE, State.WAITING, State.QUEUED}
    asked = calls(desk, "sela", "ask")
    assert 0 < asked < 10
    await asyncio.to_thread(locking.unlock)
    desk.practice.behave()
    if by == "resume":
        await desk.core.uploads.resume()
    else:
        assert (await desk.core.accounts.retest("practice-sela", {})).key is KeyState.WORKS
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    tests_of_the_key = 2 if by == "retest" else 0
    assert calls(desk, "sela", "ask") - tests_of_the_key == 10, "no address was asked for twice"
    assert calls(desk, "sela", "send") == 10


async def test_a_store_that_is_still_locked_holds_them_again(desk: Desk, locking: PasswordStore) -> None:
    await asyncio.to_thread(locking.lock)
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3)))
    await waits_for_key(desk, batch)
    await desk.core.uploads.resume()
    await waits_for_key(desk, batch)
    assert calls(desk, "sela", "ask") == 0
    assert {one.state for one in desk.of(batch)} <= {State.WAITING, State.QUEUED}


async def test_a_new_key_goes_on_after_the_costly_step(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "look", "status:401")
    batch = await desk.send("optimaldial", desk.leads(rows=120))
    await waits_for_key(desk, batch)
    free = await desk.send("tela", desk.file("a.txt"))
    await desk.until(free, State.DONE)
    desk.practice.add_key("optimaldial", "another-key-0001")
    desk.practice.revoke_key("optimaldial", desk.practice.keys["optimaldial"])
    await desk.core.accounts.set_key("practice-optimaldial", "another-key-0001", this_run_only=True)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert (calls(desk, "optimaldial", "upload"), desk.practice.charges()) == (1, 120)


async def test_what_is_in_line_behind_a_refused_key_needs_one_too_until_there_is_another(desk: Desk) -> None:
    told: list[frozenset[str]] = []
    totals: list[TotalsChanged] = []
    desk.core.events.subscribe(KeysNeeded, lambda event: told.append(event.account_ids))
    desk.core.events.subscribe(TotalsChanged, totals.append)
    desk.practice.revoke_key("sela", desk.practice.keys["sela"])
    batch = await desk.send("sela", *(desk.file(f"{n}.csv", f"id\n{n}\n".encode()) for n in range(20)))
    await waits_for_key(desk, batch)
    now = desk.core.uploads.totals()
    assert now.need_key < 20
    assert now.need_key + now.in_line_for_key == 20
    desk.practice.add_key("sela", "another-key-0001")
    hold(desk.core.scheduler)
    totals.clear()
    await desk.core.accounts.set_key("practice-sela", "another-key-0001", this_run_only=True)
    async with asyncio.timeout(30):
        while not totals:
            await desk.turn()
    assert (totals[-1].need_key, totals[-1].in_line_for_key) == (0, 0), "told, though nothing has begun"
    assert told == [frozenset({"practice-sela"}), frozenset()]
    go_on(desk.core.scheduler)
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_what_is_at_the_vendor_is_followed_only_with_another_key(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "status:401")
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(3)))
    async with asyncio.timeout(30):
        while desk.core.uploads.totals().followed_for_key < 3:
            await desk.turn()
    assert {one.state for one in desk.of(batch)} == {State.PROCESSING}
    await desk.core.accounts.set_key("practice-deepset", desk.practice.keys["deepset"], this_run_only=True)
    assert desk.core.uploads.totals().followed_for_key == 0
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


GATES = {
    "sela": lambda _: True,  # the file's own step
    "deepset": lambda request: request.method == "PUT",  # the session's end
}


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("provider", GATES)
async def test_a_key_that_is_refused_after_another_one_was_given_says_nothing_of_that_one(
    desk: Desk, provider: str, works: bool
) -> None:
    refused = Secret(desk.practice.keys[provider])
    barrier = Barrier(desk, lambda request, key: key == refused and GATES[provider](request))
    told: list[Notice] = []
    desk.core.events.subscribe(Notice, told.append)
    batch = await desk.send(provider, desk.fresh(provider))
    await barrier.until_reached()
    if works:
        desk.practice.add_key(provider, "another-key-0001")
    desk.practice.revoke_key(provider, desk.practice.keys[provider])
    await desk.core.accounts.set_key(f"practice-{provider}", "another-key-0001", this_run_only=True)
    told.clear()
    barrier.opens.set()
    if works:
        assert [one.state for one in await desk.until(batch)] == [State.DONE]
        assert [one for one in told if one.kind == "key"] == []
        return
    while not told:
        await desk.turn()
    await desk.turn()
    assert [one.kind for one in told] == ["key"], "the other one was tried, and is said to be refused once"
    assert f"practice-{provider}" in desk.core.scheduler.world.blocked


async def refused(folder: Path) -> None:
    """Leave a transfer in the journal whose key was refused."""
    async with opened(folder) as desk:
        desk.practice.revoke_key("sela", desk.practice.keys["sela"])
        batch = await desk.send("sela", desk.file("a.csv"))
        [one] = await desk.until(batch, State.WAITING)
        assert one.wait is Wait.KEY


@asynccontextmanager
async def started_again(folder: Path, *, rejected: bool, good: bool) -> AsyncIterator[tuple[SendoffCore, list[Notice]]]:
    """The same journal once more; whether the key counts as refused, and whether it works now."""
    core = await open_core(Setup(DataPaths(folder / "data"), practice=True))
    practice = await practice_mode.begin(core, scale=0.0)
    if not good:
        practice.revoke_key("sela", practice.keys["sela"])
    if rejected:
        core.scheduler.world.block("practice-sela")
    told: list[Notice] = []
    core.events.subscribe(Notice, told.append)
    await core.uploads.start()
    try:
        yield core, told
    finally:
        await core.close()
        await practice.stop()


async def test_what_waited_for_a_key_goes_on_after_a_start_if_there_is_one(tmp_path: Path) -> None:
    await refused(tmp_path)
    async with opened(tmp_path) as desk:
        [batch] = desk.core.uploads.batches()
        assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_a_start_tries_the_key_and_says_again_that_it_is_refused(tmp_path: Path) -> None:
    await refused(tmp_path)
    async with started_again(tmp_path, rejected=False, good=False) as (core, told), asyncio.timeout(30):
        while not told:
            await asyncio.sleep(0.01)
        assert [(one.kind, one.account_id, one.over) for one in told] == [("key", "practice-sela", False)]
        [one] = core.uploads.transfers()
        assert (one.state, one.wait) == (State.WAITING, Wait.KEY)


async def test_a_key_that_is_known_to_be_refused_is_not_tried_and_told(tmp_path: Path) -> None:
    await refused(tmp_path)
    async with started_again(tmp_path, rejected=True, good=True) as (core, told):
        [one] = core.uploads.transfers()
        assert (one.state, one.wait) == (State.WAITING, Wait.KEY)
        [notice] = told
        assert (notice.kind, notice.account_id) == ("key", "practice-sela")
        assert core.uploads.totals().need_key == 1
        assert str(notice.words) == "Sela did not accept the key of “Practice”. What goes there waits for another."


async def test_of_a_refused_key_that_nothing_waits_for_nothing_is_told(tmp_path: Path) -> None:
    await refused(tmp_path)
    async with opened(tmp_path) as desk:
        await desk.until(desk.core.uploads.batches()[0])
    async with started_again(tmp_path, rejected=True, good=True) as (_, told):
        assert told == []


async def test_who_refuses_a_key_was_reached(desk: Desk) -> None:
    told: list[Notice] = []
    desk.core.events.subscribe(Notice, told.append)
    asked, none = Request("POST", desk.practice.servers["sela"]), Offline(0.0, text("There is no network."))
    desk.core.scheduler.world.away.met("practice-sela", asked, none)
    desk.practice.revoke_key("sela", desk.practice.keys["sela"])
    await desk.send("sela", desk.file("a.csv"))
    async with asyncio.timeout(30):
        while len(told) < 3:
            await desk.turn()
    assert [(one.kind, one.over) for one in told] == [("network", False), ("network", True), ("key", False)]
