"""What an account's vendor offers beyond uploads, such as closing old sessions; asks once more in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.services.model import Offer
from app.ui.forms.labels import plain_label
from app.ui.text import say, tr


class AccountOffers(QWidget):
    """A button for each offer; nothing at all where there is none.

    Signals:
        wanted: the id of an offer that was pressed, and agreed to where it asks.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account_id = ""
        self._offers: dict[str, Offer] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._asked = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addStretch(1)
        box.addLayout(self._line)
        box.addWidget(self._question())
        self._ask("")
        self.hide()

    def show_offers(self, account_id: str, offers: Sequence[Offer]) -> None:
        """Offer these for an account; what is being asked stays while they are the same."""
        if account_id == self._account_id and tuple(offers) == tuple(self._offers.values()):
            return
        self._account_id = account_id
        self._offers = {offer.id: offer for offer in offers}
        for old in self._buttons.values():
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {offer.id: QPushButton(say(offer.label), self) for offer in offers}
        for at, (offer_id, button) in enumerate(self._buttons.items()):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._pressed, offer_id))
            self._line.insertWidget(at, button)
        self._ask("")
        self.setVisible(bool(offers))

    def buttons(self) -> list[QPushButton]:
        """The offers' buttons, in their order."""
        return [self._buttons[one] for one in self._offers]

    def set_busy(self, busy: bool) -> None:
        """Whether something is being done with the account just now."""
        self.setEnabled(not busy)

    def _question(self) -> QWidget:
        self.question = QWidget(self)
        box = QVBoxLayout(self.question)
        box.setContentsMargins(0, 0, 0, 0)
        self._words = plain_label("", "", self.question)
        box.addWidget(self._words)
        line = QHBoxLayout()
        self.yes = QPushButton(self.question)
        self.no = QPushButton(self.question)
        self.yes.clicked.connect(self._agreed)
        self.no.clicked.connect(self._left)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        return self.question

    def _ask(self, offer_id: str) -> None:
        self._asked = offer_id
        self.question.setVisible(bool(offer_id))
        for button in self._buttons.values():
            button.setVisible(not offer_id)
        if offer_id:
            offer = self._offers[offer_id]
            self._words.setText(say(offer.needs or offer.confirm))
            self.yes.setText(say(offer.label))
            self.yes.setVisible(offer.needs is None)
            self.no.setText(tr("Close") if offer.needs else tr("Leave it"))
            self.no.setFocus()

    def _pressed(self, offer_id: str) -> None:
        offer = self._offers[offer_id]
        if offer.needs or offer.confirm:
            self._ask(offer_id)
        else:
            self.wanted.emit(offer_id)

    def _agreed(self) -> None:
        offer_id = self._asked
        self._ask("")
        self.wanted.emit(offer_id)

    def _left(self) -> None:
        self._ask("")
