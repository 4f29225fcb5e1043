"""How the cost grows from 1,000 to 100,000 files, as a picture: dropping, sending, restarting, memory.

``python tests/benchmarks/scaling.py [--tree FOLDER] [--sizes 1000 3000 10000 30000 100000]``

Runs ``drop_folder.py`` once for each number of files, each in a process of its own, prints a table and writes
``scaling.svg`` beside itself. Time is that of the processor, which other programs on the machine change little.
Both axes are logarithmic: what costs the same for each file is a straight line with the
slope of the dotted one.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 260, 56, 44, 96
STYLE = """
  .ground { fill: #ffffff } text { fill: #24292f; font: 12px system-ui, sans-serif }
  .grid { stroke: #d0d7de } .even { stroke: #6e7781; stroke-dasharray: 2 4 } .head { font-weight: 600 }
  polyline { fill: none; stroke-width: 2 }
  .a { stroke: #0969da } .b { stroke: #bc4c00 } .c { stroke: #1a7f37 }
  circle.a { fill: #0969da } circle.b { fill: #bc4c00 } circle.c { fill: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .grid { stroke: #30363d } .even { stroke: #8b949e }
    .a { stroke: #58a6ff } .b { stroke: #f0883e } .c { stroke: #3fb950 }
    circle.a { fill: #58a6ff } circle.b { fill: #f0883e } circle.c { fill: #3fb950 }
  }
"""

Runs = Mapping[int, Mapping[str, float]]


@dataclass(frozen=True)
class Panel:
    """One set of axes.

    Attributes:
        lines: by what is written beside it, the name of a finding.
        least, most: the ends of the upright axis, powers of ten.
    """

    title: str
    unit: str
    lines: Mapping[str, str]
    least: float
    most: float
    left: float

    def x(self, size: float) -> float:
        """Where a number of files is."""
        first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])
        return self.left + WIDTH * (math.log10(size) - first) / (last - first)

    def y(self, value: float) -> float:
        """Where a value is; what is too small to draw lies on the ground."""
        low, high = math.log10(self.least), math.log10(self.most)
        return TOP + HEIGHT * (1 - (math.log10(max(value, self.least)) - low) / (high - low))


PANELS = (
    Panel(
        "Processor seconds",
        "s",
        {"dropped": "all rows, CPU", "sent off": "send done, CPU", "restarted": "restarted, CPU"},
        0.01,
        100,
        LEFT,
    ),
    Panel(
        "Memory",
        "MiB",
        {"the list of files": "memory, dropped", "and then the queue": "memory, sent"},
        0.1,
        1000,
        LEFT + WIDTH + GAP,
    ),
)


def measure(size: int, tree: str) -> Mapping[str, float]:
    """The numbers of one run."""
    command = [sys.executable, str(HERE / "drop_folder.py"), "--files", str(size), "--tree", tree, "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    found: Mapping[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def draw(runs: Runs) -> str:
    """The picture."""
    width, height = LEFT + 2 * WIDTH + GAP + 24, TOP + HEIGHT + 40
    parts = [part for panel in PANELS for part in (*_axes(panel), *_curves(panel, runs))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>Cost by number of files</title>\n<style>{STYLE}</style>\n"
        f'<rect class="ground" width="{width}" height="{height}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _axes(panel: Panel) -> list[str]:
    right, bottom = panel.left + WIDTH, TOP + HEIGHT
    parts = [f'<text class="head" x="{panel.left}" y="{TOP - 24}">{panel.title}</text>']
    value = panel.least
    while value <= panel.most * 1.001:
        y = panel.y(value)
        parts.append(f'<line class="grid" x1="{panel.left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{panel.left - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g} {panel.unit}</text>')
        value *= 10
    for size in SIZES:
        x = panel.x(size)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{size:,}</text>')
    low, high = panel.y(panel.most / 1000), panel.y(panel.most / 10)
    parts.append(f'<line class="even" x1="{panel.left}" y1="{low:.1f}" x2="{right}" y2="{high:.1f}"/>')
    return parts


def _curves(panel: Panel, runs: Runs) -> list[str]:
    parts = []
    for number, (words, name) in enumerate(panel.lines.items()):
        kind = "abc"[number]
        points = [(panel.x(size), panel.y(run[name])) for size, run in runs.items()]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="{kind}" points="{drawn}"/>')
        parts.extend(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
        key = panel.left + 8, TOP + 16 + 18 * number
        parts.append(f'<circle class="{kind}" cx="{key[0] + 4}" cy="{key[1] - 4}" r="4"/>')
        parts.append(f'<text x="{key[0] + 14}" y="{key[1]}">{words}</text>')
    return parts


def table(runs: Runs) -> str:
    """The same as a table in Markdown."""
    lines = [(words, name, panel.unit) for panel in PANELS for words, name in panel.lines.items()]
    rows = ["| files | " + " | ".join(words for words, _, _ in lines) + " |", "|---" * (len(lines) + 1) + "|"]
    for size, run in runs.items():
        cells = [f"{run[name]:.2f} {unit}" if unit == "s" else f"{run[name]:.0f} {unit}" for _, name, unit in lines]
        rows.append(f"| {size:,} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def main(argv: Sequence[str] | None = None) -> None:
    """Run all sizes, print, draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--tree", default="", help="a folder to keep the files in for the next run")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        runs = {size: measure(size, options.tree or scratch) for size in options.sizes}
    print(table(runs))
    (HERE / "scaling.svg").write_text(draw(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
