"""What a command prints: lines for people without control characters, lines of JSON that are JSON in every terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys

from app.core.errors import SendoffError
from app.core.text import text

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""A file name or a vendor's words may hold them: they would begin lines, or command the terminal."""


class NobodyReads(Exception):
    """Whoever read the output has ended, as ``head`` does when it has enough."""


class Unwritable(SendoffError):
    """What is to be printed cannot be: the disk is full, or the terminal is gone."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            text(
                "What came of it could not be written out: {reason}. Sendoff's queue and receipts have it.",
                reason=error.strerror or type(error).__name__,
            )
        )


def prepare() -> None:
    """Let the streams take every file name, whatever the terminal's character set is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(words: object) -> None:
    """A line of the output. Raises: NobodyReads, Unwritable."""
    _print(clean(words))


def say_json(data: object, *, indent: int | None = None) -> None:
    """*data* as JSON in plain ASCII, one line of it without *indent*. Raises: NobodyReads, Unwritable."""
    _print(json.dumps(data, indent=indent))


def complain(words: object) -> None:
    """Say what is wrong, on the error stream."""
    remark(f"sendoff: {words}")


def remark(words: object) -> None:
    """Say something beside what was asked for: on the error stream, so that a list stays one that can be read on."""
    with contextlib.suppress(OSError):  # the terminal is gone: nobody is there to hear it
        print(clean(words), file=sys.stderr, flush=True)


def clean(words: object) -> str:
    """*words* as one line, with control characters written out."""
    return _CONTROL.sub(_written_out, " ".join(str(words).splitlines()))


def _let_go() -> None:
    """Nothing more can be printed: keep Python from trying once more at its end."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _print(line: str) -> None:
    try:
        print(line, flush=True)
    except OSError as error:
        _let_go()
        if isinstance(error, BrokenPipeError):
            raise NobodyReads from error
        raise Unwritable(error) from error


def _written_out(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
