"""What Sendoff takes while nothing happens: CPU time, timer events, and wake-ups of the window's thread and all others.

``python tests/benchmarks/idle.py [--seconds 60] [--ended 1000]``

The real window, open, in the real event loop (qasync, offscreen), over a journal with *ended* ended transfers. Four
runs in one: nothing else; three watched folders with a hundred files each; 20 transfers that wait for an hour beside
them; and a limit on bandwidth by time of day beside those.
Timer events are counted by an event filter, wake-ups by the kernel (voluntary context switches).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from drop_folder import Findings, Window  # noqa: E402
from gauges import Heartbeat  # noqa: E402
from PySide6.QtCore import QEvent, QObject  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.assembly import SendoffCore, Setup, open_core  # noqa: E402
from app.core.copies import replace  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.core.preset import FolderWatch, Preset  # noqa: E402
from app.core.services.bandwidth_plan import WEEK, Plan, Span  # noqa: E402
from app.core.storage.journal import Journal  # noqa: E402
from app.core.text import text  # noqa: E402
from app.core.transfer import State, Wait  # noqa: E402
from app.ui import sample_data  # noqa: E402
from app.ui.loop import WindowLoop  # noqa: E402

HOUR = 3600.0
SETTLED = 8.0
"""Seconds after which what began with the start is over."""


OURS = 2
"""Timer events of the measuring itself: the end of its sleep, and its task's turn after it."""


class Timers(QObject):
    """Counts timer events, by who gets them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Timer:
            self.found[watched.metaObject().className()] += 1
        return False


async def fill(paths: DataPaths, ended: int) -> None:
    """A journal with ended transfers; each fifth one failed."""
    journal = await Journal.open(paths.journal)
    core = await open_core(Setup(paths, working=False))
    provider = core.providers.get("sela")
    batch = sample_data.batch(1, provider, "nobody", time.time())
    states = (State.DONE, State.DONE, State.DONE, State.DONE, State.FAILED)
    rows = [
        replace(sample_data.transfer(batch, n, f"leads {n:04}.csv", 4096, states[n % 5]), ended_at=time.time())
        for n in range(ended)
    ]
    await journal.write(batch, *rows)
    await core.close()
    await journal.close()


async def let_wait(core: SendoffCore, count: int) -> None:
    """Put transfers that wait for an hour into the queue, as after a vendor's "not now"."""
    batch = next(iter(core.scheduler.world.roster.batches.values()))
    late = {"wait": Wait.RETRY, "wake_at": time.time() + HOUR, "problem": text("The vendor asked to wait.")}
    rows = [
        sample_data.transfer(batch, 100_000 + n, f"waiting {n}.csv", 4096, State.WAITING, **late) for n in range(count)
    ]
    await core.scheduler.ledger.save(*rows)


async def watch(core: SendoffCore, place: Path) -> None:
    """Let three presets watch a folder each."""
    await core.watches.start()
    for number in range(3):
        folder = place / f"watched {number}"
        folder.mkdir()
        for n in range(100):
            (folder / f"{n}.csv").write_text(f"id,name\n{n},Ann\n")
        preset = await core.presets.save(Preset(f"Leads {number}", "sela", "nobody", {"body.source": "crm"}))
        await core.watches.watch(preset.id, FolderWatch(folder))


async def measure(findings: Findings, timers: Timers, name: str, seconds: float) -> None:
    """What is taken in *seconds*."""
    await asyncio.sleep(SETTLED)
    timers.found.clear()
    before, woken = time.process_time(), switches()
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - began
    findings.note(f"{name}: CPU", 100 * (time.process_time() - before) / took, "% of a core")
    main, others = (now - then for now, then in zip(switches(), woken, strict=True))
    findings.note(f"{name}: timer events", sum(timers.found.values()) - OURS, f"of {dict(timers.found)}")
    findings.note(f"{name}: wake-ups", main, f"of the window's thread, {others} of all others")


def switches() -> tuple[int, int]:
    """How often the main thread, and all others together, were woken."""
    everybody = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
    main = resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw
    return main, everybody - main


async def run(options: argparse.Namespace, timers: Timers) -> None:
    """All four, one after the other."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as scratch:
        paths = DataPaths(Path(scratch)).make()
        await fill(paths, options.ended)
        core = await open_core(Setup(paths))
        await core.uploads.start()
        heartbeat = Heartbeat()
        heartbeat.stop()
        window = Window(core, findings, heartbeat)
        window.shell.show()
        await measure(findings, timers, f"{options.ended} ended", options.seconds)
        await watch(core, Path(scratch))
        await measure(findings, timers, "3 watched folders", options.seconds)
        await let_wait(core, 20)
        await measure(findings, timers, "20 waiting", options.seconds)
        core.bandwidth.change(Plan(None, (Span(WEEK, 0, 0, 1_000_000),)))
        await measure(findings, timers, "limit by time of day", options.seconds)
        window.shell.close()
        await core.close()


def main() -> None:
    """Start the loop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--ended", type=int, default=1000)
    options = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    timers = Timers()
    application.installEventFilter(timers)
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(run(options, timers))


if __name__ == "__main__":
    main()
