"""The journal against the real world: kill -9, a full disk, a folder that takes nothing, two processes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from app.core.storage.journal import Journal
from app.core.storage.lock import InstanceLock
from app.core.transfer import State, StepRecord, StepState

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and limits")

START = """
import asyncio, os, sys
from pathlib import Path
from app.core.errors import StoreError
from app.core.storage.journal import Journal
from app.core.transfer import Batch, Receipt, State, StepRecord, StepState, Transfer

def transfer(n, **more):
    return Transfer(f"t{n}", "b", (), float(n), 0.0, 1, **more)

"""


def script(body: str) -> list[str]:
    return [sys.executable, "-c", START + textwrap.dedent(body)]


KILLED = script(
    """
    async def one(journal, n):
        # Both rows or none, whatever happens in between.
        await journal.write(transfer(n), StepRecord(f"t{n}", "send", StepState.STARTED, 1.0), durable=True)
        print("begun", n, flush=True)
        journal.write_soon(transfer(n, state=State.RUNNING))
        done = transfer(n, state=State.DONE, ended_at=2.0)
        step = StepRecord(f"t{n}", "send", StepState.DONE, 1.0, 2.0, {"id": str(n)})
        await journal.write(step, done, Receipt(f"t{n}", "p", "a", 2.0, (), 1, {}), durable=True)
        print("done", n, flush=True)

    async def main():
        journal = await Journal.open(Path(sys.argv[1]))
        await journal.write(Batch("b", "p", "a", {}, "", 0.0))
        async def some(start):
            for n in range(start, 10_000, 5):
                await one(journal, n)
        await asyncio.gather(*(some(k) for k in range(5)))

    asyncio.run(main())
    """
)


@pytest.mark.parametrize("lines", [1, 2, 7, 40, 173, 401])
async def test_whatever_was_confirmed_before_a_kill_is_there(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "journal.sqlite3"
    said: list[tuple[str, str]] = []
    with subprocess.Popen([*KILLED, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(lines):
            word, number = process.stdout.readline().split()
            said.append((word, number))
        process.send_signal(signal.SIGKILL)
        # What it had said before it died counts as well; its last line may be torn.
        rest = re.findall(r"(begun|done) (\d+)\n", process.stdout.read())
    said += rest
    journal = await Journal.open(path)
    assert journal.report is None
    transfers = {one.id: one for one in await journal.transfers()}
    steps = await journal.steps_of(list(transfers))
    receipts = {one.transfer_id for one in await journal.receipts(limit=100_000)}
    for word, number in said:
        one = transfers[f"t{number}"]
        assert word == "begun" or one.state is State.DONE
    for one in transfers.values():  # no write was torn
        assert len(steps[one.id]) == 1
        assert (one.id in receipts) is (one.state is State.DONE)
        assert (steps[one.id][0].outputs != {}) is (one.state is State.DONE)
    started = {record.owner for record in (await journal.contents()).started}
    assert started == {one.id for one in transfers.values() if one.state is not State.DONE}
    await journal.close()


FULL = script(
    """
    import resource

    async def main():
        told = []
        journal = await Journal.open(Path(sys.argv[1]), on_error=told.append)
        await journal.write(Batch("b", "p", "a", {}, "", 0.0))
        kept = []
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        for n in range(1000):
            try:
                await journal.write(transfer(2 * n, extra={"x": "y" * 2000}), transfer(2 * n + 1), durable=n % 2 == 0)
            except StoreError as error:
                print(error)
                break
            kept += [f"t{2 * n}", f"t{2 * n + 1}"]
        journal.write_soon(*(transfer(10_000 + k, extra={"x": "y" * 9000}) for k in range(200)))
        print([one.id for one in await journal.transfers()] == kept, len(told))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await journal.write(transfer(20_000), durable=True)
        print([one.id for one in await journal.transfers()] == [*kept, "t20000"])
        await journal.close()

    asyncio.run(main())
    """
)


async def test_a_full_disk_is_said_and_the_journal_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    ran = subprocess.run([*FULL, str(path)], capture_output=True, text=True, check=True)
    words, during, after = ran.stdout.splitlines()
    assert "What was saved before is untouched" in words
    assert during == "True 1"
    assert after == "True"
    again = await Journal.open(path)
    assert again.report is None
    assert len(await again.transfers()) > 10
    await again.close()


READ_ONLY = script(
    """
    async def main():
        if os.geteuid() == 0:  # nobody's rights; root may write everywhere
            os.setgid(65534)
            os.setuid(65534)
        for name in ("here.sqlite3", "new.sqlite3"):
            try:
                await Journal.open(Path(sys.argv[1]) / name)
            except StoreError as error:
                print(error)

    asyncio.run(main())
    """
)


async def test_a_folder_that_takes_nothing_is_said() -> None:
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    made = await Journal.open(folder / "here.sqlite3")
    await made.close()
    (folder / "here.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    try:
        ran = subprocess.run([*READ_ONLY, str(folder)], capture_output=True, text=True, check=True)
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
    assert ran.stdout.count("may not write to the folder") == 2


READER = script(
    """
    from app.core.paths import DataPaths

    async def main():
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        reader = await Journal.open(Path(sys.argv[1]) / "here.sqlite3", read_only=True)
        print(len(await reader.steps("t")))
        await reader.close()

    asyncio.run(main())
    """
)


@pytest.mark.parametrize("killed", [False, True])
async def test_a_folder_that_takes_nothing_can_be_looked_at(killed: bool) -> None:
    folder, there = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    made = await Journal.open(there / "here.sqlite3")
    await made.write(StepRecord("t", "ask", StepState.DONE, 1.0), durable=True)
    if not killed:
        await made.close()
    for name in ("here.sqlite3", "here.sqlite3-wal"):
        if (there / name).exists():
            shutil.copyfile(there / name, folder / name)
            (folder / name).chmod(0o444)
    if killed:
        assert (folder / "here.sqlite3-wal").stat().st_size, "what a kill leaves lies in the log"
        await made.close()
    folder.chmod(0o555)
    try:
        ran = subprocess.run([*READER, str(folder)], capture_output=True, text=True, check=True)
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
        shutil.rmtree(there)
    assert ran.stdout == "1\n"


HOLDER = script(
    """
    from app.core.storage.lock import InstanceLock
    lock = InstanceLock(Path(sys.argv[1]))
    print(lock.acquire(), os.getpid(), flush=True)
    sys.stdin.read()
    """
)


def test_a_lock_is_held_by_one_process_and_freed_by_its_death(tmp_path: Path) -> None:
    path = tmp_path / "sendoff.lock"
    ours = InstanceLock(path)
    with subprocess.Popen([*HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        got, pid = other.stdout.readline().split()
        assert got == "True"
        assert not ours.acquire()
        assert int(path.read_text()) == int(pid) == other.pid
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert ours.acquire()
    assert int(path.read_text()) == os.getpid()
    second = subprocess.run([*HOLDER, str(path)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert second.stdout.startswith("False")
    ours.release()
    third = subprocess.run([*HOLDER, str(path)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert third.stdout.startswith("True")


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "sendoff.lock")
    assert lock.acquire()
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as child:
        lock.release()
        other = InstanceLock(tmp_path / "sendoff.lock")
        assert other.acquire()
        other.release()
        child.kill()
