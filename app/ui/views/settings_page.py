"""The settings: sections below one another, in the order they were given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.text import tr
from app.ui.views.parts import label
from app.ui.views.settings_section import Section

WIDTH = 640
"""Pixels; wider lines are hard to read."""


class SettingsPage(QScrollArea):
    """A page of sections; it knows nothing of what they hold."""

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(28)
        box.addWidget(label(tr("Settings"), size="title", semibold=True))
        for section in sections:
            box.addWidget(section)
        box.addStretch(1)
        self._inner = inner = QWidget()
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(32, 24, 32, 24)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        self.setWidget(inner)

    def show_section(self, section: Section) -> None:
        """Scroll to *section*."""
        self.ensureWidgetVisible(section, 0, 0)
        bar = self.verticalScrollBar()
        bar.setValue(min(bar.maximum(), section.mapTo(self._inner, section.rect().topLeft()).y()))
