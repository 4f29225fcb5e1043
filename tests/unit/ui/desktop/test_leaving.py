"""Closing the window while something is under way: asked, or done as was said for always, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.events import TotalsChanged
from app.core.transfer import State
from app.ui import sample_data
from app.ui.desktop import leaving as leaving_module
from app.ui.desktop.leaving import Leaving
from app.ui.desktop.wishes import OnClose, WhenSent, Wishes
from app.ui.dialogs.quit import QuitDialog
from app.ui.sample_core import SampleCore


@dataclass
class House:
    """A window, someone at its door, and what was told."""

    core: SampleCore
    window: QMainWindow
    wishes: Wishes
    told: list[str] = field(default_factory=list)
    tray: bool = True
    leaving: Leaving = field(init=False)

    def have(self, *states: State) -> None:
        """Let the queue be these, and say so."""
        provider = self.core.providers.all()[0]
        batch = sample_data.batch(0, provider, "a", 0.0)
        self.core.uploads._transfers.clear()
        self.core.uploads.put(batch, [sample_data.transfer(batch, n, f"{n}", 9, s) for n, s in enumerate(states)])
        self.core.events.publish(TotalsChanged(dict(self.core.uploads.totals().by_state), 0, 0, 0.0, None))


@pytest.fixture
def house(core: SampleCore, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(leaving_module, "REST", 30)
    window, wishes = QMainWindow(), Wishes(core.preferences)
    qtbot.addWidget(window)
    window.show()
    made = House(core, window, wishes)
    made.leaving = Leaving(core, window, wishes, lambda: made.tray, window)
    made.leaving.left.connect(lambda: made.told.append("left"))
    made.leaving.all_sent.connect(lambda: made.told.append("all sent"))
    made.leaving.wish_changed.connect(lambda: made.told.append("wish"))
    return made


def dialog(house: House) -> QuitDialog:
    """The one question that is asked."""
    [asked] = [one for one in house.window.findChildren(QuitDialog) if one.isVisible()]
    return asked


@pytest.mark.parametrize("states", [(), (State.DONE,), (State.PAUSED, State.FAILED), (State.PROCESSING,)])
def test_nothing_under_way_is_nothing_to_ask(house: House, states: tuple[State, ...]) -> None:
    house.have(*states)
    house.leaving.close_window()
    assert house.told == ["left"]


def test_what_is_sent_goes_on_in_the_tray_and_then_it_quits(house: House, qtbot: QtBot) -> None:
    house.have(State.RUNNING, State.QUEUED)
    house.leaving.close_window()
    house.leaving.close_window()  # asked once
    asked = dialog(house)
    asked.send_first.click()
    assert house.window.isHidden()
    assert house.leaving.away
    for going in (State.WAITING, State.PROCESSING, State.RUNNING):
        house.have(State.DONE, going)
        qtbot.wait(50)
        assert house.told == []
    house.have(State.DONE, State.FAILED)
    qtbot.waitUntil(lambda: bool(house.told))
    assert house.told == ["all sent", "left"]


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((State.RUNNING, State.QUEUED, State.WAITING), "1 file is being sent. 2 more wait for their turn."),
        ((State.WAITING,), "1 file waits for its turn."),
        ((State.RUNNING, State.RUNNING), "2 files are being sent."),
    ],
)
def test_the_question_says_what_is_under_way(house: House, states: tuple[State, ...], words: str) -> None:
    house.have(*states)
    house.leaving.close_window()
    assert words in [label.text() for label in dialog(house).findChildren(QLabel)]


def test_the_question_follows_what_goes_on_while_it_stands(house: House) -> None:
    house.have(State.RUNNING, State.QUEUED)
    house.leaving.close_window()
    asked = dialog(house)
    for states, words in (
        ((State.RUNNING, State.DONE), "1 file is being sent."),
        ((State.DONE, State.DONE), "Meanwhile nothing is being sent any more."),
    ):
        house.have(*states)
        assert words in [label.text() for label in asked.findChildren(QLabel)]
    asked.stay.click()
    house.have(State.RUNNING, State.QUEUED)
    house.leaving.close_window()
    assert dialog(house) is not asked, "asked anew, and the old question is not spoken to any more"


def test_it_stays_when_that_is_wished(house: House, qtbot: QtBot) -> None:
    house.wishes.when_sent = WhenSent.STAY
    house.wishes.on_close = OnClose.KEEP
    house.have(State.RUNNING)
    house.leaving.close_window()
    assert house.window.isHidden()
    house.have(State.DONE)
    qtbot.waitUntil(lambda: bool(house.told))
    qtbot.wait(50)
    assert house.told == ["all sent"]


def test_without_a_tray_the_window_is_minimised(house: House, qtbot: QtBot) -> None:
    house.tray = False
    house.have(State.RUNNING)
    house.leaving.close_window()
    assert "minimised" in dialog(house).send_first.text()
    dialog(house).send_first.click()
    assert not house.window.isHidden()
    assert house.window.isMinimized()


@pytest.mark.parametrize("how", ["back", "shown"])
def test_whoever_looks_at_the_window_again_is_not_left(house: House, how: str, qtbot: QtBot) -> None:
    house.wishes.on_close = OnClose.KEEP
    house.have(State.RUNNING)
    house.leaving.close_window()
    house.window.show()
    if how == "back":
        house.leaving.back()
    house.have(State.DONE)
    qtbot.wait(80)
    assert house.told == []
    assert not house.leaving.away


def test_the_keyboard_is_where_it_was_when_the_window_comes_back_from_the_tray(house: House, qtbot: QtBot) -> None:
    middle = QWidget()
    house.window.setCentralWidget(middle)
    rows, other = QListWidget(middle), QPushButton("x", middle)
    middle.show()
    house.window.activateWindow()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    house.have(State.RUNNING)
    house.leaving.close_window()
    qtbot.waitUntil(dialog(house).send_first.hasFocus)
    dialog(house).send_first.click()
    assert house.window.isHidden()
    other.setFocus()  # as Qt does by itself on X, where the dialog still has the keyboard when the window hides
    house.window.show()
    house.window.activateWindow()
    qtbot.waitUntil(house.window.isActiveWindow)
    house.leaving.back()
    assert house.window.focusWidget() is rows
    assert not other.hasFocus()


def test_a_new_try_in_between_keeps_it_open(house: House, qtbot: QtBot) -> None:
    house.wishes.on_close = OnClose.KEEP
    house.have(State.RUNNING)
    house.leaving.close_window()
    house.have(State.DONE)
    house.have(State.DONE, State.RUNNING)
    qtbot.wait(80)
    assert house.told == []


@pytest.mark.parametrize(
    ("button", "wish", "told"),
    [("stop", OnClose.STOP, ["wish", "left"]), ("send_first", OnClose.KEEP, ["wish"]), ("stay", OnClose.ASK, [])],
)
def test_what_is_chosen_for_always_is_done_always(house: House, button: str, wish: OnClose, told: list[str]) -> None:
    house.have(State.RUNNING)
    house.leaving.close_window()
    dialog(house).always.click()
    getattr(dialog(house), button).click()
    assert (house.wishes.on_close, house.told) == (wish, told)


def test_quitting_asks_although_closing_does_not(house: House) -> None:
    house.wishes.on_close = OnClose.KEEP
    house.have(State.RUNNING)
    house.leaving.quit()
    dialog(house).stop.click()
    assert house.told == ["left"]
    house.wishes.on_close = OnClose.STOP
    house.leaving.quit()
    house.leaving.close_window()
    assert house.told == ["left"] * 3


def test_wishes_that_nobody_knows_are_the_first_ones(core: SampleCore) -> None:
    wishes = Wishes(core.preferences)
    for name in ("on_close", "when_sent", "notify", "keep_awake"):
        core.preferences.set(name, [7])
    assert (wishes.on_close, wishes.when_sent) == (OnClose.ASK, WhenSent.QUIT)
    assert wishes.notify
    assert wishes.keep_awake
    wishes.notify = wishes.keep_awake = False
    assert not wishes.notify
    assert not wishes.keep_awake
