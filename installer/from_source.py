"""Sets Sendoff up in this checkout and starts it: the one command for a fresh machine.

``python3 installer/from_source.py [--practice] [--screenshot FILE] [send|providers|… …]``: every argument is the
program's own. Needs nothing but Python and pip; the first start needs the network, later ones do not.

Exit codes: 2 when it cannot be set up or there is no screen for the window; else the program's own.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.__main__ import COMMANDS
from app.screen import has_screen
from installer import system
from installer.environment import LOCKS, ROOT, Environment, SetupError

CANNOT_START = 2


def draws(arguments: list[str]) -> bool:
    """Whether these arguments make a picture, for which no screen is needed."""
    return any(argument.partition("=")[0] == "--screenshot" for argument in arguments)


def opens_window(arguments: list[str]) -> bool:
    """Whether these arguments open the window on the screen."""
    command = bool(arguments) and arguments[0] in COMMANDS
    return not command and not draws(arguments) and {"-h", "--help"}.isdisjoint(arguments)


def without_screen() -> str:
    """What to say where no window can be shown."""
    script = os.path.relpath(Path(__file__).resolve())
    sample = os.path.relpath(ROOT / "resources" / "samples" / "leads.csv")
    return (
        "This machine has no screen, so the window cannot open. Sendoff itself is set up.\n"
        "The same upload in the terminal, to a practice vendor inside the program:\n\n"
        f"  python3 {script} send --practice --provider sela --set body.source=crm_export {sample}\n\n"
        "A picture of the window, drawn without a screen:\n\n"
        f"  python3 {script} --practice --screenshot sendoff.png\n"
    )


def prepare(arguments: list[str], environment: Environment, variables: dict[str, str]) -> None:
    """Make everything ready that these arguments need.

    Raises:
        SetupError: something is missing that cannot be installed here.
    """
    window, lock = opens_window(arguments), LOCKS / "run.txt"
    to_be_shown = window and has_screen(variables)
    remembered = environment.note("window.stamp")
    looked = to_be_shown or draws(arguments)
    if looked and not remembered.exists():
        system.provide((*system.WINDOW, *system.TRUST), "The window")
    if not environment.has(lock):
        print("Setting Sendoff up in .venv, once; this takes about a minute …", file=sys.stderr, flush=True)
        environment.install(lock)
    if looked and not remembered.exists():
        with contextlib.suppress(OSError):  # somebody else's checkout: then it is looked up each time
            remembered.touch()
    if window and not to_be_shown:
        raise SetupError(without_screen())
    if draws(arguments):
        variables["QT_QPA_PLATFORM"] = "offscreen"


def main(arguments: list[str]) -> int:
    """Set up what is missing, then become the program."""
    environment, variables = Environment(ROOT), dict(os.environ)
    try:
        prepare(arguments, environment, variables)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return CANNOT_START
    # -P: a folder called "app" where the person stands must not be taken for the program.
    command = [str(environment.python), "-P", "-m", "app", *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, variables)
    return subprocess.call(command, env=variables)  # Windows has no exec that keeps the console


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
