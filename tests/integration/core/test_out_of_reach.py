"""A vendor that cannot be reached: one file of its account tries for all of them, and nothing stands still for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from fixtures.desk import Desk
from fixtures.door import Door, closed_door
from fixtures.hand_clock import HandClock

from app.core.engine.away import UNWANTED
from app.core.engine.world import Limits
from app.core.events import Notice, OutOfReach
from app.core.schema.request import Reply, Request
from app.core.transfer import Batch, State

MANY = 60
AN_OUTAGE = 61.0
"""Seconds after which the next one tries, however often it was tried before."""


class Counted:
    """Sends as *runner* does, and remembers what."""

    def __init__(self, desk: Desk) -> None:
        self._driver = desk.core.scheduler.driver
        self._runner = self._driver._runner
        self._driver._runner = self
        self.sent: list[str] = []

    async def send(self, request: Request, **more: Any) -> Reply:
        self.sent.append(request.url)
        return await self._runner.send(request, **more)


@pytest.fixture
def counted(desk: Desk) -> Counted:
    return Counted(desk)


@pytest.fixture
async def door(desk: Desk) -> AsyncIterator[Door]:
    async with closed_door(desk, "sela") as made:
        yield made


async def many(desk: Desk, count: int = MANY) -> Batch:
    return await desk.send("sela", *(desk.file(f"{n}.csv", f"id\n{n}\n".encode()) for n in range(count)))


async def at_rest(desk: Desk) -> None:
    """Wait until nothing is under way, and nobody is looking who is next."""
    while desk.core.scheduler._tasks.all() or desk.core.scheduler._pump_due:
        await desk.turn()


async def again(desk: Desk, clock: HandClock) -> None:
    """The time for the next try comes, and what it begins ends."""
    clock.goes_on(AN_OUTAGE)
    desk.core.scheduler.pump_soon()
    await desk.turn()
    await at_rest(desk)


async def until_tried(desk: Desk, counted: Counted) -> None:
    """Wait for the first try, and until whatever began beside it has ended."""
    while not counted.sent:
        await desk.turn()
    await at_rest(desk)


async def until_known(desk: Desk, clock: HandClock, account_id: str) -> None:
    """Let time pass until a try was refused: at first connections break that were open still."""
    while not desk.core.scheduler.world.away.tries_of(account_id):
        await again(desk, clock)


async def test_one_tries_for_all_and_they_go_on_at_once(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    batch = await many(desk)
    await until_tried(desk, counted)
    first = len(counted.sent)
    assert first <= Limits().at_once
    for tries in range(1, 6):
        await again(desk, clock)
        assert len(counted.sent) == first + tries
    assert {one.state for one in desk.of(batch)} <= {State.QUEUED, State.WAITING}
    await door.open()
    clock.goes_on(AN_OUTAGE)
    desk.core.scheduler.pump_soon()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert len(desk.practice.received("sela")) == MANY


async def test_it_is_told_once_which_account_waits_and_when_it_is_over(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    told: list[tuple[str, bool]] = []
    waiting: list[frozenset[str]] = []
    desk.core.events.subscribe(Notice, lambda one: told.append((one.kind, one.over)))
    desk.core.events.subscribe(OutOfReach, lambda one: waiting.append(one.account_ids))
    batch = await many(desk, 5)
    await until_tried(desk, counted)
    await again(desk, clock)
    await again(desk, clock)
    assert (told, waiting) == ([("network", False)], [{"practice-sela"}])
    await door.open()
    desk.core.uploads.try_network()
    await desk.until(batch)
    assert (told[1:], waiting[1:]) == ([("network", True)], [set()])


async def test_other_accounts_are_not_concerned_and_their_ends_wake_nothing(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    batch = await many(desk)
    await until_tried(desk, counted)
    first = len([url for url in counted.sent if door.address in url])
    other = await desk.send("tela", *(desk.file(f"{n}.pdf", f"%PDF{n}".encode()) for n in range(20)))
    assert {one.state for one in await desk.until(other)} == {State.DONE}
    assert len([url for url in counted.sent if door.address in url]) == first
    await again(desk, clock)
    assert State.DONE not in {one.state for one in desk.of(batch)}


async def test_who_does_not_want_to_wait_tries_at_once(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    batch = await many(desk, 5)
    await until_tried(desk, counted)
    before = len(counted.sent)
    desk.core.uploads.try_network()
    await desk.turn()
    await at_rest(desk)
    assert len(counted.sent) == before + 1, "one for all of them"
    await desk.core.uploads.pause()
    await door.open()
    await desk.core.uploads.resume()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_when_the_one_that_would_try_is_taken_away_another_one_does(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    batch = await many(desk, 20)
    await until_tried(desk, counted)
    while len(left := [one for one in desk.of(batch) if one.state is not State.CANCELLED]) > 1:
        ahead = min(left, key=lambda one: one.turn)
        await desk.core.uploads.cancel([ahead.id])
    await door.open()
    clock.goes_on(AN_OUTAGE)
    desk.core.scheduler.pump_soon()
    await desk.until(batch)
    assert [one.state for one in desk.of(batch)].count(State.DONE) == 1


async def test_when_nothing_waits_any_more_it_is_not_said_any_more(
    desk: Desk, door: Door, clock: HandClock, counted: Counted
) -> None:
    told: list[frozenset[str]] = []
    desk.core.events.subscribe(OutOfReach, lambda one: told.append(one.account_ids))
    batch = await many(desk, 3)
    await until_tried(desk, counted)
    await desk.core.uploads.cancel([one.id for one in desk.of(batch)])
    await again(desk, clock)
    assert told == [{"practice-sela"}]
    clock.goes_on(UNWANTED)
    await again(desk, clock)
    assert told == [{"practice-sela"}, frozenset()]


async def test_a_large_file_that_gets_through_lets_the_others_go_before_it_has_ended(
    desk: Desk, clock: HandClock, counted: Counted
) -> None:
    """An answer comes at its end only; that bytes leave is proof enough."""
    async with closed_door(desk, "sendai") as door:
        batch = await desk.send("sendai", *(desk.file(f"{n}.pdf", f"%PDF{n}".encode()) for n in range(30)))
        await until_tried(desk, counted)
        desk.practice.misbehave("sendai", "upload", "slow", seconds=600)
        await door.open()
        clock.goes_on(AN_OUTAGE)
        desk.core.scheduler.pump_soon()
        while [one.state for one in desk.of(batch)].count(State.DONE) < 29:
            await desk.turn()


async def test_where_only_the_storage_host_is_away_one_file_alone_asks_for_its_address(
    desk: Desk, clock: HandClock, counted: Counted
) -> None:
    await desk.practice._runners[0].cleanup()  # the storage host was the first to be started
    sela = desk.practice.servers["sela"]
    batch = await many(desk)
    await until_tried(desk, counted)
    stored = sum(not url.startswith(sela) for url in counted.sent)
    assert len(counted.sent) - stored < MANY, "few have asked"
    for tries in range(1, 4):
        await again(desk, clock)
        assert sum(not url.startswith(sela) for url in counted.sent) == stored + tries
    assert {one.state for one in desk.of(batch)} <= {State.QUEUED, State.WAITING}
    done = await desk.send("sendai", desk.file("a.pdf"))
    assert [one.state for one in await desk.until(done)] == [State.DONE]


async def test_of_what_follows_the_vendor_s_work_one_asks_for_all(
    desk: Desk, clock: HandClock, counted: Counted
) -> None:
    """The files of three batches have arrived, and their sessions are to be closed."""
    async with closed_door(desk, "deepset") as door:
        await door.open()
        desk.practice.misbehave("deepset", "close", "status:503", times=3)
        batches = [await desk.send("deepset", desk.file(f"{n}.txt", f"{n}".encode())) for n in range(3)]
        while len(desk.core.scheduler._sleeping_rounds) < len(batches):
            await desk.turn()
        await at_rest(desk)
        await door.close()
        await until_known(desk, clock, "practice-deepset")
        first = len(counted.sent)
        for tries in range(1, 5):
            await again(desk, clock)
            assert len(counted.sent) == first + tries
        await desk.core.uploads.cancel([one.id for one in desk.of(batches[0])])
        await door.open()
        clock.goes_on(AN_OUTAGE)
        desk.core.scheduler.pump_soon()
        for batch in batches[1:]:
            assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_files_that_the_vendor_works_on_are_asked_about_one_at_a_time(
    desk: Desk, clock: HandClock, counted: Counted
) -> None:
    async with closed_door(desk, "sendai") as door:
        await door.open()
        desk.practice.world.scale = 1000.0
        batch = await desk.send("sendai", *(desk.file(f"{n}.pdf", f"%PDF{n}".encode()) for n in range(12)))
        await desk.until(batch, State.PROCESSING)
        await at_rest(desk)
        await door.close()
        counted.sent.clear()
        await until_known(desk, clock, "practice-sendai")
        first = len(counted.sent)
        assert first <= 2 * Limits().polls_at_once
        for tries in range(1, 4):
            await again(desk, clock)
            assert len(counted.sent) == first + tries
        await door.open()
        desk.practice.world.scale = 0.0
        while not all(one.state is State.DONE for one in desk.of(batch)):
            await again(desk, clock)


@pytest.mark.parametrize("works", [True, False])
async def test_a_test_of_the_key_that_was_answered_ends_it_for_all(
    desk: Desk, door: Door, clock: HandClock, counted: Counted, works: bool
) -> None:
    """They waited for up to a minute more, although the vendor had just been seen to answer."""
    batch = await many(desk, 5)
    await until_tried(desk, counted)
    await door.open()
    if not works:
        desk.practice.misbehave("sela", "ask", "status:503")
    await desk.core.accounts.retest("practice-sela", {})
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


@pytest.mark.parametrize("first", ["the person", "another file"])
async def test_the_end_of_a_session_goes_on_at_once_as_well(
    desk: Desk, clock: HandClock, counted: Counted, first: str
) -> None:
    """It had tried itself, and would try again in half a minute."""
    async with closed_door(desk, "deepset") as door:
        await door.open()
        desk.practice.misbehave("deepset", "close", "status:503")
        batch = await desk.send("deepset", desk.file("a.txt"))
        while not desk.core.scheduler._sleeping_rounds:
            await desk.turn()
        await at_rest(desk)
        await door.close()
        await until_known(desk, clock, "practice-deepset")
        await door.open()
        if first == "the person":
            desk.core.uploads.try_network()
        else:
            desk.core.scheduler.world.away.heard(Request("GET", door.address))
        assert [one.state for one in await desk.until(batch)] == [State.DONE]
