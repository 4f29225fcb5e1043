"""A preset: provider, account, form values and file rules under a name, without any secret."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from app.core.json_types import Json
from app.core.watched import Origin


@dataclass(frozen=True, slots=True)
class FileWishes:
    """Which files a preset takes, and what becomes of their names.

    Attributes:
        patterns: of file names, such as ``*.csv``, whatever the case; none: every file that the vendor takes.
        folders: folders are looked into; else only files are taken.
        name: what a file is called when it is sent, with placeholders, without its ending; empty: as it is.
    """

    patterns: tuple[str, ...] = ()
    folders: bool = True
    name: str = ""

    def takes(self, name: str) -> bool:
        """Whether a file called *name* is one of these."""
        if not self.patterns:
            return True
        plain = name.casefold()
        return any(fnmatchcase(plain, pattern.casefold()) for pattern in self.patterns)


ANY_FILES = FileWishes()
"""Every file, under its own name."""


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What a preset remembers of one field of the form that it was made for.

    Attributes:
        kind: as :class:`app.core.schema.model.Kind` calls it.
        choices: the values to choose from, where the form names them itself.
    """

    key: str
    kind: str
    label: str
    required: bool = False
    choices: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeFor:
    """The form that a preset was made for; an empty fingerprint: nobody knows (presets of earlier versions)."""

    fingerprint: str = ""
    fields: tuple[FieldNote, ...] = ()


def new_id() -> str:
    """An id that no other preset or watch has."""
    return uuid.uuid4().hex


class After(StrEnum):
    """What becomes of a file in a watched folder when it was sent."""

    LEAVE = "leave"
    MOVE = "move"  # into the folder "sent" or "failed" beside it


@dataclass(frozen=True, slots=True)
class FolderWatch:
    """That a preset sends what comes into a folder.

    Attributes:
        folder: absolute; it belongs to this computer and never travels.
        on: False: the person paused it.
        unasked: rows, or files where the vendor counts none, that may be charged for in 24 hours without asking.
        id: stays the same for as long as the folder does: under it is kept what was sent.
    """

    folder: Path
    on: bool = True
    after: After = After.LEAVE
    unasked: int = 0
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Preset:
    """What is sent where, and how, under a name.

    Attributes:
        name: what the person calls it; no two presets share one.
        values: the form's values by field key; placeholders in texts are filled in when files are sent.
        ask: the keys of fields that are left empty and asked for each time.
        pinned: stands before the others; *position* is the order among them.
        watch: the folder whose new files it sends, or None.
        id: stays the same whatever becomes of the name.
    """

    name: str
    provider_id: str
    account_id: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    mode: str = ""
    ask: tuple[str, ...] = ()
    files: FileWishes = ANY_FILES
    made_for: MadeFor = MadeFor()
    pinned: bool = False
    position: float = 0.0
    watch: FolderWatch | None = None
    id: str = field(default_factory=new_id)

    @property
    def origin(self) -> Origin | None:
        """Where its files come from, where it watches a folder."""
        return Origin(self.watch.id, self.watch.folder, self.name) if self.watch is not None else None

    @property
    def turn(self) -> tuple[bool, float, str]:
        """By this presets are sorted."""
        return not self.pinned, self.position, self.name.casefold()


NO_PRESET = Preset("", "", id="")
"""Asks for nothing and takes every file: what holds where no preset is used."""


def free_name(name: str, taken: Sequence[str]) -> str:
    """*name*, or "*name* 2" and so on where there is a preset of that name already."""
    known, found, number = {one.casefold() for one in taken}, name, 2
    while found.casefold() in known:
        found, number = f"{name} {number}", number + 1
    return found
