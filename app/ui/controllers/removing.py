"""Takes transfers off the list, and brings the last ones back for as long as that is offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.text import Text, text
from app.ui.spawn import Spawn

UNDO_TIME = 30_000
"""Milliseconds for which a removal can be taken back: enough to be startled, to read, and to reach the button."""


class Removing(QObject):
    """One removal at a time can be taken back.

    Signals:
        offered: a Text on what was removed; :meth:`bring_back` takes it back. over: that is not possible any more.
        told: a Text, and whether it is good news.
    """

    offered = Signal(object)
    over = Signal()
    told = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._left = 0
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(UNDO_TIME)
        self._time.timeout.connect(self.forget)

    def remove(self, ids: Sequence[str] | None = None) -> None:
        """Take those of *ids* that have ended off the list, or all that are done or cancelled; receipts stay."""
        self._spawn(self._remove(ids))

    def bring_back(self) -> None:
        """Have on the list again what was removed last."""
        left, self._left = self._left, 0
        if left:
            self._time.stop()
            self._spawn(self._bring_back(left))

    def forget(self) -> None:
        """It is not brought back: let it leave the journal."""
        if self._left:
            self._left = 0
            self.over.emit()
            self._spawn(self._forget())

    async def _remove(self, ids: Sequence[str] | None) -> None:
        self._time.stop()  # what was removed before is gone for good now, or on the list again
        self._left = 0
        try:
            self._left = await self._core.uploads.remove(ids)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        if self._left:
            self._time.start()
            self.offered.emit(_left_words(self._left))
        else:
            self.over.emit()

    async def _bring_back(self, left: int) -> None:
        await self._core.uploads.bring_back()
        self.told.emit(_back_words(left), True)

    async def _forget(self) -> None:
        try:
            await self._core.uploads.forget_removed()
        except SendoffError as error:
            self.told.emit(error.words, False)


def _left_words(n: int) -> Text:
    return text("{n:count} transfer was taken off the list.|{n:count} transfers were taken off the list.", n=n)


def _back_words(n: int) -> Text:
    return text("{n:count} transfer is on the list again.|{n:count} transfers are on the list again.", n=n)
