"""The queue on the screen: in step with the core, filtered, searched, and with one transfer's details open."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.copies import replace
from app.core.events import BatchAdded, Progressed, TransfersRead
from app.core.services.api import Core
from app.core.services.model import ActionResult, Details, Offer
from app.core.transfer import Transfer
from app.ui.controllers.names import Names
from app.ui.controllers.queue_hand import QueueHand
from app.ui.models.acts import Act
from app.ui.models.details_view import heading_of, view_of
from app.ui.models.groups import Keep
from app.ui.models.queue import QueueModel
from app.ui.models.queue_filter import Filter, Wish, keeper
from app.ui.spawn import Spawn

_DETAILS_PAUSE = 400
"""Milliseconds between two readings of the details of a transfer that keeps changing."""


class Queue(QueueHand):
    """Keeps the model in step with the core and does what is asked.

    Signals:
        details_shown: a :class:`DetailsView`; details_hidden: there is nothing to show.
        details_moved: in words where the transfer stands whose details are open.
        counts_changed: how the transfers stand may be another now; whether the queue is all there.
        confirm_wanted, place_wanted: a transfer's id, and an offer for it that asks first, or that needs a place to
            save to; answer with :meth:`take_offer`.
        acted: the :class:`ActionResult` of an offer.
    """

    details_shown = Signal(object)
    details_hidden = Signal()
    details_moved = Signal(str)
    counts_changed = Signal(bool)
    confirm_wanted = Signal(str, object)
    place_wanted = Signal(str, object)
    acted = Signal(object)

    def __init__(
        self, core: Core, spawn: Spawn, model: QueueModel, names: Names, parent: QObject | None = None
    ) -> None:
        super().__init__(core, spawn, model, parent)
        self._names = names
        self._wish = Wish()
        self._open = ""
        self._details: Details | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DETAILS_PAUSE)
        self._timer.timeout.connect(self._read_details)
        model.held_changed.connect(self._on_held)
        model.sifted.connect(self._on_sifted)

    # ── in step with the core ─────────────────────────────────────────────────────────────────────────

    def fill(self) -> None:
        """Show the queue as it is."""
        self._model.fill(self._core.uploads.batches(), self._core.uploads.listed())
        self.counts_changed.emit(self._core.uploads.is_whole)

    def on_batch(self, event: BatchAdded | TransfersRead) -> None:
        """A batch came, or transfers of it were read after a start."""
        self._model.add(event.batch, event.transfers)
        self.counts_changed.emit(self._core.uploads.is_whole)

    def on_changed(self, transfers: Sequence[Transfer]) -> None:
        """Transfers changed."""
        self._model.change(transfers)
        self.counts_changed.emit(self._core.uploads.is_whole)
        if any(t.id == self._open for t in transfers):
            self._show_details()
            if not self._timer.isActive():
                self._timer.start()

    def on_progress(self, moved: Mapping[str, Progressed]) -> None:
        """Bytes moved; only the words for them change in the details."""
        transfer = self._model.transfer(self._open) if self._open in moved else None
        if transfer is not None:
            self.details_moved.emit(heading_of(transfer, moved[self._open]))

    def on_removed(self, ids: Sequence[str]) -> None:
        """Transfers left the queue."""
        self._model.remove(ids)
        self.counts_changed.emit(self._core.uploads.is_whole)
        if self._open in ids:
            self.close_details()

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────

    def choose_filter(self, which: Filter) -> None:
        """Show only transfers that stand so."""
        self._keep(replace(self._wish, which=which))

    def look_for(self, words: str) -> None:
        """Show only transfers in whose name or destination *words* occur."""
        self._keep(replace(self._wish, search=words))

    def choose_vendor(self, provider_id: str) -> None:
        """Show only transfers to one vendor; to all for an empty id."""
        self._keep(replace(self._wish, vendor=provider_id))

    def vendors(self) -> list[tuple[str, str]]:
        """The vendors that transfers of the queue go to: id and name, by name."""
        ids = {batch.provider_id for batch in self._core.uploads.batches()}
        return sorted(((id_, self._names.provider(id_)) for id_ in ids), key=_by_name)

    @property
    def is_filtered(self) -> bool:
        """Whether some are held back."""
        return not self._wish.is_everything

    def open_details(self, transfer_id: str) -> None:
        """Show the details of one transfer."""
        if transfer_id != self._open:
            self._open, self._details = transfer_id, None
        self._show_details()
        self._read_details()

    def close_details(self) -> None:
        """Put the details away."""
        self._open, self._details = "", None
        self.details_hidden.emit()

    # ── what is done ──────────────────────────────────────────────────────────────────────────────────

    def do_open(self, act: Act) -> None:
        """Do *act* with the transfer whose details are open."""
        transfer = self._model.transfer(self._open)
        if transfer is not None:
            self.do(act, [transfer])

    def offer(self, offer_id: str) -> None:
        """An offer in the details was pressed: ask first where it says so."""
        offers = self._details.offers if self._details else ()
        found = next((o for o in offers if o.id == offer_id), None)
        if found is None:
            return
        if found.confirm is not None:
            self.confirm_wanted.emit(self._open, found)
        else:
            self.take_offer(self._open, found)

    def take_offer(self, transfer_id: str, offer: Offer, save_to: Path | None = None) -> None:
        """Do what the offer says, which was confirmed or needs no confirming; where to save is asked first."""
        if offer.download and save_to is None:
            self.place_wanted.emit(transfer_id, offer)
        else:
            self._spawn(self._guarded(self._take(transfer_id, offer.id, save_to)))

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────

    def _on_held(self) -> None:
        """What is in line waits for something else."""
        if self._wish.which is Filter.NEEDS_YOU:
            self._keep(self._wish)
        self._show_details()

    def _on_sifted(self) -> None:
        self.counts_changed.emit(self._core.uploads.is_whole)

    def _keep(self, wish: Wish) -> None:
        self._wish = wish
        self._model.keep_only(self._keeper(wish))
        self.choice = self._keeper(replace(wish, which=Filter.ALL))
        self.counts_changed.emit(self._core.uploads.is_whole)

    def _keeper(self, wish: Wish) -> Keep | None:
        return keeper(wish, self._core.uploads.batch, self._names.batch, self._model.needs_key)

    def _show_details(self) -> None:
        transfer = self._model.transfer(self._open)
        if transfer is None:
            return
        progress = self._model.progress_of(self._open)
        where = self._names.transfer(transfer)
        askable = self.can_look_up(transfer)
        self.details_shown.emit(view_of(transfer, where, self._details, time.time(), progress, askable=askable))

    def _read_details(self) -> None:
        if self._model.transfer(self._open) is not None:
            self._spawn(self._guarded(self._read(self._open)))

    async def _read(self, transfer_id: str) -> None:
        details = await self._core.uploads.details(transfer_id)
        if transfer_id == self._open:
            self._details = details
            self._show_details()

    async def _take(self, transfer_id: str, offer_id: str, save_to: Path | None) -> None:
        result: ActionResult = await self._core.uploads.act(transfer_id, offer_id, save_to)
        self.acted.emit(result)


def _by_name(vendor: tuple[str, str]) -> str:
    return vendor[1].casefold()
