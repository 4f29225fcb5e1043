"""Looks at a watched folder: which files lie there, and whether it is still the same folder; blocks."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.entries import is_folder, is_hidden, leads_elsewhere
from app.core.long_lived import long_lived
from app.core.natural import natural
from app.core.preset import FileWishes
from app.core.watch.left_alone import OWN_FOLDERS, is_left_alone
from app.core.watched import Seen

Known = Callable[[str, int, int], bool]
"""Whether a file at this path, of this size, modified then, is known already."""


def _nothing(_path: str, _size: int, _mtime_ns: int) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a look at a folder found.

    Attributes:
        identity: device and number of the folder: another one is there after a stick was plugged in again, say.
        mounted: it is the top of a disk of its own.
    """

    identity: tuple[int, int]
    mounted: bool
    files: tuple[Seen, ...]


def look_into(folder: Path, wishes: FileWishes, known: Known = _nothing) -> Listing:
    """The files at and below *folder* that may be sent, in the order of :func:`natural`.

    Links to folders are not followed.

    Args:
        known: says of a path, size and modification time that this file is none of ours. There may be 100,000 of
            those at every look, so nothing is made for them.

    Raises:
        OSError: the folder is not there, or may not be opened.
    """
    found = os.stat(folder)
    files = tuple(long_lived(_below(folder, wishes, known)))
    return Listing((found.st_dev, found.st_ino), os.path.ismount(folder), files)


def _below(top: Path, wishes: FileWishes, known: Known) -> Iterator[Seen]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = [one for one in listed if not _is_nobodys(one)]
        except OSError:
            if folder is top:
                raise
            continue  # a folder in it went away or is closed: what lies there is none of ours
        below: list[str] = []
        new: list[Seen] = []
        for entry in entries:
            if folder is top and entry.name.casefold() in OWN_FOLDERS and is_folder(entry):
                continue
            if is_folder(entry):
                if wishes.folders and not leads_elsewhere(entry):
                    below.append(entry.name)
            elif wishes.takes(entry.name) and (seen := _seen(entry, known)) is not None:
                new.append(seen)
        yield from sorted(new, key=_by_name)  # of those that are known, there may be many more
        waiting += [folder / name for name in sorted(below, key=natural, reverse=True)]


def _by_name(seen: Seen) -> str:
    return natural(seen.path.name)


def _seen(entry: os.DirEntry[str], known: Known) -> Seen | None:
    try:
        # Windows' listing tells how long a file was when it was last closed: one that is written to still grows.
        found = os.stat(entry.path)
        number = str(entry.inode())
    except OSError:  # it went away, or is a link that leads nowhere
        return None
    if not stat.S_ISREG(found.st_mode) or known(entry.path, found.st_size, found.st_mtime_ns):
        return None
    return Seen(Path(entry.path), found.st_size, found.st_mtime_ns, number)


def _is_nobodys(entry: os.DirEntry[str]) -> bool:
    return is_hidden(entry) or is_left_alone(entry.name)
