"""Every state in plain words, with the one action that fits it."""

from __future__ import annotations

import pytest

from app.core.copies import replace
from app.core.events import Progressed
from app.core.sources import SourceFile
from app.core.text import text
from app.core.transfer import Batch, Result, State, Transfer, Wait
from app.ui import sample_data
from app.ui.icons import tile_colours
from app.ui.models.acts import (
    Act,
    act_icon,
    act_words,
    acts_for,
    acts_for_many,
    acts_for_states,
    copy_of,
    fitting_act,
)
from app.ui.models.details_view import view_of
from app.ui.models.row_words import batch_words, mark_of, row_of, state_name, state_words
from app.ui.roles import Look, roles_of

BATCH = Batch("b", "vendor", "account", {}, "", 0.0)


def one(state: State, **more: object) -> Transfer:
    return sample_data.transfer(BATCH, 1, "leads.csv", 1000, state, **more)


@pytest.mark.parametrize(
    ("transfer", "words"),
    [
        (one(State.QUEUED), "Waiting for its turn"),
        (one(State.RUNNING), "Sending"),
        (one(State.RUNNING, say=text("Asking for a place")), "Asking for a place"),
        (one(State.RUNNING, sent=610), "Sending 61 %"),
        (one(State.RUNNING, sent=1000), "Sent, waiting for the answer"),
        (one(State.PROCESSING), "The vendor is working on it"),
        (one(State.PROCESSING, say=text("They read it")), "They read it"),
        (one(State.WAITING, wait=Wait.NETWORK), "Waiting for the network"),
        (one(State.WAITING, wait=Wait.KEY), "Waiting for a key that works"),
        (one(State.WAITING, wait=Wait.RETRY, problem=text("It was busy.")), "It was busy."),
        (one(State.WAITING), "Waiting"),
        (one(State.PAUSED), "Paused"),
        (one(State.DONE), "Done"),
        (one(State.DONE, result=Result(text=text("It is there"))), "It is there"),
        (one(State.FAILED), "It did not work"),
        (one(State.FAILED, problem=text("It is no CSV.")), "It is no CSV."),
        (one(State.CANCELLED), "Cancelled"),
        (one(State.UNKNOWN), "It may or may not have arrived"),
    ],
)
def test_where_a_transfer_stands(transfer: Transfer, words: str) -> None:
    assert state_words(transfer, transfer.sent, transfer.total) == words


def test_a_retry_says_when() -> None:
    waiting = one(State.WAITING, wait=Wait.RETRY, wake_at=1_000_000.0, problem=text("It was busy."))
    assert state_words(waiting, 0, 1).startswith("It was busy. Trying again at ")


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name_a_sign_and_something_to_do(state: State) -> None:
    transfer = one(state)
    assert state_name(state)
    assert roles_of(Look.LIGHT).colour(mark_of(transfer).role)
    assert acts_for(transfer, askable=True)
    assert all(act_words(a) and act_icon(a) for a in acts_for(transfer, askable=True))


@pytest.mark.parametrize(
    ("transfer", "act"),
    [
        (one(State.RUNNING), Act.PAUSE),
        (one(State.PROCESSING), None),
        (one(State.WAITING, wait=Wait.KEY), Act.NEW_KEY),
        (one(State.WAITING, wait=Wait.NETWORK), Act.TRY_NOW),
        (one(State.PAUSED), Act.RESUME),
        (one(State.FAILED), Act.RETRY),
        (one(State.UNKNOWN), Act.LOOK_UP),
        (one(State.DONE), None),
        (one(State.DONE, result=Result(copies=("vault://1",))), Act.COPY),
    ],
)
def test_the_row_offers_what_fits(transfer: Transfer, act: Act | None) -> None:
    assert fitting_act(transfer, askable=True) is act


def test_where_no_vendor_can_be_asked_nobody_is_offered_to_ask() -> None:
    transfer = one(State.UNKNOWN)
    assert acts_for(transfer, askable=False) == (Act.ARRIVED, Act.SEND_AGAIN, Act.CANCEL)
    assert fitting_act(transfer, askable=False) is Act.DECIDE
    presses = view_of(transfer, "Vendor", None, 1000.0, askable=False).presses
    assert [(press.act, press.primary) for press in presses] == [
        (Act.ARRIVED, False),
        (Act.SEND_AGAIN, False),
        (Act.CANCEL, False),
    ]


