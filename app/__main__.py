"""``python -m app``: the window, the command line when a command is named, or what an installer asks for."""

from __future__ import annotations

import sys

from app.commands import COMMANDS


def main(argv: list[str] | None = None) -> int:
    """Run Sendoff with *argv*; the exit code is returned."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in COMMANDS:
        from app.cli import main as command_line

        return command_line(arguments)
    if arguments and arguments[0] == "--selftest":
        from app.selftest import main as selftest

        return selftest(arguments[1:])
    if arguments and arguments[0] == "--remove-data":
        from app.removal import main as removal

        return removal()
    from app.main import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
