"""Many transfers of which nobody knows whether they arrived: chosen together, they are settled together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fixtures.widgets import dialog_of, press, words_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.text import text
from app.core.transfer import Batch, State, Transfer
from app.ui.dialogs.settling import SettlingDialog
from app.ui.models.acts import Act
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page

Open = Callable[[SampleCore], Shell]
IDS = ("a", "b", "c")


@pytest.fixture
def shell(open_shell: Open, full_core: SampleCore) -> Shell:
    """The window with a batch on top, three of whose four files are unclear; its heading is chosen."""
    provider = full_core.providers.all()[0]
    batch = Batch("line", provider.id, full_core.accounts.of(provider.id)[0].id, {}, "", 4e9)
    full_core.uploads._batches[batch.id] = batch
    for n, name in enumerate((*IDS, "done")):
        state = State.DONE if name == "done" else State.UNKNOWN
        full_core.uploads._transfers[name] = Transfer(name, batch.id, (), 5e9 + n, 4e9, 10, state=state)
    made = open_shell(full_core)
    made.show_page(Page.TRANSFERS)
    made.views.transfers_page.rows.choose(0)
    return made


def menu_of(shell: Shell) -> QMenu:
    """What the button over the list opens."""
    press(shell.window, "Decide…")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def states(core: SampleCore) -> list[State]:
    return [one.state for one in core.uploads.transfers() if one.id in IDS]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def agree(shell: Shell) -> None:
    dialog = dialog_of(shell.window)
    assert isinstance(dialog, SettlingDialog)
    dialog.yes.click()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("The unclear ones arrived", State.DONE),
        ("Send the unclear ones again", State.QUEUED),
    ],
)
def test_all_chosen_ones_are_settled_with_one_choice(
    shell: Shell, full_core: SampleCore, words: str, state: State
) -> None:
    menu = menu_of(shell)
    assert states(full_core) == [State.UNKNOWN] * 3, "nothing is decided yet"
    choose(menu, words)
    agree(shell)
    assert states(full_core) == [state] * 3
    assert next(one.state for one in full_core.uploads.transfers() if one.id == "done") is State.DONE


def test_all_chosen_ones_are_looked_up_without_a_question(shell: Shell, full_core: SampleCore) -> None:
    choose(menu_of(shell), "Look the unclear ones up")
    assert states(full_core) == [State.DONE] * 3


@pytest.mark.parametrize(
    ("words", "question", "outcome"),
    [
        ("The unclear ones arrived", "Did all 3 unclear transfers arrive?", "nothing reminds you"),
        ("Send the unclear ones again", "Send 3 unclear transfers again?", "it costs twice"),
    ],
)
def test_many_are_settled_by_the_persons_word_only(
    shell: Shell, full_core: SampleCore, words: str, question: str, outcome: str
) -> None:
    choose(menu_of(shell), words)
    dialog = dialog_of(shell.window)
    said = words_of(dialog)
    assert question in said
    assert outcome in said
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert states(full_core) == [State.UNKNOWN] * 3, "Enter settles nothing"


def test_one_is_settled_without_a_question(shell: Shell, full_core: SampleCore) -> None:
    shell.controllers.queue.do(Act.ARRIVED, [full_core.uploads.transfer("a")])
    assert states(full_core) == [State.DONE, State.UNKNOWN, State.UNKNOWN]


def test_nobody_is_offered_to_ask_a_vendor_that_cannot_be_asked(shell: Shell, full_core: SampleCore) -> None:
    full_core.uploads.askable = False
    menu = menu_of(shell)
    words = [action.text() for action in menu.actions()]
    menu.close()
    assert words == ["The unclear ones arrived", "Send the unclear ones again", "Cancel", "Remove from list"]


def test_what_is_settled_meanwhile_does_not_keep_the_others_from_it(
    shell: Shell, full_core: SampleCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve = full_core.uploads.resolve

    async def found(transfer_id: str, *, arrived: bool) -> None:
        if transfer_id == "a":
            full_core.uploads.change(replace(shell.controllers.queue_model.transfer("b"), state=State.DONE))
            shell._bridge.flush()
        assert transfer_id != "b", "it was found at the vendor by itself"
        await resolve(transfer_id, arrived=arrived)

    monkeypatch.setattr(full_core.uploads, "resolve", found)
    choose(menu_of(shell), "Send the unclear ones again")
    agree(shell)
    assert states(full_core) == [State.QUEUED, State.DONE, State.QUEUED]


def test_a_disk_that_is_full_is_said_once(shell: Shell, full_core: SampleCore, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object, **__: object) -> None:
        raise StoreError(text("The disk is full."))

    told: list[str] = []
    shell.controllers.queue.failed.connect(lambda words: told.append(str(words)))
    monkeypatch.setattr(full_core.uploads, "resolve", full)
    shell.controllers.queue.do(Act.ARRIVED, full_core.uploads.transfers())
    agree(shell)
    assert told == ["The disk is full."]
