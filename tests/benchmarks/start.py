"""How long a start takes until its window is painted, warm, on a screen of its own (Xvfb): wall clock and processors.

``python tests/benchmarks/start.py [PROGRAM …]`` measures ``python -m app`` or that program (a frozen one), seven times
after one that warms the disk's cache, with data of its own: a vendor chosen, a preset, and what the first start left.
On a machine that others use, root may say ``chrt -r 5 python tests/benchmarks/start.py …``: then their work waits.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installer.screen import Screen, screen  # noqa: E402 - found by the line above

TIMES = 7
_TICK = os.sysconf("SC_CLK_TCK")


def used_before(data: Path) -> None:
    """Make the data of somebody who has used Sendoff."""
    (data / "presets").mkdir()
    preset = {"version": 1, "name": "Leads", "provider": "sela", "values": {"body.source": "crm_export"}}
    (data / "presets" / "leads.json").write_text(json.dumps(preset), "utf-8")
    (data / "settings.json").write_text(json.dumps({"last_provider": "sela"}), "utf-8")


def processor_seconds(process: int) -> float:
    """Seconds for which *process* has used processors so far, with all its threads (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def start(command: list[str], data: str, shown: Screen) -> tuple[float, float]:
    """Start *command* and end it when its window is painted; the seconds on the clock, and of processors."""
    # Some machines forbid Python to keep what it compiled, which no installation does.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables = {**kept, "DISPLAY": shown.display, "QT_QPA_PLATFORM": "xcb"}
    began = time.time()
    program = subprocess.Popen([*command, "--data", data], cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
    try:
        took = shown.wait_for_paint() - began
        used = processor_seconds(program.pid)
    finally:
        program.terminate()
        program.wait()
    shown.wait_until_black()
    return took, used


def main() -> int:
    """Measure, and print a line for every start; the exit code is returned."""
    command = sys.argv[1:] or [sys.executable, "-m", "app"]
    with screen() as shown, tempfile.TemporaryDirectory() as data:
        used_before(Path(data))
        start(command, data, shown)
        times = [start(command, data, shown) for _ in range(TIMES)]
    for took, used in times:
        print(f"{took:.2f} s, processors {used:.2f} s")
    clock, processors = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"median of {TIMES}: {clock:.2f} s, processors {processors:.2f} s; load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
