"""Uploads a folder with Sendoff through the deepset flow; run by many_files.py in a process of its own.

``python sendoff_upload.py ADDRESS FOLDER DATA [--window]`` prints as JSON when the call began and when all receipts
were written (on the system-wide monotonic clock), what became of the files, and how late the event loop was.
With ``--window`` the real window is there (offscreen), its Transfers page open, in the loop of Qt; without it the
core works in the loop of the command line.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import cli_loop
from app.assembly import SendoffCore, Setup, open_core
from app.core.events import TransfersChanged
from app.core.long_lived import YOUNG, set_aside
from app.core.paths import DataPaths
from app.core.services.model import Draft
from app.core.transfer import ENDED

if TYPE_CHECKING:
    from app.ui.shell import Shell

TICK = 0.002  # seconds


class Delays:
    """How late a timer fires, every two milliseconds.

    A task that slept instead took 3 % of the loop's time by itself.
    """

    def __init__(self) -> None:
        self._found: list[float] = []
        self._loop = asyncio.get_running_loop()
        self._set()

    def _set(self) -> None:
        self._due = time.perf_counter() + TICK
        self._timer = self._loop.call_later(TICK, self._fired)

    def _fired(self) -> None:
        self._found.append(max(0.0, time.perf_counter() - self._due))
        self._set()

    def stop(self) -> dict[str, float]:
        """Milliseconds."""
        self._timer.cancel()
        ordered = sorted(self._found)
        at = {"p50": 0.5, "p99": 0.99}
        shares = {name: round(ordered[int(len(ordered) * share)] * 1000, 1) for name, share in at.items()}
        return {**shares, "max": round(ordered[-1] * 1000, 1)}


async def send(address: str, folder: Path, data: Path, *, window: bool) -> dict[str, Any]:
    """Upload every file of *folder*; what there is to tell about it."""
    core = await open_core(Setup(DataPaths(data)))
    account = await core.accounts.add("deepset", "bench", address, "key", this_run_only=True)
    await core.uploads.start()
    shell = _open_window(core) if window else None
    await core.runner.load()  # as the window does after its start; the SDK has its own loaded by now, too
    files = len(list(folder.iterdir()))
    ended: set[str] = set()
    done = asyncio.Event()

    def count(event: TransfersChanged) -> None:
        ended.update(one.id for one in event.transfers if one.state in ENDED)
        if len(ended) >= files:
            done.set()

    core.events.subscribe(TransfersChanged, count)
    set_aside()  # as the program does
    gc.set_threshold(YOUNG)
    await asyncio.sleep(0.5)
    delays = Delays()
    began, cpu = time.monotonic(), time.process_time()
    await core.uploads.submit(Draft("deepset", account.id, (folder,), {"path.workspace_name": "default"}))
    journaled = time.monotonic()
    await asyncio.wait_for(done.wait(), 600)
    finished, spent = time.monotonic(), time.process_time() - cpu
    late = delays.stop()
    states = [str(one.state) for one in core.uploads.transfers()]
    if shell is not None:
        shell.close()
    await core.close()
    return {
        "began": began,
        "journaled": journaled,
        "finished": finished,
        "states": {state: states.count(state) for state in set(states)},
        "cpu": round(spent, 2),
        "delays": late,
    }


def _open_window(core: SendoffCore) -> Shell:
    from app.ui.shell import Shell
    from app.ui.views.header import Page

    def spawn(work: Coroutine[Any, Any, None]) -> None:
        asyncio.get_running_loop().create_task(work)

    shell = Shell(core, spawn)
    shell.show()
    shell.show_page(Page.TRANSFERS)
    return shell


def run(work: Coroutine[Any, Any, dict[str, Any]], *, window: bool) -> dict[str, Any]:
    """Run *work* in the window's loop, or in the command line's."""
    if not window:
        return cli_loop.run(work)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.main import TURN
    from app.ui.loop import WindowLoop

    sys.setswitchinterval(TURN)  # as the program does
    application = QApplication([])
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        return dict(loop.run_until_complete(work))


def main() -> None:
    """Upload and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--window", action="store_true")
    options = parser.parse_args()
    work = send(options.address, options.folder, options.data, window=options.window)
    print(json.dumps(run(work, window=options.window)))


if __name__ == "__main__":
    main()
