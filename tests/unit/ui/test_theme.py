"""The look follows the system and the person, while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.roles import Look
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.theme import Choice, System, Theme, _look_of


class Evening(System):
    """A system that becomes dark when it is told to: the offscreen platform has no say in it."""

    is_dark = False

    def dark(self) -> bool:
        return self.is_dark


@pytest.fixture
def system(qapp: QApplication) -> Evening:
    return Evening(qapp)


@pytest.fixture
def theme(qapp: QApplication, qtbot: QtBot, system: Evening) -> Iterator[Theme]:
    theme = Theme(qapp, system=system)
    theme.dress()
    yield theme
    qapp.setStyleSheet("")


@pytest.mark.parametrize(
    ("choice", "dark", "contrast", "look"),
    [
        (Choice.SYSTEM, False, False, Look.LIGHT),
        (Choice.SYSTEM, True, False, Look.DARK),
        (Choice.SYSTEM, True, True, Look.CONTRAST_DARK),
        (Choice.SYSTEM, False, True, Look.CONTRAST_LIGHT),
        (Choice.CONTRAST, False, False, Look.CONTRAST_LIGHT),
        (Choice.LIGHT, True, True, Look.LIGHT),
        (Choice.DARK, False, False, Look.DARK),
    ],
)
def test_what_is_chosen_goes_before_what_the_system_says(
    choice: Choice, dark: bool, contrast: bool, look: Look
) -> None:
    assert _look_of(choice, dark, contrast) is look


def becomes(system: Evening, qapp: QApplication, dark: bool) -> None:
    system.is_dark = dark
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)


def test_it_follows_the_system_at_once(theme: Theme, system: Evening, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        becomes(system, qapp, True)
    assert theme.look is Look.DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == theme.roles.raised
    becomes(system, qapp, False)
    assert theme.look is Look.LIGHT


def test_a_choice_of_ones_own_stays(theme: Theme, system: Evening, qapp: QApplication) -> None:
    theme.choose(Choice.LIGHT)
    becomes(system, qapp, True)
    assert theme.look is Look.LIGHT
    theme.choose(Choice.SYSTEM)
    assert theme.look is Look.DARK


def test_a_window_that_was_closed_dresses_nobody_any_more(
    open_shell: Callable[[SampleCore], Shell], core: SampleCore, system: Evening, qapp: QApplication
) -> None:
    shell = open_shell(core)
    shell.theme._system = system
    shell.close()
    becomes(system, qapp, True)
    assert shell.theme.look is Look.LIGHT
