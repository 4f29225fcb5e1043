"""Connects the limits: the settings' section, the word in the bar at the bottom, and the core that keeps to them."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from app.core.events import BandwidthChanged
from app.core.services.api import Core
from app.core.services.bandwidth_plan import Plan
from app.ui.text import clock, tr, when
from app.ui.views.limit_button import LimitButton
from app.ui.views.settings_limits import AUTOMATIC, LimitsSection

DAY = 24 * 3600


class LimitsWiring(QObject):
    """The limits at work.

    Signals:
        settings_wanted: open the settings.
    """

    settings_wanted = Signal()

    def __init__(self, core: Core, section: LimitsSection, word: LimitButton, parent: QObject) -> None:
        super().__init__(parent)
        self._core, self._word = core, word
        section.at_once_chosen.connect(self._choose_at_once)
        section.plan_chosen.connect(self._choose_plan)
        word.lift_wanted.connect(self._lift)
        word.change_wanted.connect(self.settings_wanted)
        wished = core.preferences.get("at_once", AUTOMATIC)
        section.show_at_once(wished if isinstance(wished, int) else AUTOMATIC)
        section.show_plan(core.bandwidth.plan)
        self.show_limit(core.bandwidth.now)

    def show_limit(self, limit: BandwidthChanged) -> None:
        """Say what holds now."""
        self._word.show_limit(_words(limit), lifted=limit.lifted)

    def _choose_at_once(self, files: int) -> None:
        self._core.preferences.set("at_once", files)

    def _choose_plan(self, plan: Plan) -> None:
        self._core.bandwidth.change(plan)

    def _lift(self, lift: bool) -> None:
        if lift:
            self._core.bandwidth.lift()
        else:
            self._core.bandwidth.restore()


def _words(limit: BandwidthChanged) -> str:
    now = time.time()
    until = ""
    if limit.until is not None:
        until = clock(limit.until) if limit.until - now < DAY else when(limit.until, now)
    if limit.lifted:
        return tr("No limit until {time}", time=until) if until else tr("No limit for now")
    if limit.rate is None:
        return ""
    if until:
        return tr("Limited to {rate:bytes}/s until {time}", rate=limit.rate, time=until)
    return tr("Limited to {rate:bytes}/s", rate=limit.rate)
