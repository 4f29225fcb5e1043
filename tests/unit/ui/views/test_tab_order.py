"""The Tab key goes through the window in the order in which things stand there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page
from app.ui.views.tab_order import put_in_order, stops


def test_what_is_made_late_stands_where_it_is_laid(qtbot: QtBot) -> None:
    whole, area, inner = QWidget(), QScrollArea(), QWidget()
    qtbot.addWidget(whole)
    box, row = QVBoxLayout(whole), QHBoxLayout(inner)
    first, last, late, later, loose = (QLineEdit() for _ in range(5))
    box.addWidget(first)
    box.addWidget(area)
    box.addWidget(last)
    area.setWidget(inner)
    whole.show()
    row.addWidget(later)
    row.insertWidget(0, late)
    loose.setParent(whole)
    loose.show()
    gone = QPushButton()
    row.addWidget(gone)
    gone.hide()
    QWidget(whole, Qt.WindowType.Window).show()
    for one in (late, later):
        one.show()
    assert list(stops(whole)) == [first, area, late, later, last, loose]
    put_in_order(whole)
    chain, one = [], first
    while len(chain) < 20:
        chain.append(one)
        one = one.nextInFocusChain()
    assert [one for one in chain if one in (late, later, last)][:3] == [late, later, last]


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore, qtbot: QtBot) -> Shell:
    made = open_shell(full_core)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    return made


def tabbed(shell: Shell, qtbot: QtBot, *, times: int = 60) -> list[QWidget]:
    """What has the keyboard, Tab after Tab, from the header on."""
    shell.views.header.setFocus()
    seen: list[QWidget] = []
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget() or shell.window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
    return seen


def test_the_sidebar_is_gone_through_from_top_to_bottom(shell: Shell, qtbot: QtBot) -> None:
    side = shell.views.sidebar
    mine = [one for one in tabbed(shell, qtbot) if side.isAncestorOf(one)]
    tops = [one.mapTo(side, one.rect().topLeft()).y() for one in mine]
    assert len(mine) > 6
    assert tops == sorted(tops)


def test_the_fields_of_a_form_come_between_the_files_and_the_button_that_sends(shell: Shell, qtbot: QtBot) -> None:
    shell.send.choose_provider("optimaldial")
    shell.show_page(Page.SEND)
    names = [one.accessibleName() or getattr(one, "text", str)() for one in tabbed(shell, qtbot)]
    order = [names.index(name) for name in ("Choose files…", "Phone column", "Save as preset…", "Show transfers")]
    assert order == sorted(order)


def test_the_details_come_between_the_rows_and_the_line_at_the_bottom(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    page = shell.views.transfers_page
    page.rows.choose(3)
    seen = tabbed(shell, qtbot)
    rows, bottom = seen.index(page.rows), seen.index(shell.views.status_bar.open_button)
    inside = [number for number, one in enumerate(seen) if page.details.isAncestorOf(one)]
    assert len(inside) > 3
    assert rows < min(inside) <= max(inside) < bottom


def test_the_keys_of_the_pages_lead_to_their_rows(shell: Shell) -> None:
    shell.views.actions.transfers_page.trigger()
    assert shell.views.transfers_page.rows.hasFocus()
    shell.views.actions.history_page.trigger()
    assert shell.views.history_page.rows.hasFocus()
