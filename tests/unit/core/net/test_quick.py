"""Quick reads: many for one waking of the loop, past a disk that hangs, and for nobody who has left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.net.pieces import Chunk, FileTrouble
from app.core.net.quick import AT_ONCE, QuickReads


class Reader:
    """Gives one chunk; can be told to hang or to fail."""

    def __init__(self, name: str, *, gate: threading.Event | None = None, error: Exception | None = None) -> None:
        self.name, self.gate, self.error = name, gate, error
        self.thread = ""

    def read(self) -> Chunk:
        self.thread = threading.current_thread().name
        if self.gate is not None:
            self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return Chunk(self.name.encode(), 0, last=True)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4, "reading") as pool:
        yield pool


async def test_each_gets_its_own_chunk_from_a_thread(threads) -> None:
    quick, readers = QuickReads(threads), [Reader(str(n)) for n in range(200)]
    chunks = await asyncio.gather(*(quick.read(one) for one in readers))  # type: ignore[arg-type]
    assert [chunk.data for chunk in chunks] == [str(n).encode() for n in range(200)]
    assert {one.thread.partition("_")[0] for one in readers} == {"reading"}


async def test_what_has_gathered_is_read_by_one_thread(threads) -> None:
    gate = threading.Event()
    quick, first = QuickReads(threads), Reader("first", gate=gate)
    others = [Reader(str(n)) for n in range(20)]
    waiting = asyncio.gather(*(quick.read(one) for one in (first, *others)))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    gate.set()
    await waiting
    assert {one.thread for one in others} == {first.thread}


async def test_all_that_one_thread_reads_is_told_at_once(threads) -> None:
    gate = threading.Event()
    quick, last = QuickReads(threads), Reader("last", gate=gate)
    quick._looking = True  # nobody looks meanwhile, however slow this computer is
    first = asyncio.create_task(quick.read(Reader("first")))  # type: ignore[arg-type]
    second = asyncio.create_task(quick.read(last))  # type: ignore[arg-type]
    while not last.thread:
        await asyncio.sleep(0)
    for _ in range(5):
        await asyncio.sleep(0)
    assert not first.done()
    gate.set()
    assert [(await one).data for one in (first, second)] == [b"first", b"last"]


async def test_each_turn_of_the_loop_is_told_of_a_few(threads) -> None:
    quick, told = QuickReads(threads), list[int]()
    tell = quick._answer_with

    def counted(ready: Sequence) -> None:
        told.append(len(ready))
        tell(ready)

    quick._answer_with = counted  # type: ignore[method-assign]
    quick._looking = True  # nobody looks meanwhile, however slow this computer is
    chunks = await asyncio.gather(*(quick.read(Reader(str(n))) for n in range(20)))  # type: ignore[arg-type]
    assert [chunk.data for chunk in chunks] == [str(n).encode() for n in range(20)]
    assert told == [AT_ONCE, AT_ONCE, 20 - 2 * AT_ONCE]


async def test_what_is_read_does_not_wait_for_the_last_one_that_hangs(threads) -> None:
    gate = threading.Event()
    quick = QuickReads(threads)
    readers = [Reader("ready"), Reader("hangs", gate=gate)]
    ready, hanging = (asyncio.create_task(quick.read(one)) for one in readers)  # type: ignore[arg-type]
    assert (await asyncio.wait_for(ready, 30)).data == b"ready"
    assert not hanging.done()
    gate.set()
    assert (await hanging).data == b"hangs"


async def test_a_read_that_hangs_holds_nobody_up(threads) -> None:
    gate = threading.Event()
    quick, hanging, other = QuickReads(threads), Reader("hangs", gate=gate), Reader("other")
    stuck = asyncio.create_task(quick.read(hanging))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert (await asyncio.wait_for(quick.read(other), 10)).data == b"other"  # type: ignore[arg-type]
    assert not stuck.done()
    assert hanging.thread != other.thread
    gate.set()
    assert (await stuck).data == b"hangs"


async def test_one_read_after_another_may_hang(threads) -> None:
    gate = threading.Event()
    quick = QuickReads(threads)
    hanging = [Reader(str(n), gate=gate) for n in range(3)]
    stuck = asyncio.gather(*(quick.read(one) for one in hanging))  # type: ignore[arg-type]
    await asyncio.sleep(0)  # they come first: since Python 3.12 wait_for begins at once
    last = await asyncio.wait_for(quick.read(Reader("last")), 10)  # type: ignore[arg-type]
    assert last.data == b"last"
    gate.set()
    await stuck
    assert len({one.thread for one in hanging}) == 3


async def test_nothing_looks_on_when_nothing_waits(threads) -> None:
    quick = QuickReads(threads)
    await quick.read(Reader("one"))  # type: ignore[arg-type]
    looks = asyncio.get_running_loop().time() + 10
    while quick._looking and asyncio.get_running_loop().time() < looks:
        await asyncio.sleep(0.005)
    assert not quick._looking


async def test_trouble_reaches_the_one_whose_file_it_is(threads) -> None:
    quick = QuickReads(threads)
    trouble = FileTrouble(Path("x"), changed=True, reason="r")
    found = await asyncio.gather(
        quick.read(Reader("good")),  # type: ignore[arg-type]
        quick.read(Reader("bad", error=trouble)),  # type: ignore[arg-type]
        return_exceptions=True,
    )
    assert [getattr(one, "data", one) for one in found] == [b"good", trouble]


async def test_who_has_left_is_not_told(threads) -> None:
    gate = threading.Event()
    quick = QuickReads(threads)
    left = asyncio.create_task(quick.read(Reader("left", gate=gate)))  # type: ignore[arg-type]
    stays = asyncio.create_task(quick.read(Reader("stays")))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    left.cancel()
    gate.set()
    assert (await stays).data == b"stays"
    assert left.cancelled()


async def test_after_the_end_nothing_is_read(threads) -> None:
    quick = QuickReads(threads)
    threads.shutdown()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await quick.read(Reader("late"))  # type: ignore[arg-type]
