"""The presets in the sidebar: mouse, keyboard, menu, and what is let go over them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCursor, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.services.watch_model import WatchStand, WatchView
from app.core.text import text
from app.ui.controllers.presets import PresetEntry
from app.ui.shell import Shell
from app.ui.views.preset_button import PresetButton, Wish
from app.ui.views.preset_list import PresetList

ENTRIES = [
    PresetEntry("1", "May", pinned=True),
    PresetEntry("2", "June"),
    PresetEntry("3", "Old", problem=text("Gone.")),
]
ANY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def presets(shell: Shell, qtbot: QtBot) -> PresetList:
    shell.views.sidebar.show_presets(ENTRIES)
    shell.window.activateWindow()
    return shell.views.sidebar.presets


def told(presets: PresetList) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for name in ("wished", "dropped", "moved"):
        getattr(presets, name).connect(lambda *values, name=name: found.append((name, *values)))
    return found


def drop(button: PresetButton, data: QMimeData, y: float) -> QDropEvent:
    """Hold *data* over a preset and let it go at the height *y*."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(5, int(y)), actions, data, *ANY)
    button.dragEnterEvent(enter)
    event = QDropEvent(QPointF(5, y), actions, data, *ANY)
    if enter.isAccepted():
        assert button.property("lit") == "yes"
        button.dropEvent(event)
    return event


def dragged(preset_id: str) -> QMimeData:
    data = QMimeData()
    data.setData("application/x-sendoff-preset-id", preset_id.encode())
    return data


def test_the_menu_offers_no_way_that_leads_nowhere(presets: PresetList) -> None:
    ways = []
    for one in presets.buttons:
        menu = one.menu()
        moves = [action for action in menu.actions() if action.data() in (Wish.UP, Wish.DOWN)]
        ways.append([action.text() for action in moves if action.isEnabled()])
        menu.close()
    assert ways == [[], ["Move down"], ["Move up"]]  # the first one is pinned and stays before the others


@pytest.mark.parametrize("over", [True, False])
def test_who_left_through_the_menu_is_not_over_it_any_more(presets: PresetList, qtbot: QtBot, over: bool) -> None:
    button = presets.buttons[0]
    here = button.rect().center() if over else QPoint(-100, -100)
    QCursor.setPos(button.mapToGlobal(here))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    menu = button.menu()
    button.pop_up(menu, button.mapToGlobal(QPoint(5, 5)))
    qtbot.waitUntil(menu.isVisible)
    menu.close()
    assert button.underMouse() is over


def test_a_screen_reader_hears_how_they_stand(presets: PresetList) -> None:
    names = [one.accessibleName() for one in presets.buttons]
    assert names == ["Preset May, pinned", "Preset June", "Preset Old, does not fit any more"]
    assert presets.buttons[2].toolTip() == "<qt>Gone.</qt>"


def test_keys(presets: PresetList, qtbot: QtBot) -> None:
    found = told(presets)
    first, second, _ = presets.buttons
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Up)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    QTest.keyClick(second, Qt.Key.Key_F2)
    QTest.keyClick(second, Qt.Key.Key_Delete)
    QTest.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(second, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(second, Qt.Key.Key_A)
    wishes = [Wish.USE, Wish.RENAME, Wish.DELETE, Wish.UP, Wish.DOWN]
    assert found == [("wished", "2", wish) for wish in wishes]


def test_the_keyboard_stays_where_it_was(presets: PresetList, shell: Shell) -> None:
    presets.buttons[1].setFocus()
    shell.views.sidebar.show_presets([ENTRIES[1], ENTRIES[0]])
    assert presets.buttons[0].hasFocus()
    shell.views.sidebar.show_presets([ENTRIES[0]])
    assert presets.buttons[0].hasFocus()


@pytest.mark.parametrize(("number", "pin"), [(1, Wish.UNPIN), (4, Wish.PIN)])
def test_the_menu_has_everything(shell: Shell, presets: PresetList, number: int, pin: Wish) -> None:
    shell.views.sidebar.show_presets([PresetEntry(str(n), str(n), pinned=n < 3) for n in range(6)])
    found = told(presets)
    menu = presets.buttons[number].menu()
    actions = [one for one in menu.actions() if not one.isSeparator()]
    for action in actions:
        action.trigger()
    of_a_watch = {Wish.PAUSE, Wish.RESUME, Wish.REVIEW, Wish.LEAVE_OUT}
    others = {Wish.PIN, Wish.UNPIN, *of_a_watch} - {pin}
    assert {wish for _, _, wish in found} == set(Wish) - others
    assert all(action.text() for action in actions)


def test_files_are_let_go_over_one(presets: PresetList, tmp_path: Path) -> None:
    found, data = told(presets), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv"))])
    assert drop(presets.buttons[1], data, 3).isAccepted()
    assert found == [("dropped", "2", [tmp_path / "a.csv"])]
    assert presets.buttons[1].property("lit") == ""


def test_text_is_nothing_for_a_preset(presets: PresetList) -> None:
    found, data = told(presets), QMimeData()
    data.setText("hello")
    drop(presets.buttons[1], data, 3)
    assert found == []


def test_one_is_dragged_before_or_behind_another(presets: PresetList) -> None:
    found = told(presets)
    first, second, third = presets.buttons
    drop(third, dragged("1"), 1)
    drop(third, dragged("1"), third.height() - 1)
    drop(second, dragged("1"), second.height() - 1)
    drop(first, dragged("1"), 1)
    assert found == [("moved", "1", "3"), ("moved", "1", ""), ("moved", "1", "3")]
    first.setProperty("lit", "yes")
    first.dragLeaveEvent(QDragLeaveEvent())
    assert first.property("lit") == ""


@pytest.mark.parametrize(
    ("stand", "waiting", "offered"),
    [
        (WatchStand.WATCHING, (), {Wish.PAUSE}),
        (WatchStand.PAUSED, (), {Wish.RESUME}),
        (WatchStand.ASKING, (Path("a"),), {Wish.PAUSE, Wish.REVIEW, Wish.LEAVE_OUT}),
    ],
)
def test_the_menu_has_what_can_be_done_with_a_watched_folder(
    presets: PresetList, stand: WatchStand, waiting: tuple[Path, ...], offered: set[Wish]
) -> None:
    watch = WatchView("w", "W", Path("/in"), stand, text("So it stands."), waiting)
    presets.show_entries([PresetEntry("w", "W", watch=watch)])
    row = presets.buttons[0]
    wishes = {Wish(str(one.data())) for one in row.menu().actions() if one.data()}
    assert wishes & {Wish.PAUSE, Wish.RESUME, Wish.REVIEW, Wish.LEAVE_OUT} == offered
    assert Wish.WATCH in wishes
    assert row.toolTip() == "<qt>W<br>So it stands.</qt>"
    assert row.accessibleDescription().startswith("So it stands. ")
