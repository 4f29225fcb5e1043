"""An offscreen Qt, a core in memory, and a way to run what the window starts to its end."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # the window speaks the language of the system it is tested on

import asyncio
import gc
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.events import Events
from app.ui.sample_core import SampleCore, SampleProviders
from app.ui.shell import Shell


def pytest_runtest_logstart() -> None:
    """The collector needs to look at what this test makes alone."""
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """What a test leaves in circles dies here, on Qt's own thread.

    The collector works in whichever thread makes the next object: in a later test, that of the journal, say. Timers
    that were taken away there ended a whole run of the tests with a segmentation fault. (The program's windows are
    frozen, and never collected: see ``app.main``.)
    """
    gc.collect()


class Work:
    """Runs coroutines one after another, to their end, on a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._waiting: deque[Coroutine[Any, Any, None]] = deque()
        self._running = False

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        if self._loop.is_closed():  # a timer of a window that is being taken away
            work.close()
            return
        self._waiting.append(work)
        if self._running:
            return
        self._running = True
        try:
            while self._waiting:
                self._loop.run_until_complete(self._waiting.popleft())
        finally:
            self._running = False

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of *work*."""
        return self._loop.run_until_complete(work)

    def close(self) -> None:
        """End the loop."""
        self._loop.close()


@pytest.fixture
def work() -> Iterator[Work]:
    """Runs what is started."""
    made = Work()
    yield made
    made.close()


@pytest.fixture(scope="session")
def vendors() -> SampleProviders:
    """The vendors, read once."""
    return SampleProviders(Events())


@pytest.fixture
def core(qapp: QApplication, vendors: SampleProviders) -> Iterator[SampleCore]:
    """A core without accounts or transfers."""
    made = SampleCore(providers=vendors)
    yield made
    made.uploads.close()


@pytest.fixture
def full_core(qapp: QApplication, vendors: SampleProviders) -> Iterator[SampleCore]:
    """A core in use."""
    made = SampleCore(filled=True, providers=vendors)
    yield made
    made.uploads.close()


@pytest.fixture
def open_shell(qapp: QApplication, qtbot: QtBot, work: Work) -> Iterator[Callable[[SampleCore], Shell]]:
    """Opens a window for a core."""
    shells: list[Shell] = []

    def opened(core: SampleCore) -> Shell:
        shell = Shell(core, work)
        shells.append(shell)
        shell.show()
        qtbot.waitExposed(shell.window)
        return shell

    yield opened
    for shell in shells:
        shell.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore) -> Shell:
    """A window in use."""
    return open_shell(full_core)


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    """A table with a header row."""
    file = tmp_path / "leads.csv"
    file.write_text("name,mobile\n" + "Ann,+12025550123\n" * 3, encoding="utf-8")
    return file
