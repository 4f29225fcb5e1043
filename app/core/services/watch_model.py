"""How a watched folder stands, as a window shows it, and what is asked of whoever sends what comes into it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.core.text import Text
from app.core.watched import Seen


class WatchStand(StrEnum):
    """What a watch does."""

    WATCHING = "watching"
    PAUSED = "paused"  # the person said so
    AWAY = "away"  # the folder is not there, or may not be opened
    HELD = "held"  # something has to be put right before anything is sent: see the words
    ASKING = "asking"  # files wait for the person


@dataclass(frozen=True, slots=True)
class WatchView:
    """A watched folder as it stands.

    Attributes:
        words: a sentence or two about it.
        waiting: files that are sent when the person says so, or left out for good.
    """

    preset_id: str
    preset: str
    folder: Path
    stand: WatchStand
    words: Text
    waiting: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of new files.

    Attributes:
        held: why nothing more is sent by itself, or None.
        waiting: those that the person is to decide about.
        refused: those that the vendor does not take: they are not tried again.
        said: what is worth a word besides.
        closed: some could not be read: they are to be tried again.
    """

    held: Text | None = None
    waiting: tuple[Seen, ...] = ()
    refused: tuple[Seen, ...] = ()
    said: tuple[Text, ...] = ()
    closed: bool = False
