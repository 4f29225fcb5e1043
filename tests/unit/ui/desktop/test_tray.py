"""The tray's icon, line and menu, and the settings of the desktop; where there is a tray see the end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QIcon, QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.core.events import Totals
from app.core.transfer import State
from app.ui.controllers.presets import PresetEntry
from app.ui.controllers.story import tell
from app.ui.desktop.taskbar import Changing, Progress, progress_of
from app.ui.desktop.tray import Stand, Tray, badged
from app.ui.desktop.wishes import OnClose, WhenSent, Wishes
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell


@pytest.fixture
def tray(shell: Shell) -> Iterator[Tray]:
    made = Tray(shell.theme, shell.icons, shell)
    yield made
    made.close()


def actions(tray: Tray) -> dict[str, bool]:
    return {action.text(): action.isEnabled() for action in tray.menu.actions() if action.text() and action.isVisible()}


def pause(tray: Tray) -> QAction:
    return next(one for one in tray.menu.actions() if one.text() in ("Pause all", "Resume all"))


def test_presets_are_used_from_the_menu(tray: Tray, qtbot: QtBot) -> None:
    tray.show_presets([PresetEntry("1", "May & June"), PresetEntry("2", "Invoices")])
    [entry] = [one for one in tray.menu.actions() if one.text() == "Send with a preset"]
    assert entry.isVisible()
    chosen = entry.menu().actions()  # type: ignore[union-attr]
    assert [one.text() for one in chosen] == ["May && June", "Invoices"]
    with qtbot.waitSignal(tray.preset_wanted) as wanted:
        chosen[1].trigger()
    assert wanted.args == ["2"]
    tray.show_presets([])
    assert not entry.isVisible()


def test_the_line_and_the_menu_follow_the_story(tray: Tray, qtbot: QtBot) -> None:
    tray.show_story(tell(Totals({State.RUNNING: 2, State.DONE: 3})))
    assert tray.words == "Sendoff: 2 sending · 3 of 5 done"
    assert actions(tray) == {
        "Open Sendoff": True,
        "Pause all": True,
        "Stop after the current ones": True,
        "Quit": True,
    }
    with qtbot.waitSignal(tray.pause_wanted) as paused:
        pause(tray).trigger()
    assert paused.args == [True]
    tray.show_story(tell(Totals({State.RUNNING: 2, State.PAUSED: 3})))
    with qtbot.waitSignal(tray.pause_wanted) as resumed:
        next(one for one in tray.menu.actions() if one.text() == "Resume what is paused").trigger()
    assert resumed.args == [False]
    assert actions(tray)["Pause all"]
    tray.show_story(tell(Totals({State.PAUSED: 2})))
    assert "Resume what is paused" not in actions(tray), "the entry above it does that now"
    with qtbot.waitSignal(tray.pause_wanted) as resumed:
        pause(tray).trigger()
    assert resumed.args == [False]
    assert actions(tray)["Resume all"]
    assert not actions(tray)["Stop after the current ones"]


def test_the_icon_differs_in_shape_and_follows_the_theme(shell: Shell) -> None:
    plain = shell.icons.app_icon()
    drawn = [image(badged(plain, stand, shell.theme)) for stand in Stand]
    assert len({bytes(one.constBits()) for one in drawn}) == 3
    grey = {bytes(one.convertToFormat(QImage.Format.Format_Grayscale8).constBits()) for one in drawn}
    assert len(grey) == 3


def image(icon: QIcon) -> QImage:
    return icon.pixmap(32, 32).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def test_without_a_tray_there_is_none_and_no_message(tray: Tray) -> None:
    assert not tray.there
    assert not tray.message("All done", "2 files are done.")


@pytest.mark.parametrize(
    ("totals", "progress"),
    [
        (Totals({State.DONE: 4}, 10, 10), Progress()),
        (Totals({State.RUNNING: 1, State.DONE: 1}, 5, 20), Progress(25, 1)),
        (Totals({State.QUEUED: 2, State.FAILED: 1}, 0, 0), Progress(0, 2, trouble=True)),
        (Totals({State.UNKNOWN: 1}, 3, 3), Progress(None, 0, trouble=True)),
        (Totals({State.PROCESSING: 1}, 30, 20), Progress(100, 1)),
        (Totals({State.WAITING: 1}, 0, 20, need_key=1), Progress(0, 1, trouble=True)),
        (Totals({State.QUEUED: 1}, 0, 20, in_line_for_key=1), Progress(0, 1, trouble=True)),
        (Totals({State.PROCESSING: 1}, 20, 20, followed_for_key=1), Progress(100, 1, trouble=True)),
    ],
)
def test_the_taskbar_shows_how_much_has_left(totals: Totals, progress: Progress) -> None:
    shown: list[Progress] = []

    class Button:
        def show(self, progress: Progress) -> None:
            shown.append(progress)

    Changing(Button()).show(progress_of(totals))
    assert (shown or [Progress()]) == [progress]


def test_the_settings_say_what_is_wished_and_keep_what_is_chosen(shell: Shell, full_core: SampleCore) -> None:
    section, wishes = shell.views.settings.desktop, Wishes(full_core.preferences)
    assert section.awake.isChecked()
    assert section.notify.isChecked()
    section.awake.click()
    section.notify.click()
    assert (wishes.keep_awake, wishes.notify) == (False, False)
    for box, value in ((section.on_close, "stop"), (section.when_sent, "stay")):
        choose(box, value)
    assert (wishes.on_close, wishes.when_sent) == (OnClose.STOP, WhenSent.STAY)
    wishes.on_close = OnClose.KEEP
    shell.wishes.show()
    assert section.on_close.currentData() == "keep"
    assert section.on_close.currentText() == "Keep sending, minimised"


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
