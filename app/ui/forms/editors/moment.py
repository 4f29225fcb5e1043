"""A day and a time in this computer's time zone, sent as RFC 3339 with its offset."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtWidgets import QLabel, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.core.text import text
from app.ui.forms.editor import Maker, Unreadable
from app.ui.forms.editors.clock_text import offset_words, read_moment, rfc3339, show_moment
from app.ui.forms.editors.day import DayEditor
from app.ui.forms.labels import plain_label


def fit(field: Field) -> int:
    """Fits moments."""
    return 5 if field.kind is Kind.DATE_TIME else -1


class MomentEditor(DayEditor):
    """A line for a day and a time, with a calendar and the offset that will be sent."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        self._offset: QLabel | None = None
        super().__init__(field, make, parent)
        self.line.textChanged.connect(self._show_offset)

    def parse(self, words: str) -> Json:
        """The moment as ``2025-07-23T14:30:00+02:00``."""
        moment = read_moment(words)
        if moment is None:
            example = show_moment(datetime(2025, 7, 23, 14, 30))
            raise Unreadable(
                text("“{typed}” is not a day and time. Write it like {example}.", typed=words, example=example)
            )
        return rfc3339(moment)

    def show_as(self, value: Json) -> str:
        """The moment in the reader's own way and time zone."""
        moment = read_moment(value) if isinstance(value, str) else None
        return str(value) if moment is None else show_moment(moment)

    def day(self) -> date | None:
        """The day in the line."""
        moment = read_moment(self.line.text())
        return None if moment is None else moment.astimezone().date()

    def take_day(self, day: date) -> None:
        """Put a picked day into the line and keep the time that stands there."""
        moment = read_moment(self.line.text())
        clock = time() if moment is None else moment.astimezone().time()
        self.line.setText(show_moment(datetime.combine(day, clock)))

    def _is_readable(self, value: Json) -> bool:
        return not isinstance(value, str) or read_moment(value) is not None

    def _extras(self) -> tuple[QWidget, ...]:
        self._offset = plain_label(offset_words(), "help", self)
        self._offset.setWordWrap(False)
        return (self._offset, *super()._extras())

    def _show_offset(self) -> None:
        if self._offset is not None:
            self._offset.setText(offset_words(read_moment(self.line.text())))
