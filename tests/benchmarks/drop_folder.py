"""Dropping a folder of 100,000 files on the window and sending them: times, memory, and what the event loop feels.

``python tests/benchmarks/drop_folder.py [--files 100000] [--vendor deepset|sela] [--cold] [--xcb]
[--why 0.03]``

The real window takes a real drop event. Measured are: the first rows, all rows, the check that follows; scrolling and
typing with the full list; Send, until all are journaled and shown; scrolling, searching and folding the queue. The
vendor's server takes connections and never answers, so that what is measured is Sendoff alone. The peer in the same run
is a bare ``os.walk`` with a ``stat`` of each file: its time, and the memory of its bare path strings.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

if "--xcb" not in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from dropped_tree import chill, make_tree, silent_server  # noqa: E402
from gauges import Heartbeat, Noise, Times, frames, rss, until  # noqa: E402
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl  # noqa: E402
from PySide6.QtGui import QDropEvent  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QApplication  # noqa: E402

from app.assembly import SendoffCore, Setup, open_core  # noqa: E402
from app.core.long_lived import set_aside  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.main import TURN  # noqa: E402
from app.ui.loop import WindowLoop  # noqa: E402
from app.ui.shell import Shell  # noqa: E402

FORMS = {"deepset": {"path.workspace_name": "default"}, "sela": {"body.source": "crm"}}


@dataclass
class Findings:
    """What one run found: seconds, MiB and loop delays, by name; of what is done twice, the first time."""

    numbers: dict[str, float] = field(default_factory=dict)
    times: dict[str, Times] = field(default_factory=dict)

    def note(self, name: str, value: float, unit: str = "s") -> None:
        """Keep and print a number."""
        self.numbers.setdefault(name, value)
        print(f"{name:32} {value:8.2f} {unit}", flush=True)

    def delays(self, name: str, times: Times) -> None:
        """Keep and print some times."""
        self.times.setdefault(name, times)
        print(f"{name:32} {times}", flush=True)


def bare_walk(root: Path, findings: Findings) -> None:
    """The peer: what the file system and bare strings cost."""
    before, began = rss(), time.perf_counter()
    paths = []
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            os.stat(path)
            paths.append(path)
    findings.note("bare walk and stat", time.perf_counter() - began)
    findings.note("bare paths, memory", rss() - before, "MiB")


class Window:
    """The real window on a core of its own."""

    def __init__(self, core: SendoffCore, findings: Findings, heartbeat: Heartbeat) -> None:
        self.tasks: set[asyncio.Task[None]] = set()
        self.core, self.findings, self.heartbeat = core, findings, heartbeat
        self.shell = Shell(core, self._spawn)
        self.compose = self.shell.controllers.compose
        self.searching = False
        self.check: object = None
        self.compose.searching_changed.connect(self._on_searching)
        self.compose.checked.connect(self._on_checked)

    def _spawn(self, work) -> None:  # type: ignore[no-untyped-def]
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _on_searching(self, searching: bool) -> None:
        self.searching = searching

    def _on_checked(self, check: object) -> None:
        self.check = check

    def drop(self, folder: Path) -> None:
        """Let go of *folder* over the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        window = self.shell.window
        middle = QPointF(window.rect().center())
        event = QDropEvent(
            middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(window.windowHandle(), event)

    @property
    def sendable(self) -> int:
        """How many files the last check would send."""
        return getattr(self.check, "sendable", 0)


def scrolling(view: QAbstractItemView, steps: int = 120) -> Times:
    """Frames while the list is scrolled: by the wheel's steps first, then in leaps through all of it."""
    bar = view.verticalScrollBar()
    wheel = [partial(bar.setValue, 57 * n) for n in range(steps // 2)]
    leaps = [partial(bar.setValue, bar.maximum() * n // steps) for n in range(steps // 2)]
    return frames([*wheel, *leaps], view.viewport().repaint)


async def drop(window: Window, folder: Path, count: int) -> None:
    """Drop, and wait until all is listed and checked."""
    findings, files = window.findings, window.compose.files
    before = rss()
    window.heartbeat.take()
    began, worked = time.perf_counter(), time.process_time()
    window.drop(folder)
    findings.note("first rows", await until(lambda: files.rowCount() > 0) - began)
    findings.note("all rows", await until(lambda: files.rowCount() == count and not window.searching) - began)
    findings.note("all rows, CPU", time.process_time() - worked)
    findings.delays("loop delay, drop", window.heartbeat.take())
    findings.note("checked", await until(lambda: window.sendable == count) - began)
    findings.delays("loop delay, check", window.heartbeat.take())
    await asyncio.sleep(0.3)
    findings.note("memory, dropped", rss() - before, "MiB")


async def look_and_type(window: Window) -> None:
    """Scroll the full list, and fill the form in meanwhile."""
    view = window.shell.views.send_page.files
    window.findings.delays("frames, scrolling the files", scrolling(view))
    await asyncio.sleep(0.1)
    window.heartbeat.take()
    for word in ("a", "ab", "abc"):
        values = {**FORMS[window.compose.provider_id], "typed": word}
        began = time.perf_counter()
        window.check = None
        window.compose.set_values({**values})
        await until(lambda: window.check is not None)
        window.findings.note("checked after typing", time.perf_counter() - began)
    window.compose.set_values(FORMS[window.compose.provider_id])
    window.check = None
    await until(lambda: window.check is not None)
    window.findings.delays("loop delay, typing", window.heartbeat.take())


async def clear(window: Window) -> None:
    """Take all files off the list again."""
    before = rss()
    window.heartbeat.take()
    window.check = None
    window.shell.views.send_page.clear.click()
    await until(lambda: window.check is not None)
    await asyncio.sleep(0.5)
    window.findings.delays("loop delay, removing all", window.heartbeat.take())
    window.findings.note("memory, removed", rss() - before, "MiB")


async def send(window: Window, count: int) -> None:
    """Press Send, and wait until the queue shows everything."""
    findings, model = window.findings, window.shell.controllers.queue_model
    before = rss()
    window.heartbeat.take()
    began, worked = time.perf_counter(), time.process_time()
    window.shell.views.send_page.send.click()
    findings.note("first transfers shown", await until(lambda: model.rowCount() > 0) - began)
    findings.note("all transfers shown", await until(lambda: model.rowCount() == count + 1) - began)
    findings.note("send done", await until(lambda: window.compose.files.rowCount() == 0) - began)
    findings.note("send done, CPU", time.process_time() - worked)
    await asyncio.sleep(0.5)
    findings.delays("loop delay, send", window.heartbeat.take())
    findings.note("memory, sent", rss() - before, "MiB")


async def look_through(window: Window, count: int) -> None:
    """Scroll, search and fold the queue."""
    page, model = window.shell.views.transfers_page, window.shell.controllers.queue_model
    paint = page.rows.viewport().repaint
    window.findings.delays("frames, scrolling the queue", scrolling(page.rows))
    words = f"{count // 2:06}"
    typing: list[Callable[[], object]] = [partial(page.search_typed.emit, words[:n]) for n in range(1, 7)]
    window.findings.delays("frames, searching the queue", frames([*typing, partial(page.search_typed.emit, "")], paint))
    await asyncio.sleep(0.5)
    window.heartbeat.take()
    for step in typing:
        step()
        await asyncio.sleep(0.15)  # as fast as people type
    page.search_typed.emit("")
    await asyncio.sleep(1)
    window.findings.delays("loop delay, searching the queue", window.heartbeat.take())
    folds: list[Callable[[], object]] = [partial(model.fold, 0, True), partial(model.fold, 0, False)]
    window.findings.delays("frames, folding the queue", frames(folds * 2, paint))


async def restart(data: Path, findings: Findings, heartbeat: Heartbeat, count: int) -> None:
    """A new core and window on the same journal, until all is in the list again."""
    began, worked = time.perf_counter(), time.process_time()
    core = await open_core(Setup(DataPaths(data)))
    await core.uploads.start()
    window = Window(core, findings, heartbeat)
    window.shell.show()
    model = window.shell.controllers.queue_model
    findings.note("restarted", await until(lambda: model.rowCount() == count + 1) - began)
    findings.note("restarted, CPU", time.process_time() - worked)
    window.shell.close()
    await core.close()


async def run(options: argparse.Namespace, findings: Findings) -> None:
    """All of it, once."""
    count = options.files
    with tempfile.TemporaryDirectory() as scratch, silent_server() as server:
        folder = make_tree(Path(options.tree or scratch), count, options.vendor)
        bare_walk(folder, findings)
        core = await open_core(Setup(DataPaths(Path(scratch) / "data")))
        account = await core.accounts.add(options.vendor, "bench", server, "key", this_run_only=True)
        await core.uploads.start()
        await core.runner.load()  # as the program does once its window stands
        heartbeat, noise = Heartbeat(options.why), Noise()
        window = Window(core, findings, heartbeat)
        window.shell.show()
        window.shell.send.choose_provider(options.vendor)
        window.shell.send.use_account(account.id)
        window.compose.set_values(FORMS[options.vendor])
        set_aside()  # as the program does
        await asyncio.sleep(0.5)
        findings.delays("loop delay, idle", heartbeat.take())
        if options.cold:
            await asyncio.to_thread(chill, folder)
        await drop(window, folder, count)
        await look_and_type(window)
        await clear(window)
        await drop(window, folder, count)
        await send(window, count)
        await look_through(window, count)
        window.shell.close()
        await core.close()
        await restart(Path(scratch) / "data", findings, heartbeat, count)
        findings.delays("loop delay, bare process", noise.stop())
        heartbeat.stop()


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line's options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--vendor", choices=sorted(FORMS), default="deepset")
    parser.add_argument("--tree", default="", help="a folder to keep the files in for the next run")
    parser.add_argument("--cold", action="store_true", help="the first drop finds no file in the system's memory")
    parser.add_argument("--xcb", action="store_true", help="a window on the X server instead of offscreen")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON at the end")
    parser.add_argument("--why", type=float, default=0.0, help="print what the loop does in delays from here on (s)")
    return parser.parse_args(argv)


def main() -> None:
    """Run once and print."""
    sys.setswitchinterval(TURN)  # as the program does
    application = QApplication.instance() or QApplication([])
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    options, findings = parse(), Findings()
    with loop:
        loop.run_until_complete(run(options, findings))
    if options.json:
        print(json.dumps(findings.numbers))


if __name__ == "__main__":
    main()
