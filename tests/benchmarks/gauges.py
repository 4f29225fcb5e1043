"""What the benchmarks of the window measure with: a heartbeat of the event loop, memory, and the time of frames."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

TICK = 0.002


@dataclass(frozen=True)
class Times:
    """Some times in seconds."""

    found: tuple[float, ...]

    @property
    def most(self) -> float:
        """The longest."""
        return max(self.found, default=0.0)

    def part(self, share: float) -> float:
        """The time that *share* of them do not exceed."""
        ordered = sorted(self.found)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0

    def __str__(self) -> str:
        """In milliseconds."""
        p50, p99, most = (1000 * one for one in (self.part(0.5), self.part(0.99), self.most))
        return f"p50 {p50:.1f}, p99 {p99:.1f}, max {most:.1f} ms"


class Heartbeat:
    """Measures how late the loop is, every other millisecond.

    Args:
        why: from how many seconds on a delay is worth a picture of what the loop's thread does; 0: never.
    """

    def __init__(self, why: float = 0.0) -> None:
        self._found: list[float] = []
        self._due = time.perf_counter()
        self._task = asyncio.ensure_future(self._run())
        self._ended = threading.Event()
        if why:
            gc.callbacks.append(_Walks(why))
            threading.Thread(target=self._watch, args=(why, threading.get_ident()), daemon=True).start()

    def take(self) -> Times:
        """The delays since the last time this was asked."""
        found, self._found = self._found, []
        return Times(tuple(found))

    def stop(self) -> None:
        """End it."""
        self._ended.set()
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            self._due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self._found.append(max(0.0, time.perf_counter() - self._due))

    def _watch(self, why: float, thread: int) -> None:
        told = 0.0
        while not self._ended.wait(0.005):
            due = self._due
            late = time.perf_counter() - due
            if late > why and due != told:
                told = due
                stack = traceback.format_stack(sys._current_frames()[thread])[-6:]
                print(f"── late by {late * 1000:.0f} ms so far:\n{''.join(stack)}", file=sys.stderr)


class Noise:
    """The same heartbeat in a bare process beside: what the machine itself is late by, whatever we do."""

    _CODE = """
import asyncio, sys, time
async def run():
    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    loop.add_reader(0, end.set)
    found = []
    while not end.is_set():
        due = time.perf_counter() + 0.002
        await asyncio.sleep(0.002)
        found.append(max(0.0, time.perf_counter() - due))
    print(*found)
asyncio.run(run())
"""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([sys.executable, "-c", self._CODE], stdin=pipe, stdout=pipe, text=True)

    def stop(self) -> Times:
        """What it found."""
        found, _ = self._process.communicate("\n")
        return Times(tuple(map(float, found.split())))


class _Walks:
    """Tells of long walks of the garbage collector: they stop every thread."""

    def __init__(self, why: float) -> None:
        self._why, self._began = why, 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._began = now
        elif now - self._began > self._why:
            told = f"generation {info['generation']} took {(now - self._began) * 1000:.0f} ms"
            print(f"── garbage collection of {told}", file=sys.stderr)


def rss() -> float:
    """The memory of this process in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("no VmRSS in /proc/self/status")


def frames(steps: Iterable[Callable[[], object]], paint: Callable[[], None]) -> Times:
    """How long each of *steps* takes with all that follows from it, until the window is painted again."""
    found = []
    for step in steps:
        began = time.perf_counter()
        step()
        paint()
        QApplication.sendPostedEvents()  # not timers: the event loop runs its tasks by them
        found.append(time.perf_counter() - began)
    return Times(tuple(found))


async def until(done: Callable[[], bool], seconds: float = 120.0) -> float:
    """Wait until *done*, looking every other millisecond. Returns the time on ``perf_counter``'s clock."""
    end = time.perf_counter() + seconds
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError
        await asyncio.sleep(TICK)
    return time.perf_counter()
