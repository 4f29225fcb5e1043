"""Shows on the window's button in the taskbar or dock how far sending is, where the desktop has that."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.events import Totals
from app.core.transfer import State
from app.ui.desktop.session_bus import SessionBus

DESKTOP_FILE = "sendoff.desktop"
_LIVE = (State.RUNNING, State.QUEUED, State.WAITING, State.PROCESSING)


@dataclass(frozen=True, slots=True)
class Progress:
    """What the button shows.

    Attributes:
        percent: how much has left, 0 to 100; None: nothing is under way.
        live: how many files are under way.
        trouble: something needs the person.
    """

    percent: int | None = None
    live: int = 0
    trouble: bool = False


class Taskbar(Protocol):
    """One kind of desktop."""

    def show(self, progress: Progress) -> None:
        """Show it; what the desktop cannot show is left out."""


def progress_of(totals: Totals) -> Progress:
    """The queue as a taskbar shows it."""
    counts: Mapping[str, int] = totals.by_state
    live = sum(counts.get(state, 0) for state in _LIVE)
    trouble = bool(counts.get(State.FAILED, 0) or counts.get(State.UNKNOWN, 0) or totals.for_key)
    if not live:
        return Progress(trouble=trouble)
    percent = min(100, totals.sent * 100 // totals.total) if totals.total else 0
    return Progress(percent, live, trouble)


class Changing:
    """Passes on what changed only: totals come several times a second."""

    def __init__(self, taskbar: Taskbar) -> None:
        self._taskbar = taskbar
        self._shown = Progress()

    def show(self, progress: Progress) -> None:
        """Show it, if it is another one."""
        if progress != self._shown:
            self._shown = progress
            self._taskbar.show(progress)


class LauncherEntry:
    """The signal that KDE's taskbar, Ubuntu's dock and others understand.

    It is described by Ubuntu's wiki page “Unity/LauncherAPI”, under “Low level DBus API”.
    """

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus

    def show(self, progress: Progress) -> None:
        """Tell whoever listens."""
        from jeepney import DBusAddress

        shown = progress.percent is not None
        told = {
            "progress": ("d", (progress.percent or 0) / 100),
            "progress-visible": ("b", shown),
            "count": ("x", progress.live),
            "count-visible": ("b", progress.live > 1),
            "urgent": ("b", progress.trouble and not shown),
        }
        entry = DBusAddress("/com/canonical/unity/launcherentry/1", interface="com.canonical.Unity.LauncherEntry")
        self._bus.tell_soon(entry, "Update", "sa{sv}", f"application://{DESKTOP_FILE}", told)


class DockBadge:
    """The number on the program's icon in the Dock of macOS, which has no bar of its own for programs."""

    def show(self, progress: Progress) -> None:
        """Show how many files are under way; none takes the number away."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(progress.live)


def taskbar_for(window: QWidget, bus: SessionBus) -> Changing:
    """What this desktop has."""
    if sys.platform == "win32":
        from app.ui.desktop.taskbar_windows import TaskbarButton

        return Changing(TaskbarButton(window))
    if sys.platform == "darwin":
        return Changing(DockBadge())
    return Changing(LauncherEntry(bus))
