"""Moves files that were sent, or were not, out of the way; blocks."""

from __future__ import annotations

import os
from pathlib import Path

from app.core.watch.left_alone import OWN_FOLDERS
from app.core.watched import Seen

SENT, FAILED = OWN_FOLDERS


class ChangedMeanwhile(OSError):
    """It is not the file any more that was sent."""


def move_aside(seen: Seen, folder: Path, into: str) -> Path:
    """Move the file into the folder *into* of the watched *folder*; where it is then. Nothing is ever overwritten.

    A file that lies there already is left. Folders below the watched one are kept: ``a/b.csv`` goes to
    ``sent/a/b.csv``.

    Raises:
        ChangedMeanwhile: it holds something else than it did.
        OSError: it is gone, or the disk does not let us.
    """
    below = seen.path.relative_to(folder)
    if below.parts[0] == into:
        return seen.path
    if below.parts[0] in OWN_FOLDERS:  # it failed, and was sent after all
        below = Path(*below.parts[1:])
    now = seen.path.stat()
    if (now.st_size, now.st_mtime_ns) != (seen.size, seen.mtime_ns):
        raise ChangedMeanwhile(f"{seen.path.name} changed")
    target = folder / into / below
    target.parent.mkdir(parents=True, exist_ok=True)
    free = _reserved(target)
    try:
        os.replace(seen.path, free)
    except OSError:
        free.unlink(missing_ok=True)
        raise
    return free


def _reserved(target: Path) -> Path:
    """A name that nobody else has, held by an empty file: what is moved there takes its place in one step."""
    number, free = 2, target
    while True:
        try:
            os.close(os.open(free, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            free, number = target.with_name(f"{target.stem} ({number}){target.suffix}"), number + 1
        else:
            return free
