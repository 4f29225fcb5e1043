"""The settings' section on limits: how many files go at once, and how fast, by time of day."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.core.services.bandwidth_plan import Plan
from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.views.parts import give_room, label
from app.ui.views.rate_box import RateBox
from app.ui.views.settings_section import Section, lines
from app.ui.views.settings_times import TimesEditor

MOST_AT_ONCE = 32
AUTOMATIC = 0
"""Nobody chose how many files go at once."""


class LimitsSection(Section):
    """How much Sendoff may take.

    Signals:
        at_once_chosen: how many files may go at once, or :data:`AUTOMATIC`.
        plan_chosen: a :class:`Plan` for the bandwidth.
    """

    at_once_chosen = Signal(int)
    plan_chosen = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(tr("Limits"), parent)
        self.at_once = QSpinBox()
        give_room(self.at_once)
        self.at_once.setRange(AUTOMATIC, MOST_AT_ONCE)
        self.at_once.setSpecialValueText(tr("Automatic"))
        self.at_once.valueChanged.connect(self.at_once_chosen)
        words = tr("Automatic: 8 large files, or more small ones. A vendor that allows fewer gets fewer.")
        self.add_row(tr("Files at once"), self.at_once, words)
        self.rate = RateBox()
        self.rate.rate_chosen.connect(self._plan_changed)
        words = tr("For everything that is sent together. It holds at once, also for what is being sent now.")
        self.add_row(tr("Bandwidth"), self.rate, words)
        self.box.addWidget(label(tr("At other times of day")))
        words = tr("The first line that fits counts. A time that ends before it begins goes on into the next day.")
        self.box.addWidget(lines(words, "muted", size="small"))
        self.times = TimesEditor(icons)
        self.times.changed.connect(self._plan_changed)
        self.box.addWidget(self.times)

    def show_at_once(self, files: int) -> None:
        """How many files go at once."""
        with QSignalBlocker(self.at_once):
            self.at_once.setValue(files)

    def show_plan(self, plan: Plan) -> None:
        """How fast may be sent."""
        self.rate.show_rate(plan.rate)
        self.times.show_spans(plan.spans)

    def _plan_changed(self) -> None:
        self.plan_chosen.emit(Plan(self.rate.rate, self.times.spans))
