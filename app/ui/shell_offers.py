"""Connects what is asked before something is done with transfers, and says what came of a vendor's offer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.core.services.model import ActionResult, Offer
from app.core.text import Text, text
from app.ui.choosers import Chooser
from app.ui.controllers.queue import Queue
from app.ui.dialogs.settling import SettlingDialog
from app.ui.models.acts import Act
from app.ui.text import say, tr


class OfferWiring(QObject):
    """Offers and settling at work.

    Signals:
        told: a Text, and whether it is good news.
    """

    told = Signal(object, bool)

    def __init__(self, queue: Queue, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._queue, self._chooser, self._window = queue, chooser, window
        queue.confirm_wanted.connect(self._confirm)
        queue.place_wanted.connect(self._ask_place)
        queue.acted.connect(self._on_acted)
        queue.word_wanted.connect(self._ask_word)

    def _confirm(self, transfer_id: str, offer: Offer) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, say(offer.label), say(offer.confirm), parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(say(offer.label), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("Leave it"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(partial(self._queue.take_offer, transfer_id, offer))
        box.open()

    def _ask_word(self, act: Act, ids: list[str]) -> None:
        dialog = SettlingDialog(act, len(ids), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._queue.settle, act, ids))
        dialog.open()

    def _ask_place(self, transfer_id: str, offer: Offer) -> None:
        self._chooser.place(offer.suggested_name, partial(self._queue.take_offer, transfer_id, offer))

    def _on_acted(self, result: ActionResult) -> None:
        words: Text = result.words
        if result.saved_to is not None:
            words = text("{words} Saved as {place}.", words=words, place=str(result.saved_to))
        self.told.emit(words, result.ok)
        if result.table:
            self._show_table(result)

    def _show_table(self, result: ActionResult) -> None:
        lines = "\n".join(f"{name}: {value}" for name, value in result.table)
        box = QMessageBox(QMessageBox.Icon.NoIcon, tr("What the vendor says"), lines, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
