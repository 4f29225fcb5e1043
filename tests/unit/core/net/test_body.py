"""The stream of a body: what counts as handed, as taken and as complete; slices; cancelling."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fixtures.turns import Turns

from app.core.net import body as module
from app.core.net.body import Body, Pace, Readers
from app.core.net.patience import IdleWatch
from app.core.net.pieces import CHUNK, FileTrouble
from app.core.net.quick import QuickReads
from app.core.net.throttle import TURN, Throttle
from app.core.schema.request import FileBytes


@pytest.fixture
def readers() -> Iterator[Readers]:
    with ThreadPoolExecutor(2) as pool:
        yield Readers(pool, QuickReads(pool))


def pace(**more: object) -> Pace:
    return Pace(IdleWatch(asyncio.timeout(None), 60), **more)  # type: ignore[arg-type]


@pytest.fixture
def large(tmp_path: Path) -> FileBytes:
    path = tmp_path / "large"
    path.write_bytes(os.urandom(3 * CHUNK + 1))
    return FileBytes(path, 3 * CHUNK + 1, 0, 3 * CHUNK + 1, path.stat().st_mtime_ns)


async def test_it_is_complete_only_after_the_last_slice_was_taken(readers, large) -> None:
    body = Body((b"head", large), readers, pace())
    await body.prime()
    assert (body.handed, body.complete, body.size) == (0, False, 3 * CHUNK + 5)
    parts = []
    async for part in body:
        assert not body.complete
        assert body.handed == sum(map(len, parts)) + len(part)
        assert body.sha256 == {}
        parts.append(part)
    assert body.complete
    assert b"".join(parts) == b"head" + large.path.read_bytes()
    assert set(body.sha256) == {large.path}


async def test_slices_grow_while_they_are_taken_quickly_and_shrink_when_not(readers, large, monkeypatch) -> None:
    now = 0.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    body = Body((large,), readers, pace())
    await body.prime()
    sizes = []
    for took in (0.01, 0.01, 0.1, 0.6, 0.6, 9, 9, 0.01):
        sizes.append(len(await anext(body)) // 1024)
        now += took
    assert sizes == [64, 128, 256, 256, 128, 64, 32, 16]
    await body.aclose()


async def test_bytes_alone_need_no_thread() -> None:
    body = Body((b"abc",), None, pace())  # type: ignore[arg-type]
    await body.prime()
    assert [part async for part in body] == [b"abc"]
    await body.aclose()


async def test_the_loop_gets_its_turn_between_slices() -> None:
    body = Body((bytes(CHUNK),), None, pace())  # type: ignore[arg-type]
    await body.prime()
    with Turns() as turns:
        slices = [part async for part in body]
    assert turns.count >= len(slices) - 1 > 3


async def test_a_settled_body_is_complete_although_nobody_asked_for_its_end(readers, large) -> None:
    told: list[int] = []
    body = Body((large,), readers, pace(progress=told.append))
    await body.prime()
    while body.handed < body.size:
        body.settle()
        assert not body.complete
        await anext(body)
    assert not body.complete
    body.settle()
    body.settle()
    assert body.complete
    assert told[-1] == large.size
    assert told.count(large.size) == 1


async def test_trouble_is_kept_and_raised(readers, large) -> None:
    body = Body((large,), readers, pace())
    await body.prime()
    os.utime(large.path, ns=(1, 1))
    with pytest.raises(FileTrouble):
        async for _ in body:
            pass
    assert body.trouble is not None
    assert body.trouble.changed
    assert not body.complete
    await body.aclose()


async def test_a_slow_disk_shows_as_reading_and_a_close_waits_for_nothing(readers, large, monkeypatch) -> None:
    release, closed = threading.Event(), threading.Event()
    real_read, real_close = module.PieceReader.read, module.PieceReader.close

    def read(self):
        release.wait(10)
        return real_read(self)

    def close(self):
        real_close(self)
        closed.set()

    monkeypatch.setattr(module.PieceReader, "read", read)
    monkeypatch.setattr(module.PieceReader, "close", close)
    body = Body((large,), readers, pace())
    task = asyncio.create_task(body.prime())
    await asyncio.sleep(0.01)
    assert body.reading
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await body.aclose()
    assert not closed.is_set(), "the thread still reads from the file"
    release.set()
    assert await asyncio.to_thread(closed.wait, 10)


async def test_a_throttled_body_is_handed_out_in_small_portions() -> None:
    body = Body((bytes(50_000),), None, pace(throttle=Throttle(20_000 / TURN)))  # type: ignore[arg-type]
    await body.prime()
    assert [len(part) async for part in body] == [20_000, 20_000, 10_000]


async def test_progress_is_told_seldom(readers, large) -> None:
    told: list[int] = []
    body = Body((b"head", large), readers, pace(progress=told.append))
    await body.prime()
    began = asyncio.get_running_loop().time()
    count = len([part async for part in body])
    took = asyncio.get_running_loop().time() - began
    assert told[-1] == large.size
    assert len(told) <= 2 + took / 0.05 < count + 2 + took / 0.05


async def test_who_cuts_it_off_is_told_what_may_have_left(readers: ThreadPoolExecutor, large: FileBytes) -> None:
    told: list[int] = []
    body = Body((large,), readers, pace(progress=told.append))
    await body.prime()
    await body.aclose()
    assert told == [], "nothing was handed out"
    first = await anext(body)
    await body.aclose()
    assert told == [len(first)]
