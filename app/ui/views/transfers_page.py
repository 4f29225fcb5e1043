"""The Transfers page: filters, the queue, what can be done with the chosen rows, and the details at the side."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.models.acts import SETTLING, Act, act_icon, act_words
from app.ui.models.queue import QueueModel
from app.ui.models.queue_filter import Filter, filter_words
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.details_panel import DetailsPanel
from app.ui.views.empty import Empty
from app.ui.views.flow import Flow
from app.ui.views.order_menu import OrderMenu
from app.ui.views.parts import button, dress, hairline, icon_button, label, with_keyboard
from app.ui.views.queue_paint import QueueDelegate
from app.ui.views.queue_rows import QueueRows

_MANY = (Act.DECIDE, Act.PAUSE, Act.RESUME, Act.TRY_NOW, Act.RETRY, Act.CANCEL, Act.REMOVE)


class TransfersPage(QWidget):
    """What is under way and what ended.

    Signals:
        filter_chosen: a :class:`Filter`; search_typed: what is looked for; vendor_chosen: a provider's id or "".
        act_wanted: an :class:`Act` for the chosen rows.
        retry_all_wanted, clear_wanted, save_list_wanted: the buttons that need no choice of rows.
    """

    filter_chosen = Signal(object)
    search_typed = Signal(str)
    act_wanted = Signal(object)
    retry_all_wanted = Signal()
    clear_wanted = Signal()
    save_list_wanted = Signal()
    vendor_chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.rows = QueueRows(tr("Transfers"))
        self.delegate = QueueDelegate(theme, icons, self)
        self.rows.setItemDelegate(self.delegate)
        self.details = DetailsPanel(theme, icons)
        self.details.hide()
        self.details.closed.connect(self.rows.setFocus)  # before it hides: Qt's choice would be what comes next
        self.empty = Empty(theme, icons, "transfers")
        theme.changed.connect(self.rows.viewport().update)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._tools())
        left.addWidget(hairline())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self.empty)
        left.addLayout(self._stack, 1)
        whole.addLayout(left, 1)
        whole.addWidget(self.details)

    def show_queue(self, model: QueueModel) -> None:
        """Show this queue."""
        self.rows.setModel(model)

    def show_empty(self, title: str, words: str, button_words: str) -> None:
        """There is no row, and why."""
        self.empty.show_words(title, words, button_words)
        self._stack.setCurrentIndex(1)

    def show_rows(self) -> None:
        """There are rows."""
        self._stack.setCurrentIndex(0)

    def show_selection(self, n: int, acts: Collection[Act]) -> None:
        """What can be done with the chosen rows; without any, what can be done at all."""
        keyboard = with_keyboard(self)
        self._chosen.setText(tr("{n:count} chosen", n=n))
        self._general.setVisible(not acts)
        self._special.setVisible(bool(acts))
        for act, made in self._acts.items():
            made.setVisible(act in acts or (act is Act.DECIDE and not SETTLING.isdisjoint(acts)))
        self._order.setVisible(bool({Act.RESUME, Act.TRY_NOW, Act.PAUSE} & set(acts)))
        self._keep(keyboard)

    def show_vendors(self, vendors: Sequence[tuple[str, str]]) -> None:
        """The vendors to choose from, ids and names; with only one there is nothing to choose."""
        shown = [(str(self.vendor.itemData(n)), self.vendor.itemText(n)) for n in range(1, self.vendor.count())]
        if shown == list(vendors):
            return
        chosen = self.vendor.currentData()
        with QSignalBlocker(self.vendor):
            self.vendor.clear()
            for id_, name in (("", tr("All vendors")), *vendors):
                self.vendor.addItem(name, id_)
            self.vendor.setCurrentIndex(max(0, self.vendor.findData(chosen)))
        if self.vendor.currentData() != chosen:
            self._vendor_chosen()
        self.vendor.setVisible(len(vendors) > 1 or bool(self.vendor.currentData()))

    def show_possible(self, *, failed: int, lost: int, ended: int) -> None:
        """How many failed, did not arrive, and ended: for the buttons that need no choice."""
        keyboard = with_keyboard(self)
        self._say_what_is_meant()
        self.retry_all.setEnabled(failed > 0)
        self.save_list.setEnabled(lost > 0)
        self.clear.setEnabled(ended > 0)
        self._keep(keyboard)

    def show_all(self) -> None:
        """Hold nothing back any more: no state, no vendor, no words."""
        self._group.button(0).click()
        self.line.clear()
        if self.vendor.currentIndex() > 0:
            self.vendor.setCurrentIndex(0)
            self._vendor_chosen()

    def below(self, act: Act) -> QPoint:
        """Where on the screen a menu of the button for *act* opens."""
        made = self._acts[act]
        return made.mapToGlobal(made.rect().bottomLeft())

    def search(self) -> None:
        """Put the cursor into the search line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _keep(self, keyboard: QWidget | None) -> None:
        """A button that was pressed and went gives the keyboard to the rows: Qt's choice would be the next button."""
        if keyboard is not None and not (keyboard.isEnabled() and keyboard.isVisibleTo(self)):
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tools(self) -> QWidget:
        tools = QWidget()
        box = QVBoxLayout(tools)
        box.setContentsMargins(16, 10, 12, 8)
        box.setSpacing(6)
        first = Flow()
        self._group = QButtonGroup(self)
        for which in Filter:
            first.addWidget(self._filter(which))
        self.vendor = QComboBox()
        self.vendor.setAccessibleName(tr("Show the transfers to"))
        self.vendor.addItem(tr("All vendors"), "")
        self.vendor.hide()
        self.vendor.activated.connect(self._vendor_chosen)
        first.addWidget(self.vendor)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search"))
        self.line.setAccessibleName(tr("Search transfers"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(140)
        self.line.setMaximumWidth(260)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(self.search_typed)
        first.addWidget(self.line)
        box.addLayout(first)
        box.addWidget(self._general_tools())
        box.addWidget(self._special_tools())
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._filtered)
        return tools

    def _filter(self, which: Filter) -> QPushButton:
        made = button(filter_words(which), "filter", name=tr("Show: {words}", words=filter_words(which)))
        made.setCheckable(True)
        self._group.addButton(made, list(Filter).index(which))
        return made

    def _general_tools(self) -> QWidget:
        self._general = QWidget()
        row = Flow(self._general)
        self.retry_all, self.save_list, self.clear = (button("", "quiet") for _ in range(3))
        self._say_what_is_meant()
        self._icons.wear(self.retry_all, "retry", "muted", size=16)
        self._icons.wear(self.clear, "check", "muted", size=16)
        self.retry_all.clicked.connect(self.retry_all_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self._icons.wear(self.save_list, "save", "muted", size=16)
        self.save_list.clicked.connect(self.save_list_wanted)
        row.addWidget(self.retry_all)
        row.addWidget(self.save_list)
        row.addWidget(self.clear)
        return self._general

    def _say_what_is_meant(self) -> None:
        """All, or all that fits the chosen vendor and the words looked for: these buttons mean what can be seen."""
        if self.line.text().strip() or self.vendor.currentData():
            words = tr("Retry failed of these"), tr("Save list of these…"), tr("Clear finished of these")
            names = (
                tr("Retry what failed of this choice"),
                tr("Save a list of what was not sent of this choice"),
                tr("Take finished ones of this choice off the list"),
            )
        else:
            words = tr("Retry all failed"), tr("Save list…"), tr("Clear finished")
            names = words[0], tr("Save a list of what was not sent"), tr("Take finished ones off the list")
        for made, said, name in zip((self.retry_all, self.save_list, self.clear), words, names, strict=True):
            made.setText(said)
            made.setAccessibleName(name)

    def _special_tools(self) -> QWidget:
        self._special = QWidget()
        row = Flow(self._special)
        self._chosen = label("", "muted")
        row.addWidget(self._chosen)
        self.order = OrderMenu(self)
        self._order = icon_button(self._icons, "transfers", tr("Change the order"))
        self._order.setMenu(self.order)
        row.addWidget(self._order)
        self._acts: dict[Act, QPushButton] = {}
        for act in _MANY:
            if act is Act.REMOVE:
                made = icon_button(self._icons, act_icon(act), act_words(act))
            else:
                made = button(act_words(act), "quiet")
                self._icons.wear(made, act_icon(act), "muted", size=16)
            dress(made, act=act.value)
            made.clicked.connect(self._act)
            self._acts[act] = made
            row.addWidget(made)
        self._special.hide()
        return self._special

    def _filtered(self, number: int) -> None:
        self.filter_chosen.emit(list(Filter)[number])

    def _act(self) -> None:
        pressed = self.sender()
        self.act_wanted.emit(Act(str(pressed.property("act"))))

    def _vendor_chosen(self) -> None:
        self.vendor_chosen.emit(str(self.vendor.currentData() or ""))
