"""A time of day, sent as RFC 3339 with this computer's offset."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.core.text import text
from app.ui.forms.editor import Unreadable
from app.ui.forms.editors.clock_text import read_time, rfc3339, show_time
from app.ui.forms.editors.line import LineEditor


def fit(field: Field) -> int:
    """Fits times of day."""
    return 5 if field.kind is Kind.TIME else -1


class HourEditor(LineEditor):
    """A line for a time of day."""

    def parse(self, words: str) -> Json:
        """The time as ``14:30:00+02:00``."""
        clock = read_time(words)
        if clock is None:
            example = show_time(time(14, 30))
            raise Unreadable(text("“{typed}” is not a time. Write it like {example}.", typed=words, example=example))
        if clock.tzinfo is not None:
            return clock.isoformat(timespec="seconds")
        return rfc3339(datetime.combine(datetime.now().date(), clock).astimezone()).partition("T")[2]

    def show_as(self, value: Json) -> str:
        """The time in the reader's own way; one of another offset as it is."""
        clock = read_time(value) if isinstance(value, str) else None
        if clock is None or (clock.tzinfo is not None and clock.utcoffset() != _offset_here()):
            return str(value)
        return show_time(clock)

    def _is_readable(self, value: Json) -> bool:
        return not isinstance(value, str) or read_time(value) is not None


def _offset_here() -> timedelta | None:
    return datetime.now().astimezone().utcoffset()
