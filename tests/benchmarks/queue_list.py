"""The Transfers and History pages with 100,000 rows: what a frame costs, and what the longest delay of the loop is.

``python tests/benchmarks/queue_list.py [--transfers 100000] [--one-batch]``

The real window on the real core (offscreen, qasync), on a data folder made by ``long_queue.py``. A *frame* is a step of
the scroll bar and the painting of the list that follows, at 1180 x 760 points. Every act of a person, such as typing a
letter into the search or "Pause all", is followed until its work is done, while a heartbeat of 2 ms measures how late
the loop is, and how much of the processor its own thread used between two beats (*own*: the part of the delay that no
other program and no other thread can have caused).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from fixtures.held import hold  # noqa: E402
from gauges import Heartbeat  # noqa: E402
from long_queue import BATCHES, Plan, make  # noqa: E402
from PySide6.QtCore import QItemSelection, QItemSelectionModel, SignalInstance  # noqa: E402
from PySide6.QtWidgets import QApplication, QTableView  # noqa: E402

from app.assembly import Setup, open_core  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.core.transfer import Place, Priority  # noqa: E402
from app.main import TURN, YOUNG  # noqa: E402
from app.ui.controllers.queue import Queue  # noqa: E402
from app.ui.loop import WindowLoop  # noqa: E402
from app.ui.models.queue_filter import Filter  # noqa: E402
from app.ui.shell import Shell  # noqa: E402
from app.ui.views.header import Page  # noqa: E402
from app.ui.views.transfers_page import TransfersPage  # noqa: E402

BEAT = 0.002
CALM = 0.3
"""Seconds without a late beat after which an act is over."""


class Heart:
    """Beats every two milliseconds and knows the longest pause between two beats."""

    def __init__(self) -> None:
        self.longest = self.own = 0.0
        self.spent = time.thread_time()
        self.last_late = self.last = time.perf_counter()
        self._task = asyncio.ensure_future(self._beat())

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            late, self.last = now - self.last - BEAT, now
            spent, self.spent = time.thread_time() - self.spent, time.thread_time()
            self.longest, self.own = max(self.longest, late), max(self.own, spent)
            if late > 0.010:
                self.last_late = now

    async def during(self, name: str, act: Callable[[], Awaitable[object] | None]) -> None:
        """Do *act*, wait until the loop is calm, and print what it cost."""
        await asyncio.sleep(CALM)
        self.longest = self.own = 0.0
        began = time.perf_counter()
        self.last = self.last_late = began
        done = act()
        if isinstance(done, Awaitable):
            await done
        await asyncio.sleep(5 * BEAT)
        while time.perf_counter() - self.last_late < CALM:
            await asyncio.sleep(0.02)
        delay = f"longest delay {self.longest * 1000:.0f} ms, own {self.own * 1000:.0f} ms"
        print(f"{name}: {delay}; over after {self.last_late - began:.2f} s", flush=True)


def frames(view: QTableView, steps: int = 300) -> str:
    """Scroll from the first to the last row and paint each step."""
    bar, found, own = view.verticalScrollBar(), [], []
    for step in range(steps):
        began, spent = time.perf_counter(), time.thread_time()
        bar.setValue(bar.maximum() * step // (steps - 1))
        view.viewport().repaint()
        found.append((time.perf_counter() - began) * 1000)
        own.append((time.thread_time() - spent) * 1000)
    shown = view.viewport().height() // max(1, view.rowHeight(0))
    return f"{steps} frames of {shown} rows: {_spread(found)}; own {_spread(own)}"


def _spread(found: list[float]) -> str:
    found.sort()
    p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, max {found[-1]:.1f} ms"


def memory() -> float:
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def order_acts(heart: Heart, page: TransfersPage, queue: Queue, tasks: set[asyncio.Task[None]]) -> None:
    """Everything is chosen, as by Ctrl+A, and changes its place; then a half of it, and one row."""

    def moving(signal: SignalInstance, *what: object) -> Callable[[], Awaitable[object]]:
        async def whole() -> None:
            signal.emit(*what)
            await asyncio.gather(*tasks)

        return whole

    rows = page.rows
    chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect

    def choose(first: int, last: int) -> None:
        model = rows.model()
        rows.selectionModel().select(QItemSelection(model.index(first, 0), model.index(last, 0)), chosen)

    rows.selectAll()
    await heart.during("the menu's ticks for all", page.order.aboutToShow.emit)
    await heart.during("high priority for all", moving(page.order.priority_chosen, Priority.HIGH))
    await heart.during("normal priority for all", moving(page.order.priority_chosen, Priority.NORMAL))
    count = rows.model().rowCount()
    choose(count // 2, count - 1)
    for place in Place:
        await heart.during(f"{place.value}: a half", moving(rows.move_wanted, place))
    await heart.during("high priority for a half", moving(page.order.priority_chosen, Priority.HIGH))
    await heart.during("and normal again", moving(page.order.priority_chosen, Priority.NORMAL))
    choose(count - 5, count - 5)
    for place in Place:
        await heart.during(f"{place.value}: one", moving(rows.move_wanted, place))
    rows.clearSelection()


async def run(data: Path, why: float) -> None:
    before = memory()
    core = await open_core(Setup(DataPaths(data)))
    hold(core.scheduler)  # what the list costs is measured here, not what sending costs
    tasks: set[asyncio.Task[None]] = set()

    def spawn(work: object) -> None:
        tasks.add(asyncio.ensure_future(work))  # type: ignore[arg-type]

    shell = Shell(core, spawn)
    shell.window.resize(1180, 760)
    shell.show()
    shell.show_page(Page.TRANSFERS)
    sys.setswitchinterval(TURN)  # as the program itself does
    gc.freeze()
    gc.set_threshold(YOUNG)
    heart, told = Heart(), Heartbeat(why)
    await heart.during("journal taken up", core.uploads.start)
    print(f"memory: {memory() - before:.0f} MiB more than before the core was opened")
    page, queue = shell.views.transfers_page, shell.controllers.queue
    print(f"Transfers, {page.rows.model().rowCount()} rows, {frames(page.rows)}")

    def act(name: str, of: object = queue) -> Callable[[], Awaitable[object]]:
        async def whole() -> None:
            getattr(of, name)()
            await asyncio.sleep(0)
            await asyncio.gather(*tasks)

        return whole

    for letters in ("i", "in", "invoice 01", ""):
        await heart.during(f"search for “{letters}”", lambda words=letters: page.line.setText(words))
        if letters == "in":
            print(f"  filtered, {page.rows.model().rowCount()} rows, {frames(page.rows)}")
    for which in (Filter.NEEDS_YOU, Filter.DONE, Filter.ALL):
        await heart.during(f"filter {which.value}", lambda which=which: queue.choose_filter(which))
    await heart.during("select all", page.rows.selectAll)
    await heart.during("select none", page.rows.clearSelection)
    await heart.during("fold the first batch", lambda: page.rows.fold_wanted.emit(0, 1))
    await heart.during("open it again", lambda: page.rows.fold_wanted.emit(0, 0))
    await order_acts(heart, page, queue, tasks)
    await heart.during("pause all", lambda: spawn(core.uploads.pause()) or asyncio.gather(*tasks))
    await heart.during("let all go on", lambda: spawn(core.uploads.resume()) or asyncio.gather(*tasks))
    await heart.during("retry all failed", act("retry_all"))
    await heart.during("cancel all", lambda: spawn(core.uploads.cancel()) or asyncio.gather(*tasks))
    await heart.during("open the history", lambda: shell.show_page(Page.HISTORY))
    past = shell.views.history_page
    print(f"History, {past.rows.model().rowCount()} rows, {frames(past.rows)}")
    await heart.during("search the history for “invoice”", lambda: past.line.setText("invoice"))
    shell.show_page(Page.TRANSFERS)
    await heart.during("clear finished", act("clear_ended"))
    await heart.during("bring them back", act("bring_back", queue.removing))
    await heart.during("clear finished once more", act("clear_ended"))
    await heart.during("forget them", act("forget", queue.removing))
    print(f"memory at the end: {memory() - before:.0f} MiB; load average {os.getloadavg()[0]:.1f}")
    told.stop()
    shell.close()
    for task in tasks:
        task.cancel()
    await core.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--transfers", type=int, default=100_000)
    parser.add_argument("--one-batch", action="store_true")
    parser.add_argument("--why", type=float, default=0.0, help="seconds from which on a delay is explained")
    options = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    with loop, tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        plan = Plan(options.transfers, batches=1 if options.one_batch else BATCHES)
        loop.run_until_complete(make(data, plan))
        loop.run_until_complete(run(data, options.why))


if __name__ == "__main__":
    main()
