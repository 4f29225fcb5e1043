"""Whose turn it is: priority first, then the place in the queue."""

from __future__ import annotations

import pytest

from app.core.copies import replace
from app.core.engine.roster import Roster
from app.core.transfer import Batch, Priority, State, Transfer, Wait


@pytest.fixture
def roster() -> Roster:
    made = Roster()
    for account in ("a", "b", "c"):
        made.add_batch(Batch(f"batch-{account}", "vendor", account, {}, "", 1.0))
    return made


def queued(name: str, position: float, priority: Priority = Priority.NORMAL, account: str = "a") -> Transfer:
    return Transfer(name, f"batch-{account}", (), position, 1.0, 10, priority=priority)


def in_turn(roster: Roster, account: str) -> list[str]:
    names = []
    while (one := roster.next_queued(account)) is not None:
        names.append(one.id)
        roster.put(one.to(State.RUNNING))
    return names


def test_the_most_urgent_goes_first_and_among_equals_the_first_in_the_queue(roster: Roster) -> None:
    for one in (
        queued("slow", 1.0, Priority.LOW),
        queued("second", 3.0),
        queued("first", 2.0),
        queued("now", 9.0, Priority.HIGH),
    ):
        roster.put(one)
    assert in_turn(roster, "a") == ["now", "first", "second", "slow"]


def test_one_that_moved_counts_only_at_its_new_place(roster: Roster) -> None:
    one, other = queued("one", 1.0), queued("other", 2.0)
    roster.put(one)
    roster.put(other)
    roster.put(replace(one, position=3.0))
    assert in_turn(roster, "a") == ["other", "one"]


def test_a_changed_priority_counts_at_once(roster: Roster) -> None:
    one, other = queued("one", 1.0), queued("other", 2.0)
    roster.put(one)
    roster.put(other)
    roster.put(replace(other, priority=Priority.HIGH))
    roster.put(replace(one, priority=Priority.LOW))
    assert in_turn(roster, "a") == ["other", "one"]


def test_accounts_stand_in_line_by_their_most_urgent_transfer(roster: Roster) -> None:
    roster.put(queued("one", 1.0, Priority.LOW, "a"))
    roster.put(queued("two", 2.0, Priority.HIGH, "b"))
    roster.put(queued("three", 3.0, Priority.LOW, "c"))
    assert roster.accounts_in_line() == [["b"], ["a", "c"]]
    roster.put(queued("two", 2.0, Priority.HIGH, "b").to(State.PAUSED))
    assert roster.accounts_in_line() == [["a", "c"]]


def test_a_new_form_of_one_that_stands_where_it_stood_changes_no_number(roster: Roster) -> None:
    running = queued("one", 1.0).to(State.RUNNING)
    roster.put(running)
    before = (dict(roster.by_state), roster.sent, roster.total)
    roster.put(replace(running, step="send"))
    assert roster.transfers["one"].step == "send"
    assert (dict(roster.by_state), roster.sent, roster.total) == before
    roster.put(replace(running, step="send", sent=4))
    assert roster.sent == 4
    roster.put(running.to(State.QUEUED))
    assert in_turn(roster, "a") == ["one"]


def test_what_waits_for_a_key_is_counted(roster: Roster) -> None:
    waiting = queued("one", 1.0).to(State.RUNNING).to(State.WAITING, wait=Wait.NETWORK)
    roster.put(waiting)
    assert roster.need_key == 0
    roster.put(replace(waiting, wait=Wait.KEY))
    roster.put(queued("two", 2.0).to(State.RUNNING).to(State.WAITING, wait=Wait.KEY))
    assert (roster.need_key, roster.by_state[State.WAITING]) == (2, 2)
    roster.put(replace(waiting, wait=Wait.KEY).to(State.QUEUED))
    roster.remove("two")
    assert (roster.need_key, roster.by_state[State.WAITING]) == (0, 0)


def test_what_is_in_line_for_a_key_is_counted(roster: Roster) -> None:
    for n, account in enumerate(("a", "a", "b")):
        roster.put(queued(str(n), float(n), account=account))
    roster.put(queued("followed", 9.0).to(State.RUNNING).to(State.PROCESSING))
    assert (roster.in_line_for_key, roster.followed_for_key) == (0, 0)
    roster.blocked = frozenset({"a", "nobody"})
    assert roster.in_line_for_key == 2
    roster.put(queued("0", 7.0))
    roster.put(queued("1", 1.0).to(State.RUNNING))
    assert roster.in_line_for_key == 1
    roster.remove("0")
    assert (roster.in_line_for_key, roster.followed_for_key) == (0, 1)
    roster.remove("followed")
    assert roster.followed_for_key == 0


class Resting(Transfer):
    """One that lies in the journal: whoever counts it has no need of the whole of it."""

    def whole(self) -> Transfer:
        raise AssertionError("100,000 of these take two seconds")


def test_a_batch_is_counted_as_it_lies(roster: Roster) -> None:
    for name, state, account in (("1", State.DONE, "a"), ("2", State.DONE, "a"), ("3", State.FAILED, "b")):
        roster.put(Resting(name, f"batch-{account}", (), 1.0, 1.0, 10, state))
    assert roster.states_in("batch-a") == {State.DONE: 2}
    assert roster.states_in("batch-b") == {State.FAILED: 1}
    assert roster.states_in("gone") == {}
