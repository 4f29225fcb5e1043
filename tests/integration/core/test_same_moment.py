"""Two things in one moment: what a person does while something else ends. None is lost, none goes out twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import pytest
from fixtures.desk import Desk
from fixtures.slow_journal import SlowJournal, in_state

from app.core.engine import scheduler
from app.core.engine.unknowns import Unknowns
from app.core.errors import InputError, StoreError
from app.core.schema.request import Reply, Request
from app.core.storage.journal import Journal
from app.core.transfer import Batch, State, StepRecord, StepState, Transfer

CREATED = Reply(200, {"content-type": "application/json"}, json.dumps({"id": "u1", "status": "completed"}).encode())


class Vendor:
    """A vendor that has every byte at once, and answers when it is told to."""

    def __init__(self, desk: Desk, *replies: Reply) -> None:
        self._replies = iter(replies)
        self.answers = asyncio.Event()
        self.asked: list[Request] = []
        desk.core.scheduler.driver._runner = self  # type: ignore[assignment]

    async def send(self, request: Request, *, progress: Callable[[int], None], **_: object) -> Reply:
        self.asked.append(request)
        progress(request.file_size)
        await self.answers.wait()
        return next(self._replies, CREATED)


async def begun(desk: Desk, act: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """*act*, which has come to where it waits."""
    task = asyncio.ensure_future(act)
    await desk.turn()
    return task


async def on_the_wire(desk: Desk, provider: str = "sendai", name: str = "a.pdf") -> Batch:
    batch = await desk.send(provider, desk.file(name))
    await desk.until_sent("create")
    return batch


def states(transfers: Iterable[Transfer]) -> list[State]:
    return [one.state for one in transfers]


# ── while a costly step waits for its reply ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(("act", "state"), [("cancel", State.CANCELLED), ("pause", State.PAUSED)])
@pytest.mark.parametrize("wait", ["0", "60"])
async def test_what_the_vendor_puts_off_just_then_is_not_sent_after_all(
    desk: Desk, act: str, state: State, wait: str
) -> None:
    vendor = Vendor(desk, Reply(503, {"retry-after": wait}, b"{}"))
    batch = await on_the_wire(desk)
    acting = await begun(desk, getattr(desk.core.uploads, act)())
    assert not acting.done(), "what left cannot be taken back: its outcome is waited for"
    vendor.answers.set()
    await acting
    assert states(desk.of(batch)) == [state]
    await desk.turn()
    desk.core.scheduler.network_back()
    await desk.turn()
    assert states(await desk.core.journal.transfers()) == [state]
    assert len(vendor.asked) == 1


async def test_one_that_is_tried_again_while_another_is_waited_for_is_paused_with_it(desk: Desk) -> None:
    slow = Vendor(desk)
    first = await on_the_wire(desk)
    quick = Vendor(desk, Reply(503, {}, b"{}"))
    second = await desk.send("sendai", desk.file("b.pdf", b"%PDF b"))
    await desk.until_sent("create")
    while not quick.asked:
        await desk.turn()
    pausing = await begun(desk, desk.core.uploads.pause())
    quick.answers.set()
    while states(desk.of(second)) in ([State.RUNNING], [State.WAITING]):  # its end is being written down
        await desk.turn()
    assert states(desk.of(second)) == [State.PAUSED]
    assert not pausing.done()
    slow.answers.set()
    await pausing
    assert states(desk.of(first) + desk.of(second)) == [State.PAUSED, State.PAUSED]
    await desk.core.uploads.resume()
    assert set(states(await desk.until(first) + await desk.until(second))) == {State.DONE}
    assert (len(slow.asked), len(quick.asked)) == (1, 4), "sent twice, the second time after 503, and looked at twice"


# ── while the end is being written ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("act", ["pause", "cancel"])
async def test_what_came_to_its_end_and_is_being_written_down_is_not_cut_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    known, reached, goes_on = Journal.steps, asyncio.Event(), asyncio.Event()

    async def steps(journal: Journal, owner: str) -> list[StepRecord]:
        reached.set()
        await goes_on.wait()
        return await known(journal, owner)

    monkeypatch.setattr(Journal, "steps", steps)  # what a receipt is made of
    batch = await desk.send("sela", desk.file("a.csv"))
    async with asyncio.timeout(30):
        await reached.wait()
    acting = await begun(desk, getattr(desk.core.uploads, act)())
    goes_on.set()
    await acting
    assert states(await desk.until(batch)) == [State.DONE]
    assert len(await desk.core.uploads.receipts()) == 1


async def test_a_file_that_was_just_handed_over_comes_to_its_end_with_its_batch(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = SlowJournal(monkeypatch, in_state(State.PROCESSING))
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await journal.until_reached()
    pausing = await begun(desk, desk.core.uploads.pause())
    journal.goes_on.set()
    await pausing
    await desk.core.uploads.resume()
    assert states(await desk.until(batch)) == [State.DONE]


async def test_what_is_stopped_before_its_intention_was_used_is_not_unknown_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = Vendor(desk)
    journal = SlowJournal(monkeypatch, lambda one: getattr(one, "state", None) is StepState.STARTED)
    batch = await desk.send("sendai", desk.file("a.pdf"))
    await journal.until_reached()
    await desk.core.uploads.pause()
    journal.goes_on.set()
    vendor.answers.set()
    await desk.core.uploads.resume()
    assert states(await desk.until(batch, State.DONE)) == [State.DONE]
    assert len(vendor.asked) == 2, "sent once, and looked at once"


@pytest.mark.parametrize("act", ["pause", "cancel"])
async def test_a_stop_that_could_not_be_written_leaves_nothing_standing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr("app.core.engine.journal_trouble.JOURNAL_PAUSE", 0.05)
    desk.practice.misbehave("sela", "send", "hang")
    batch = await desk.send("sela", desk.file("a.csv"))
    await desk.until_sent("send")
    journal = SlowJournal(monkeypatch, in_state(State.PAUSED, State.CANCELLED), fails=True)
    acting = await begun(desk, getattr(desk.core.uploads, act)())
    journal.goes_on.set()
    with pytest.raises(StoreError):
        await acting
    assert states(await desk.until(batch)) == [State.DONE]


@pytest.mark.parametrize("answered", [False, True])
async def test_a_costly_step_that_gets_no_answer_before_the_end_is_unknown_after_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    """Quitting waits for a while: an answer is heard, and without one nobody knows."""
    monkeypatch.setattr(scheduler, "FINISH_TIME", 30.0 if answered else 0.01)
    vendor = Vendor(desk)
    batch = await on_the_wire(desk)
    ending = await begun(desk, desk.core.scheduler.stop())
    if answered:
        vendor.answers.set()
    await ending
    steps = {one.step: one.state for one in await desk.core.journal.steps(desk.of(batch)[0].id)}
    assert steps == {"create": StepState.DONE if answered else StepState.STARTED}


# ── twice at once ───────────────────────────────────────────────────────────────────────────────────


async def unknown(desk: Desk, provider: str = "sendai") -> tuple[Batch, Transfer]:
    desk.practice.misbehave(provider, "upload", "drop_before")
    batch = await desk.send(provider, desk.leads() if provider == "optimaldial" else desk.file("a.pdf"))
    [one] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    return batch, one


async def test_send_again_pressed_twice_sends_once(desk: Desk) -> None:
    batch, one = await unknown(desk)
    resolve = desk.core.uploads.resolve
    both = await asyncio.gather(resolve(one.id, arrived=False), resolve(one.id, arrived=False), return_exceptions=True)
    assert [type(answer) for answer in both] == [type(None), InputError]
    assert states(await desk.until(batch)) == [State.DONE]
    assert len(desk.practice.received("sendai")) == 1


async def unlisted(desk: Desk, *faults: str) -> list[tuple[Batch, Transfer]]:
    """Uploads of one name and size with lost replies, at a vendor whose list can be had only now."""
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    made = []
    for number, fault in enumerate(faults):
        desk.practice.misbehave("optimaldial", "upload", fault)
        batch = await desk.send("optimaldial", desk.leads(f"{number}/leads.csv"))
        [one] = await desk.until(batch, State.UNKNOWN)
        made.append((batch, one))
    await desk.core.uploads.looked_up()
    desk.practice.behave()
    return made


async def test_a_look_up_that_finds_it_after_send_again_was_pressed_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(batch, one)] = await unlisted(desk, "drop_after")
    known, looked, goes_on = Unknowns._ask_vendor, asyncio.Event(), asyncio.Event()

    async def late(self: Unknowns, *given: Any) -> Any:
        answer = await known(self, *given)
        looked.set()
        await goes_on.wait()
        return answer

    monkeypatch.setattr(Unknowns, "_ask_vendor", late)
    looking = asyncio.ensure_future(desk.core.uploads.look_up(one.id))
    await looked.wait()
    desk.practice.misbehave("optimaldial", "upload", "slow", seconds=0.3)
    await desk.core.uploads.resolve(one.id, arrived=False)
    await desk.until_sent("create")
    goes_on.set()
    await looking
    assert states(desk.of(batch)) == [State.RUNNING]
    assert states(await desk.until(batch)) == [State.DONE]
    assert len(desk.practice.received("optimaldial")) == 2, "as the person said"


async def test_one_upload_at_the_vendor_is_not_taken_for_two_files(desk: Desk) -> None:
    both = await unlisted(desk, "drop_after", "drop_before")
    for batch, one in both:
        await desk.core.uploads.look_up(one.id)
        [after] = desk.of(batch)
        assert after.state is State.UNKNOWN
    assert "another file of the same name" in str(desk.of(both[0][0])[0].problem)


async def test_retry_pressed_twice_sends_once(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "s3:EntityTooLarge")
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    assert states(await desk.until(batch)) == [State.FAILED]
    ids = [one.id for one in desk.of(batch)]
    await asyncio.gather(desk.core.uploads.retry(ids), desk.core.uploads.retry())
    assert states(await desk.until(batch)) == [State.DONE]
    assert len(desk.practice.received("deepset")) == 1


async def test_what_is_removed_while_it_would_be_tried_again_stays_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.practice.misbehave("deepset", "send", "s3:EntityTooLarge")
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    [failed] = await desk.until(batch)
    await asyncio.gather(desk.core.uploads.retry(), desk.core.uploads.remove([failed.id]))
    await desk.core.uploads.forget_removed()
    assert desk.of(batch) == await desk.core.journal.transfers() == []


async def test_a_transfer_has_one_run_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = SlowJournal(monkeypatch, in_state(State.WAITING))
    desk.practice.misbehave("sela", "ask", "status:503")
    batch = await desk.send("sela", desk.file("a.csv"))
    await journal.until_reached()
    [waiting] = desk.of(batch)
    task = desk.core.scheduler.task_of(waiting.id)
    assert task is not None
    await desk.core.uploads.resume()
    await desk.turn()
    assert desk.core.scheduler.task_of(waiting.id) is task
    journal.goes_on.set()
    assert states(await desk.until(batch)) == [State.DONE]
