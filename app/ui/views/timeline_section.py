"""The timeline in the details: when what was asked, and how it came out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.models.timeline_view import TimeLine
from app.ui.theme import Theme
from app.ui.views.parts import Sign, label


def timeline_rows(theme: Theme, icons: Icons, lines: Sequence[TimeLine]) -> list[QWidget]:
    """A row for each line: time, icon, words, outcome."""
    return [_row(theme, icons, line) for line in lines]


def _row(theme: Theme, icons: Icons, line: TimeLine) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    sign = Sign(theme, icons, 16)
    sign.show_icon(line.mark.icon, line.mark.role)
    words = label(line.words, "" if line.outcome else "muted", size="small", wrap=True)
    words.setAccessibleName(", ".join(part for part in (line.time, line.words, line.outcome) if part))
    top = Qt.AlignmentFlag.AlignTop
    row.addWidget(label(line.time, "muted", size="small"), 0, top)
    row.addWidget(sign, 0, top)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(words)
    if line.outcome:
        column.addWidget(label(line.outcome, "muted", size="small", wrap=True))
    row.addLayout(column, 1)
    return whole
