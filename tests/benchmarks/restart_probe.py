"""Runs the real program and writes down when its window answers; started by ``restart.py``, never by hand.

``python restart_probe.py REPORT BEGAN ROWS PROGRAM-ARGUMENTS…``; *BEGAN* is the monotonic time (s) at which the process
was started, *ROWS* how many rows there will be. A thread waits for the program's ``QApplication`` and then asks, from a
timer of 4 ms in the window's own loop: is it painted, are rows there, how late is the loop. Once it is painted, the
probe presses the "Transfers" button as a person would, and scrolls to the middle and to the end as soon as there are
rows.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QTableView  # noqa: E402

TICK = 4
"""Milliseconds."""
LATE = 0.05
QUIET = 1.0
"""Seconds without a late tick after which the program has settled."""


def memory() -> float:
    """Resident memory of this process in MiB."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


class Probe(QObject):
    """Looks at the window from within its own loop."""

    begin = Signal()

    def __init__(self, report: Path, began: float, wanted: int) -> None:
        super().__init__()
        self.report, self.began, self.wanted = report, began, wanted
        self.found: dict[str, Any] = {"late": []}
        self.window: QMainWindow | None = None
        self.view: QTableView
        self.tab: QPushButton
        self.last = self.stirred = time.monotonic()
        self.painted = self.rows_painted = False
        self.begin.connect(self.start, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def start(self) -> None:
        """Begin, in the thread of the windows."""
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK)

    def note(self, what: str) -> None:
        self.found.setdefault(what, time.monotonic() - self.began)
        self.found.setdefault(f"CPU seconds until {what}", time.process_time())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if watched is self.window:
                self.painted = True
            elif self.window is not None and self.view.model().rowCount():
                self.rows_painted = True
        return False

    def tick(self) -> None:
        now = time.monotonic()
        late, self.last = now - self.last - TICK / 1000, now
        if self.window is None:
            self.find_window()
        elif "painted" in self.found:
            if late > LATE:
                self.found["late"].append((round(now - self.began, 3), round(late * 1000, 1)))
                self.stirred = now
            self.follow(now)
        elif self.painted:
            self.note("painted")
            self.found["memory when painted"] = memory()
            self.tab.click()
            self.stirred = time.monotonic()

    def find_window(self) -> None:
        found = [top for top in QApplication.topLevelWidgets() if isinstance(top, QMainWindow) and top.isVisible()]
        if not found:
            return
        from app.ui.views.transfers_page import TransfersPage

        self.window = found[0]
        self.view = self.window.findChild(TransfersPage).rows
        self.tab = next(b for b in self.window.findChildren(QPushButton) if b.text().startswith("Transfers"))
        self.window.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.window.update()

    def follow(self, now: float) -> None:
        if self.rows_painted and "rows" not in self.found:
            self.note("rows")
            bar = self.view.verticalScrollBar()
            for place in (bar.maximum() // 2, bar.maximum(), 0):
                bar.setValue(place)
                self.view.viewport().repaint()
            self.note("usable")
            self.stirred = self.last = time.monotonic()
        if self.view.model().rowCount() >= self.wanted and "all rows" not in self.found:
            self.note("all rows")
            self.stirred = now
        if "usable" in self.found and "all rows" in self.found and now - self.stirred > QUIET:
            self.found["memory"] = memory()
            self.found["settled"] = self.stirred - self.began
            self.report.write_text(json.dumps(self.found))
            os._exit(0)


def watch(probe: Probe) -> None:
    """Wait for the application, then let the probe begin in its thread."""
    while (application := QApplication.instance()) is None or "app.main" not in sys.modules:
        time.sleep(0.002)
    probe.moveToThread(application.thread())
    probe.begin.emit()


def main() -> int:
    report, began, wanted, *arguments = sys.argv[1:]
    probe = Probe(Path(report), float(began), int(wanted))
    threading.Thread(target=watch, args=(probe,), daemon=True).start()
    from app.__main__ import main as program

    return program(arguments)


if __name__ == "__main__":
    sys.exit(main())
