"""Events reach everyone who asked for them, also when one of them fails."""

from __future__ import annotations

import logging

import pytest

from app.core.events import AccountsChanged, Event, Events, ProvidersChanged


def test_each_kind_goes_to_those_who_asked_for_it_in_order() -> None:
    events, heard = Events(), list[tuple[str, Event]]()
    events.subscribe(AccountsChanged, lambda event: heard.append(("first", event)))
    events.subscribe(AccountsChanged, lambda event: heard.append(("second", event)))
    events.subscribe(ProvidersChanged, lambda event: heard.append(("other", event)))
    events.publish(AccountsChanged("a"))
    assert heard == [("first", AccountsChanged("a")), ("second", AccountsChanged("a"))]


def test_a_subscriber_that_fails_is_logged_and_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    events, heard = Events(), list[Event]()

    def fails(event: AccountsChanged) -> None:
        raise RuntimeError("out of order")

    events.subscribe(AccountsChanged, fails)
    events.subscribe(AccountsChanged, heard.append)
    with caplog.at_level(logging.ERROR):
        events.publish(AccountsChanged("a"))
    assert heard == [AccountsChanged("a")]
    assert "AccountsChanged" in caplog.text
    assert "out of order" in caplog.text


def test_unsubscribing_ends_it_and_may_be_done_twice() -> None:
    events, heard = Events(), list[Event]()
    stop = events.subscribe(AccountsChanged, heard.append)
    events.publish(AccountsChanged("a"))
    stop()
    stop()
    events.publish(AccountsChanged("b"))
    assert heard == [AccountsChanged("a")]


def test_a_subscriber_may_leave_while_it_is_told() -> None:
    events, heard = Events(), list[str]()

    def once(event: AccountsChanged) -> None:
        heard.append(event.account_id)
        stop()

    stop = events.subscribe(AccountsChanged, once)
    events.subscribe(AccountsChanged, lambda event: heard.append(event.account_id.upper()))
    events.publish(AccountsChanged("a"))
    events.publish(AccountsChanged("b"))
    assert heard == ["a", "A", "B"]
