"""What is with the vendor is not sent a second time when it is tried again, unless the vendor itself gave it up."""

from __future__ import annotations

import pytest
from fixtures.desk import Desk

from app.core.transfer import State


def calls(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


async def test_what_the_vendor_could_not_use_is_sent_anew(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "outcome", becomes="failed")
    batch = await desk.send("optimaldial", desk.leads())
    assert [one.state for one in await desk.until(batch)] == [State.FAILED]
    await desk.core.uploads.retry()
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert calls(desk, "optimaldial", "upload") == 2


async def test_what_nobody_could_be_asked_about_is_followed_again_and_not_sent_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second upload would have been charged a second time."""
    monkeypatch.setattr("app.core.engine.retry.delay", lambda *_: 0.0)
    desk.practice.misbehave("optimaldial", "look", "status:503", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    assert [one.state for one in await desk.until(batch)] == [State.FAILED]
    desk.practice.behave()
    await desk.core.uploads.retry()
    assert [one.sent for one in desk.of(batch)] == [one.total for one in desk.of(batch)]
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert (calls(desk, "optimaldial", "upload"), desk.practice.charges()) == (1, 120)


async def test_what_is_not_followed_any_more_is_followed_again_and_not_sent_anew(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "look", "status:503", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    [one] = await desk.until(batch, State.WAITING)
    await desk.core.uploads.cancel()
    desk.practice.behave()
    await desk.core.uploads.retry([one.id])
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert (calls(desk, "optimaldial", "upload"), desk.practice.charges()) == (1, 120)


async def test_what_was_cancelled_at_the_vendor_is_sent_anew(desk: Desk) -> None:
    desk.practice.world.scale = 1.0
    batch = await desk.send("optimaldial", desk.leads())
    [one] = await desk.until(batch, State.PROCESSING)
    assert (await desk.core.uploads.act(one.id, "cancel_there")).ok
    await desk.until(batch, State.CANCELLED)
    desk.practice.world.scale = 0.0
    await desk.core.uploads.retry([one.id])
    assert [one.state for one in await desk.until(batch)] == [State.DONE]
    assert calls(desk, "optimaldial", "upload") == 2
