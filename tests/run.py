"""Sets up what the tests need and runs them all: the one command for a developer, and for CI.

``python3 tests/run.py [--fast] [--seed N] [pytest's arguments …]``: without arguments everything runs on all
processors, the fast things first, and the coverage of the core is measured; with arguments only the named tests run,
in one process. ``--fast`` leaves out the tests that are marked slow. Ends with pytest's summary line; the exit code is
0 when nothing at all failed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from installer import system
from installer.environment import LOCKS, ROOT, Environment, SetupError
from installer.node import install_node_tools

CANNOT_START = 2


@dataclass(frozen=True)
class Look:
    """One check of the source that runs before the tests."""

    name: str
    command: tuple[str, ...]


LOOKS = (
    Look("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    Look("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Look("import layers", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
    Look("mypy", ("-m", "mypy", "--no-error-summary")),
)


def prepare(environment: Environment) -> None:
    """Install the packages, the programs and the node tools that tests use; nothing when all is there.

    Raises:
        SetupError: something cannot be installed here.
    """
    system.provide((*system.TRUST, *system.WINDOW, *system.TESTS), "A test run")
    locks = (LOCKS / "run.txt", LOCKS / "test.txt")
    if not all(environment.has(lock) for lock in locks):
        print("Setting up .venv and .tools for the tests, once; this takes about a minute …", flush=True)
    environment.install(*locks)
    install_node_tools(environment, ROOT / "tests", ROOT / ".tools" / "node")


def look(python: Path, variables: dict[str, str]) -> list[str]:
    """Run every look, all at the same time; the names of those that found something are returned."""
    running = [
        (
            one,
            subprocess.Popen(
                [python, *one.command],
                cwd=ROOT,
                env=variables,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            ),
        )
        for one in LOOKS
    ]
    failed = []
    for one, process in running:
        words, _ = process.communicate()
        print(f"{one.name:<14} {'ok' if process.returncode == 0 else 'FAILED'}", flush=True)
        if process.returncode != 0:
            print(words.rstrip(), flush=True)
            failed.append(one.name)
    return failed


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_command(python: Path, seed: int, fast: bool, arguments: Sequence[str]) -> list[str]:
    """The command that runs the tests."""
    command = [str(python), "-m", "pytest", f"--hypothesis-seed={seed}"]
    if not arguments:
        # A file stays in one process: what its tests share is set up once, and their order is the one in the file.
        command += [f"--numprocesses={processors()}", "--dist=loadfile", "--no-loadscope-reorder"]
    if fast:
        command += ["-m", "not slow"]
    elif not arguments:
        command += ["--cov", "--cov-report=term:skip-covered", "--durations=10"]
    return [*command, *arguments]


def main(arguments: list[str]) -> int:
    """Set up, look, test; the exit code is returned."""
    parser = argparse.ArgumentParser(description="Set up what the tests need and run them.")
    parser.add_argument("--fast", action="store_true", help="leave out what is marked slow, and the coverage")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="repeat a run")
    options, rest = parser.parse_known_args(arguments)
    # A shell has what it starts in the background ignore Ctrl-C, and programs hand that on: some tests press it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    environment, started = Environment(ROOT), time.monotonic()
    try:
        prepare(environment)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return CANNOT_START
    print(f"set up in {time.monotonic() - started:.0f} s; seed {options.seed} (repeat with --seed {options.seed})")
    variables = {**os.environ, "PYTHONHASHSEED": str(options.seed), "SENDOFF_SEED": str(options.seed)}
    # Else each of the hundreds of programs that the tests start compiles all of its modules: a third of its time.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    variables["PYTHONPYCACHEPREFIX"] = str(ROOT / ".tools" / "bytecode")
    failed = [] if rest else look(environment.python, variables)
    # pytest has the last line; it names what failed before it just above.
    variables["SENDOFF_FAILED_LOOKS"] = ", ".join(failed)
    code = subprocess.call(
        pytest_command(environment.python, options.seed, options.fast, rest), cwd=ROOT, env=variables
    )
    return code or int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
