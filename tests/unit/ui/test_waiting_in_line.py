"""What is in line where nothing goes says what it waits for: in its row, in the details, and among what needs you."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fixtures.widgets import dialog_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.events import KeysNeeded, OutOfReach
from app.core.transfer import State, Transfer
from app.ui.models.queue import ROW
from app.ui.models.queue_filter import Filter
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page


@pytest.fixture
def queued(full_core: SampleCore) -> Transfer:
    return next(one for one in full_core.uploads.transfers() if one.state is State.QUEUED)


@pytest.fixture
def account(full_core: SampleCore, queued: Transfer) -> frozenset[str]:
    batch = full_core.uploads.batch(queued.batch_id)
    assert batch is not None
    return frozenset({batch.account_id})


@pytest.fixture
def stands(shell: Shell, queued: Transfer) -> Callable[[], tuple[str, str, str]]:
    """What the row says, and the details that are open."""
    shell.show_page(Page.TRANSFERS)
    shell.controllers.queue.open_details(queued.id)
    seen = []
    shell.controllers.queue.details_shown.connect(seen.append)
    model = shell.controllers.queue_model

    def words() -> tuple[str, str, str]:
        row = model.row_of(queued.id)
        assert row is not None
        return model.index(row).data(ROW).words, seen[-1].words, seen[-1].mark.icon

    return words


def test_the_row_and_the_details_say_what_it_waits_for(
    shell: Shell, full_core: SampleCore, account: frozenset[str], stands: Callable[[], tuple[str, str, str]]
) -> None:
    full_core.events.publish(OutOfReach(account))
    assert stands() == ("Waiting for the network", "Waiting for the network", "offline")
    full_core.events.publish(KeysNeeded(account))
    assert stands() == ("Waiting for a key that works", "Waiting for a key that works", "key")
    for over in (KeysNeeded(frozenset()), OutOfReach(frozenset())):
        full_core.events.publish(over)
    assert stands() == ("Waiting for its turn", "", "queued")


def test_the_key_is_entered_where_it_is_missing(
    shell: Shell, full_core: SampleCore, queued: Transfer, account: frozenset[str], qtbot: QtBot
) -> None:
    shell.show_page(Page.TRANSFERS)
    full_core.events.publish(KeysNeeded(account))
    rows, row = shell.views.transfers_page.rows, shell.controllers.queue_model.row_of(queued.id)
    assert row is not None
    rows.choose(row)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    sheet = dialog_of(shell.window)
    [view] = [one for one in full_core.accounts.all() if one.id in account]
    assert view.name in sheet.windowTitle()
    sheet.reject()


def test_it_is_among_what_needs_you_until_there_is_a_key(
    shell: Shell, full_core: SampleCore, queued: Transfer, account: frozenset[str]
) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.controllers.queue.choose_filter(Filter.NEEDS_YOU)
    model = shell.controllers.queue_model
    assert model.row_of(queued.id) is None
    full_core.events.publish(KeysNeeded(account))
    assert model.row_of(queued.id) is not None
    full_core.events.publish(KeysNeeded(frozenset()))
    assert model.row_of(queued.id) is None
