"""Whole numbers of any size, and numbers with a fraction; empty is "not set"."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.core.text import text
from app.ui.forms.editor import Maker, Unreadable
from app.ui.forms.editors.line import LineEditor

_WHOLE = re.compile(r"[+-]?[0-9]{1,400}\Z")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?\Z")


def fit(field: Field) -> int:
    """Fits whole numbers and numbers."""
    return 5 if field.kind in (Kind.INTEGER, Kind.NUMBER) else -1


class NumberEditor(LineEditor):
    """A line that reads a number. No spin box: Qt's end at 32 bits and cannot be empty."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def parse(self, words: str) -> Json:
        """The number that *words* say, in JSON's way of writing or in the person's own."""
        return read_whole(words) if self.field.kind is Kind.INTEGER else read_number(words)


def read_whole(words: str) -> int:
    """A whole number. Raises: Unreadable: it is none."""
    words = words.strip()
    if _WHOLE.match(words):
        return int(words)
    number, good = QLocale().toLongLong(words)
    if not good:
        raise Unreadable(text("“{typed}” is not a whole number.", typed=words))
    return int(number)


def read_number(words: str) -> int | float:
    """A number, whole if it is written so. Raises: Unreadable: it is none."""
    words = words.strip()
    if _WHOLE.match(words):
        return int(words)
    if _NUMBER.match(words):
        number, good = float(words), True
    else:
        number, good = QLocale().toDouble(words)
    if not good or not math.isfinite(number):
        raise Unreadable(text("“{typed}” is not a number.", typed=words))
    return number
