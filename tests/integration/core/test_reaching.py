"""What was kept back while a vendor was away is looked at again, also where it is gone or cannot begin yet."""

from __future__ import annotations

import math

import pytest
from fixtures.desk import Desk
from fixtures.door import closed_door
from fixtures.hand_clock import HandClock
from fixtures.held import go_on, hold
from fixtures.slow_journal import SlowJournal, in_state

from app.core.engine.alarms import Alarms
from app.core.engine.away import Away
from app.core.engine.reaching import Reaching
from app.core.engine.retry import Offline
from app.core.engine.tasks import Tasks
from app.core.events import TransfersChanged
from app.core.schema.request import Request
from app.core.text import text
from app.core.transfer import State
from app.practice.faults import FOREVER

ACCOUNT = "practice-sela"


@pytest.fixture
async def away(desk: Desk, clock: HandClock) -> Away:
    """Sela is away, and two that would ask it how far it is were kept back."""
    away = desk.core.scheduler.world.away
    away.met(ACCOUNT, Request("GET", "https://api.test"), Offline(5.0, text("There is no network.")))
    assert [away.may_follow(ACCOUNT, key) for key in ("1", "2")] == [False, False]
    return away


async def test_what_has_gone_is_passed_over(desk: Desk, clock: HandClock, away: Away) -> None:
    clock.goes_on(5.0)
    assert desk.core.scheduler._reaching.rings(f"$reach/{ACCOUNT}")
    assert not away.keeps(ACCOUNT)


async def test_what_cannot_begin_yet_is_tried_again_soon(desk: Desk, clock: HandClock, away: Away) -> None:
    woken: list[str] = []

    def wake(key: str, when: float) -> bool:
        woken.append(key)
        assert when == math.inf
        return False

    alarms, looks = Alarms(clock, lambda: None), list[int]()
    tasks = Tasks(lambda _key, _error: None)
    scheduler = desk.core.scheduler
    reaching = Reaching(
        scheduler.world, alarms, tasks, scheduler._requeue, wake, lambda: looks.append(1), scheduler._next_of
    )
    clock.goes_on(5.0)
    assert reaching.rings(f"$reach/{ACCOUNT}")
    assert (woken, away.keeps(ACCOUNT)) == (["1"], True)
    alarms.ring(wake)
    assert woken == ["1", "1"]


async def test_what_waits_at_another_account_stays_there(desk: Desk, clock: HandClock, away: Away) -> None:
    desk.practice.misbehave("tela", "ask", "html", times=FOREVER)
    batch = await desk.send("tela", desk.file("a.pdf"))
    await desk.until(batch, State.WAITING)
    away.heard(Request("GET", "https://api.test"))
    assert [one.state for one in desk.of(batch)] == [State.WAITING]
    desk.practice.behave()
    clock.goes_on(1.0)
    assert [one.state for one in await desk.until(batch)] == [State.DONE]


async def test_a_wait_that_is_only_being_written_down_ends_when_it_is(
    desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put into line before that, it was shown as waiting for a network that was there."""
    told: list[State] = []
    desk.core.events.subscribe(TransfersChanged, lambda news: told.extend(one.state for one in news.transfers))
    slow = SlowJournal(monkeypatch, in_state(State.WAITING))
    async with closed_door(desk, "sela") as door:
        batch = await desk.send("sela", desk.file("a.csv"))
        await slow.until_reached()
        hold(desk.core.scheduler)
        desk.core.scheduler.world.away.heard(Request("POST", door.address))
        await desk.turn()
        slow.goes_on.set()
        while desk.core.scheduler._tasks.all():
            await desk.turn()
        clock.goes_on(1.0)
        desk.core.scheduler.pump_soon()
        await desk.turn()
        assert [one.state for one in desk.of(batch)] == [State.QUEUED] == told[-1:]
        await door.open()
        go_on(desk.core.scheduler)
        assert [one.state for one in await desk.until(batch)] == [State.DONE]
