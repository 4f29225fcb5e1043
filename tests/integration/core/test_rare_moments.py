"""What happens seldom: a vendor's folder that goes away, an end that overtakes a pause, news of what is gone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold

from app.core.copies import replace
from app.core.engine import openings
from app.core.errors import StoreError
from app.core.events import FieldsRefused, Progressed
from app.core.schema.request import Reply, Request
from app.core.storage.journal import Journal
from app.core.text import text
from app.core.transfer import State, Transfer, Wait


async def test_files_of_a_vendor_whose_folder_is_gone_fail_in_words_and_so_they_do_when_tried_again(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv"))
    desk.core.providers._providers.pop("sela")
    go_on(desk.core.scheduler)
    for _ in range(2):
        [failed] = await desk.until(batch)
        assert failed.state is State.FAILED
        assert "sela" in str(failed.problem)
        await desk.core.uploads.retry()


async def test_who_pauses_what_is_refused_just_then_finds_it_failed_and_not_paused(desk: Desk) -> None:
    class Slow:
        """A vendor that has every byte, and refuses when it is told to."""

        def __init__(self) -> None:
            self.refuses = asyncio.Event()

        async def send(self, request: Request, *, progress: Callable[[int], None], **_: object) -> Reply:
            progress(request.file_size)
            await self.refuses.wait()
            return Reply(403, {}, b"{}")

    vendor = Slow()
    desk.core.scheduler.driver._runner = vendor  # type: ignore[assignment]
    batch = await desk.send("sendai", desk.file("a.pdf"))
    await desk.until_sent("create")
    pausing = asyncio.ensure_future(desk.core.uploads.pause())
    await desk.turn()
    assert not pausing.done(), "what left cannot be taken back: its outcome is waited for"
    vendor.refuses.set()
    await pausing
    assert [one.state for one in desk.of(batch)] == [State.FAILED]


async def test_what_a_vendor_says_of_a_field_for_one_file_comes_back_to_the_form(desk: Desk) -> None:
    class Strict:
        """A vendor that does not like what was filled in."""

        async def send(self, _request: Request, **_: object) -> Reply:
            said = {"detail": [{"loc": ["body", "source"], "msg": "not one of ours", "type": "enum"}]}
            return Reply(422, {"content-type": "application/json"}, json.dumps(said).encode())

    refused: list[FieldsRefused] = []
    desk.core.events.subscribe(FieldsRefused, refused.append)
    desk.core.scheduler.driver._runner = Strict()  # type: ignore[assignment]
    batch = await desk.send("sela", desk.file("a.csv"))
    assert [one.state for one in await desk.until(batch)] == [State.FAILED]
    [[error]] = [one.errors for one in refused]
    assert (refused[0].batch_id, error.key) == (batch.id, "body.source")
    assert "not one of ours" in str(error.words)


async def test_another_network_lets_try_at_once_what_waited_for_it_and_nothing_else(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=600)
    batch = await desk.send("sela", desk.file("a.csv"))
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.RETRY
    desk.core.scheduler.network_back()
    await desk.turn()
    assert desk.of(batch) == [waiting]


async def test_bytes_are_told_of_what_is_being_sent_only(desk: Desk) -> None:
    told: list[Progressed] = []
    desk.core.events.subscribe(Progressed, told.append)
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv", b"id\n" * 60_000))
    for transfer_id in ("gone", desk.of(batch)[0].id):
        desk.core.scheduler.ledger.progress(transfer_id, 100_000)
    assert told == []
    assert desk.of(batch)[0].sent == 0


async def test_a_change_that_could_not_be_kept_takes_back_no_later_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv"))
    [queued] = desk.of(batch)
    known = Journal.write

    async def full(journal: Journal, *entries: object, durable: bool = False) -> None:
        if any(isinstance(one, Transfer) and one.state is State.PAUSED for one in entries):
            await desk.turn()
            raise StoreError(text("The disk is full."))
        await known(journal, *entries, durable=durable)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "write", full)
    ledger = desk.core.scheduler.ledger
    pausing = asyncio.ensure_future(ledger.save(queued.to(State.PAUSED)))
    await asyncio.sleep(0)
    later = replace(queued.to(State.PAUSED).to(State.CANCELLED), ended_at=1.0)
    await ledger.save(later)
    with pytest.raises(StoreError):
        await pausing
    assert desk.of(batch) == [later]
    assert await desk.core.journal.transfers() == [later]


async def test_quitting_gives_up_a_session_that_never_opens_and_keeps_its_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openings, "PATIENCE", 0.01)
    desk.practice.misbehave("deepset", "open", "hang")
    await desk.send("deepset", desk.file("a.txt"))
    while not desk.core.scheduler._openings._under_way:
        await desk.turn()
    await desk.core.scheduler.stop()
    assert desk.core.scheduler._openings._under_way == {}
    [kept] = await desk.core.journal.transfers()
    assert kept.state in (State.QUEUED, State.RUNNING)
    assert not kept.arrived


async def test_what_one_account_is_asked_to_wait_for_holds_no_other_of_the_same_vendor(
    desk: Desk, second_account: str
) -> None:
    desk.practice.misbehave("sela", "ask", "status:429", retry_after=600)
    held = await desk.send("sela", desk.file("a.csv"))
    await desk.until(held, State.WAITING)
    held_too = await desk.send("sela", desk.file("b.csv", b"id\n2\n"))
    draft = replace(desk.draft("sela", desk.file("c.csv", b"id\n3\n")), account_id=second_account)
    [done] = await desk.until(await desk.submit(draft))
    assert done.state is State.DONE
    assert desk.of(held_too)[0].state in (State.QUEUED, State.RUNNING)
    assert [one.name for one in desk.practice.received("sela")] == ["c.csv"]


@pytest.fixture
async def second_account(desk: Desk) -> str:
    """Another account of Sela's, with the same key."""
    server, key = desk.practice.servers["sela"], desk.practice.keys["sela"]
    made = await desk.core.accounts.add("sela", "Sales", server, key, this_run_only=True)
    return made.id
