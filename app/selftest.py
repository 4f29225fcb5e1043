"""``sendoff --selftest [FILE]``: whether every part that an installed Sendoff needs is there and works.

One line for each part, to the terminal and into FILE (a Windows program without a console has no terminal); the exit
code is 1 when one of them failed. Nothing leaves the computer, and nothing of the person's is read or changed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import __version__
from app.core.paths import DataPaths

PATIENCE = 60.0
"""Seconds for one part."""


@dataclass
class Bench:
    """What the parts are tried on.

    Attributes:
        paths: a data folder of its own.
        tasks: what the window started.
    """

    paths: DataPaths
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Start something for the window."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def clear(self) -> None:
        """End what the window started."""
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


Part = Callable[[Bench], Awaitable[str]]


def main(arguments: Sequence[str]) -> int:
    """Try every part; the exit code is returned."""
    if sys.platform != "win32":  # there, Qt finds no fonts without a screen, and there always is one
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop, tempfile.TemporaryDirectory(prefix="sendoff-selftest-") as folder:
        lines, good = loop.run_until_complete(try_all(_parts(), Path(folder)))
    if arguments:
        Path(arguments[0]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if good else 1


def _parts() -> Sequence[tuple[str, Part]]:
    """All parts, or one that tells which module is missing: it would end the program before anything is said."""
    try:
        from app.selftest_parts import PARTS
    except ImportError as error:
        missing = error
    else:
        return PARTS

    async def modules(_bench: Bench) -> str:
        """The one part that can still be tried, and fails."""
        raise missing

    return (("modules", modules),)


async def try_all(parts: Sequence[tuple[str, Part]], folder: Path) -> tuple[list[str], bool]:
    """Try *parts* one after the other, in *folder*; the lines that were said, and whether all of them work."""
    bench = Bench(DataPaths(folder).make())
    lines: list[str] = []
    good = True
    _say(lines, f"Sendoff {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    for name, part in parts:
        started = time.monotonic()
        try:
            words = f"ok      {await asyncio.wait_for(part(bench), PATIENCE)}"
        except Exception as error:
            good = False
            words = f"failed  {str(error) or 'no answer'} ({type(error).__name__})"
        finally:
            await bench.clear()
        _say(lines, f"{name:<16}{words} ({time.monotonic() - started:.2f} s)")
    return lines, good


def _say(lines: list[str], line: str) -> None:
    lines.append(line)
    with suppress(AttributeError, OSError, UnicodeError):  # there may be no terminal, or one with few characters
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
