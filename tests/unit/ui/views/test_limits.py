"""Limits in the window: the settings' section, the times of day, and the word in the bar at the bottom."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTime
from PySide6.QtTest import QTest

from app.core.events import BandwidthChanged
from app.core.services.bandwidth_plan import LEAST, WEEK, Plan, Span
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.text import clock
from app.ui.views.header import Page
from app.ui.views.limit_button import LimitButton
from app.ui.views.settings_limits import LimitsSection

MB = 1_000_000
ODD_DAYS = Span(frozenset({0, 2}), 22 * 60, 6 * 60 + 30, None)


@pytest.fixture
def section(shell: Shell) -> LimitsSection:
    shell.show_page(Page.SETTINGS)
    return shell.views.settings.limits


@pytest.fixture
def word(shell: Shell, full_core: SampleCore) -> LimitButton:
    full_core.bandwidth.change(Plan(2 * MB))
    return shell.views.status_bar.limit


def test_what_is_wanted_is_shown(section: LimitsSection, full_core: SampleCore) -> None:
    section.show_plan(Plan(2 * MB, (ODD_DAYS, Span(WEEK, 0, 60, 250_000))))
    assert section.rate.text() == "2.00 MB/s"
    odd, daily = section.times.lines
    assert (odd.days.currentText(), odd.rate.text()) == ("Mon, Wed", "No limit")
    assert (odd.begin.time(), odd.end.time()) == (QTime(22, 0), QTime(6, 30))
    assert (daily.days.currentText(), daily.rate.text()) == ("Every day", "0.25 MB/s")
    assert section.times.spans == (ODD_DAYS, Span(WEEK, 0, 60, 250_000)), "what is shown is what is kept"
    section.show_plan(Plan())
    assert (section.rate.text(), section.times.lines) == ("No limit", [])


def test_a_limit_is_typed_in(section: LimitsSection, full_core: SampleCore) -> None:
    section.show_plan(Plan())
    field = section.rate.lineEdit()
    field.selectAll()
    told: list[Plan] = []
    section.plan_chosen.connect(told.append)
    QTest.keyClicks(field, "1.5")
    assert told == [], "half a number is no choice"
    section.rate.clearFocus()
    section.rate.interpretText()
    assert told == [Plan(1_500_000)]
    assert full_core.bandwidth.plan == Plan(1_500_000)
    section.rate.setValue(0.01)
    assert full_core.bandwidth.plan == Plan(LEAST)
    section.rate.setValue(0)
    assert full_core.bandwidth.plan == Plan()


def test_a_time_is_added_changed_and_taken_away(section: LimitsSection, full_core: SampleCore) -> None:
    section.show_plan(Plan())
    section.times.add.click()
    assert full_core.bandwidth.plan.spans == (Span(frozenset(range(5)), 480, 1080, MB),)
    [line] = section.times.lines
    line.days.setCurrentText("Sunday")
    line.begin.setTime(QTime(20, 15))
    line.end.setTime(QTime(5, 0))
    line.rate.setValue(0)
    assert full_core.bandwidth.plan.spans == (Span(frozenset({6}), 20 * 60 + 15, 300, None),)
    line.remove.click()
    assert full_core.bandwidth.plan == Plan()
    assert section.times.lines == []


def test_the_bar_says_what_holds_and_lifts_it(shell: Shell, word: LimitButton, full_core: SampleCore) -> None:
    assert word.text() == word.accessibleName() == "Limited to 2.0 MB/s"
    word.lift.trigger()
    assert full_core.bandwidth.now.lifted
    assert (word.text(), word.lift.text()) == ("No limit for now", "Limit again")
    word.lift.trigger()
    assert (word.text(), word.lift.text()) == ("Limited to 2.0 MB/s", "No limit for now")
    full_core.bandwidth.change(Plan())
    assert not word.isVisibleTo(shell.window)


def test_the_bar_says_until_when(word: LimitButton, full_core: SampleCore) -> None:
    soon, later = time.time() + 3600, time.time() + 72 * 3600
    full_core.events.publish(BandwidthChanged(250_000, soon, lifted=False))
    assert word.text() == f"Limited to 250 KB/s until {clock(soon)}"
    full_core.events.publish(BandwidthChanged(None, soon, lifted=True))
    assert word.text() == f"No limit until {clock(soon)}"
    full_core.events.publish(BandwidthChanged(250_000, later, lifted=False))
    assert word.text().endswith(f", {clock(later)}"), "a later day is named"


def test_the_bar_leads_to_the_settings(shell: Shell, word: LimitButton) -> None:
    word.menu().actions()[-1].trigger()
    assert shell.views.window.page is Page.SETTINGS
