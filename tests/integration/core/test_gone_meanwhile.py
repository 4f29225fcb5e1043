"""Keys, accounts, vendors and sessions that change while something is on its way: nothing stands still for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path

from fixtures.desk import Desk, opened
from fixtures.gate import Gate
from fixtures.held import go_on, hold

from app.core.copies import replace
from app.core.engine.world import Limits
from app.core.providers.model import Repeat
from app.core.schema.request import Reply, Request
from app.core.services.model import KeyState
from app.core.transfer import State, StepRecord, StepState, Transfer

DEEPSET = "practice-deepset"


def calls(desk: Desk, step: str, provider: str = "deepset") -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


def change(desk: Desk, step_id: str, provider_id: str = "deepset", **changes: object) -> None:
    """Give a step of a vendor's flow other properties."""
    provider = desk.core.providers.get(provider_id)
    steps = tuple(replace(s, **changes) if s.id == step_id else s for s in provider.flow.steps)
    desk.core.providers._providers[provider_id] = replace(provider, flow=replace(provider.flow, steps=steps))


def states(batch: list[Transfer]) -> list[State]:
    return [one.state for one in batch]


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────


class OldAndNew:
    """A vendor that refuses what was asked with the old key, when it is told to, and takes the new one."""

    def __init__(self, desk: Desk, old: str, step: str = "") -> None:
        self._runner, self._old, self._path = desk.core.scheduler.driver._runner, old, step
        self.refuses, self.asked = asyncio.Event(), asyncio.Event()
        desk.core.scheduler.driver._runner = self  # type: ignore[assignment]

    async def send(self, request: Request, *, secret: object = None, **more: object) -> Reply:
        if secret is None or secret.reveal() != self._old or self._path not in request.url:  # type: ignore[attr-defined]
            return await self._runner.send(request, secret=secret, **more)  # type: ignore[arg-type]
        self.asked.set()
        await self.refuses.wait()
        return Reply(401, {}, b"{}")


async def new_key(desk: Desk, provider: str) -> None:
    desk.practice.add_key(provider, "another-key-0001")
    await desk.core.accounts.set_key(f"practice-{provider}", "another-key-0001", this_run_only=True)


async def test_an_old_key_that_is_refused_after_a_new_one_was_given_holds_nothing(desk: Desk) -> None:
    vendor = OldAndNew(desk, desk.practice.keys["sela"])
    batch = await desk.send("sela", *(desk.file(f"{n}.csv", b"id\n%d\n" % n) for n in range(2)))
    await vendor.asked.wait()
    await new_key(desk, "sela")
    vendor.refuses.set()
    assert set(states(await desk.until(batch))) == {State.DONE}
    account = desk.core.accounts.get("practice-sela")
    assert account is not None
    assert account.key is not KeyState.REJECTED


async def test_so_it_is_with_the_end_of_a_session(desk: Desk) -> None:
    answer = Gate()
    desk.practice.misbehave("deepset", "send", "slow", until=answer)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await answer.is_reached()
    vendor = OldAndNew(desk, desk.practice.keys["deepset"])
    answer.set()
    await vendor.asked.wait()
    await new_key(desk, "deepset")
    vendor.refuses.set()
    assert states(await desk.until(batch)) == [State.DONE]


# ── what is not there any more ──────────────────────────────────────────────────────────────────────


async def test_a_vendor_whose_folder_goes_while_its_session_is_open_holds_up_no_other(desk: Desk) -> None:
    desk.core.scheduler.set_limits(Limits(at_once=1))
    answer = Gate()
    desk.practice.misbehave("deepset", "send", "slow", until=answer)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt", b"%d" % n) for n in range(3)))
    await answer.is_reached()
    other = await desk.send("tela", desk.file("b.txt"))
    desk.core.providers._providers.pop("deepset")
    answer.set()
    assert states(await desk.until(other)) == [State.DONE]
    assert set(states(await desk.until(batch))) == {State.FAILED}


async def test_an_account_that_is_gone_when_its_session_is_closed_leaves_no_file_standing(desk: Desk) -> None:
    answer = Gate()
    desk.practice.misbehave("deepset", "watch", "slow", until=answer)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await answer.is_reached()
    desk.core.scheduler.world.account = lambda _id: None
    answer.set()
    assert states(await desk.until(batch)) == [State.DONE], "it arrived, whatever became of the account"
    assert len(await desk.core.uploads.receipts()) == 1


# ── sessions ────────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_sent_again_goes_into_the_session_of_its_first_part_even_if_that_is_full(desk: Desk) -> None:
    provider = desk.core.providers.get("deepset")
    limits = replace(provider.flow.limits, session_files=1)
    desk.core.providers._providers["deepset"] = replace(provider, flow=replace(provider.flow, limits=limits))
    desk.practice.misbehave("deepset", "send_meta", "status:503")
    desk.file("a.txt.meta.json", b'{"n": 1}')
    batch = await desk.send("deepset", desk.file("a.txt", b"a"), desk.file("b.txt", b"b"))
    assert states(await desk.until(batch)) == [State.DONE, State.DONE]
    sessions = {one.name: one.session for one in desk.practice.received("deepset")}
    assert sessions["a.txt"] == sessions["a.txt.meta.json"] != sessions["b.txt"]


async def test_opening_a_session_is_not_repeated_blindly_where_that_costs(desk: Desk) -> None:
    change(desk, "open", repeat=Repeat.CHARGES)
    hold(desk.core.scheduler)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await desk.core.journal.write(StepRecord(f"{batch.id}/1", "open", StepState.STARTED, 1.0))
    go_on(desk.core.scheduler)
    [one] = await desk.until(batch, State.UNKNOWN)
    assert "may or may not have arrived" in str(one.problem)
    assert calls(desk, "open") == 0
    await desk.core.uploads.resolve(one.id, arrived=False)
    assert states(await desk.until(batch)) == [State.DONE]
    assert calls(desk, "open") == 1


async def test_the_last_step_of_a_batch_is_not_repeated_blindly_where_that_costs(desk: Desk) -> None:
    change(desk, "close", repeat=Repeat.CHARGES)
    answer = Gate()
    desk.practice.misbehave("deepset", "send", "slow", until=answer)
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    await answer.is_reached()
    await desk.core.journal.write(StepRecord(f"{batch.id}/1", "close", StepState.STARTED, 1.0))
    answer.set()
    [one] = await desk.until(batch)
    assert one.state is State.FAILED
    assert "may or may not have arrived" in str(one.problem)
    assert calls(desk, "close") == 0


async def test_a_costly_step_is_not_done_again_because_its_session_is_gone(desk: Desk) -> None:
    change(desk, "send", repeat=Repeat.CHARGES)
    desk.practice.misbehave("deepset", "send_meta", "expired_url")
    desk.file("a.txt.meta.json", b'{"n": 1}')
    batch = await desk.send("deepset", desk.file("a.txt", b"a"))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "a second time" in str(failed.problem)
    assert calls(desk, "send") == 1


async def test_a_file_of_a_session_that_was_closed_before_the_last_start_goes_into_another(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        first.practice.misbehave("deepset", "close", "outcome", failed=1)
        batch = await first.send("deepset", first.file("a.txt", b"a"))
        assert states(await first.until(batch)) == [State.FAILED]
        hold(first.core.scheduler)
        await first.core.uploads.retry()
    async with opened(tmp_path) as second:
        assert states(await second.until(batch)) == [State.DONE]
        assert (calls(second, "open"), calls(second, "close")) == (1, 1)
