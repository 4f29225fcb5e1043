"""Reading ahead: in order, off the loop, never more than a few chunks, and ended cleanly at any moment."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.core.net.ahead import DEEP, SHALLOW, ReadAhead
from app.core.net.pieces import Chunk


class Reader:
    """Gives numbered chunks; can be told to wait before each."""

    def __init__(self, count: int, fail_at: int = -1) -> None:
        self.count, self.fail_at = count, fail_at
        self.reads = 0
        self.threads: set[str] = set()
        self.gate: threading.Semaphore | None = None
        self.closed = threading.Event()
        self.closes = 0

    @property
    def is_open(self) -> bool:
        return not self.closed.is_set()

    def read(self) -> Chunk:
        if self.gate is not None:
            self.gate.acquire(timeout=10)
        assert not self.closed.is_set(), "read after close"
        self.threads.add(threading.current_thread().name)
        self.reads += 1
        if self.reads == self.fail_at:
            raise ValueError("no")
        return Chunk(str(self.reads).encode(), 0, last=self.reads == self.count)

    def close(self) -> None:
        self.closes += 1
        self.threads.add(threading.current_thread().name)
        self.closed.set()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2, "reading") as pool:
        yield pool


async def rest(reader: Reader) -> int:
    """How many chunks were read, once that stays as it is."""
    before = -1
    while reader.reads != before:
        before = reader.reads
        await asyncio.sleep(0.02)
    return before


async def test_chunks_come_in_order_and_from_threads(threads) -> None:
    reader = Reader(200)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    chunks = [await ahead.next()]
    while not chunks[-1].last:
        chunks.append(await ahead.next())
    assert [int(chunk.data) for chunk in chunks] == list(range(1, 201))
    assert all(name.startswith("reading") for name in reader.threads)
    ahead.close()
    assert await asyncio.to_thread(reader.closed.wait, 10)
    assert reader.closes == 1


async def test_only_a_few_are_read_before_they_are_needed(threads) -> None:
    reader = Reader(100)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    for taken in range(1, 12):
        await ahead.next()
        assert SHALLOW < await rest(reader) - taken + 1 <= DEEP + 1
    ahead.close()


async def test_a_thread_is_woken_for_several_chunks_at_once() -> None:
    reader, jobs = Reader(100), 0

    class Counting(ThreadPoolExecutor):
        def submit(self, *args: Any, **more: Any) -> Any:
            nonlocal jobs
            jobs += 1
            return super().submit(*args, **more)

    with Counting(1) as threads:
        ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
        for _ in range(20):
            await ahead.next()
            await rest(reader)
        assert jobs <= 11
        ahead.close()


async def test_many_share_few_threads(threads) -> None:
    readers = [Reader(50) for _ in range(20)]
    aheads = [ReadAhead(reader, threads) for reader in readers]  # type: ignore[arg-type]

    async def all_of(ahead: ReadAhead) -> int:
        count = 1
        while not (await ahead.next()).last:
            count += 1
        return count

    assert await asyncio.gather(*map(all_of, aheads)) == [50] * 20


async def test_an_error_comes_in_its_turn_and_ends_it(threads) -> None:
    reader = Reader(100, fail_at=3)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    assert [(await ahead.next()).data for _ in range(2)] == [b"1", b"2"]
    with pytest.raises(ValueError, match="no"):
        await ahead.next()
    assert await rest(reader) == 3
    ahead.close()
    assert await asyncio.to_thread(reader.closed.wait, 10)
    assert reader.closes == 1


async def test_a_close_during_a_read_waits_for_nothing_and_closes_after_it(threads) -> None:
    reader = Reader(100)
    reader.gate = threading.Semaphore(1)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    await ahead.next()
    ahead.close()
    assert not reader.closed.is_set()
    reader.gate.release()
    assert await asyncio.to_thread(reader.closed.wait, 10)
    assert (reader.reads, reader.closes) == (2, 1)


async def test_a_cancelled_wait_loses_no_chunk(threads) -> None:
    reader = Reader(3)
    reader.gate = threading.Semaphore(0)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    waiting = asyncio.create_task(ahead.next())
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    reader.gate.release(3)
    assert [(await ahead.next()).data for _ in range(3)] == [b"1", b"2", b"3"]
    ahead.close()


async def test_a_cancel_after_the_news_was_sent_does_no_harm(threads) -> None:
    reader = Reader(2)
    reader.gate = threading.Semaphore(0)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    waiting = asyncio.create_task(ahead.next())
    await asyncio.sleep(0.01)
    reader.gate.release()
    while not ahead._ready:
        pass  # the news is on its way to the loop, which is kept busy here
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0)
    ahead.close()
    reader.gate.release()


def test_a_loop_that_is_gone_is_not_told(threads) -> None:
    reader = Reader(1)
    reader.gate = threading.Semaphore(0)

    async def leave() -> None:
        ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
        task = asyncio.create_task(ahead.next())
        await asyncio.sleep(0.01)
        task.cancel()
        ahead.close()

    asyncio.run(leave())
    reader.gate.release()
    assert reader.closed.wait(10)


async def test_threads_that_take_no_more_work() -> None:
    threads = ThreadPoolExecutor(1)
    threads.shutdown()
    reader = Reader(1)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        await ahead.next()
    ahead.close()
    assert reader.closes == 0, "the file closes with the program"


async def test_closing_does_not_hold_up_the_loop(threads: ThreadPoolExecutor) -> None:
    reader = Reader(100)
    ahead = ReadAhead(reader, threads)  # type: ignore[arg-type]
    await ahead.next()
    while ahead._working:
        await asyncio.sleep(0.001)
    reader.threads.clear()
    ahead.close()
    assert await asyncio.to_thread(reader.closed.wait, 10)
    assert all(name.startswith("reading") for name in reader.threads), "a close may hang like a read"
    ahead.close()
    assert await asyncio.to_thread(reader.closed.wait, 10)
    assert reader.closes == 1
