"""Words for people, kept as a template and its values so that a window can translate them late."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from app.core.json_types import Json

TextValue: TypeAlias = "str | int | float | Text"
Formats: TypeAlias = "Mapping[str, Callable[[float], str]]"

_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Text(msgspec.Struct, frozen=True):
    """One user-visible sentence: an English template with ``{holes}`` and what fills them.

    A hole may name a format: ``{size:bytes}`` (1.2 MB), ``{n:count}`` (1,204), ``{s:seconds}`` (2 min),
    ``{at:day}`` (12 May 2026) and ``{at:clock}`` (14:05), both of seconds since the epoch.
    An unknown hole stays as it stands. Values are shown as plain text, never as markup.
    ``Text("{n:count} file|{n:count} files", n=2)`` picks the second form unless ``n`` is 1.
    """

    template: str
    values: Mapping[str, TextValue] = msgspec.field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English."""
        return self.render()

    def render(self, translate: Callable[[str], str] = str, formats: Formats | None = None) -> str:
        """The sentence with its template, and those of nested texts, passed through *translate* first.

        *formats* writes the numbers of named formats in the reader's way; without it, in the English way.
        """
        form = _plural(translate(self.template), self.values.get("n"))
        return _HOLE.sub(lambda match: self._fill(match, translate, formats or ENGLISH), form)

    def _fill(self, match: re.Match[str], translate: Callable[[str], str], formats: Formats) -> str:
        value = self.values.get(match.group(1))
        if value is None:
            return match.group(0)
        if isinstance(value, Text):
            return value.render(translate, formats)
        formatter = formats.get(match.group(2) or "")
        return formatter(value) if formatter and not isinstance(value, str) else str(value)

    def to_json(self) -> Json:
        """A JSON value that :meth:`from_json` turns back into an equal text."""
        values = {k: v.to_json() if isinstance(v, Text) else v for k, v in self.values.items()}
        return {"template": self.template, "values": values}

    @classmethod
    def from_json(cls, data: Json) -> Text:
        """The text that :meth:`to_json` wrote; a plain string is taken as a text without holes."""
        if not isinstance(data, Mapping):
            return cls("{text}", {"text": str(data)})
        values = data.get("values")
        filled = {k: _value(v) for k, v in values.items()} if isinstance(values, Mapping) else {}
        return cls(str(data.get("template", "")), filled)


def text(template: str, **values: TextValue) -> Text:
    """A :class:`Text` from a template and keyword values; the translation check collects these calls."""
    return Text(template, values)


def joined(first: Text, *more: Text) -> Text:
    """Sentences as one text, one after the other."""
    for one in more:
        first = text("{first} {second}", first=first, second=one)
    return first


def verbatim(words: str) -> Text:
    """Words that are not ours to translate: a vendor's message, a file name."""
    return Text("{text}", {"text": words})


def _value(data: Json) -> TextValue:
    if isinstance(data, Mapping):
        return Text.from_json(data)
    return data if isinstance(data, int | float | str) else str(data)


def _plural(template: str, n: TextValue | None) -> str:
    if "|" not in template or isinstance(n, str | Text) or n is None:
        return template
    one, many = template.split("|", 1)
    return one if n == 1 else many


def format_bytes(size: float) -> str:
    """A size of *size* bytes with a decimal unit, such as ``"4.1 MB"``."""
    if size == 1:
        return "1 byte"
    for unit in ("bytes", "KB", "MB", "GB"):
        if round(size) < 1000:
            whole = unit == "bytes" or round(size, 1) >= 100
            return f"{size:.0f} {unit}" if whole else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def format_seconds(seconds: float) -> str:
    """A rough length of time, such as ``"40 s"``, ``"2 min"`` or ``"1 h 5 min"``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def format_day(seconds: float) -> str:
    """The local date of a moment, given in seconds since the epoch, such as ``"12 May 2026"``."""
    that = date.fromtimestamp(seconds)
    return f"{that.day} {_MONTHS[that.month - 1]} {that.year}"


def format_clock(seconds: float) -> str:
    """The local time of day of a moment, given in seconds since the epoch, such as ``"14:05"``."""
    return f"{datetime.fromtimestamp(seconds):%H:%M}"


# Not strftime's: those are in the language of the computer, whatever the sentence's language is.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ENGLISH: Formats = {
    "bytes": format_bytes,
    "count": "{:,}".format,
    "seconds": format_seconds,
    "day": format_day,
    "clock": format_clock,
}
"""How numbers of named formats are written in English."""
