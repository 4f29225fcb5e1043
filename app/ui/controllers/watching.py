"""Folders that presets watch: begun, paused, ended, and the files that wait for the person."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.preset import FolderWatch
from app.core.services.api import Core
from app.core.text import Text, text
from app.ui.spawn import Spawn


class Watching(QObject):
    """Does with watched folders what the person asks.

    Signals:
        counted: a folder, and how many files lie in it. refused: a folder that cannot be watched, and why.
        review_wanted: a preset's id, and the files of its folder to be put on the Send page.
        told: a Text, and whether it went well.
    """

    counted = Signal(object, int)
    refused = Signal(object, object)
    review_wanted = Signal(str, list)
    told = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def count(self, preset_id: str, folder: Path) -> None:
        """See whether a preset can watch a folder, and how many files lie in it."""
        self._spawn(self._count(preset_id, folder))

    def watch(self, preset_id: str, wish: FolderWatch, send_present: bool) -> None:
        """Watch a folder."""
        done = text("New files in {folder} are sent from now on.", folder=str(wish.folder))
        work = self._core.watches.watch(preset_id, wish, send_present=send_present)
        self._spawn(self._do(work, done if wish.on else None))

    def forget(self, preset_id: str) -> None:
        """Watch its folder no more."""
        done = text("The folder is not watched any more. Its files are where they were.")
        self._spawn(self._do(self._core.watches.forget(preset_id), done))

    def pause(self, preset_id: str, paused: bool) -> None:
        """Send nothing from the folder for now, or go on."""
        self._spawn(self._do(self._core.watches.pause(preset_id, paused)))

    def leave_out(self, preset_id: str) -> None:
        """Never send the files that wait."""
        view = self._core.watches.of(preset_id)
        count = len(view.waiting) if view is not None else 0
        done = text("{n:count} file is left out.|{n:count} files are left out.", n=count)
        self._spawn(self._do(self._core.watches.leave_out(preset_id), done))

    def review(self, preset_id: str) -> None:
        """Put the files that wait on the Send page, filled in from their preset."""
        view = self._core.watches.of(preset_id)
        if view is not None and view.waiting:
            self.review_wanted.emit(preset_id, list(view.waiting))

    async def _count(self, preset_id: str, folder: Path) -> None:
        try:
            self.counted.emit(folder, await self._core.watches.count(preset_id, folder))
        except SendoffError as error:
            self.refused.emit(folder, error.words)

    async def _do(self, work: Coroutine[Any, Any, None], done: Text | None = None) -> None:
        try:
            await work
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        if done is not None:
            self.told.emit(done, True)
