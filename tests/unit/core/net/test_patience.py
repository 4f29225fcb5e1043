"""Giving up when nothing moves, and only then."""

from __future__ import annotations

import asyncio

import pytest

from app.core.net.patience import IdleWatch


async def test_it_ends_the_block_when_nothing_moves() -> None:
    async def wait() -> None:
        scope = asyncio.timeout(None)
        watch = IdleWatch(scope, 0.05)
        async with scope:
            watch.restart()
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait()


async def test_moves_keep_it_open() -> None:
    scope = asyncio.timeout(None)
    watch = IdleWatch(scope, 0.2)
    async with scope:
        for _ in range(10):
            watch.restart()
            await asyncio.sleep(0.04)
    watch.end()


async def test_a_stopped_watch_waits_for_ever_and_can_go_on() -> None:
    stopped_well = False

    async def wait() -> None:
        nonlocal stopped_well
        scope = asyncio.timeout(None)
        watch = IdleWatch(scope, 0.03)
        async with scope:
            watch.restart()
            watch.stop()
            await asyncio.sleep(0.1)
            stopped_well = True
            watch.restart()
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait()
    assert stopped_well


async def test_after_its_end_no_timer_is_left() -> None:
    scope = asyncio.timeout(None)
    watch = IdleWatch(scope, 0.03)
    async with scope:
        watch.restart()
    watch.end()
    watch.end()
    await asyncio.sleep(0.06)  # a timer that was left would speak to a block that is over
    assert watch._timer is None or watch._timer.cancelled()
