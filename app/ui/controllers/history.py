"""What was sent before: looked for, listed, and shown at the side."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.ui.controllers.names import Names
from app.ui.models.details_view import receipt_view
from app.ui.models.receipts import ReceiptModel
from app.ui.spawn import Spawn

MOST = 2000
"""How many receipts are listed; a search finds older ones."""


class History(QObject):
    """Fills the list of receipts.

    Signals:
        filled: how many there are, and what was looked for.
        details_shown: a :class:`DetailsView`; details_hidden: nothing is chosen.
        failed: a Text.
    """

    filled = Signal(int, str)
    details_shown = Signal(object)
    details_hidden = Signal()
    failed = Signal(object)

    def __init__(
        self, core: Core, spawn: Spawn, model: ReceiptModel, names: Names, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._core, self._spawn, self._model, self._names = core, spawn, model, names
        self._search = ""
        self._round = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(200)
        self._timer.timeout.connect(self.read)

    def look_for(self, words: str) -> None:
        """List only what *words* occur in, once the typing pauses."""
        self._search = words.strip()
        self._timer.start()

    def read(self) -> None:
        """Read the list anew."""
        self._round += 1
        self._spawn(self._read(self._search, self._round))

    def choose(self, row: int) -> None:
        """Show what is known of the receipt at *row*."""
        receipt = self._model.receipt(row)
        if receipt is None:
            self.details_hidden.emit()
        else:
            self.details_shown.emit(receipt_view(receipt, self._names.receipt(receipt), time.time()))

    async def _read(self, search: str, number: int) -> None:
        try:
            receipts = await self._core.uploads.receipts(search, MOST)
        except SendoffError as error:
            self.failed.emit(error.words)
            return
        if number == self._round:
            self._model.fill(receipts)
            self.filled.emit(len(receipts), search)