def test_nothing_but_what_ended_can_be_removed() -> None:
    assert {state for state in State if Act.REMOVE in acts_for(one(state), askable=True)} == {
        State.DONE,
        State.FAILED,
        State.CANCELLED,
    }


def test_many_offer_what_fits_some_and_never_what_needs_looking_at_one() -> None:
    many = [one(State.RUNNING), one(State.UNKNOWN), one(State.WAITING, wait=Wait.KEY)]
    settling = {Act.ARRIVED, Act.SEND_AGAIN}
    assert acts_for_many(many, lambda _: False) == {Act.PAUSE, Act.CANCEL, *settling}
    assert acts_for_many(many, lambda _: True) == {Act.PAUSE, Act.CANCEL, Act.LOOK_UP, *settling}
    assert acts_for_states([State.UNKNOWN]) == {Act.CANCEL, *settling}, "nobody is asked about many thousands"
    assert acts_for_many([], lambda _: True) == frozenset()


def test_copy_takes_the_text_made_for_it_before_link_and_id() -> None:
    assert copy_of(one(State.DONE, result=Result(id="1", link="https://x", copies=("vault://1",)))) == "vault://1"
    assert copy_of(one(State.DONE, result=Result(id="1", link="https://x"))) == "https://x"
    assert copy_of(one(State.DONE)) == ""


def test_several_files_in_one_request_are_one_row() -> None:
    files = tuple(SourceFile(one(State.QUEUED).files[0].path.with_name(n), 1, 0, "", n) for n in ("a", "b", "c"))
    row = row_of(replace(one(State.QUEUED), files=files), "Vendor", None, askable=True)
    assert row.title == "a and 2 more"


def test_a_bar_is_never_overfull() -> None:
    row = row_of(one(State.RUNNING, sent=5000), "Vendor", None, askable=True)
    assert row.fraction == 1.0


def test_a_batch_says_what_needs_a_person_before_what_goes_on_without_one() -> None:
    counts = {State.RUNNING: 1, State.FAILED: 2, State.UNKNOWN: 1, State.QUEUED: 9, State.PROCESSING: 4}
    assert batch_words(counts) == "1 sending · 1 unclear · 2 did not work"
    assert batch_words({State.DONE: 3}) == "All done"
    assert batch_words({}) == "0 done"


def test_the_details_lead_with_what_helps() -> None:
    failed = one(State.FAILED, problem=text("Too many sessions."), offer="close_old")
    details = sample_data.details(failed, "Vendor", 1000.0)
    helped = replace(
        details, offers=(sample_data.Offer("other", text("Other")), sample_data.Offer("close_old", text("Close")))
    )
    view = view_of(failed, "Vendor", helped, 1000.0, askable=True)
    assert [(p.words, p.primary) for p in view.presses] == [("Close", True), ("Retry", False), ("Other", False)]
    plain = view_of(failed, "Vendor", details, 1000.0, askable=True)
    assert [(p.words, p.primary) for p in plain.presses] == [("Retry", True)]


def test_an_unknown_outcome_can_be_settled_in_the_details() -> None:
    view = view_of(one(State.UNKNOWN), "Vendor", None, 1000.0, askable=True)
    assert [p.words for p in view.presses] == ["Look it up", "It arrived", "Send again", "Cancel"]


def test_a_tile_keeps_its_colour_and_its_letter_can_be_read() -> None:
    from app.ui.roles import contrast

    for name in ("Sela", "tela", "Ünlü", ""):
        for dark in (False, True):
            back, front = tile_colours(name, dark=dark)
            assert contrast(back.name(), front.name()) >= 4.5
    assert tile_colours("Sela", dark=False) == tile_colours("sela", dark=False)


def test_what_has_left_whole_has_no_speed_any_more() -> None:
    running = one(State.RUNNING)
    moving = row_of(running, "", Progressed(running.id, 500, 1000, 250.0), askable=True)
    assert (moving.aside, moving.aside_more) == ("250 bytes/s", "2 s left")
    left = row_of(running, "", Progressed(running.id, 1000, 1000, 250.0), askable=True)
    assert (left.words, left.aside, left.aside_more) == ("Sent, waiting for the answer", "", "")
