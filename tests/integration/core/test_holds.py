"""Accounts whose vendor asked to wait: what it asks for is kept and told, others go on, and the person may hurry."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import Desk, opened
from fixtures.hand_clock import HandClock
from fixtures.held import go_on, hold
from fixtures.slow_journal import SlowJournal, in_state

from app.core.engine.world import Limits
from app.core.events import Notice, TransfersChanged
from app.core.transfer import Batch, State, Transfer, Wait

pytestmark = pytest.mark.usefixtures("clock")
ACCOUNT = "practice-sela"


def told(desk: Desk) -> list[Notice]:
    """What is told from now on of vendors that asked to wait."""
    heard: list[Notice] = []
    desk.core.events.subscribe(Notice, lambda one: heard.append(one) if one.kind == "pace" else None)
    return heard


async def one_in_the_middle(desk: Desk, seconds: float) -> tuple[Batch, Transfer, Transfer]:
    """Of two files one has its upload address when the vendor tells the other that it wants to hear nothing."""
    desk.practice.misbehave("sela", "ask", "slow", seconds=0.3)
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=seconds)
    batch = await desk.send("sela", desk.file("a.csv"), desk.file("b.csv", b"id\n2\n"))
    begun, refused = sorted(desk.of(batch), key=lambda one: one.position)
    return batch, begun, refused


async def until(desk: Desk, transfer_id: str, state: State) -> Transfer:
    [batch] = {one.batch_id for one in desk.core.uploads.transfers() if one.id == transfer_id}
    while (one := desk.core.uploads.transfer(transfer_id)) is None or one.state is not state:
        await desk.turn()
    assert one.batch_id == batch
    return one


async def in_line(desk: Desk) -> Batch:
    """A batch of which nothing but its place in the line is known, since its account is held."""
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=600)
    batch = await desk.send("sela", desk.file("a.csv"))
    await desk.until(batch, State.WAITING)
    await desk.core.uploads.pause()
    desk.core.scheduler.pump_soon()
    return batch


async def test_what_has_begun_gives_its_place_to_others_when_its_account_is_held(desk: Desk) -> None:
    desk.core.scheduler.set_limits(Limits(at_once=2))
    batch, begun, _ = await one_in_the_middle(desk, 600)
    waiting = await until(desk, begun.id, State.WAITING)
    assert (waiting.wait, str(waiting.problem)) == (Wait.RETRY, "The vendor asked to wait.")
    assert waiting.wake_at == pytest.approx(desk.core.scheduler.world.clock.now() + 600)
    others = await desk.send("tela", desk.file("a.pdf"), desk.file("b.pdf", b"2"))
    assert {one.state for one in await desk.until(others)} == {State.DONE}
    assert {one.state for one in desk.of(batch)} == {State.WAITING}


async def test_it_counts_as_no_try_and_goes_on_from_where_it_was(desk: Desk, clock: HandClock) -> None:
    batch, begun, _ = await one_in_the_middle(desk, 30)
    await until(desk, begun.id, State.WAITING)
    assert desk.core.scheduler.files._end.tries_of(begun.id).times == 0
    clock.goes_on(30.1)
    desk.core.scheduler.pump_soon()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert [one.step for one in desk.practice.requests("sela")].count("ask") == 3


async def test_an_end_of_the_wait_that_comes_while_that_is_being_written_down_counts_when_it_is(
    desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowJournal(monkeypatch, in_state(State.WAITING))
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=30)
    batch = await desk.send("sela", desk.file("a.csv"))
    await slow.until_reached()
    clock.goes_on(30.1)
    desk.core.scheduler.pump_soon()
    await desk.turn()
    slow.goes_on.set()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_for_a_short_while_it_keeps_its_place(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        states: dict[str, set[State]] = {}
        desk.core.events.subscribe(
            TransfersChanged,
            lambda event: [states.setdefault(one.id, set()).add(one.state) for one in event.transfers],
        )
        batch, begun, refused = await one_in_the_middle(desk, 1)
        assert {one.state for one in await desk.until(batch)} == {State.DONE}
        assert State.WAITING in states[refused.id]
        assert State.WAITING not in states[begun.id]


async def test_a_session_that_cannot_be_opened_yet_keeps_no_place(desk: Desk) -> None:
    desk.core.scheduler.set_limits(Limits(at_once=2))
    desk.core.scheduler.pace.hold("practice-deepset", 600)
    held = await desk.send("deepset", desk.file("a.txt", b"x"), desk.file("b.txt", b"y"))
    desk.core.scheduler.pace.let_go("practice-deepset")
    desk.practice.misbehave("deepset", "open", "status:429", retry_after=600)
    desk.core.scheduler.pump_soon()
    await desk.until(held, State.WAITING)
    other = await desk.send("tela", desk.file("a.pdf"))
    assert [one.state for one in await desk.until(other)] == [State.DONE]


async def test_who_tries_now_what_waits_lifts_it_for_the_account_also_over_a_restart(
    tmp_path: Path, clock: HandClock
) -> None:
    async with opened(tmp_path, clock=clock) as desk:
        desk.practice.misbehave("sela", "ask", "status:429", retry_after=600)
        batch = await desk.send("sela", desk.file("a.csv"))
        [waiting] = await desk.until(batch, State.WAITING)
        await desk.core.uploads.resume([waiting.id])
        assert [one.state for one in await desk.until(batch)] == [State.DONE]
    async with opened(tmp_path, clock=clock) as desk:
        assert desk.core.scheduler.pace.held_for(ACCOUNT) == 0


async def test_resuming_what_was_paused_is_no_hurry(desk: Desk) -> None:
    heard = told(desk)
    batch = await in_line(desk)
    assert heard == [], "nothing stands in line"
    await desk.core.uploads.resume()
    await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.QUEUED]
    assert desk.core.scheduler.pace.held_for(ACCOUNT) == 600
    [notice] = heard
    assert (notice.account_id, notice.over) == (ACCOUNT, False)
    assert str(notice.words).startswith("Sela asked for a pause until ")
    assert str(notice.words).endswith("What goes to “Practice” goes on by itself then.")


async def test_it_is_told_once_and_taken_back_when_the_time_has_passed(desk: Desk, clock: HandClock) -> None:
    heard = told(desk)
    batch = await in_line(desk)
    await desk.core.uploads.resume()
    for _ in range(3):
        desk.core.scheduler.pump_soon()
        await desk.turn()
    assert [one.over for one in heard] == [False]
    clock.goes_on(600.1)
    desk.core.scheduler.pump_soon()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert [(one.over, one.account_id) for one in heard] == [(False, ACCOUNT), (True, ACCOUNT)]


async def test_an_alarm_before_the_time_tells_nothing(desk: Desk) -> None:
    heard = told(desk)
    await in_line(desk)
    await desk.core.uploads.resume()
    await desk.turn()
    assert desk.core.scheduler.holds.rings(ACCOUNT)
    assert [one.over for one in heard] == [False]
    assert not desk.core.scheduler.holds.rings("practice-tela")


async def test_who_is_in_a_hurry_need_not_wait(desk: Desk) -> None:
    heard = told(desk)
    batch = await in_line(desk)
    await desk.core.uploads.resume()
    await desk.turn()
    await desk.core.uploads.hurry(ACCOUNT)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert [one.over for one in heard] == [False, True]
    await desk.core.uploads.hurry(ACCOUNT)
    assert len(heard) == 2


async def test_a_hurry_wakes_what_waits_of_that_account_alone(desk: Desk) -> None:
    for provider in ("sela", "tela"):
        desk.practice.misbehave(provider, "ask", "status:429", retry_after=600)
    sela = await desk.send("sela", desk.file("a.csv"))
    tela = await desk.send("tela", desk.file("a.pdf"))
    await desk.until(sela, State.WAITING)
    await desk.until(tela, State.WAITING)
    await desk.core.uploads.hurry(ACCOUNT)
    assert [one.state for one in await desk.until(sela)] == [State.DONE]
    assert [one.state for one in desk.of(tela)] == [State.WAITING]


async def test_a_short_pause_is_not_worth_a_word(desk: Desk, clock: HandClock) -> None:
    heard = told(desk)
    desk.core.scheduler.pace.hold(ACCOUNT, 3)
    batch = await desk.send("sela", desk.file("a.csv"))
    await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.QUEUED]
    clock.goes_on(3.1)
    desk.core.scheduler.pump_soon()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert heard == []


async def test_an_account_or_a_vendor_that_is_gone_is_named_as_well_as_it_can_be(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, scheduler = told(desk), desk.core.scheduler
    scheduler.pace.hold("gone", 600)
    assert scheduler.holds.keep_back("gone")
    monkeypatch.setattr(scheduler.world, "provider", lambda _: desk.core.providers.get("gone"))
    scheduler.pace.hold(ACCOUNT, 600)
    assert scheduler.holds.keep_back(ACCOUNT)
    words = [str(one.words) for one in heard]
    assert [one.startswith("A vendor asked for a pause until ") for one in words] == [True, True]
    assert ["“gone”" in words[0], "“Practice”" in words[1]] == [True, True]


async def test_an_alarm_that_rings_a_moment_too_early_leaves_nothing_in_line_for_ever(
    desk: Desk, clock: HandClock
) -> None:
    """It is set by the time of day and the hold is kept by another clock: numbers are rounded on the way."""
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv"))
    pace, holds = desk.core.scheduler.pace, desk.core.scheduler.holds
    pace.hold(ACCOUNT, 600)
    assert holds.keep_back(ACCOUNT)
    clock.goes_on(600 - 1e-6)
    assert pace.held_for(ACCOUNT)
    assert holds.rings(ACCOUNT), "as its alarm would that was rounded down"
    desk.core.scheduler._alarms._due.clear()
    go_on(desk.core.scheduler)
    await until(desk, desk.of(batch)[0].id, State.RUNNING)
    clock.goes_on(1)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
