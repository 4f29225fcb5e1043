"""Reading local files for a lane: a disk that does not answer is given up, in words."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from app.core.disk_threads import DiskThreads
from app.core.engine.local_reads import LocalReads
from app.core.errors import FlowError
from app.core.flow.actions import Digest, ReadSmall


class Hanging(Executor):
    """Reads nothing before it is released."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self._threads = DiskThreads("hanging")

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        def late() -> Any:
            self.released.wait(30)
            return fn(*args, **kwargs)

        return self._threads.submit(late)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    made = Hanging()
    yield made
    made.released.set()


@pytest.fixture
def threads() -> Iterator[DiskThreads]:
    with DiskThreads("test") as made:
        yield made


@pytest.mark.parametrize("action", [Digest(Path("clip.mp4"), "md5"), ReadSmall(Path("clip.mp4"), 5)])
async def test_a_disk_that_does_not_answer_is_given_up(hanging: Hanging, action: Digest | ReadSmall) -> None:
    reads = LocalReads(hanging, patience=0.01)
    with pytest.raises(FlowError, match=r"The disk with clip\.mp4 did not answer for 0 s\. It was not sent\."):
        await (reads.digest(action) if isinstance(action, Digest) else reads.small(action))


async def test_a_large_file_is_read_in_portions(threads: DiskThreads, tmp_path: Path) -> None:
    data = os.urandom(20 * 1024 * 1024 + 3)
    path = tmp_path / "clip.mp4"
    path.write_bytes(data)
    reads = LocalReads(threads)
    assert await reads.digest(Digest(path, "md5")) == hashlib.md5(data, usedforsecurity=False).hexdigest()
    part = await reads.digest(Digest(path, "sha256", 5, 9 * 1024 * 1024))
    assert part == hashlib.sha256(data[5 : 5 + 9 * 1024 * 1024]).hexdigest()


async def test_what_cannot_be_read_is_said(threads: DiskThreads, tmp_path: Path) -> None:
    reads = LocalReads(threads)
    with pytest.raises(FlowError, match=r"cannot be read: No such file or directory\. It was not sent\."):
        await reads.digest(Digest(tmp_path / "gone", "md5"))
    small = tmp_path / "small"
    small.write_bytes(b"123456")
    assert await reads.small(ReadSmall(small, 6)) == b"123456"
    with pytest.raises(FlowError, match="small is larger than the 5 bytes that are allowed"):
        await reads.small(ReadSmall(small, 5))
