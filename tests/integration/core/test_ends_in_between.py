"""What is refused or ended between a transfer's end and the disk's word on it."""

from __future__ import annotations

import asyncio
import logging

import pytest
from fixtures.barrier import Barrier
from fixtures.desk import Desk
from fixtures.slow_journal import SlowJournal, in_state

from app.core.copies import replace
from app.core.errors import KeyStoreError, StoreError
from app.core.events import Notice
from app.core.masking import Secret
from app.core.text import text
from app.core.transfer import State, Wait


class LockedAway:
    """Hands a key out once; then the password store is locked."""

    def __init__(self, key: str) -> None:
        self._key: Secret | None = Secret(key)

    async def get(self, _: str) -> Secret:
        key, self._key = self._key, None
        if key is None:
            raise KeyStoreError(text("The password store is locked."))
        return key


async def test_a_key_that_is_refused_while_the_store_is_locked_is_refused(desk: Desk) -> None:
    desk.core.scheduler.world.keys = LockedAway("wrong-key-0001")
    batch = await desk.send("sela", desk.file("a.csv"))
    [one] = await desk.until(batch, State.WAITING)
    assert one.wait is Wait.KEY
    assert "practice-sela" in desk.core.scheduler.world.blocked


async def test_a_key_that_comes_while_its_refusal_is_written_lets_it_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.practice.misbehave("sela", "ask", "status:401")
    journal = SlowJournal(monkeypatch, in_state(State.WAITING))
    told: list[Notice] = []
    desk.core.events.subscribe(Notice, told.append)
    batch = await desk.send("sela", desk.file("a.csv"))
    await journal.until_reached()
    desk.practice.add_key("sela", "another-key-0001")
    await desk.core.accounts.set_key("practice-sela", "another-key-0001", this_run_only=True)
    journal.goes_on.set()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert [one for one in told if one.kind == "key" and not one.over] == []


async def test_a_refusal_that_the_disk_did_not_take_does_not_undo_what_is_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.engine.journal_trouble.JOURNAL_PAUSE", 0.05)
    desk.practice.misbehave("sela", "ask", "status:401", times=2)
    journal = SlowJournal(monkeypatch, in_state(State.WAITING), fails=True)
    batch = await desk.send("sela", desk.file("a.csv"), desk.file("b.csv", b"id\n2\n"))
    await journal.until_reached()
    while len(desk.practice.requests("sela")) < 2 or len(desk.core.scheduler.world.blocked) < 1:
        await desk.turn()
    journal.goes_on.set()
    await desk.core.uploads.resume()
    while {one.state for one in desk.of(batch)} != {State.DONE}:
        await desk.core.uploads.resume()
        await desk.turn()


async def test_one_that_was_ended_at_the_vendor_while_it_was_asked_for_stays_ended(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.practice.world.scale = 1.0
    batch = await desk.send("optimaldial", desk.leads())
    [one] = await desk.until(batch, State.PROCESSING)
    barrier = Barrier(desk, lambda request, _: request.reads)
    desk.core.scheduler.ledger.show(replace(one, wake_at=0.0))  # its next question is due
    await barrier.until_reached()
    assert (await desk.core.uploads.act(one.id, "cancel_there")).ok
    barrier.opens.set()
    while desk.core.scheduler.task_of(one.id) is not None:
        await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]
    assert [one.state for one in await desk.core.journal.transfers()] == [State.CANCELLED]
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_one_that_begins_while_its_session_is_opened_by_another_joins_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = SlowJournal(monkeypatch, lambda one: in_state(State.RUNNING)(one) and one.name == "b.txt")
    batch = await desk.send("deepset", desk.file("a.txt", b"a"), desk.file("b.txt", b"b"))
    await journal.until_reached()
    while not any(one.state is State.PROCESSING or one.sent for one in desk.of(batch)):
        await desk.turn()
    journal.goes_on.set()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert sum(seen.step == "open" for seen in desk.practice.requests("deepset")) == 1


@pytest.mark.parametrize("act", ["pause", "cancel"])
async def test_a_stop_that_waits_for_a_costly_step_says_that_the_disk_did_not_take_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr("app.core.engine.journal_trouble.JOURNAL_PAUSE", 0.05)
    desk.practice.misbehave("sendai", "upload", "status:503")
    barrier = Barrier(desk, lambda request, _: not request.reads)
    batch = await desk.send("sendai", desk.file("a.pdf", b"%PDF a"))
    await barrier.until_reached()
    [trip] = desk.core.scheduler.trips.values()
    trip.left = trip.in_flight.request.file_size if trip.in_flight else 0  # as when all of it has left
    journal = SlowJournal(monkeypatch, in_state(State.PAUSED, State.CANCELLED), fails=True)
    acting = asyncio.ensure_future(getattr(desk.core.uploads, act)())
    await desk.turn()
    assert not acting.done()
    barrier.opens.set()
    await journal.until_reached()
    journal.goes_on.set()
    with pytest.raises(StoreError):
        await acting
    await desk.core.uploads.resume()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
