"""Table cells as text: what a value reads like in its column, and what a text in it means."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, Kind
from app.core.text import text
from app.ui.forms.editor import Unreadable
from app.ui.forms.editors.clock_text import read_day, read_moment, rfc3339, show_day, show_moment
from app.ui.forms.editors.number import read_number, read_whole
from app.ui.forms.presence import NOT_SET, NotSet, Presence, same, shown
from app.ui.text import tr

_TIDY = (Kind.URI, Kind.UUID, Kind.EMAIL)


@dataclass(frozen=True)
class Given:
    """A value that was set from outside, and how it was shown: unchanged text gives it back exactly."""

    value: Json
    words: str


def cell_choices(column: Field) -> tuple[Choice, ...]:
    """The answers a column allows; none: anything may be typed."""
    if column.kind is Kind.BOOLEAN and not column.choices:
        return (Choice(True, tr("Yes")), Choice(False, tr("No")))
    return column.choices


def show_cell(column: Field, value: Presence) -> str:
    """*value* as it stands in a cell of *column*."""
    if isinstance(value, NotSet) or value is None:
        return ""
    for choice in cell_choices(column):
        if same(choice.value, value):
            return choice.label
    if column.kind is Kind.DATE and isinstance(value, str) and (day := read_day(value)):
        return show_day(day)
    if column.kind is Kind.DATE_TIME and isinstance(value, str) and (moment := read_moment(value)):
        return show_moment(moment)
    return shown(value)


def read_cell(column: Field, words: str) -> Presence:
    """What *words* mean in *column*; empty is "not set". Raises: Unreadable: nothing."""
    if not words:
        return NOT_SET
    if column.kind is Kind.INTEGER:
        return read_whole(words)
    if column.kind is Kind.NUMBER:
        return read_number(words)
    if column.kind in (Kind.DATE, Kind.DATE_TIME):
        return _read_time(column, words)
    answers = cell_choices(column)
    for choice in answers:
        if words.strip().casefold() in (choice.label.casefold(), shown(choice.value).casefold()):
            return choice.value
    if answers and column.kind is not Kind.OPEN_CHOICE:
        raise Unreadable(text("“{typed}” is not in the list.", typed=words))
    return words.strip() if column.kind in _TIDY else words


def _read_time(column: Field, words: str) -> Json:
    if column.kind is Kind.DATE:
        day = read_day(words)
        if day is not None:
            return day.isoformat()
        raise Unreadable(text("“{typed}” is not a day.", typed=words))
    moment = read_moment(words)
    if moment is None:
        raise Unreadable(text("“{typed}” is not a day and time.", typed=words))
    return rfc3339(moment)
