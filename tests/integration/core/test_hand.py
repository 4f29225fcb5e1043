"""The person's hand and the clock: retrying, cancelling, looking up, alarms, pace, and ending in the middle."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import Desk
from fixtures.held import hold

from app.core.copies import replace
from app.core.engine.world import Limits
from app.core.errors import InputError, KeyStoreError
from app.core.events import Notice, TotalsChanged
from app.core.masking import Secret
from app.core.schema.request import Reply, Request
from app.core.text import text
from app.core.transfer import State, StepState, Wait


def calls(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


def polled(desk: Desk, provider: str, **poll: object) -> None:
    """Let the processing at a vendor be followed as given."""
    known = desk.core.providers.get(provider)
    steps = tuple(replace(s, poll=replace(s.poll, **poll)) if s.poll else s for s in known.flow.steps)
    desk.core.providers._providers[provider] = replace(known, flow=replace(known.flow, steps=steps))


# ── retry, cancel ───────────────────────────────────────────────────────────────────────────────────


async def test_a_cancelled_transfer_is_retried_by_name_only(desk: Desk) -> None:
    desk.practice.misbehave("sela", "send", "reset_mid")
    batch = await desk.send("sela", desk.file("a.csv", b"id,name\n" + b"1,Ann\n" * 2_000_000))
    await desk.until(batch, State.WAITING)
    await desk.core.uploads.cancel()
    [cancelled] = desk.of(batch)
    assert cancelled.state is State.CANCELLED
    await desk.core.uploads.retry()
    assert [one.state for one in desk.of(batch)] == [State.CANCELLED]
    await desk.core.uploads.retry([cancelled.id])
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert len(desk.practice.received("sela")) == 1


async def test_removing_what_is_under_way_does_nothing(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("sela", desk.file("a.csv"))
    await desk.core.uploads.remove([one.id for one in desk.of(batch)])
    assert len(desk.of(batch)) == 1


async def test_what_is_paused_before_a_byte_left_is_not_unknown_later(desk: Desk) -> None:
    class Connecting:
        """A network that never gets as far as a connection."""

        def __init__(self) -> None:
            self.asked = asyncio.Event()

        async def send(self, _request: Request, **_: object) -> Reply:
            self.asked.set()
            return await asyncio.get_running_loop().create_future()

    runner = Connecting()
    desk.core.scheduler.driver._runner = runner  # type: ignore[assignment]
    batch = await desk.send("sendai", desk.file("a.pdf"))
    await runner.asked.wait()
    await desk.core.uploads.pause()
    [paused] = desk.of(batch)
    assert paused.state is State.PAUSED
    [step] = await desk.core.journal.steps(paused.id)
    assert (step.step, step.state) == ("create", StepState.FAILED)


# ── unknown outcomes ────────────────────────────────────────────────────────────────────────────────


async def unknown_upload(desk: Desk, provider: str = "optimaldial", fault: str = "drop_before"):
    desk.practice.misbehave(provider, "upload", fault)
    path = desk.leads() if provider == "optimaldial" else desk.file("a.pdf")
    batch = await desk.send(provider, path)
    [one] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    return batch, one


async def test_what_is_not_listed_stays_unknown_and_says_so(desk: Desk) -> None:
    batch, one = await unknown_upload(desk)
    assert desk.core.uploads.can_look_up(one)
    assert not desk.core.uploads.can_look_up(replace(one, batch_id="gone"))
    await desk.core.uploads.look_up(one.id)
    [after] = desk.of(batch)
    assert after.state is State.UNKNOWN
    assert "does not list it" in str(after.problem)


async def test_a_vendor_without_a_list_is_said_to_have_none(desk: Desk) -> None:
    batch, one = await unknown_upload(desk, "sendai")
    assert not desk.core.uploads.can_look_up(one)
    await desk.core.uploads.look_up(one.id)
    words = str(desk.of(batch)[0].problem)
    assert "no way to look this up" in words
    assert words.endswith("Sending it again could make a second copy.")


async def test_a_list_that_cannot_be_had(desk: Desk) -> None:
    batch, one = await unknown_upload(desk)
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    await desk.core.uploads.look_up(one.id)
    assert "did not show its whole list" in str(desk.of(batch)[0].problem)
    desk.practice.behave()
    desk.practice.misbehave("optimaldial", "list", "drop_before", times=-1)
    await desk.core.uploads.look_up(one.id)
    words = str(desk.of(batch)[0].problem)
    assert words.startswith("Looking it up did not work: The connection to 127.0.0.1 broke. ")
    assert words.endswith("It may still have arrived or not. Sending it again could cost a second time.")
    assert desk.of(batch)[0].state is State.UNKNOWN


async def test_a_vendor_that_is_gone_cannot_be_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, one = await unknown_upload(desk)
    monkeypatch.setattr(desk.core.scheduler.world, "provider", lambda _: desk.core.providers.get("gone"))
    await desk.core.uploads.look_up(one.id)
    assert str(desk.of(batch)[0].problem).endswith("It may still have arrived or not.")


async def test_several_that_fit_are_left_to_the_person(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    first, one = await unknown_upload(desk, fault="drop_after")
    await unknown_upload(desk, fault="drop_after")
    desk.practice.behave()
    await desk.core.uploads.look_up(one.id)
    assert "2 uploads that it could be" in str(desk.of(first)[0].problem)


async def test_an_answer_that_comes_after_the_person_decided_changes_nothing(desk: Desk) -> None:
    batch, one = await unknown_upload(desk)
    desk.practice.misbehave("optimaldial", "list", "slow", seconds=0.5)
    look_up = asyncio.create_task(desk.core.uploads.look_up(one.id))
    await desk.turn()
    await desk.core.uploads.cancel()
    await look_up
    [after] = desk.of(batch)
    assert (after.state, after.problem) == (State.CANCELLED, None)
    with pytest.raises(InputError):
        await desk.core.uploads.look_up(one.id)


# ── alarms, keys, pace ──────────────────────────────────────────────────────────────────────────────


async def test_following_goes_on_after_a_key_that_was_refused_elsewhere(desk: Desk) -> None:
    polled(desk, "optimaldial", every=0.3, longest=0.3)
    desk.practice.world.scale = 0.4
    followed = await desk.send("optimaldial", desk.leads())
    await desk.until(followed, State.PROCESSING)
    desk.core.scheduler.world.block("practice-optimaldial")
    soon = desk.core.scheduler.world.clock.now() + 5
    async with asyncio.timeout(30):
        while any(when <= soon for _, when, _ in desk.core.scheduler._alarms._due):
            await desk.turn()
    looks = calls(desk, "optimaldial", "look")
    key = desk.practice.keys["optimaldial"]
    await desk.core.accounts.set_key("practice-optimaldial", key, this_run_only=True)
    assert [one.state for one in await desk.until(followed)] == [State.DONE]
    assert calls(desk, "optimaldial", "look") > looks


async def test_many_that_are_followed_take_turns(desk: Desk) -> None:
    polled(desk, "sendai", every=0.05, longest=0.05)
    desk.core.scheduler.set_limits(Limits(at_once=4, polls_at_once=1))
    desk.practice.world.scale = 0.05
    batch = await desk.send("sendai", *(desk.file(f"{n}.pdf", b"%PDF " + str(n).encode()) for n in range(4)))
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert len(desk.practice.received("sendai")) == 4


@pytest.mark.parametrize("answer", [None, KeyStoreError(text("The password store is locked."))])
async def test_without_a_key_it_waits_for_one(desk: Desk, answer: KeyStoreError | None) -> None:
    class Empty:
        async def get(self, _account_id: str) -> Secret | None:
            if answer is not None:
                raise answer
            return None

    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    good = desk.core.scheduler.world.keys
    desk.core.scheduler.world.keys = Empty()
    batch = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(3)))
    async with asyncio.timeout(20):
        while not notices:
            await desk.turn()
    assert any(one.wait is Wait.KEY for one in desk.of(batch))
    assert desk.core.uploads.totals().need_key == sum(one.wait is Wait.KEY for one in desk.of(batch))
    desk.core.scheduler.world.keys = good
    await desk.core.accounts.set_key("practice-sela", desk.practice.keys["sela"], this_run_only=True)
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert [one.over for one in notices] == [False, True], "one for three files, and its end"


async def test_an_unreachable_server_is_waited_for_with_one_notice(desk: Desk) -> None:
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    account = desk.core.scheduler.world.account
    gone = account("practice-sela")
    assert gone is not None
    desk.core.scheduler.world.account = lambda _id: replace(gone, server="http://127.0.0.1:9")
    batch = await desk.send("sela", desk.file("a.csv"))
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.NETWORK
    desk.core.scheduler.world.account = account
    await desk.core.uploads.resume()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert [(one.kind, one.over) for one in notices] == [("network", False), ("network", True)]


# ── what nobody expected ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("provider", "state"), [("sela", State.FAILED), ("sendai", State.UNKNOWN)])
async def test_an_error_that_nobody_expected(
    desk: Desk, provider: str, state: State, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def send(self, _request: Request, **_: object) -> Reply:
            raise ZeroDivisionError

    desk.core.scheduler.driver._runner = Broken()  # type: ignore[assignment]
    [one] = await desk.until(await desk.send(provider, desk.file("a.csv")), state)
    assert "ZeroDivisionError" in str(one.problem)
    assert "nobody expected" in caplog.text


async def test_a_task_that_fails_is_logged_and_the_others_go_on(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    good = desk.core.scheduler.files.run

    async def broken(*_given: object) -> None:
        raise ZeroDivisionError

    desk.core.scheduler.files.run = broken  # type: ignore[method-assign, assignment]
    await desk.send("sela", desk.file("a.csv"))
    async with asyncio.timeout(20):
        while "a task of the scheduler failed" not in caplog.text:
            await desk.turn()
    desk.core.scheduler.files.run = good  # type: ignore[method-assign]
    other = await desk.send("tela", desk.file("b.txt"))
    assert [one.state for one in await desk.until(other)] == [State.DONE]


# ── ending ──────────────────────────────────────────────────────────────────────────────────────────


async def test_ending_waits_for_the_answer_to_a_costly_step_and_for_nothing_else(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "slow", seconds=0.5)
    desk.practice.misbehave("sela", "send", "hang")
    costly = await desk.send("sendai", desk.file("a.pdf"))
    cheap = await desk.send("sela", desk.file("a.csv"))
    await desk.until_sent("create")
    await desk.until_sent("send")
    await desk.core.scheduler.stop()
    [one] = desk.of(costly)
    steps = {step.step: step.state for step in await desk.core.journal.steps(one.id)}
    assert steps == {"create": StepState.DONE}
    assert desk.of(cheap)[0].state is State.RUNNING
    desk.core.scheduler.pump_soon()
    desk.core.scheduler._pump()
    assert desk.core.scheduler.task_of(desk.of(cheap)[0].id) is None


async def test_the_queue_is_told_in_numbers(desk: Desk) -> None:
    told = asyncio.Event()
    numbers: list[TotalsChanged] = []

    def on_totals(totals: TotalsChanged) -> None:
        numbers.append(totals)
        if totals.by_state == {"done": 1}:
            told.set()

    desk.core.events.subscribe(TotalsChanged, on_totals)
    path = desk.file("a.csv", b"id,name\n" + b"1,Ann\n" * 1000)
    await desk.until(await desk.send("sela", path))
    async with asyncio.timeout(20):
        await told.wait()
    assert (numbers[-1].sent, numbers[-1].total) == (path.stat().st_size, path.stat().st_size)
    assert numbers[-1].seconds_left is None
