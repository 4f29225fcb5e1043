"""What is kept of each file that a watch met, so that it is sent once and never again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Stand(StrEnum):
    """What became of a file in a watched folder."""

    HERE = "here"  # it lay there when the watch began, and is left alone
    TAKEN = "taken"  # it is in the queue
    SENT = "sent"
    FAILED = "failed"  # sending failed, or it was refused: not tried again before it changes
    SKIPPED = "skipped"  # what it holds was sent before, or the person left it out


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when its folder was looked at.

    Attributes:
        size: bytes.
        mtime_ns: modification time in nanoseconds.
        number: the file's on its disk: it keeps it under another name. Empty where nobody knows it.
    """

    path: Path
    size: int
    mtime_ns: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """One file in one form; with other contents it is another one.

    Attributes:
        watch: the id of the watch, see :class:`app.core.preset.FolderWatch`.
        contents: SHA-256, lower-case hex; empty where nobody read it.
        number: see :class:`Seen`; of those that were left alone, whose contents nobody read.
        transfer_id: the transfer that it went into, or empty.
        units: files or rows that were charged within the limit that the person set, see :class:`Origin`.
        at: when this was found, seconds since the epoch.
    """

    watch: str
    path: Path
    size: int
    mtime_ns: int
    stand: Stand
    contents: str = ""
    transfer_id: str = ""
    units: int = 0
    at: float = 0.0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """That the files of a draft come from a watched folder.

    Attributes:
        folder: what lies below it is kept in mind as sent.
        preset: the name of the preset that watches it.
        units: files or rows that are charged without having been asked about, for the limit of a day.
    """

    watch: str
    folder: Path
    preset: str
    units: int = 0
