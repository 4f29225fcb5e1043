"""The smaller controllers, second half: without any widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.signals import listen
from pytestqt.qtbot import QtBot

from app.core.errors import InputError
from app.core.events import Totals
from app.core.services.model import ActionResult
from app.core.text import text
from app.core.transfer import State
from app.ui import sample_data
from app.ui.controllers.history import History
from app.ui.controllers.names import Names
from app.ui.controllers.queue import Queue
from app.ui.controllers.story import tell
from app.ui.controllers.vendors import Vendors, hosts_of
from app.ui.models.acts import Act
from app.ui.models.queue import QueueModel
from app.ui.models.queue_filter import Filter
from app.ui.models.receipts import ReceiptModel
from app.ui.sample_core import SampleCore

Work = Callable[..., None]


@pytest.mark.parametrize(
    ("counts", "need_key", "words", "pauses", "possible"),
    [
        ({}, 0, "Nothing is being sent", True, False),
        ({"done": 3}, 0, "All done: 3 files", True, False),
        (
            {"running": 2, "done": 3, "queued": 9},
            0,
            "2 sending · 3 of 14 done · 4.1 MB/s · about 2 min left",
            True,
            True,
        ),
        (
            {"running": 4, "paused": 36},
            0,
            "4 sending · 0 of 40 done · 4.1 MB/s · about 2 min left · 36 paused",
            True,
            True,
        ),
        ({"paused": 2}, 0, "0 of 2 done · 2 paused", False, True),
        ({"waiting": 1, "paused": 1}, 0, "0 of 2 done · 1 waiting · 1 paused", True, True),
        ({"queued": 6, "done": 1}, 0, "1 of 7 done · 6 in line", True, True),
        ({"processing": 1, "failed": 1}, 0, "0 of 2 done · 1 being worked on · 1 needs you", True, False),
        ({"cancelled": 1, "done": 1}, 0, "1 of 2 done", True, False),
        ({"waiting": 3}, 1, "0 of 3 done · 2 waiting · 1 needs you", True, True),
        ({"waiting": 2, "unknown": 1}, 2, "0 of 3 done · 3 need you", True, True),
        ({"waiting": 1, "queued": 6}, (1, 4), "0 of 7 done · 2 in line · 5 need you", True, True),
        ({"processing": 3, "done": 1}, (0, 0, 2), "1 of 4 done · 1 being worked on · 2 need you", True, False),
        ({"processing": 2}, (0, 0, 2), "0 of 2 done · 2 need you", True, False),
    ],
)
def test_the_whole_story_in_a_line(
    counts: dict[str, int], need_key: int | tuple[int, ...], words: str, pauses: bool, possible: bool
) -> None:
    needy = need_key if isinstance(need_key, tuple) else (need_key, 0)
    story = tell(Totals(counts, 0, 0, 4_100_000.0, 124.0, *needy))
    assert (story.words, story.pauses, story.possible) == (words, pauses, possible)
    assert story.icon


def test_a_vendor_is_looked_at_before_it_is_added(
    core: SampleCore, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendors = Vendors(core, work)
    told = listen(vendors, "found", "added", "failed", "refused")
    vendors.look(Path("/vendor"))
    found = told[0][2]
    vendors.add(found)
    assert [t[0] for t in told] == ["found", "added"]
    assert told[0][1] == Path("/vendor")
    assert hosts_of(found.provider)

    async def refuse(_: object) -> None:
        raise InputError(text("There is no upload.yaml."))

    monkeypatch.setattr(core.providers, "look", refuse)
    monkeypatch.setattr(core.providers, "add", refuse)
    vendors.look(Path("/vendor"))
    vendors.add(found)
    assert [t[:2] for t in told[2:]] == [("failed", Path("/vendor")), ("refused", found)]


def test_the_history_is_searched_once_typing_pauses(full_core: SampleCore, work: Work, qtbot: QtBot) -> None:
    names = Names(full_core)
    model = ReceiptModel(names.receipt)
    history = History(full_core, work, model, names)
    told = listen(history, "filled", "details_shown", "details_hidden")
    history.read()
    with qtbot.waitSignal(history.filled):
        for words in ("h", "ha", "handbook "):
            history.look_for(words)
    assert [t[2] for t in told] == ["", "handbook"]
    assert told[1][1] < told[0][1]
    history.choose(1)
    history.choose(0)
    assert [t[0] for t in told[2:]] == ["details_shown", "details_hidden"]


@pytest.fixture
def queue(full_core: SampleCore, work: Work, qtbot: QtBot) -> Queue:
    names = Names(full_core)
    model = QueueModel(names.batch, names.vendor, full_core.uploads.can_look_up)
    made = Queue(full_core, work, model, names)
    made.model = model
    full_core.events.subscribe(type_of("TransfersChanged"), lambda e: made.on_changed(e.transfers))
    full_core.events.subscribe(type_of("TransfersRemoved"), lambda e: made.on_removed(e.ids))
    made.fill()
    return made


def type_of(name: str) -> Any:
    from app.core import events

    return getattr(events, name)


def state_of(core: SampleCore, name: str) -> State:
    return next(t.state for t in core.uploads.transfers() if t.name == name)


def named(core: SampleCore, name: str) -> Any:
    return next(t for t in core.uploads.transfers() if t.name == name)


@pytest.mark.parametrize(
    ("act", "name", "state"),
    [
        (Act.PAUSE, "may-leads.csv", State.PAUSED),
        (Act.RESUME, "returns.csv", State.QUEUED),
        (Act.TRY_NOW, "north region.csv", State.QUEUED),
        (Act.CANCEL, "may-leads.csv", State.CANCELLED),
        (Act.RETRY, "partners.csv", State.QUEUED),
        (Act.ARRIVED, "winback.csv", State.DONE),
        (Act.SEND_AGAIN, "winback.csv", State.QUEUED),
        (Act.LOOK_UP, "winback.csv", State.DONE),
    ],
)
def test_what_is_asked_is_done(full_core: SampleCore, queue: Queue, act: Act, name: str, state: State) -> None:
    queue.do(act, [named(full_core, name)])
    assert state_of(full_core, name) is state


def test_what_does_not_fit_is_left_alone(full_core: SampleCore, queue: Queue) -> None:
    queue.do(Act.RESUME, [named(full_core, "may-leads.csv")])
    assert state_of(full_core, "may-leads.csv") is State.RUNNING


def test_copy_and_key_are_for_others_to_do(full_core: SampleCore, queue: Queue) -> None:
    from app.core.copies import replace
    from app.core.transfer import Wait

    told = listen(queue, "copied", "key_wanted")
    queue.do(Act.COPY, [named(full_core, "march-leads.csv")])
    waiting = replace(named(full_core, "north region.csv"), wait=Wait.KEY)
    queue.do(Act.NEW_KEY, [waiting])
    account = full_core.uploads.batch(waiting.batch_id).account_id
    assert told == [("copied", "vault://f_6f9619ff8b86"), ("key_wanted", account)]


def test_all_at_once(full_core: SampleCore, queue: Queue) -> None:
    queue.pause_all(True)
    assert state_of(full_core, "may-leads.csv") is State.PAUSED
    queue.pause_all(False)
    assert state_of(full_core, "may-leads.csv") is State.QUEUED
    queue.retry_all()
    assert state_of(full_core, "partners.csv") is State.QUEUED
    before = len(full_core.uploads.transfers())
    queue.clear_ended()
    queue.clear_ended()
    assert len(full_core.uploads.transfers()) == before - 5
    assert State.DONE not in {t.state for t in full_core.uploads.transfers()}


def test_the_network_is_tried_for_those_that_wait_for_it(full_core: SampleCore, queue: Queue) -> None:
    queue.try_network()
    assert state_of(full_core, "north region.csv") is State.QUEUED
    assert state_of(full_core, "returns.csv") is State.PAUSED


def test_the_details_follow_their_transfer(full_core: SampleCore, queue: Queue) -> None:
    told = listen(queue, "details_shown", "details_hidden")
    one = named(full_core, "may-leads.csv")
    queue.open_details(one.id)
    assert told[-1][1].steps
    full_core.uploads.change(one.to(State.PROCESSING))
    assert told[-1][1].state == "The vendor is working on it"
    queue.do_open(Act.CANCEL)
    assert state_of(full_core, "may-leads.csv") is State.CANCELLED
    queue.do_open(Act.REMOVE)
    assert told[-1] == ("details_hidden",)
    queue.open_details("gone")
    assert told[-1] == ("details_hidden",)


def test_offers_ask_first_or_for_a_place(full_core: SampleCore, queue: Queue) -> None:
    told = listen(queue, "confirm_wanted", "place_wanted", "acted")
    queue.offer("nothing is open")
    queue.open_details(named(full_core, "handbook 2026.pdf").id)
    queue.offer("cancel_there")
    assert told[-1][0] == "confirm_wanted"
    queue.take_offer(*told[-1][1:])
    assert told[-1][0] == "acted"
    queue.open_details(named(full_core, "march-leads.csv").id)
    queue.offer("results")
    assert told[-1][0] == "place_wanted"
    queue.take_offer(*told[-1][1:], Path("/tmp/results.csv"))
    assert told[-1][1].saved_to == Path("/tmp/results.csv")


def test_what_was_agreed_to_is_done_with_the_transfer_that_it_was_about(
    full_core: SampleCore, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    async def act(transfer_id: str, *_: object) -> ActionResult:
        done.append(transfer_id)
        return ActionResult(True, text("It is cancelled."))

    monkeypatch.setattr(full_core.uploads, "act", act)
    asked = listen(queue, "confirm_wanted")
    about = named(full_core, "handbook 2026.pdf").id
    queue.open_details(about)
    queue.offer("cancel_there")
    queue.open_details(named(full_core, "march-leads.csv").id)
    queue.take_offer(*asked[0][1:])
    assert done == [about]


def test_what_the_queue_refuses_is_told(full_core: SampleCore, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(ids: object = None) -> None:
        raise InputError(text("Not now."))

    monkeypatch.setattr(full_core.uploads, "pause", refuse)
    told = listen(queue, "failed")
    queue.pause_all(True)
    assert str(told[0][1]) == "Not now."


def test_filters_and_search_narrow_the_rows(full_core: SampleCore, queue: Queue) -> None:
    assert not queue.is_filtered
    queue.choose_filter(Filter.NEEDS_YOU)
    assert queue.model.rowCount() == 3
    queue.look_for("winback")
    assert queue.model.rowCount() == 2
    assert queue.is_filtered


def test_places_are_called_as_people_know_them(full_core: SampleCore) -> None:
    names = Names(full_core)
    account = full_core.accounts.all()[0]
    vendor = full_core.providers.get(account.provider_id).name
    assert names.place(account.provider_id, account.id) == f"{vendor} · {account.name}"
    assert names.place(account.provider_id, "gone") == vendor
    assert names.place("gone", "gone") == "gone"
    assert names.transfer(sample_data.transfer(sample_data.batch(1, full_core.providers.all()[0], "a", 0.0), 1, "n", 1))
