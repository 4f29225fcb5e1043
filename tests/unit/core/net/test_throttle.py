"""The limit on bytes a second."""

from __future__ import annotations

import asyncio

from app.core.net.throttle import Throttle


async def test_without_a_rate_nothing_waits() -> None:
    throttle = Throttle()
    assert throttle.portion(10**9) == 10**9
    await throttle.take(10**12)


def test_portions_last_a_tenth_of_a_second_but_are_not_tiny() -> None:
    assert Throttle(1_000_000).portion(10**9) == 100_000
    assert Throttle(1_000_000).portion(50) == 1024
    assert Throttle(10).portion(10**9) == 1024


async def test_takers_share_the_rate() -> None:
    loop = asyncio.get_running_loop()
    throttle, began = Throttle(1_000_000), loop.time()
    await asyncio.gather(*(throttle.take(50_000) for _ in range(4)))
    assert loop.time() - began >= 0.14  # three portions of 50 ms stand before the last


async def test_an_idle_time_is_not_saved_up() -> None:
    loop = asyncio.get_running_loop()
    throttle = Throttle(1_000_000)
    await asyncio.sleep(0.1)
    began = loop.time()
    for _ in range(3):
        await throttle.take(50_000)
    assert loop.time() - began >= 0.09
