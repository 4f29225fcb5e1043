"""``python -m app``: the window, or the command line when a command is named."""

from __future__ import annotations

import sys

COMMANDS = ("send", "providers", "fields", "form", "queue", "resume", "accounts")


def main(argv: list[str] | None = None) -> int:
    """Run Sendoff with *argv*; the exit code is returned."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in COMMANDS:
        from app.cli import main as command_line

        return command_line(arguments)
    from app.main import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
