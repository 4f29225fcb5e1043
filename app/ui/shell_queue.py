"""Connects transfers and history with their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from app.core.text import text, verbatim
from app.core.transfer import Place, Priority, State, Transfer
from app.ui.dialogs.details_text import DetailsTextDialog
from app.ui.icons import Icons
from app.ui.models.acts import NOT_SENT, Act, act_icon, act_words, acts_for, acts_for_many, acts_for_states, fitting_act
from app.ui.models.counting import Counting
from app.ui.models.queue_rows import Run, rows_in
from app.ui.shell_offers import OfferWiring
from app.ui.shell_order import OrderWiring
from app.ui.stage import Controllers, Views
from app.ui.text import tr
from app.ui.views.order_menu import OrderMenu

_MANY = 2_000
"""From this many chosen rows on none of them is looked at: their states are counted, and the core leaves out whatever
an act does not fit."""


class QueueWiring(QObject):
    """Transfers and history at work.

    Signals:
        told: a Text, and whether it is good news. send_wanted: go to the Send page.
    """

    told = Signal(object, bool)
    send_wanted = Signal()

    def __init__(self, controllers: Controllers, views: Views, icons: Icons) -> None:
        super().__init__(views.window)
        queue, model = controllers.queue, controllers.queue_model
        self._queue, self._model = queue, model
        self._page, self._past = views.transfers_page, views.history_page
        self._history, self._icons, self._window = controllers.history, icons, views.window
        self._refresh = QTimer(self, singleShot=True, interval=500)  # what fits changes more often than one can read
        self._refresh.timeout.connect(self._refresh_selection)
        self._counting = Counting(model, self)
        self._counting.counted.connect(self._on_counted)
        self._page.show_queue(model)
        self.order = OrderWiring(queue, model, self._page, views.chooser)
        self.order.told.connect(self.told)
        self.offers = OfferWiring(queue, views.chooser, views.window)
        self.offers.told.connect(self.told)
        self._connect_queue()
        self._connect_history()

    def choose_batch(self, batch_id: str) -> None:
        """Bring a batch into view, and the keyboard to it; what was looked for before does not hide it."""
        if self._model.heading_of(batch_id) is None and self._queue.is_filtered:
            self._page.show_all()
        row = self._model.heading_of(batch_id)
        self._page.rows.scrollTo(self._model.index(-1 if row is None else row))
        self._page.rows.setFocus()

    # ── connections ───────────────────────────────────────────────────────────────────────────────────

    def _connect_queue(self) -> None:
        page, queue = self._page, self._queue
        page.rows.fold_wanted.connect(self._fold)
        page.rows.act_wanted.connect(self._act_row)
        page.rows.menu_wanted.connect(self._menu)
        page.rows.remove_wanted.connect(self._remove_chosen)
        page.rows.chosen.connect(self._on_chosen)
        page.rows.doubleClicked.connect(self._double_clicked)
        page.filter_chosen.connect(queue.choose_filter)
        page.search_typed.connect(queue.look_for)
        page.act_wanted.connect(self._act_chosen)
        page.retry_all_wanted.connect(queue.retry_all)
        page.clear_wanted.connect(queue.clear_ended)
        page.empty.acted.connect(self.send_wanted)
        page.details.act_wanted.connect(queue.do_open)
        page.details.offer_wanted.connect(queue.offer)
        page.details.copy_wanted.connect(self.copy)
        page.details.said_wanted.connect(self._show_said)
        page.details.closed.connect(self._close_details)
        queue.details_shown.connect(self._show_details)
        queue.details_hidden.connect(page.details.hide)
        queue.details_moved.connect(page.details.say_state)
        queue.counts_changed.connect(self._on_counts)
        queue.copied.connect(self.copy)

    def _connect_history(self) -> None:
        past, history = self._past, self._history
        past.search_typed.connect(history.look_for)
        past.receipt_chosen.connect(history.choose)
        past.details.copy_wanted.connect(self.copy)
        past.details.closed.connect(past.rows.clearSelection)
        history.details_shown.connect(self._show_receipt)
        history.details_hidden.connect(past.details.hide)
        history.filled.connect(self._on_filled)

    # ── the queue ─────────────────────────────────────────────────────────────────────────────────────

    def _fold(self, row: int, how: int) -> None:
        spot = self._model.spot(row)
        if spot is None:
            return
        if spot.transfer_id:
            if how == 1:  # from a transfer, the arrow goes to its batch first
                self._page.rows.choose(row - 1 - (spot.group.place(spot.transfer_id) or 0))
            return
        self._model.fold(row, not spot.group.folded if how < 0 else bool(how))

    def _double_clicked(self, index: QModelIndex) -> None:
        self._fold(index.row(), -1)

    def _act_row(self, row: int) -> None:
        spot = self._model.spot(row)
        transfer = self._model.transfer(spot.transfer_id) if spot else None
        if transfer is None:
            self._fold(row, -1)
            return
        act = fitting_act(transfer, askable=self._queue.can_look_up(transfer))
        if act is Act.DECIDE:
            self._page.rows.choose(row)
            self._menu(self._page.rows.menu_place(row))
        elif act is not None:
            self._queue.do(act, [transfer])

    def _act_chosen(self, act: Act) -> None:
        rows = self._page.rows.chosen_runs()
        if act is Act.DECIDE:
            self._menu(self._page.below(act))
        elif rows_in(rows) < _MANY:
            self._queue.do(act, self._model.transfers_at(rows))
        else:
            self._queue.do_many(act, self._model.ids_at(rows))

    def _remove_chosen(self) -> None:
        self._act_chosen(Act.REMOVE)

    def _on_chosen(self) -> None:
        rows = self._page.rows.chosen_runs()
        self._show_acts(rows)
        spot = self._model.spot(rows[0][0]) if rows_in(rows) == 1 else None
        if spot is not None and spot.transfer_id:
            self._queue.open_details(spot.transfer_id)
        else:
            self._queue.close_details()

    def _close_details(self) -> None:
        self._page.rows.clearSelection()
        self._queue.close_details()

    def _show_details(self, view: object) -> None:
        self._page.details.show_details(view)  # type: ignore[arg-type]
        self._page.details.show()

    def _on_counts(self, whole: bool) -> None:
        counts = self._model.counts()
        self._page.show_possible(
            failed=counts.get(State.FAILED, 0),
            lost=sum(counts.get(state, 0) for state in NOT_SENT),
            ended=counts.get(State.DONE, 0) + counts.get(State.CANCELLED, 0),
        )
        if self._model.rowCount() or self._model.is_sifting:
            self._page.show_rows()
        elif self._queue.is_filtered and any(counts.values()):
            self._page.show_empty(tr("Nothing here"), tr("No transfer fits this choice."), "")
        elif not whole:
            self._page.show_empty(tr("Just a moment"), tr("Your list of transfers is being opened."), "")
        else:
            words = tr("What you send shows here, with how far it is.")
            self._page.show_empty(tr("No transfers yet"), words, tr("Send files"))
        if not self._refresh.isActive():
            self._refresh.start()

    def _refresh_selection(self) -> None:
        rows = self._page.rows.chosen_runs()
        if rows:
            self._show_acts(rows)

    def _show_acts(self, rows: Sequence[Run]) -> None:
        if rows_in(rows) < _MANY:
            self._counting.stop()
            chosen = self._model.transfers_at(rows)
            self._page.show_selection(len(chosen), acts_for_many(chosen, self._queue.can_look_up))
        else:
            self._counting.begin(rows)

    def _on_counted(self, states: Counter[State]) -> None:
        self._page.show_selection(states.total(), acts_for_states(states))

    def _menu(self, at: QPoint) -> None:
        rows = self._page.rows.chosen_runs()
        if rows_in(rows) < _MANY:
            chosen = self._model.transfers_at(rows)
            many = len(chosen) != 1
            found = acts_for_many(chosen, self._queue.can_look_up)
            acts = _in_order(found) if many else self._acts_of(chosen[0].whole())
        else:
            many = True
            acts = _in_order(acts_for_states(self._model.states_at(rows)))
        if not acts:
            return
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        priorities = self.order.priorities()
        if priorities:
            order = OrderMenu(menu)
            order.show_priorities(priorities)
            self.order.connect_menu(order)
            menu.addMenu(order)
            menu.addSeparator()
        for act in acts:
            menu.addAction(self._icons.icon(act_icon(act), "muted"), act_words(act, many=many)).setData(act.value)
        menu.triggered.connect(self._menu_chosen)
        menu.popup(at)

    def _acts_of(self, transfer: Transfer) -> tuple[Act, ...]:
        return acts_for(transfer, askable=self._queue.can_look_up(transfer))

    def _menu_chosen(self, action: QAction) -> None:
        if not isinstance(action.data(), Place | Priority):  # those are the order menu's
            self._act_chosen(Act(str(action.data())))

    def _show_said(self, title: str, words: str) -> None:
        dialog = DetailsTextDialog(tr("Requests and replies: {name}", name=title), words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # ── the history ───────────────────────────────────────────────────────────────────────────────────

    def _show_receipt(self, view: object) -> None:
        self._past.details.show_details(view)  # type: ignore[arg-type]
        self._past.details.show()

    def _on_filled(self, receipts: int, search: str) -> None:
        if receipts:
            self._past.show_empty(False)
        elif search:
            self._past.show_empty(True, tr("Nothing found"), tr("Nothing that was sent fits “{words}”.", words=search))
        else:
            self._past.show_empty(True, tr("Nothing was sent yet"), tr("What was sent stays here, with its receipt."))

    def copy(self, words: str) -> None:
        """Put text on the clipboard; ids from a server lose their control characters."""
        clean = "".join(c for c in words if c.isprintable() or c == "\n")
        QGuiApplication.clipboard().setText(clean)
        self.told.emit(text("Copied: {words}", words=verbatim(clean if len(clean) < 80 else clean[:79] + "…")), True)


def _in_order(acts: Collection[Act]) -> tuple[Act, ...]:
    return tuple(act for act in Act if act in acts)
