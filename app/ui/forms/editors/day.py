"""A day: typed in the reader's own way or in ISO order, or picked from a calendar; empty is "not set"."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QPushButton, QWidget, QWidgetAction

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.core.text import text
from app.ui.forms.editor import Maker, Unreadable, open_below, small_button
from app.ui.forms.editors.clock_text import from_qdate, read_day, show_day, to_qdate
from app.ui.forms.editors.line import LineEditor
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits days."""
    return 5 if field.kind is Kind.DATE else -1


class DayEditor(LineEditor):
    """A line for a day, with a calendar. What cannot be read is kept and reported."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        self._open: QPushButton | None = None
        self._calendar: QCalendarWidget | None = None
        super().__init__(field, make, parent)

    def parse(self, words: str) -> Json:
        """The day as ``YYYY-MM-DD``."""
        day = read_day(words)
        if day is None:
            example = show_day(date(2025, 7, 23))
            raise Unreadable(text("“{typed}” is not a day. Write it like {example}.", typed=words, example=example))
        return day.isoformat()

    def show_as(self, value: Json) -> str:
        """The day in the reader's own way; what is no day as it is."""
        day = read_day(value) if isinstance(value, str) else None
        return super().show_as(value) if day is None else show_day(day)

    def set_name(self, name: str) -> None:
        """Name the line and its button."""
        super().set_name(name)
        if self._open is not None:
            self._open.setAccessibleName(tr("Calendar for {name}", name=name))

    def day(self) -> date | None:
        """The day in the line."""
        return read_day(self.line.text())

    def take_day(self, day: date) -> None:
        """Put a day that was picked into the line."""
        self.line.setText(show_day(day))

    def _is_readable(self, value: Json) -> bool:
        return not isinstance(value, str) or read_day(value) is not None

    def _extras(self) -> tuple[QWidget, ...]:
        self._open = small_button(self, tr("Calendar"))
        self._menu = QMenu(self._open)
        self._open.clicked.connect(self._on_opening)
        return (self._open,)

    def _on_opening(self) -> None:
        if self._calendar is None and self._open is not None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setAccessibleName(tr("Calendar for {name}", name=self._name))
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.clicked.connect(self._on_picked)
            self._calendar.activated.connect(self._on_picked)
            action = QWidgetAction(self)
            action.setDefaultWidget(self._calendar)
            self._menu.addAction(action)
        if self._calendar is not None and self._open is not None:
            open_below(self._menu, self._open)
            self._calendar.setSelectedDate(to_qdate(self.day() or date.today()))
            self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_picked(self, day: QDate) -> None:
        self.take_day(from_qdate(day))
        self._menu.close()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()
