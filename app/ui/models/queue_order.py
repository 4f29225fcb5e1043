"""The rows of the queue in the order of their turns, also when a person gives 100,000 of them other turns.

A short batch is put in order at once. A long one waits until no more turns are coming (moving thousands comes in
portions), and is then looked at in slices, sorted, and shown anew, each with a turn of the loop. It is shown by a
reset: in a change of layout Qt asks for the new place of every chosen row, which takes half a second for 50,000. So a
view has to remember what is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.shelf import Listed, Shelf
from app.ui.models import queue_rows
from app.ui.models.groups import Group
from app.ui.models.queue_rows import QueueRows

QUIET = 150
"""Milliseconds without another turn after which a long batch is put in order."""
PAUSE = 5
"""Milliseconds between two steps of that: a timer without any would leave hardly a turn to the rest of the program."""
Turn = tuple[int, float, str]


class OrderedRows(QueueRows):
    """Rows of which some may have other turns than when they came.

    Signals:
        turning: the rows from the first to the last of these will change places among themselves, by a reset.
        turned: that reset is over.
    """

    turning = Signal(int, int)
    turned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turned: dict[Group, set[str]] = {}
        self._stale: set[Group] = set()
        self._sorting: _Sorting | None = None
        self._unplaced: set[Group] = set()
        self._order_later = QTimer(self)
        self._order_later.setSingleShot(True)
        self._order_later.timeout.connect(self._order_on)

    @property
    def is_settled(self) -> bool:
        """Whether every row is where it belongs: nothing is left to be looked at, or to be put in order."""
        return not self._turned and not self._unplaced and all(group.is_sifted for group in self._table.groups)

    def _reorder(self, group: Group, changed: Sequence[Listed], moved: Iterable[str]) -> None:
        """Let rows change places, since *moved* of those that *changed* have other turns: at once if they are few."""
        if len(group.ids) <= queue_rows.SLICE:
            group.sort(self._table.transfers)
            self._let_through(group)
            self._lay_out(group)
            return
        if group.is_sifted and group not in self._stale:
            self._flip(group, changed)
        else:
            self._stale.add(group)  # the filter goes through them by their turns: it has to begin anew
        self._turned.setdefault(group, set()).update(moved)
        self._order_anew()

    def _order_anew(self) -> None:
        """Transfers came, went, or have other turns: begin from the start, when they have come to rest."""
        self._sorting = None
        if self._turned:
            self._order_later.start(QUIET)

    def _forget_orders(self, *groups: Group) -> None:
        """These batches are gone; all for none."""
        for group in groups or (*self._turned, *self._unplaced):
            self._turned.pop(group, None)
            self._unplaced.discard(group)
            self._stale.discard(group)
        self._sorting = None

    def _order_on(self) -> None:
        if self._turned:
            self._sort_on(*next(iter(self._turned.items())))
        elif self._unplaced:
            self._show_anew(self._unplaced.pop())
        if self._turned or self._unplaced:
            self._order_later.start(PAUSE)

    def _sort_on(self, group: Group, moved: Collection[str]) -> None:
        if self._sorting is None:
            self._sorting = _Sorting(group, self._table.transfers, moved)
        if not self._sorting.look(queue_rows.SLICE):
            return
        group.ids, self._sorting = self._sorting.order(), None
        del self._turned[group]
        if group.is_sifted and group not in self._stale:
            self._unplaced.add(group)
            return
        self._stale.discard(group)
        self.beginResetModel()
        self._sift_anew()
        self.endResetModel()

    def _show_anew(self, group: Group) -> None:
        """Show the rows of a long batch in the order of their turns."""
        wanted = self._in_order(group)
        if group.folded or wanted == group.shown:
            group.show(wanted)
            return
        top = self._table.start(group) + 1
        self.turning.emit(top, top + len(wanted) - 1)
        self.beginResetModel()
        group.show(wanted)
        self.endResetModel()
        self.turned.emit()

    def _lay_out(self, group: Group) -> None:
        """Let the rows of *group* stand in the order of their turns; what is chosen stays so."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        spots = [self._table.spot(index.row()) for index in kept]
        group.show(self._in_order(group))
        rows = [self._table.row(spot.transfer_id) if spot else None for spot in spots]
        for index, row in zip(kept, rows, strict=True):
            if row is not None:  # a heading stays where it is
                self.changePersistentIndex(index, self.index(row))
        self.layoutChanged.emit()

    def _in_order(self, group: Group) -> list[str]:
        """The transfers of *group* that are shown, in the order of their turns."""
        if len(group.shown) == len(group.ids):
            return list(group.ids)
        staying = set(group.shown)
        return [id_ for id_ in group.ids if id_ in staying]


class _Sorting:
    """A long batch that is being looked at.

    Those that kept their turns are in order already, and those that moved most often are, too: so that the last step,
    the only one that takes them all, finds two long lines to be made one, which takes some milliseconds.
    """

    def __init__(self, group: Group, transfers: Shelf, moved: Collection[str]) -> None:
        self._group, self._transfers, self._moved = group, transfers, moved
        self._at = 0
        self._kept: list[Turn] = []
        self._turned: list[Turn] = []

    def look(self, most: int) -> bool:
        """Look at the next transfers, *most* at most; True when there were none."""
        some = self._group.ids[self._at : self._at + most]
        for one in self._transfers.listed_all(some):
            (self._turned if one.id in self._moved else self._kept).append(one.turn)
        self._at += most
        return not some

    def order(self) -> list[str]:
        """All ids in the order of their turns."""
        return [id_ for _, _, id_ in sorted(self._kept + self._turned)]
