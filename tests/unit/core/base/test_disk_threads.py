"""Threads for what may hang: others go on, the program can end, and they do not stay for ever."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future

import pytest

from app.core import disk_threads as module
from app.core.disk_threads import KEPT, DiskThreads


class Hang:
    """Calls that do not return before they are released."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self.begun = threading.Semaphore(0)

    def __call__(self) -> str:
        self.begun.release()
        self.released.wait(30)
        return "answered"


@pytest.fixture
def hang() -> Iterator[Hang]:
    made = Hang()
    yield made
    made.released.set()


@pytest.fixture
def threads(hang: Hang) -> Iterator[DiskThreads]:
    made = DiskThreads("test")
    yield made
    hang.released.set()
    made.shutdown()


def hold_up(threads: DiskThreads, hang: Hang, count: int) -> list[Future[str]]:
    futures = [threads.submit(hang) for _ in range(count)]
    for _ in range(count):
        assert hang.begun.acquire(timeout=10)
    return futures


def test_it_returns_what_the_call_returns_or_raises(threads: DiskThreads) -> None:
    assert threads.submit(divmod, 7, 2).result(10) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result(10)


def test_hanging_calls_hold_up_nobody_else(threads: DiskThreads, hang: Hang) -> None:
    futures = hold_up(threads, hang, 40)
    assert threads.submit(len, "four").result(10) == 4
    assert not any(future.done() for future in futures)
    hang.released.set()
    assert {future.result(10) for future in futures} == {"answered"}


def test_threads_are_used_again_and_few_stay(threads: DiskThreads, hang: Hang) -> None:
    for _ in range(50):
        threads.submit(len, "x").result(10)
    assert len(threads._threads) <= 2, "one that rests takes the next call"
    futures = hold_up(threads, hang, KEPT + 5)
    hang.released.set()
    for future in futures:
        future.result(10)
    ending = [one for one in list(threads._threads) if one.is_alive()]
    threads.shutdown(wait=False)
    for one in ending:
        one.join(10)
    assert threads._threads == set()


def test_beyond_a_bound_calls_wait_their_turn(hang: Hang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    threads = DiskThreads("test")
    hold_up(threads, hang, 3)
    later = threads.submit(len, "four")
    assert len(threads._threads) == 3
    hang.released.set()
    assert later.result(10) == 4
    threads.shutdown()


def test_threads_beyond_those_that_are_kept_end(hang: Hang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 0)
    threads = DiskThreads("test")
    futures = hold_up(threads, hang, 3)
    started = list(threads._threads)
    hang.released.set()
    for future in futures:
        future.result(10)
    for thread in started:
        thread.join(10)
    assert threads._threads == set()


def test_shut_down_it_takes_no_more_and_drops_what_has_not_begun(hang: Hang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    threads = DiskThreads("test")
    hold_up(threads, hang, 1)
    waiting = threads.submit(len, "four")
    threads.shutdown(wait=False, cancel_futures=True)
    with pytest.raises(CancelledError):
        waiting.result(10)
    with pytest.raises(RuntimeError):
        threads.submit(len, "four")


def test_a_call_that_was_cancelled_before_its_turn_is_not_made(hang: Hang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    threads = DiskThreads("test")
    hold_up(threads, hang, 1)
    called: list[int] = []
    assert threads.submit(called.append, 1).cancel()
    hang.released.set()
    threads.submit(called.append, 2).result(10)
    assert called == [2]
    threads.shutdown()


async def test_the_loop_goes_on_and_a_waiter_can_leave(threads: DiskThreads, hang: Hang) -> None:
    loop = asyncio.get_running_loop()
    waiter = asyncio.ensure_future(loop.run_in_executor(threads, hang))
    assert await loop.run_in_executor(threads, len, "four") == 4
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter


def test_a_program_ends_while_a_call_hangs() -> None:
    program = (
        "import threading; from app.core.disk_threads import DiskThreads; begun = threading.Event()\n"
        "def hang():\n    begun.set(); threading.Event().wait()\n"
        "DiskThreads('test').submit(hang); begun.wait(); print('over')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert ended.stdout.strip() == "over"
