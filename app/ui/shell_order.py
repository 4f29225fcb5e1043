"""Connects what changes the order of the queue, and what is done with it as a whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.shelf import Listed
from app.core.text import text
from app.core.transfer import TO_COME, Place, Priority
from app.ui.choosers import Chooser
from app.ui.controllers.queue import Queue
from app.ui.models.queue import QueueModel
from app.ui.models.queue_rows import rows_in
from app.ui.text import tr
from app.ui.views.order_menu import OrderMenu
from app.ui.views.transfers_page import TransfersPage

_MANY = 20_000
"""From this many chosen rows on it is not looked at how urgent each is: a menu opens at once, without a tick."""


class OrderWiring(QObject):
    """The queue's order at work.

    Signals:
        told: a Text, and whether it is good news.
    """

    told = Signal(object, bool)

    def __init__(self, queue: Queue, model: QueueModel, page: TransfersPage, chooser: Chooser) -> None:
        super().__init__(page)
        self._queue, self._model, self._page, self._chooser = queue, model, page, chooser
        page.rows.move_wanted.connect(self._move)
        page.rows.dropped_before.connect(self._drop)
        page.order.aboutToShow.connect(self._before_menu)
        self.connect_menu(page.order)
        page.vendor_chosen.connect(queue.choose_vendor)
        page.save_list_wanted.connect(self._ask_place)
        queue.counts_changed.connect(self._on_counts)
        queue.list_saved.connect(self._on_saved)

    def connect_menu(self, menu: OrderMenu) -> None:
        """Do what is chosen in *menu*."""
        menu.place_chosen.connect(self._move)
        menu.priority_chosen.connect(self._prioritise)

    def priorities(self) -> set[Priority]:
        """How urgent the chosen transfers are whose turn is still to come; empty when there is none."""
        rows = self._page.rows.chosen_runs()
        if rows_in(rows) > _MANY:
            states = self._model.states_at(rows)
            return set(Priority) if any(states[state] for state in TO_COME) else set()
        return {one.priority for one in self._model.transfers_at(rows) if one.state in TO_COME}

    def _before_menu(self) -> None:
        self._page.order.show_priorities(self.priorities())

    def _move(self, place: Place) -> None:
        self._queue.move(self._chosen_ids(), place)

    def _prioritise(self, priority: Priority) -> None:
        self._queue.prioritise(self._chosen_ids(), priority)

    def _drop(self, row: int) -> None:
        chosen = self._chosen()
        batches = {one.batch_id for one in chosen}
        if len(batches) != 1:
            self.told.emit(text("Move the files of one batch at a time."), False)
            return
        above = self._model.spot(row - 1)
        if above is None or above.group.batch.id not in batches:
            self.told.emit(text("A file stays in its batch. “Send next” puts it before all others."), False)
            return
        self._queue.move_before([one.id for one in chosen], self._next_to_come(row, next(iter(batches))))

    def _next_to_come(self, row: int, batch_id: str) -> str:
        """The first transfer of a batch from *row* on whose turn is still to come; empty at its end."""
        while (spot := self._model.spot(row)) is not None and spot.group.batch.id == batch_id:
            transfer = self._model.transfer(spot.transfer_id)
            if transfer is not None and transfer.state in TO_COME:
                return transfer.id
            row += 1
        return ""

    def _chosen_ids(self) -> list[str]:
        return self._model.ids_at(self._page.rows.chosen_runs())

    def _chosen(self) -> list[Listed]:
        return self._model.transfers_at(self._page.rows.chosen_runs())

    # ── the vendors and the list ──────────────────────────────────────────────────────────────────────

    def _on_counts(self) -> None:
        self._page.show_vendors(self._queue.vendors())

    def _ask_place(self) -> None:
        self._chooser.place(tr("not sent.csv"), self._queue.save_list)

    def _on_saved(self, place: Path) -> None:
        self.told.emit(text("The list is saved as {place}.", place=str(place)), True)
