"""The times of day at which another limit holds: a line each, with days, from, to and the limit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from app.core.services.bandwidth_plan import MOST_SPANS, WEEK, Span
from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.views.parts import button, give_room, icon_button, label
from app.ui.views.rate_box import MB, RateBox

WEEKDAYS = frozenset(range(5))
_OFFICE_HOURS = Span(WEEKDAYS, 8 * 60, 18 * 60, MB)


class TimesEditor(QWidget):
    """The lines, and a button for one more.

    Signals:
        changed: the person changed something; :attr:`spans` says what there is now.

    Attributes:
        lines: from top to bottom.
    """

    changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.lines: list[TimeLine] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        box.addLayout(self._box)
        self.add = button(tr("Add a time"))
        icons.wear(self.add, "plus", size=16)
        self.add.clicked.connect(self._add)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the lines say."""
        return tuple(line.span for line in self.lines)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these lines without telling about it."""
        for line in list(self.lines):
            self._take_out(line)
        for span in spans:
            self._append(span)

    def _append(self, span: Span) -> TimeLine:
        line = TimeLine(span, self._icons)
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        self._box.addWidget(line)
        self.lines.append(line)
        self.add.setEnabled(len(self.lines) < MOST_SPANS)
        return line

    def _add(self) -> None:
        self._append(_OFFICE_HOURS).days.setFocus()
        self.changed.emit()

    def _remove(self, line: TimeLine) -> None:
        self._take_out(line)
        self.add.setEnabled(True)
        self.add.setFocus()
        self.changed.emit()

    def _take_out(self, line: TimeLine) -> None:
        self.lines.remove(line)
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()


class TimeLine(QWidget):
    """One line.

    Signals:
        changed: something in it. removed: the person wants it away; carries the line.
    """

    changed = Signal()
    removed = Signal(object)

    def __init__(self, span: Span, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = _days_box(span.days)
        self.begin, self.end = _clock(tr("From"), span.begin), _clock(tr("To"), span.end)
        self.rate = RateBox()
        self.rate.setAccessibleName(tr("Limit during this time"))
        self.rate.show_rate(span.rate)
        self.remove = icon_button(icons, "close", tr("Remove this time"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.days, 1)
        row.addWidget(self.begin)
        row.addWidget(label(tr("to"), "muted"))
        row.addWidget(self.end)
        row.addWidget(self.rate, 1)
        row.addWidget(self.remove)
        self.days.currentIndexChanged.connect(self.changed)
        self.begin.timeChanged.connect(self.changed)
        self.end.timeChanged.connect(self.changed)
        self.rate.rate_chosen.connect(self.changed)
        self.remove.clicked.connect(self._remove)

    @property
    def span(self) -> Span:
        """What the line says."""
        return Span(self.days.currentData(), _minute(self.begin), _minute(self.end), self.rate.rate)

    def _remove(self) -> None:
        self.removed.emit(self)


def _days_box(days: frozenset[int]) -> QComboBox:
    """A choice of days; a selection that is none of the usual ones is offered too."""
    made = QComboBox()
    made.setAccessibleName(tr("Days"))
    offered = [WEEK, WEEKDAYS, WEEK - WEEKDAYS, *(frozenset({day}) for day in sorted(WEEK))]
    for choice in offered if days in offered else [*offered, days]:
        made.addItem(_day_words(choice), choice)
    made.setCurrentIndex(offered.index(days) if days in offered else len(offered))
    return made


def _day_words(days: frozenset[int]) -> str:
    known = {WEEK: tr("Every day"), WEEKDAYS: tr("Weekdays"), WEEK - WEEKDAYS: tr("Weekends")}
    size = QLocale.FormatType.LongFormat if len(days) == 1 else QLocale.FormatType.ShortFormat
    return known.get(days) or ", ".join(QLocale().standaloneDayName(day + 1, size) for day in sorted(days))


def _clock(name: str, minute: int) -> QTimeEdit:
    made = QTimeEdit(QTime(minute // 60, minute % 60))
    give_room(made)
    made.setAccessibleName(name)
    made.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
    made.setKeyboardTracking(False)
    return made


def _minute(clock: QTimeEdit) -> int:
    return clock.time().hour() * 60 + clock.time().minute()
