"""What a person does with many transfers is done in portions, and counts for all of them from the first moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold
from fixtures.turns import Turns

from app.core.engine import control, removed
from app.core.events import TransfersChanged, TransfersRemoved
from app.core.services.model import Draft
from app.core.storage.journal import Journal
from app.core.transfer import Place, Priority, State


@pytest.fixture
def portions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Small ones; how many transfers each telling was about."""
    monkeypatch.setattr(control, "PORTION", 4)
    monkeypatch.setattr(removed, "PORTION", 4)
    monkeypatch.setattr(control, "EVERY", 8)
    told: list[int] = []
    desk.core.events.subscribe(TransfersChanged, lambda event: told.append(len(event.transfers)))
    desk.core.events.subscribe(TransfersRemoved, lambda event: told.append(len(event.ids)))
    return told


def _draft(desk: Desk, files: int = 30) -> Draft:
    return desk.draft("tela", *(desk.file(f"{n:02}.txt", b"%d words" % n) for n in range(files)))


@pytest.mark.parametrize("act", ["pause", "cancel"])
@pytest.mark.parametrize("by_id", [False, True])
async def test_none_is_begun_once_all_were_stopped(desk: Desk, portions: list[int], act: str, by_id: bool) -> None:
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(_draft(desk))
    ids = [one.id for one in desk.of(batch)] if by_id else None
    go_on(desk.core.scheduler)
    await getattr(desk.core.uploads, act)(ids)
    assert {one.state for one in desk.of(batch)} == {State.PAUSED if act == "pause" else State.CANCELLED}
    assert max(portions) <= 4
    assert len(portions) == 8
    begun = await desk.core.journal.steps_of([one.id for one in desk.of(batch)])
    assert not any(begun.values()), "nothing was sent while the others were being stopped"


async def test_the_loop_has_its_turn_between_portions_of_which_nothing_fits(desk: Desk, portions: list[int]) -> None:
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(_draft(desk))
    ids = [one.id for one in desk.of(batch)]
    with Turns() as turns:
        await desk.core.uploads.retry(ids)
        await desk.core.uploads.remove(ids)
    assert turns.count >= 14
    assert portions == []
    assert {one.state for one in desk.of(batch)} == {State.QUEUED}


async def test_another_order_comes_in_portions_and_nothing_is_begun_meanwhile(desk: Desk, portions: list[int]) -> None:
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(_draft(desk))
    ids = [one.id for one in desk.of(batch)]
    uploads = desk.core.uploads
    acts = asyncio.gather(
        uploads.prioritise(ids[:10], Priority.LOW), uploads.move(ids[20:], Place.FIRST), uploads.pause(ids)
    )
    await asyncio.sleep(0)
    go_on(desk.core.scheduler)
    await acts
    assert portions
    assert max(portions) <= 4
    assert [one.id for one in desk.of(batch)] == [*ids[20:], *ids[10:20], *ids[:10]]
    assert {one.state for one in desk.of(batch)} == {State.PAUSED}
    assert not any((await desk.core.journal.steps_of(ids)).values())
    kept = sorted(await desk.core.journal.transfers(), key=lambda one: one.turn)
    assert [one.id for one in kept] == [one.id for one in desk.of(batch)]


async def test_files_of_a_session_that_failed_forget_all_their_steps_in_one_go(
    desk: Desk, portions: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.practice.misbehave("deepset", "send", "status:403", times=6)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt", b"%d words" % n) for n in range(6)))
    failed = [one for one in await desk.until(batch) if one.state is State.FAILED]
    assert failed
    asked: list[int] = []
    known = Journal.forget_all_steps

    async def count(journal: Journal, owners: Sequence[str]) -> None:
        asked.append(len(owners))
        await known(journal, owners)

    monkeypatch.setattr(Journal, "forget_all_steps", count)
    await desk.core.uploads.retry()
    assert sum(asked) == len(failed)
    assert len(asked) == -(-len(failed) // 4)
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


@pytest.mark.usefixtures("portions")
async def test_all_go_on_are_sent_and_leave_the_list_in_portions(desk: Desk) -> None:
    left: list[int] = []
    desk.core.events.subscribe(TransfersRemoved, lambda event: left.append(len(event.ids)))
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(_draft(desk, 10))
    await desk.core.uploads.pause()
    go_on(desk.core.scheduler)
    await desk.core.uploads.resume()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    await desk.core.uploads.remove([one.id for one in desk.of(batch)])
    assert left == [4, 4, 2]
    assert desk.of(batch) == []
    await desk.core.uploads.forget_removed()
    assert await desk.core.journal.transfers() == []


def told_of(desk: Desk, state: State) -> list[int]:
    """How many transfers each telling is about that come into *state* from now on."""
    told: list[int] = []

    def note(event: TransfersChanged) -> None:
        if those := [one for one in event.transfers if one.state is state]:
            told.append(len(those))

    desk.core.events.subscribe(TransfersChanged, note)
    return told


@pytest.mark.usefixtures("portions")
async def test_many_that_are_at_the_vendor_are_cancelled_in_portions(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "close", "hang", times=-1)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt", b"%d words" % n) for n in range(10)))
    arrived = await desk.until(batch, State.PROCESSING)
    while any(desk.core.scheduler.task_of(one.id) for one in arrived):  # those that end just then come one by one
        await desk.turn()
    cancelled = told_of(desk, State.CANCELLED)
    await desk.core.uploads.cancel()
    assert cancelled == [4, 4, 2]
    assert {one.state for one in await desk.core.journal.transfers()} == {State.CANCELLED}
    assert all(one.ended_at for one in desk.of(batch))


@pytest.mark.parametrize(("act", "state"), [("pause", State.PAUSED), ("cancel", State.CANCELLED)])
async def test_those_on_their_way_are_stopped_together(desk: Desk, act: str, state: State) -> None:
    desk.practice.misbehave("tela", "ask", "hang", times=-1)
    batch = await desk.send("tela", *(desk.file(f"{n}.txt", b"%d words" % n) for n in range(3)))
    await desk.until(batch, State.RUNNING)
    async with asyncio.timeout(30):
        while len(desk.core.scheduler.trips) < 3:
            await desk.turn()
    stopped = told_of(desk, state)
    await getattr(desk.core.uploads, act)()
    assert stopped == [3]
    assert {one.state for one in desk.of(batch)} == {state}
    assert not desk.core.scheduler.trips


async def test_the_loop_has_its_turn_where_nothing_is_under_way(desk: Desk, portions: list[int]) -> None:
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(_draft(desk))
    ids = [one.id for one in desk.of(batch)]
    await desk.core.uploads.pause()
    portions.clear()
    with Turns() as turns:
        await desk.core.uploads.pause(ids)
    assert turns.count >= 14
    assert portions == []
