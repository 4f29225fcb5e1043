"""Walks what was dropped, and hands over what is found in portions, until it is told that nobody wants it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.model import Draft
from app.ui.spawn import Spawn


@dataclass(eq=False)
class _Wish:
    """Paths to look at, and what of them was taken off the list since."""

    paths: tuple[Path, ...]
    without: set[Path] = field(default_factory=set)


class Searching(QObject):
    """The examinations that are under way.

    Signals:
        found: a portion of verdicts. ended: one came to its end. failed: a Text.
        changed: whether anything is being walked.
    """

    found = Signal(object)
    ended = Signal()
    failed = Signal(object)
    changed = Signal(bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._run = 0  # counts wishes: an older examination that is still going stops
        self._going = 0
        self._unfinished: list[_Wish] = []

    @property
    def is_going(self) -> bool:
        """Whether more may be found."""
        return bool(self._unfinished)

    def look(self, paths: Sequence[Path], draft: Draft) -> None:
        """Look at files and folders with the eyes of a draft."""
        asked = set(paths)
        for wish in self._unfinished:  # what was taken off the list and is dropped once more is wanted again
            wish.without = {path for path in wish.without if asked.isdisjoint((path, *path.parents))}
        self._begin(_Wish(tuple(paths)), draft)

    def look_again(self, paths: Sequence[Path], draft: Draft) -> None:
        """Look with other eyes: at *paths*, and at whatever an examination is not through with."""
        earlier, self._unfinished = self._unfinished, []
        self.forget()
        without = {path for wish in earlier for path in wish.without}
        everything = (*paths, *(path for wish in earlier for path in wish.paths))
        if everything:
            self._begin(_Wish(everything, without), draft)

    def leave_out(self, paths: Iterable[Path]) -> None:
        """These were taken off the list: another look at the folder they lie in does not bring them back."""
        gone = set(paths) if self._unfinished else set()
        for wish in self._unfinished:
            wish.without |= gone

    def forget(self) -> None:
        """Nobody wants what is being looked at any more."""
        self._run += 1
        self._unfinished = []

    def _begin(self, wish: _Wish, draft: Draft) -> None:
        self._unfinished.append(wish)
        self._spawn(self._look(wish, draft, self._run))

    async def _look(self, wish: _Wish, draft: Draft, run: int) -> None:
        self._count(1)
        try:
            uploads = self._core.uploads
            found = uploads.examine(draft.provider_id, wish.paths, draft.mode, draft.values, draft.wishes)
            async for portion in found:
                if run != self._run:
                    return
                self.found.emit([one for one in portion if one.path not in wish.without] if wish.without else portion)
        except SendoffError as error:
            self.failed.emit(error.words)
        finally:
            if wish in self._unfinished:
                self._unfinished.remove(wish)
            self._count(-1)
        self.ended.emit()

    def _count(self, step: int) -> None:
        self._going += step
        self.changed.emit(self._going > 0)
