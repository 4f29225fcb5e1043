"""Days and times of day as people type and read them, and as RFC 3339 has them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime

_SHORT = QLocale.FormatType.ShortFormat
_CENTURY = 2000  # two-digit years are of this century


def day_format() -> str:
    """The reader's own short way to write a day, with all four digits of the year."""
    if QLocale().language() is QLocale.Language.C:
        return "yyyy-MM-dd"
    form = QLocale().dateFormat(_SHORT)
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def time_format() -> str:
    """The reader's own short way to write a time of day, with ordinary blanks."""
    return QLocale().timeFormat(_SHORT).replace("\u202f", " ").replace("\u00a0", " ")


def show_day(day: date) -> str:
    """*day* as the reader writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format())


def show_moment(moment: datetime) -> str:
    """*moment* in this computer's time zone, to the minute; seconds only if there are any."""
    local = moment.astimezone()
    return f"{show_day(local.date())} {_show_clock(local.time())}"


def show_time(clock: time) -> str:
    """A time of day, to the minute; seconds only if there are any."""
    return _show_clock(clock)


def read_day(words: str) -> date | None:
    """The day that *words* name, in ISO order or the reader's own way; None: no day."""
    words = words.strip()
    with suppress(ValueError):  # not as ISO 8601 has it
        return date.fromisoformat(words)
    for form in (day_format(), QLocale().dateFormat(_SHORT), QLocale().dateFormat(QLocale.FormatType.LongFormat)):
        found = QLocale().toDate(words, form, _CENTURY)
        if found.isValid():
            return date(found.year(), found.month(), found.day())
    return None


def read_time(words: str) -> time | None:
    """The time of day that *words* name; None: none."""
    words = words.strip().replace("\u202f", " ")
    with suppress(ValueError):  # not as ISO 8601 has it
        return time.fromisoformat(words)
    for form in (time_format(), "H:mm", "H:mm:ss", "h:mm AP", "h:mmAP", "h AP"):
        found = QLocale.c().toTime(words, form)
        if not found.isValid():
            found = QLocale().toTime(words, form)
        if found.isValid():
            return time(found.hour(), found.minute(), found.second())
    return None


def read_moment(words: str) -> datetime | None:
    """The moment that *words* name; without an offset, in this computer's time zone. None: none."""
    words = words.strip()
    with suppress(ValueError):  # not as ISO 8601 has it
        return _with_offset(datetime.fromisoformat(words))
    day = read_day(words)
    if day is not None:
        return _with_offset(datetime.combine(day, time()))
    for cut in (i for i, mark in enumerate(words) if mark in " ,"):
        day, clock = read_day(words[:cut]), read_time(words[cut + 1 :])
        if day is not None and clock is not None:
            return _with_offset(datetime.combine(day, clock))
    return None


def rfc3339(moment: datetime) -> str:
    """*moment* as RFC 3339 writes it, with its offset; whole seconds."""
    return moment.isoformat(timespec="seconds")


def offset_words(moment: datetime | None = None) -> str:
    """This computer's offset from UTC at *moment* (or now), such as ``UTC+02:00``."""
    offset = f"{(moment or datetime.now()).astimezone():%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def to_qdate(day: date) -> QDate:
    """*day* for a Qt calendar."""
    return QDate(day.year, day.month, day.day)


def from_qdate(day: QDate) -> date:
    """A day of a Qt calendar."""
    return date(day.year(), day.month(), day.day())


def _with_offset(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.astimezone()


def _show_clock(clock: time) -> str:
    if clock.second:
        return f"{clock:%H:%M:%S}"
    shown = QLocale().toString(QTime(clock.hour, clock.minute), time_format())
    return shown.replace("\u202f", " ").replace("\u00a0", " ")
