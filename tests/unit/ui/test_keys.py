"""Keys that are tried while the person goes on with something else: who is told, and which dialog it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from fixtures.signals import listen
from fixtures.widgets import words_of
from PySide6.QtWidgets import QWidget

from app.core.flow.actions import KeyTestEnd, KeyVerdict
from app.core.services.model import KeyStoreView
from app.core.text import text
from app.ui.controllers.keys import Keys
from app.ui.dialogs.key_dialog import KeyDialog
from app.ui.sample_core import GOOD_KEY, SampleCore
from app.ui.shell import Shell

Meanwhile = Callable[[Callable[[], None]], None]


@pytest.fixture
def meanwhile(full_core: SampleCore, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """What the person does while the next key is being tried, which works."""
    done: list[Callable[[], None]] = []

    async def test(*_: object) -> KeyTestEnd:
        done.pop()()
        return KeyTestEnd(KeyVerdict.WORKS, text("The key works."))

    monkeypatch.setattr(full_core.accounts, "test", test)
    return done.append


def dialogs(window: QWidget) -> list[KeyDialog]:
    return [one for one in window.findChildren(KeyDialog) if one.isVisible()]


def enter(dialog: KeyDialog, key: str) -> None:
    dialog.panel.key.setText(key)
    dialog.panel.key.returnPressed.emit()


def test_a_reply_leaves_the_dialog_about_another_account_alone(shell: Shell, meanwhile: Meanwhile) -> None:
    shell.accounts.renew("acc-sela")
    [first] = dialogs(shell.window)

    def go_on() -> None:
        first.reject()
        shell.accounts.renew("acc-tela")
        assert not dialogs(shell.window)[0].panel.key.isEnabled()  # one key after the other

    meanwhile(go_on)
    enter(first, GOOD_KEY)
    [second] = dialogs(shell.window)
    assert "acc-tela" not in second.windowTitle()
    assert second.panel.key.isEnabled()
    assert shell.controllers.notices.current.words == "The key works."


def test_a_reply_to_the_page_closes_no_dialog(shell: Shell, full_core: SampleCore, meanwhile: Meanwhile) -> None:
    shell.send.choose_provider("sela")
    meanwhile(lambda: shell.accounts.renew("acc-tela"))
    shell.views.key_panel.key_entered.emit(GOOD_KEY, False)
    assert len(dialogs(shell.window)) == 1
    assert full_core.accounts.all()[-1].provider_id == "sela"


def test_a_dialog_that_waits_is_closed_by_its_own_reply(shell: Shell, meanwhile: Meanwhile) -> None:
    shell.accounts.manage()
    shell.accounts.renew("acc-sela")
    [dialog] = dialogs(shell.window)
    meanwhile(lambda: None)
    enter(dialog, GOOD_KEY)
    assert not dialog.isVisible()


async def test_it_is_busy_from_the_press_on(core: SampleCore) -> None:
    tasks: list[asyncio.Task[None]] = []
    keys = Keys(core, lambda work: tasks.append(asyncio.create_task(work)))
    told = listen(keys, "busy_changed")
    keys.take(core.providers.all()[0].id, "", "", GOOD_KEY, False)
    assert told == [("busy_changed", True)]
    await tasks[0]
    assert told[1:] == [("busy_changed", False)]


async def test_it_is_busy_until_the_last_one_is_through(full_core: SampleCore, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"acc-sela": asyncio.Event(), "acc-tela": asyncio.Event()}

    async def rename(account_id: str, _name: str) -> None:
        await held[account_id].wait()

    monkeypatch.setattr(full_core.accounts, "rename", rename)
    tasks: list[asyncio.Task[None]] = []
    keys = Keys(full_core, lambda work: tasks.append(asyncio.create_task(work)))
    for account_id in held:
        keys.rename(account_id, "Sales")
    held["acc-tela"].set()
    await tasks[1]
    assert keys.is_busy
    held["acc-sela"].set()
    await tasks[0]
    assert not keys.is_busy


def test_a_key_being_typed_stays_when_the_password_store_answers(shell: Shell) -> None:
    shell.send.choose_provider("sela")
    panel = shell.views.key_panel
    panel.show()
    panel.key.setText("half a k")
    shell.controllers.keys.store_known.emit(KeyStoreView(False, text("There is no password store here.")))
    assert panel.key.text() == "half a k"
    assert "There is no password store here." in words_of(panel)
    panel.key.setText("half a key")
    told = listen(panel, "key_entered")
    panel.key.returnPressed.emit()
    assert told == [("key_entered", "halfakey", True)]
