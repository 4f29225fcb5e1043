"""What the window feels of a slow and of a hanging disk: a FUSE file system of its own process (needs root and Linux).

``python tests/benchmarks/slow_disk.py [--files 60] [--delay 0.005] [--why 0.05]``

The real window, in the real event loop (qasync, offscreen); the practice vendors run in a process of their own. The
disk takes *delay* seconds for every answer, so that a small file costs a dozen of them. Then it stops answering: while
files from it are being sent, while a folder of it is dropped, while the person cancels, and while the program ends.
The same is done with an ordinary disk first, for comparison.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from drop_folder import FORMS, Findings, Window  # noqa: E402
from fixtures.hanging_disk import HangingDisk, hanging_disk  # noqa: E402
from fixtures.held import go_on, hold  # noqa: E402
from gauges import Heartbeat, until  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.assembly import Setup, open_core  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.core.transfer import State  # noqa: E402
from app.main import TURN, YOUNG  # noqa: E402
from app.ui.loop import WindowLoop  # noqa: E402

VENDOR = "sela"
HANGING = 3.0
"""Seconds for which the disk is left hanging each time."""


def make_files(disk: HangingDisk, name: str, count: int) -> None:
    """A folder of *count* small CSV files, seen through the disk."""
    folder = disk.folder / name
    folder.mkdir()
    for n in range(count):
        # Each has contents of its own: the same ones twice would be asked about before they are sent.
        (folder / f"{name} {n:03}.csv").write_bytes(f"id,name\n{n},{name}\n".encode() + b"1,Ann\n" * 500)


def states(window: Window) -> set[State]:
    """What became of all transfers."""
    return {one.state for one in window.core.uploads.transfers()}


async def drop(window: Window, folder: Path, count: int) -> None:
    """Drop a folder and wait until all of it is listed."""
    files = window.compose.files
    window.check = None
    window.drop(folder)
    await until(lambda: files.rowCount() == count and not window.searching)
    await until(lambda: window.sendable == count)


async def press_send(window: Window, count: int) -> None:
    """Press Send and wait until the queue has all of them."""
    before = len(window.core.uploads.transfers())
    window.shell.views.send_page.send.click()
    await until(lambda: len(window.core.uploads.transfers()) == before + count)


async def send_all(window: Window, name: str, folder: Path, count: int) -> None:
    """Drop a folder and send it."""
    findings, heartbeat = window.findings, window.heartbeat
    heartbeat.take()
    began = time.perf_counter()
    await drop(window, folder, count)
    findings.note(f"{name}: dropped and checked", time.perf_counter() - began)
    findings.delays(f"{name}: loop delay, drop", heartbeat.take())
    began = time.perf_counter()
    await press_send(window, count)
    await until(lambda: states(window) == {State.DONE})
    findings.note(f"{name}: sent", time.perf_counter() - began)
    findings.delays(f"{name}: loop delay, send", heartbeat.take())


async def hanging(window: Window, disk: HangingDisk, count: int, elsewhere: Path) -> None:
    """The disk hangs while files are read from it, and while a folder is dropped."""
    findings, heartbeat, uploads = window.findings, window.heartbeat, window.core.uploads
    await drop(window, disk.mount / "hanging", count)
    hold(window.core.scheduler)
    await press_send(window, count)
    disk.hang()
    go_on(window.core.scheduler)
    heartbeat.take()
    await asyncio.sleep(HANGING)
    findings.delays("hanging: loop delay, sending", heartbeat.take())
    began = time.perf_counter()
    await uploads.cancel()
    findings.note("hanging: cancelled", time.perf_counter() - began)
    assert State.RUNNING not in states(window)
    began = time.perf_counter()
    await drop(window, elsewhere, 1)
    await press_send(window, 1)
    await until(lambda: states(window) == {State.DONE, State.CANCELLED})
    findings.note("hanging: a file from elsewhere", time.perf_counter() - began)
    findings.delays("hanging: loop delay, cancelling", heartbeat.take())
    window.drop(disk.mount / "dropped")
    await asyncio.sleep(HANGING)
    assert window.searching
    findings.delays("hanging: loop delay, drop", heartbeat.take())


async def run(options: argparse.Namespace, ready: dict[str, dict[str, str]]) -> None:
    """All of it, once."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as scratch, hanging_disk(Path(scratch)) as disk:
        make_files(disk, "ordinary", options.files)
        make_files(disk, "slow", options.files)
        make_files(disk, "hanging", 24)
        make_files(disk, "dropped", 24)
        elsewhere = Path(scratch) / "elsewhere.csv"
        elsewhere.write_bytes(b"id,name\n1,Ann\n")
        core = await open_core(Setup(DataPaths(Path(scratch) / "data")))
        server, key = ready["servers"][VENDOR], ready["keys"][VENDOR]
        account = await core.accounts.add(VENDOR, "bench", server, key, this_run_only=True)
        await core.uploads.start()
        window = Window(core, findings, Heartbeat(options.why))
        window.shell.show()
        sys.setswitchinterval(TURN)  # as the program itself does
        gc.freeze()
        gc.set_threshold(YOUNG)
        window.shell.send.choose_provider(VENDOR)
        window.shell.send.use_account(account.id)
        window.compose.set_values(FORMS[VENDOR])
        await asyncio.sleep(1.0)
        findings.delays("idle: loop delay", window.heartbeat.take())
        await send_all(window, "ordinary disk", disk.folder / "ordinary", options.files)
        disk.delay(options.delay)
        await send_all(window, "slow disk", disk.mount / "slow", options.files)
        disk.delay(0.0)
        await hanging(window, disk, 24, elsewhere)
        window.heartbeat.stop()
        asked = disk.asked_by()
        own = "was" if threading.get_native_id() in asked else "was not"
        print(f"{len(asked)} threads asked the disk; the window's own {own} among them")
        began = time.perf_counter()
        window.shell.close()
        for task in window.tasks:
            task.cancel()
        await core.close()
        findings.note("hanging: ended", time.perf_counter() - began)


def main() -> None:
    """Start the vendors and the loop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--delay", type=float, default=0.005)
    parser.add_argument("--why", type=float, default=0.0)
    options = parser.parse_args()
    command = [sys.executable, "-m", "app.practice", "--scale", "0", "--latency", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as practice:
        assert practice.stdout is not None
        ready = json.loads(practice.stdout.readline())
        application = QApplication.instance() or QApplication([])
        loop = WindowLoop(application)
        asyncio.set_event_loop(loop)
        try:
            with loop:
                loop.run_until_complete(run(options, ready))
        finally:
            practice.terminate()


if __name__ == "__main__":
    main()
