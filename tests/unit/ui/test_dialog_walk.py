"""A walk by keyboard through every dialog: Tab follows the eye, Enter presses what has it, Escape does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.core.preset import Preset
from app.core.services.model import Offer
from app.core.services.preset_share import Incoming
from app.core.text import text
from app.core.transfer import State
from app.ui.dialogs.accounts import AccountsDialog
from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.dialogs.quit import QuitDialog
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell

Open = Callable[[Shell, Path], object]


@dataclass(frozen=True)
class Scene:
    """A dialog as a person meets it.

    Attributes:
        enter: the button that Enter presses wherever nothing else takes it; empty: none.
    """

    opens: Open
    enter: str = ""


def _accounts_asked(shell: Shell, folder: Path) -> None:
    shell.accounts.manage()
    dialog = _front(shell.window)
    assert isinstance(dialog, AccountsDialog)
    dialog.choose(next(one.id for one in shell.core.accounts.all() if shell.core.uploads.account_offers(one.id, {})))
    dialog.card.remove.click()


def _accounts_offers(shell: Shell, folder: Path) -> None:
    shell.accounts.manage()
    dialog = _front(shell.window)
    assert isinstance(dialog, AccountsDialog)
    dialog.choose(next(one.id for one in shell.core.accounts.all() if shell.core.uploads.account_offers(one.id, {})))


def _new_account(shell: Shell, folder: Path) -> None:
    shell.send.choose_provider("sela")
    shell.accounts._add_account()


def _vendor_found(shell: Shell, folder: Path) -> None:
    shell.vendors.ask()
    dialog = _front(shell.window)
    assert isinstance(dialog, AddProviderDialog)
    dialog._path = folder
    dialog.show_found("Acme", ["api.acme.example", "files.acme.example"], [text("It has no key test.")])
    dialog.trust.setChecked(True)


def _quit(shell: Shell, folder: Path) -> None:
    dialog = QuitDialog(text("2 files are being sent."), tray=True, stays=False, parent=shell.window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _save_preset(shell: Shell, folder: Path) -> None:
    shell.send.choose_provider("optimaldial")
    shell.presets.ask_name()


def _preset(shell: Shell, how: str) -> None:
    shell.views.sidebar.presets.wished.emit(shell.core.presets.all()[0].id, how)


def _watch(shell: Shell, folder: Path) -> None:
    shell.watches.ask(shell.core.presets.all()[0].id)


def _incoming(shell: Shell, folder: Path) -> None:
    fits = Incoming(Preset("March", "sela", "", {}), words=(text("Sends to Sela."),))
    broken = Incoming(Preset("April", "gone", "", {}), problem=text("There is no such vendor."))
    shell.presets._on_arrived([fits, broken, fits])


def _offer(shell: Shell, folder: Path) -> None:
    one = next(t for t in shell.core.uploads.transfers() if t.state is State.PROCESSING)
    shell.controllers.queue.confirm_wanted.emit(one.id, Offer("x", text("Cancel it there"), text("It will be gone.")))


SCENES = {
    "accounts": Scene(lambda shell, _: shell.accounts.manage()),
    "accounts with offers": Scene(_accounts_offers),
    "accounts, removing": Scene(_accounts_asked),
    "another account": Scene(_new_account),
    "another key": Scene(lambda shell, _: shell.accounts.renew(shell.core.accounts.all()[0].id)),
    "add a vendor": Scene(lambda shell, _: shell.vendors.ask()),
    "a vendor was found": Scene(_vendor_found, "Add Acme"),
    "cost": Scene(
        lambda shell, _: shell.controllers.compose.cost_asked.emit(text("12 credits"), text("Send 1 file")),
        "Do not send",
    ),
    "quit": Scene(_quit, "Keep sending in the tray"),
    "save a preset": Scene(_save_preset),
    "edit a preset": Scene(lambda shell, _: _preset(shell, "edit"), "Save preset"),
    "rename a preset": Scene(lambda shell, _: _preset(shell, "rename"), "Rename"),
    "watch a folder": Scene(_watch),
    "presets that came": Scene(_incoming, "Add 2 presets"),
    "requests and replies": Scene(lambda shell, _: shell.transfers._show_said("a.csv", "POST /x\n\n200\n")),
    "an offer": Scene(_offer, "Leave it"),
}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> Scene:
    return SCENES[request.param]


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], full_core: SampleCore, qtbot: QtBot) -> Shell:
    """A window in which the first stop of the sidebar has the keyboard."""
    made = open_shell(full_core)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.views.sidebar.practice.setFocus()
    return made


def opened(shell: Shell, scene: Scene, folder: Path, qtbot: QtBot) -> QDialog:
    scene.opens(shell, folder)
    dialog = _front(shell.window)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _front(window: QWidget) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def walked(dialog: QDialog, qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """What has the keyboard, key after key, once around."""
    seen: list[QWidget] = []
    while len(seen) < 80:
        focused = QApplication.focusWidget()
        assert focused is not None
        assert dialog.isAncestorOf(focused), f"the keyboard left the dialog for {focused}"
        if focused in seen:
            return seen[seen.index(focused) :]
        seen.append(focused)
        qtbot.keyClick(focused, key)
    raise AssertionError("no way around")


def test_tab_goes_once_around_as_the_eye_does_and_back_again(
    shell: Shell, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(shell, scene, tmp_path, qtbot)
    forth = walked(dialog, qtbot, Qt.Key.Key_Tab)
    assert set(forth) == set(_stops(dialog))
    steps = zip(forth, [*forth[1:], forth[0]], strict=True)
    turns = [f"{_name(one)} → {_name(other)}" for one, other in steps if _is_back(dialog, one, other)]
    assert len(turns) <= 1, "once around is one way back, from the last to the first"
    back = walked(dialog, qtbot, Qt.Key.Key_Backtab)
    begin = back.index(forth[-1])
    assert [_name(one) for one in (back[begin:] + back[:begin])] == [_name(one) for one in reversed(forth)]
    assert all(map(_name, forth))
    dialog.reject()


def test_escape_closes_it_and_the_keyboard_is_where_it_was(
    shell: Shell, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    before = list(shell.core.accounts.all()), list(shell.core.presets.all()), list(shell.core.uploads.transfers())
    dialog = opened(shell, scene, tmp_path, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(focused, Qt.Key.Key_Escape)
    shell.window.activateWindow()  # there is no window manager here that would
    qtbot.waitUntil(shell.window.isActiveWindow)
    assert QApplication.focusWidget() is shell.views.sidebar.practice
    assert before == (shell.core.accounts.all(), shell.core.presets.all(), shell.core.uploads.transfers())


def test_enter_presses_the_button_that_has_the_keyboard_and_else_the_harmless_one(
    shell: Shell, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(shell, scene, tmp_path, qtbot)
    assert [one.text() for one in _buttons(dialog) if one.isDefault() and one.isEnabled()] == [scene.enter] * bool(
        scene.enter
    )
    pressed: list[QPushButton] = []
    for button in _buttons(dialog):
        if button.receivers(SIGNAL("clicked()")):
            button.clicked.disconnect()
        button.clicked.connect(partial(pressed.append, button))
    for button in [one for one in _buttons(dialog) if one.isEnabled()]:
        button.setFocus()
        pressed.clear()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert pressed == [button]
        assert dialog.isVisible()
    dialog.reject()


def _buttons(dialog: QDialog) -> list[QPushButton]:
    return [one for one in dialog.findChildren(QPushButton) if one.isVisible()]


def _stops(dialog: QDialog) -> Iterator[QWidget]:
    """What can take the keyboard by Tab."""
    for one in dialog.findChildren(QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        inner = isinstance(one, QTabBar) or one.focusProxy() is not None or one.objectName().startswith("qt_")
        if takes and one.isVisible() and one.isEnabled() and not inner:
            yield one


def _place(one: QWidget, dialog: QDialog) -> QRect:
    return QRect(one.mapTo(dialog, QPoint(0, 0)), one.size())


def _is_back(dialog: QDialog, one: QWidget, other: QWidget) -> bool:
    """Whether from *one* to *other* the eye goes back: up (but to the next column), or left in the same line."""
    first, then = _place(one, dialog), _place(other, dialog)
    if then.bottom() <= first.top():
        return then.left() < first.right()
    return then.top() < first.bottom() and then.right() <= first.left()


def _name(one: QWidget) -> str:
    words = getattr(one, "text", str)
    return one.accessibleName() or (words() if callable(words) else "")
