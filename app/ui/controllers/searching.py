"""Walks what was dropped, and hands over what is found in portions, until it is told that nobody wants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.model import Draft
from app.ui.spawn import Spawn


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

    def look(self, paths: Sequence[Path], draft: Draft) -> None:
        """Look at files and folders with the eyes of a draft."""
        self._spawn(self._look(tuple(paths), draft, self._run))

    def forget(self) -> None:
        """Nobody wants what is being looked at any more."""
        self._run += 1

    async def _look(self, paths: Sequence[Path], draft: Draft, run: int) -> None:
        self._count(1)
        try:
            uploads = self._core.uploads
            found = uploads.examine(draft.provider_id, paths, draft.mode, draft.values, draft.wishes)
            async for portion in found:
                if run != self._run:
                    return
                self.found.emit(portion)
        except SendoffError as error:
            self.failed.emit(error.words)
        finally:
            self._count(-1)
        self.ended.emit()

    def _count(self, step: int) -> None:
        self._going += step
        self.changed.emit(self._going > 0)
