"""Carries the core's events to the window as Qt signals; what comes in hundreds is told in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.events import (
    AccountsChanged,
    BandwidthChanged,
    BatchAdded,
    Events,
    KeysNeeded,
    Notice,
    OutOfReach,
    Progressed,
    ProvidersChanged,
    QueueRead,
    TotalsChanged,
    TransfersChanged,
    TransfersRead,
    TransfersRemoved,
    UpdatesChanged,
    WatchesChanged,
)
from app.core.transfer import Transfer

PAUSE = 100
"""Milliseconds between two tellings of changes and progress: ten a second are smooth enough for a bar."""

MOST = 500
"""Changed transfers that are told at once: more of them would make one long turn of the window."""


class Bridge(QObject):
    """Listens to the core, on the loop's thread.

    Signals:
        batch_added: :class:`BatchAdded` or :class:`TransfersRead`; whole: all of the journal was read.
        removed: a list of ids; order against changes is kept.
        changed: a list of transfers, each in its latest state.
        progressed: the latest :class:`Progressed` by transfer id.
        totals: :class:`TotalsChanged`. bandwidth: :class:`BandwidthChanged`. notice: :class:`Notice`.
        accounts, providers: an id.
        out_of_reach, need_key: the ids of accounts that cannot be reached just now, or need another key.
        updates: something else is known of newer versions.
        watches: a watched folder stands otherwise.
    """

    batch_added = Signal(object)
    whole = Signal(bool)
    removed = Signal(list)
    changed = Signal(list)
    progressed = Signal(dict)
    totals = Signal(object)
    bandwidth = Signal(object)
    accounts = Signal(str)
    providers = Signal(str)
    out_of_reach = Signal(object)
    need_key = Signal(object)
    notice = Signal(object)
    updates = Signal()
    watches = Signal()

    def __init__(self, events: Events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed: dict[str, Transfer] = {}
        self._moved: dict[str, Progressed] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self._ends: list[Callable[[], None]] = [
            events.subscribe(BatchAdded, self._on_batch),
            events.subscribe(TransfersRead, self._on_batch),
            events.subscribe(QueueRead, self._on_whole),
            events.subscribe(TransfersChanged, self._on_changed),
            events.subscribe(TransfersRemoved, self._on_removed),
            events.subscribe(Progressed, self._on_progress),
            events.subscribe(TotalsChanged, self.totals.emit),
            events.subscribe(BandwidthChanged, self.bandwidth.emit),
            events.subscribe(AccountsChanged, self._on_account),
            events.subscribe(OutOfReach, self._on_reach),
            events.subscribe(KeysNeeded, self._on_keys),
            events.subscribe(ProvidersChanged, self._on_provider),
            events.subscribe(Notice, self.notice.emit),
            events.subscribe(UpdatesChanged, self._on_updates),
            events.subscribe(WatchesChanged, self._on_watches),
        ]

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        for end in self._ends:
            end()
        self._ends.clear()

    def flush(self) -> None:
        """Tell now what has gathered."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        moved, self._moved = self._moved, {}
        if changed:
            self.changed.emit(list(changed.values()))
        if moved:
            self.progressed.emit(moved)

    def _on_batch(self, event: BatchAdded | TransfersRead) -> None:
        self.flush()
        self.batch_added.emit(event)

    def _on_whole(self, event: QueueRead) -> None:  # noqa: ARG002
        self.whole.emit(True)

    def _on_removed(self, event: TransfersRemoved) -> None:
        self.flush()
        self.removed.emit(list(event.ids))

    def _on_changed(self, event: TransfersChanged) -> None:
        for transfer in event.transfers:
            self._changed[transfer.id] = transfer
            self._moved.pop(transfer.id, None)
        if len(self._changed) >= MOST:
            self.flush()
        else:
            self._soon()

    def _on_progress(self, event: Progressed) -> None:
        self._moved[event.transfer_id] = event
        self._soon()

    def _on_account(self, event: AccountsChanged) -> None:
        self.accounts.emit(event.account_id)

    def _on_reach(self, event: OutOfReach) -> None:
        self.out_of_reach.emit(event.account_ids)

    def _on_keys(self, event: KeysNeeded) -> None:
        self.need_key.emit(event.account_ids)

    def _on_provider(self, event: ProvidersChanged) -> None:
        self.providers.emit(event.provider_id)

    def _on_watches(self, event: WatchesChanged) -> None:  # noqa: ARG002
        self.watches.emit()

    def _on_updates(self, event: UpdatesChanged) -> None:  # noqa: ARG002
        self.updates.emit()

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
