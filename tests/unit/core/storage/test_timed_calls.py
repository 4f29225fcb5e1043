"""Calls that may hang: one after the other, left in time, and nobody is told of what comes too late."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.core.storage.timed_calls import MOST_HANGING, TimedCalls


async def test_what_a_call_returns_or_raises_comes_back() -> None:
    calls = TimedCalls(20)
    assert await calls.run(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await calls.run(lambda: 1 // 0)


async def test_never_two_at_once() -> None:
    calls, at_once, most = TimedCalls(20), 0, 0

    def work() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        at_once -= 1

    await asyncio.gather(*(calls.run(work) for _ in range(20)))
    assert most == 1


@pytest.mark.parametrize("fails", [True, False])
async def test_an_answer_that_comes_too_late_is_dropped(fails: bool) -> None:
    calls, go = TimedCalls(0.01), threading.Event()
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: troubles.append(context))

    def late() -> int:
        go.wait(20)
        return 1 // (not fails)

    with pytest.raises(TimeoutError):
        await calls.run(late)
    [thread] = calls._given_up
    go.set()
    await asyncio.to_thread(thread.join)  # by then its answer waits for the next turn of the loop
    await asyncio.sleep(0)
    assert troubles == []


async def test_with_so_many_that_hang_no_further_one_is_begun() -> None:
    calls, go, begun = TimedCalls(0.01), threading.Event(), list[int]()

    def hang() -> None:
        begun.append(1)
        go.wait(20)

    for _ in range(MOST_HANGING + 2):
        with pytest.raises(TimeoutError):
            await calls.run(hang)
    assert len(begun) == MOST_HANGING
    go.set()
    for thread in calls._given_up:
        await asyncio.to_thread(thread.join)
    patient = TimedCalls(20)
    patient._given_up = calls._given_up
    assert await patient.run(lambda: 7) == 7
