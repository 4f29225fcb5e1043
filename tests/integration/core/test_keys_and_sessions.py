"""Refused keys, and sessions that are full, expired or left behind."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import Desk

from app.core.copies import replace
from app.core.errors import InputError
from app.core.events import Notice
from app.core.masking import Secret
from app.core.services.model import ActionResult, KeyState
from app.core.text import text
from app.core.transfer import State, Wait


def posts(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_refused_key_holds_that_account_only_and_a_new_one_lets_it_go_on(desk: Desk) -> None:
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    desk.practice.revoke_key("sela", desk.practice.keys["sela"])
    held = await desk.send("sela", *(desk.file(f"{n}.csv") for n in range(6)))
    free = await desk.send("tela", desk.file("a.txt"))
    await desk.until(free, State.DONE)
    async with asyncio.timeout(20):
        while not notices:  # it is told once the refusal is on disk
            await desk.turn()
    states = {one.state for one in desk.of(held)}
    assert states <= {State.WAITING, State.QUEUED}
    assert any(one.wait is Wait.KEY for one in desk.of(held))
    view = desk.core.accounts.get("practice-sela")
    assert view is not None
    assert view.key is KeyState.REJECTED
    assert [notice.kind for notice in notices] == ["key"]
    desk.practice.add_key("sela", "fresh-key-0001")
    await desk.core.accounts.set_key("practice-sela", "fresh-key-0001", this_run_only=True)
    assert {one.state for one in await desk.until(held)} == {State.DONE}
    assert len(desk.practice.received("sela")) == 6


# ── sessions ────────────────────────────────────────────────────────────────────────────────────────


async def test_too_many_sessions_offers_to_close_old_ones(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "open", "status:406")
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(4)))
    failed = await desk.until(batch)
    assert {one.state for one in failed} == {State.FAILED}
    assert {one.offer for one in failed} == {"close_old"}
    assert posts(desk, "deepset", "open") == 1
    details = await desk.core.uploads.details(failed[0].id)
    assert "close_old" in {offer.id for offer in details.offers}
    result = await desk.core.uploads.act(failed[0].id, "close_old")
    assert result.ok, str(result.words)
    await desk.core.uploads.retry()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_a_full_session_rolls_over_into_the_next(desk: Desk) -> None:
    provider = desk.core.providers.get("deepset")
    flow = replace(provider.flow, limits=replace(provider.flow.limits, session_files=3))
    desk.core.providers._providers["deepset"] = replace(provider, flow=flow)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(8)))
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert posts(desk, "deepset", "open") == 3
    assert posts(desk, "deepset", "close") == 3
    assert len(desk.practice.received("deepset")) == 8


async def test_a_session_that_expired_is_followed_by_a_new_one(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "s3:ExpiredToken", skip=2)
    batch = await desk.send("deepset", *(desk.file(f"{n}.txt") for n in range(5)))
    ended = await desk.until(batch)
    assert {one.state for one in ended} == {State.DONE}, [str(one.problem) for one in ended]
    assert posts(desk, "deepset", "open") == 2
    assert len({one.name for one in desk.practice.received("deepset")}) == 5


async def test_a_batch_that_is_cancelled_closes_its_session(desk: Desk) -> None:
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until(batch, State.RUNNING)
    await desk.until_sent("send")
    await desk.core.uploads.cancel()
    assert {one.state for one in desk.of(batch)} == {State.CANCELLED}
    while not any(seen.step == "close" for seen in desk.practice.requests("deepset")):
        await desk.turn()


async def test_old_sessions_are_closed_for_an_account_by_itself(desk: Desk) -> None:
    uploads, values = desk.core.uploads, {"path.workspace_name": "default"}
    assert uploads.account_offers("gone", {}) == ()
    assert list(uploads.account_offers("practice-sela", {})) == []
    [unclear] = uploads.account_offers("practice-deepset", {})
    assert str(unclear.needs).endswith("fill in first: Workspace. Nothing was done yet.")
    assert await uploads.act_for_account("practice-deepset", unclear.id, {}) == ActionResult(False, unclear.needs)
    desk.practice.misbehave("deepset", "send", "hang", times=-1)
    batch = await desk.send("deepset", desk.file("a.txt"))
    await desk.until_sent("send")
    [offer] = uploads.account_offers("practice-deepset", {"path.workspace_name": ""})
    assert offer.needs is None
    assert "“default”" in str(offer.confirm), "what was sent with last is known"
    result = await uploads.act_for_account("practice-deepset", offer.id, values)
    assert result.ok, str(result.words)
    assert "closed: 1." in str(result.words)
    assert await uploads.act_for_account("practice-deepset", "nothing", values) == ActionResult(
        False, text("{name} has no action “{id}”.", name="deepset", id="nothing")
    )
    await uploads.cancel([one.id for one in desk.of(batch)])

    class Empty:
        async def get(self, _account_id: str) -> Secret | None:
            return None

    desk.core.scheduler.world.keys = Empty()
    with pytest.raises(InputError, match="no key"):
        await uploads.act_for_account("practice-deepset", offer.id, values)
