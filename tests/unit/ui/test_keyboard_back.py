"""What goes away gives the keyboard back: the bar at the top, the panel at the side, the question in its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.text import text
from app.core.transfer import State
from app.ui import sample_data
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore, qtbot: QtBot) -> Shell:
    made = open_shell(full_core)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.show_page(Page.TRANSFERS)
    return made


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    """Go to *widget* and press *key* there."""
    widget.setFocus()
    assert widget.hasFocus()
    qtbot.keyClick(widget, key)


@pytest.mark.parametrize("page", [Page.TRANSFERS, Page.HISTORY])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_details_that_are_closed_give_it_to_the_rows(shell: Shell, qtbot: QtBot, page: Page, key: Qt.Key) -> None:
    shell.show_page(page)
    view = shell.views.transfers_page if page is Page.TRANSFERS else shell.views.history_page
    qtbot.waitUntil(lambda: view.rows.model().rowCount() > 3)
    view.rows.choose(view.rows.model().rowCount() - 1)  # any other may be a day's heading, by the time of day
    assert view.details.isVisible()
    press(qtbot, view.details.close_button, key)
    assert not view.details.isVisible()
    assert view.rows.hasFocus()


def test_escape_in_the_rows_lets_go_of_what_is_chosen_and_closes_the_details(shell: Shell, qtbot: QtBot) -> None:
    page = shell.views.transfers_page
    page.rows.choose(3)
    press(qtbot, page.rows, Qt.Key.Key_Escape)
    assert page.rows.chosen_runs() == []
    assert not page.details.isVisible()
    assert page.rows.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_bar_gives_it_back_when_its_button_or_all_of_it_goes(shell: Shell, qtbot: QtBot, key: Qt.Key) -> None:
    rows, bar = shell.views.transfers_page.rows, shell.views.notice_bar
    rows.setFocus()
    shell.controllers.queue.clear_ended()
    assert rows.hasFocus(), "news take nothing away"
    press(qtbot, bar.button, key)
    assert bar.isVisible()
    assert not bar.button.isVisible()
    assert rows.hasFocus()
    press(qtbot, bar.close_button, key)
    assert not bar.isVisible()
    assert rows.hasFocus()


def test_the_bar_gives_nothing_back_to_what_is_gone(shell: Shell, qtbot: QtBot) -> None:
    bar, rows = shell.views.notice_bar, shell.views.transfers_page.rows
    rows.setFocus()
    shell.frame.on_told(text("Copied."), True)
    bar.close_button.setFocus()
    shell.show_page(Page.SETTINGS)
    qtbot.keyClick(bar.close_button, Qt.Key.Key_Space)
    assert not bar.isVisible()
    assert not rows.hasFocus()


def test_who_has_it_elsewhere_keeps_it_when_the_bar_goes(shell: Shell) -> None:
    line = shell.views.transfers_page.line
    shell.frame.on_told(text("Copied."), True)
    line.setFocus()
    shell.controllers.notices.dismiss()
    assert line.hasFocus()


def test_the_answer_about_what_was_sent_before_gives_it_back(shell: Shell, qtbot: QtBot, csv_file: Path) -> None:
    page, compose = shell.views.send_page, shell.controllers.compose
    shell.show_page(Page.SEND)
    shell.send.choose_provider("sela")
    compose.add_paths([csv_file])
    qtbot.waitUntil(lambda: compose.files.rowCount() == 1)
    page.drop_zone.files.setFocus()
    before = QApplication.focusWidget()
    compose.recall.ask(sample_data.sent_before(compose.files.paths, time.time()))
    assert page.repeats.isVisible()
    press(qtbot, page.repeats.again, Qt.Key.Key_Return)
    assert not page.repeats.isVisible()
    assert QApplication.focusWidget() is before


def test_enter_presses_a_button_of_the_window_and_leaves_other_keys_alone(
    shell: Shell, full_core: SampleCore, qtbot: QtBot
) -> None:
    pause = shell.views.status_bar.pause_button
    pause.setFocus()
    qtbot.keyClick(pause, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert State.PAUSED in {one.state for one in full_core.uploads.transfers()}
    assert State.QUEUED in {one.state for one in full_core.uploads.transfers()}
    qtbot.keyClick(pause, Qt.Key.Key_Return)
    assert State.QUEUED not in {one.state for one in full_core.uploads.transfers()}
