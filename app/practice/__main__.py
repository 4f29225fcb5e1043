"""Runs the practice vendors alone: ``python -m app.practice``; ends on SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.practice.control import Control
from app.practice.server import PROVIDERS, Practice


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; the exit code."""
    options = _parser().parse_args(arguments)
    asyncio.run(_run(options))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m app.practice", description="The five vendors in small, on loopback.")
    parser.add_argument("--ready-file", type=Path, help="write the line with servers and keys here, too")
    parser.add_argument("--keep-files", type=Path, help="keep everything received in this folder")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each reply")
    parser.add_argument("--scale", type=float, default=1.0, help="length of the vendors' own work; 0 is at once")
    parser.add_argument("--key", action="append", default=[], metavar="PROVIDER=KEY", help="a key to accept")
    parser.add_argument("--port", action="append", default=[], metavar="PROVIDER=PORT", help="a port to use")
    return parser


async def _run(options: argparse.Namespace) -> None:
    practice = await Practice.start(
        latency=options.latency,
        scale=options.scale,
        keep_files=options.keep_files,
        keys=_pairs(options.key),
        ports={name: int(port) for name, port in _pairs(options.port).items()},
    )
    control = Control(practice)
    await control.start(int(_pairs(options.port).get("control", 0)))
    _announce(json.dumps(control.state()), options.ready_file)
    await _told_to_stop()
    await control.stop()
    await practice.stop()


def _pairs(given: Sequence[str]) -> Mapping[str, str]:
    pairs = dict((name, value) for name, _, value in (pair.partition("=") for pair in given))
    strangers = set(pairs) - {*PROVIDERS, "storage", "control"}
    if strangers:
        raise SystemExit(f"no such provider: {', '.join(sorted(strangers))}")
    return pairs


def _announce(line: str, ready_file: Path | None) -> None:
    if ready_file:
        part = ready_file.with_name(f"{ready_file.name}.part")
        part.write_text(f"{line}\n", encoding="utf-8")
        os.replace(part, ready_file)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        except RuntimeError:  # Windows: Ctrl+C ends the program by an exception
            continue
    await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
