"""Giving up when nothing moves, and only then; on a loop whose clock is moved by hand."""

from __future__ import annotations

import asyncio

import pytest

from app.core.net.patience import IdleWatch

PATIENCE = 10.0


class Hand:
    """Moves the clock of the running loop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        self._now = loop.time()
        monkeypatch.setattr(loop, "time", lambda: self._now)

    async def move(self, seconds: float) -> None:
        """It is later now, and whatever was due has rung."""
        self._now += seconds
        for _ in range(3):
            await asyncio.sleep(0)


@pytest.fixture
async def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    return Hand(monkeypatch)


async def test_it_ends_the_block_when_nothing_moves(hand: Hand) -> None:
    async def wait() -> None:
        scope = asyncio.timeout(None)
        watch = IdleWatch(scope, PATIENCE)
        async with scope:
            watch.restart()
            await hand.move(PATIENCE + 1)
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait()


async def test_moves_keep_it_open(hand: Hand) -> None:
    scope = asyncio.timeout(None)
    watch = IdleWatch(scope, PATIENCE)
    async with scope:
        for _ in range(10):
            watch.restart()
            await hand.move(PATIENCE * 0.8)
    watch.end()
    assert not scope.expired()


async def test_a_stopped_watch_waits_for_ever_and_can_go_on(hand: Hand) -> None:
    stopped_well = False

    async def wait() -> None:
        nonlocal stopped_well
        scope = asyncio.timeout(None)
        watch = IdleWatch(scope, PATIENCE)
        async with scope:
            watch.restart()
            watch.stop()
            await hand.move(PATIENCE * 100)
            stopped_well = True
            watch.restart()
            await hand.move(PATIENCE + 1)
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait()
    assert stopped_well


async def test_after_its_end_no_timer_is_left(hand: Hand) -> None:
    scope = asyncio.timeout(None)
    watch = IdleWatch(scope, PATIENCE)
    async with scope:
        watch.restart()
    watch.end()
    watch.end()
    await hand.move(PATIENCE + 1)  # a timer that was left would speak to a block that is over
    assert watch._timer is None or watch._timer.cancelled()
