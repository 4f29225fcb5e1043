"""Every word of the window goes through here: one catalogue, looked up by the English template."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, Qt, QTranslator

from app.core.text import ENGLISH, Formats, Text, TextValue

CONTEXT = "Sendoff"


def tr(template: str, **values: TextValue) -> str:
    """*template* in the person's language, with its holes filled as :class:`app.core.text.Text` says."""
    return Text(template, values).render(_look_up, _formats())


def say(words: Text | None) -> str:
    """A text of the core in the person's language; an empty string for None."""
    return words.render(_look_up, _formats()) if words is not None else ""


def count(n: int) -> str:
    """A whole number in the reader's way of writing."""
    return tr("{n:count}", n=n)


def size(n: float) -> str:
    """A size of *n* bytes in the reader's way of writing."""
    return tr("{size:bytes}", size=n)


def clock(seconds: float) -> str:
    """The local time of day of a moment, given in seconds since the epoch."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)


def day(seconds: float, now: float) -> str:
    """The local day of a moment in words: today, yesterday, or its date."""
    that, today = datetime.fromtimestamp(seconds).date(), datetime.fromtimestamp(now).date()
    if that == today:
        return tr("Today")
    if that == today - timedelta(days=1):
        return tr("Yesterday")
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment.date(), QLocale.FormatType.LongFormat)


def when(seconds: float, now: float) -> str:
    """Day and time of a moment, the day left out when it is today."""
    if datetime.fromtimestamp(seconds).date() == datetime.fromtimestamp(now).date():
        return clock(seconds)
    return tr("{day}, {time}", day=day(seconds, now), time=clock(seconds))


class Catalogue(QTranslator):
    """The translations of one language, read from a ``.ts`` file as Qt Linguist writes it."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = read_catalogue(file)

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # noqa: ARG002
        """The translation that Qt asks for, or None: the next translator, then the English."""
        return self._words.get(sourceText) if context == CONTEXT else None

    def isEmpty(self) -> bool:
        """Whether there is nothing in it; Qt would not ask an empty one."""
        return not self._words


def read_catalogue(file: Path) -> dict[str, str]:
    """The finished translations of a ``.ts`` file by their English template."""
    found: dict[str, str] = {}
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.get("type") is None and translation.text:
            found[source] = translation.text
    return found


def install_language(folder: Path, name: str = "") -> Catalogue | None:
    """Speak the language called *name* (such as ``de``), or the system's; None: English, or none is there."""
    app = QCoreApplication.instance()
    wanted = name or QLocale.system().name()
    file = next((f for f in (folder / f"{wanted}.ts", folder / f"{wanted[:2]}.ts") if f.is_file()), None)
    if app is None or file is None:
        return None
    catalogue = Catalogue(file, app)
    app.installTranslator(catalogue)
    return catalogue


def reads_right_to_left() -> bool:
    """Whether the reader's language is written from the right."""
    return QLocale().textDirection() is Qt.LayoutDirection.RightToLeft


def list_separator() -> str:
    """What spreadsheets of this computer expect between the cells of a CSV file."""
    return ";" if QLocale.system().decimalPoint() == "," else ","


def _look_up(template: str) -> str:
    return QCoreApplication.translate(CONTEXT, template)


def _formats() -> Formats:
    english = QLocale().language() in (QLocale.Language.C, QLocale.Language.English)
    return _ENGLISH if english else _LOCAL


def _local_bytes(size: float) -> str:
    digits = 0 if size < 1000 else 1
    return QLocale().formattedDataSize(round(size), digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def _local_count(n: float) -> str:
    return QLocale().toString(float(n), "f", 0 if float(n).is_integer() else 2)


def _local_seconds(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:
        return Text("{s} s", {"s": whole}).render(_look_up)
    minutes = round(whole / 60)
    if minutes < 60:
        return Text("{m} min", {"m": minutes}).render(_look_up)
    return Text("{h} h {m} min", {"h": minutes // 60, "m": minutes % 60}).render(_look_up)


def _local_day(seconds: float) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


# Made once: every sentence of every row asks for them.
_ENGLISH: Formats = {**ENGLISH, "clock": clock}
_LOCAL: Formats = {
    "bytes": _local_bytes,
    "count": _local_count,
    "seconds": _local_seconds,
    "day": _local_day,
    "clock": clock,
}
