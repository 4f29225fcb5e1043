"""The bar at the bottom, and the head of a page, where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.shell import Shell
from app.ui.views.bars import StatusBar
from app.ui.views.header import Page

STORY = "2 sending · 4 of 14 done · 4.1 MB/s · about 2 min left · 1 needs you"


@pytest.fixture
def bar(shell: Shell) -> StatusBar:
    """The bar in a window in which the whole story just fits beside the link."""
    bar = shell.views.status_bar
    shell.show()
    bar.limit.show_limit("", lifted=False)
    bar.show_pause(pauses=True, possible=True)
    bar.show_story(STORY, "upload", "accent")
    return bar


def wide(bar: StatusBar, qtbot: QtBot, width: int) -> None:
    bar.window().resize(width, 700)
    qtbot.waitUntil(lambda: bar.width() == bar.window().width())


def test_the_whole_story_is_there_before_a_second_way_to_the_transfers(bar: StatusBar, qtbot: QtBot) -> None:
    wide(bar, qtbot, 1400)
    assert not bar.open_button.isHidden()
    wide(bar, qtbot, 900)
    bar.limit.show_limit("Limited to 2.0 MB/s until 22:00", lifted=False)
    assert bar.open_button.isHidden()
    bar.limit.show_limit("", lifted=False)
    wide(bar, qtbot, 1400)
    assert not bar.open_button.isHidden()


def test_a_word_on_a_limit_takes_its_room(bar: StatusBar, qtbot: QtBot) -> None:
    wide(bar, qtbot, 900)
    bar.limit.show_limit("", lifted=False)
    bar.show_story("1 sending", "upload", "accent")
    assert not bar.open_button.isHidden()
    bar.limit.show_limit("Limited to 2.0 MB/s until " + "22:00 " * 12, lifted=False)
    assert bar.open_button.isHidden()
    bar.limit.show_limit("", lifted=False)
    assert not bar.open_button.isHidden()


def test_who_is_on_it_keeps_it(bar: StatusBar, qtbot: QtBot) -> None:
    wide(bar, qtbot, 1400)
    bar.open_button.setFocus()
    qtbot.waitUntil(bar.open_button.hasFocus)
    bar.show_story(STORY * 4, "upload", "accent")
    assert not bar.open_button.isHidden()


def test_a_long_title_does_not_touch_the_search_in_the_history(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page(Page.HISTORY)
    shell.views.history_page.rows.choose(1)
    shell.window.resize(900, 600)
    title = next(one for one in shell.views.history_page.findChildren(QLabel) if one.text() == "What was sent")
    title.setText("Was gesendet wurde")
    qtbot.waitUntil(lambda: title.width() >= title.sizeHint().width())
    assert shell.views.history_page.line.x() - title.geometry().right() >= 12
