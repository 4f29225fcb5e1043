"""Hashing before sending: once for each file, never of one that changed, given up within a portion."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.services import digests
from app.core.services.digests import Digests, Looked, looked
from app.core.sources import SourceFile


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def picked(path: Path, data: bytes) -> Looked:
    path.write_bytes(data)
    return looked(SourceFile.look_at(path))


async def test_files_are_hashed_once_and_anew_when_they_changed(tmp_path: Path, workers: ThreadPoolExecutor) -> None:
    known = Digests(workers)
    first = picked(tmp_path / "a", b"one")
    await known.learn([first])
    assert known.of(first) == hashlib.sha256(b"one").hexdigest()
    told: list[tuple[int, int]] = []
    await known.learn([first], lambda done, total: told.append((done, total)))
    assert told == []
    second = picked(tmp_path / "a", b"two!")
    await known.learn([first, second], lambda done, total: told.append((done, total)))
    assert (known.of(second), told) == (hashlib.sha256(b"two!").hexdigest(), [(4, 4)])


async def test_what_changed_since_it_was_looked_at_or_is_gone_stays_unknown(
    tmp_path: Path, workers: ThreadPoolExecutor
) -> None:
    known = Digests(workers)
    gone, grown, touched = (picked(tmp_path / name, b"data") for name in ("gone", "grown", "touched"))
    empty = picked(tmp_path / "empty", b"")
    gone[0].unlink()
    grown[0].write_bytes(b"more data")
    os.utime(touched[0], ns=(1, 1))
    await known.learn([gone, grown, touched, empty])
    assert [known.of(one) for one in (gone, grown, touched)] == ["", "", ""]
    assert known.of(empty) == hashlib.sha256().hexdigest()


async def test_a_large_file_is_read_in_portions_and_can_be_given_up(
    tmp_path: Path, workers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "PORTION_TIME", -1.0)  # a portion is one piece
    known = Digests(workers)
    large = picked(tmp_path / "large", b"x" * 5_000_000)
    told: list[int] = []

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 2:
            task.cancel()

    task = asyncio.ensure_future(known.learn([large], progress))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == [1 << 20, 2 << 20]
    assert known.of(large) == ""
    await known.learn([large])
    assert known.of(large) == hashlib.sha256(b"x" * 5_000_000).hexdigest()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
async def test_a_disk_that_does_not_answer_is_not_waited_for(tmp_path: Path, workers: ThreadPoolExecutor) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # opening it waits for a writer that does not come
    known = Digests(workers, patience=0.05)
    await known.learn([(pipe, 1, 1)])
    assert known.of((pipe, 1, 1)) == ""
    pipe.open("wb").close()


async def test_what_is_quickly_read_again_can_be_forgotten(tmp_path: Path, workers: ThreadPoolExecutor) -> None:
    known = Digests(workers)
    small, large = picked(tmp_path / "a", b"one"), picked(tmp_path / "b", b"x" * (1 << 20))
    await known.learn([small, large])
    known.forget_small()
    assert [bool(known.of(one)) for one in (small, large)] == [False, True]
    await known.learn([small])
    assert known.of(small) == hashlib.sha256(b"one").hexdigest()
