"""A restart with many journaled transfers: from the start of the process to a window that answers.

``python tests/benchmarks/restart.py [--transfers 100000] [--rounds 3] [--xcb] [--one-batch]``

Makes a data folder (see ``long_queue.py``), then starts the real program on it and follows it from inside
(``restart_probe.py``): *painted*: the window stands there; *usable*: the Transfers page was pressed, shows rows and was
scrolled to its middle and end; *all rows*: every journaled transfer is in the list; *late*: how often, and by how much
at most, the window's loop was late by more than 50 ms after it was painted; *CPU*: processor seconds of the process
until it was painted, usable, and had all rows, which the load of other programs changes less. The first start fills the
disk's cache and Python's own cache of compiled modules and does not count. The peer of each round is what nobody can do
without: a process that opens an empty PySide6 window, and reads every row of the journal with bare ``sqlite3``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

from long_queue import BATCHES, Plan, make  # noqa: E402

PEER = """
import sqlite3, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
began, path = float(sys.argv[1]), sys.argv[2]
application = QApplication([])
window = QMainWindow()
window.show()
def read():
    window.repaint()
    rows = sqlite3.connect(path).execute("SELECT * FROM transfers ORDER BY position").fetchall()
    print(time.monotonic() - began, len(rows))
    application.quit()
QTimer.singleShot(0, read)
application.exec()
"""


def variables(options: argparse.Namespace, scratch: Path) -> dict[str, str]:
    """Compiled modules are kept, as on a person's computer; the home is empty."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(scratch / "compiled")
    kept["XDG_CACHE_HOME"] = str(scratch / "cache")
    kept["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    kept["QT_QPA_PLATFORM"] = "xcb" if options.xcb else "offscreen"
    return kept


def start(options: argparse.Namespace, scratch: Path, data: Path, rows: int) -> dict[str, Any]:
    """One start of the program, followed until it has settled."""
    report = scratch / "report.json"
    report.unlink(missing_ok=True)
    probe = Path(__file__).with_name("restart_probe.py")
    command = [sys.executable, probe, report, repr(time.monotonic()), str(rows), "--data", data]
    subprocess.run([str(part) for part in command], env=variables(options, scratch), cwd=ROOT, timeout=120, check=True)
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def peer(options: argparse.Namespace, scratch: Path, data: Path) -> float:
    """An empty window and a bare reading of every row, in seconds."""
    command = [sys.executable, "-c", PEER, repr(time.monotonic()), str(data / "journal.sqlite3")]
    done = subprocess.run(command, env=variables(options, scratch), capture_output=True, text=True, check=True)
    return float(done.stdout.split()[0])


def show(name: str, found: dict[str, Any]) -> None:
    late = [by for _, by in found["late"]]
    print(
        f"{name}: painted {found['painted']:.2f} s, rows {found['rows']:.2f} s, usable {found['usable']:.2f} s, "
        f"all rows {found['all rows']:.2f} s, settled {found['settled']:.2f} s; "
        f"late {len(late)} times, at most {max(late, default=0):.0f} ms {found['late'][:6]}; "
        f"CPU {found['CPU seconds until painted']:.2f}, {found['CPU seconds until usable']:.2f}, "
        f"{found['CPU seconds until all rows']:.2f} s; "
        f"memory {found['memory when painted']:.0f} MiB, then {found['memory']:.0f} MiB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--transfers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--xcb", action="store_true", help="on the X server of DISPLAY, such as Xvfb")
    parser.add_argument("--one-batch", action="store_true")
    parser.add_argument("--data", type=Path, help="use this folder, and fill it when it is not there")
    options = parser.parse_args()
    plan = Plan(options.transfers, batches=1 if options.one_batch else BATCHES)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        data = options.data or scratch / "data"
        if not data.exists():
            asyncio.run(make(data, plan))
        wanted = plan.transfers
        show("first start (does not count)", start(options, scratch, data, wanted))
        usable, ratios = [], []
        for n in range(options.rounds):
            found, bare = start(options, scratch, data, wanted), peer(options, scratch, data)
            show(f"round {n + 1}", found)
            usable.append(found["usable"])
            ratios.append(found["usable"] / bare)
            print(f"round {n + 1}: empty window and bare sqlite3 {bare:.2f} s, ratio {ratios[-1]:.2f}", flush=True)
    print(f"{options.transfers} transfers: usable in {statistics.median(usable):.2f} s (median), ", end="")
    print(f"ratio {statistics.median(ratios):.2f}; load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
