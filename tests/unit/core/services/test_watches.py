"""Watches of one folder that follow each other."""

from __future__ import annotations

import asyncio

from app.core.services.watches import _one_after_the_other


async def test_a_watch_that_is_changed_twice_waits_until_the_first_has_taken_its_files() -> None:
    begun: list[str] = []
    taken = asyncio.Event()

    async def take() -> None:
        begun.append("first")
        await taken.wait()
        begun.append("first is through")

    async def look(name: str) -> None:
        begun.append(name)

    first = asyncio.create_task(_one_after_the_other(None, take))
    second = asyncio.create_task(_one_after_the_other(first, lambda: look("second")))
    await asyncio.sleep(0)
    second.cancel()
    third = asyncio.create_task(_one_after_the_other(second, lambda: look("third")))
    for _ in range(5):
        await asyncio.sleep(0)
    assert begun == ["first"]
    taken.set()
    await third
    assert begun == ["first", "first is through", "third"]
    assert second.cancelled()
