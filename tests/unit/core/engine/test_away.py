"""What is in the way is told once, and so is its end; one of each account tries, after waits that grow."""

from __future__ import annotations

from fixtures.hand_clock import HandClock

from app.core.engine.away import UNWANTED, Away
from app.core.engine.retry import Offline
from app.core.events import Event, Events, Notice, OutOfReach
from app.core.schema.request import Request
from app.core.text import text

ASK = Request("POST", "https://api.test/ask")
OTHER = Request("POST", "https://api.other.test/ask")
PUT = Request("PUT", "https://storage.test/bucket/key", storage=True)


def trouble(kind: str = "network", after: float = 5.0) -> Offline:
    return Offline(after, text("There is no network."), kind)


class Story:
    """An account's vendor out of reach, by a clock that is moved by hand."""

    def __init__(self, most_tries: int = 1_000_000) -> None:
        self.clock, self.told = HandClock(), list[Event]()
        events = Events()
        events.subscribe(Notice, self.told.append)
        events.subscribe(OutOfReach, self.told.append)
        self.away = Away(events, self.clock, lambda: most_tries)
        self.due: list[tuple[str, float]] = []
        self.over: list[tuple[str, list[str]]] = []
        self.away.when_due = lambda account, seconds: self.due.append((account, seconds))
        self.away.when_over = lambda account, kept: self.over.append((account, kept))

    @property
    def notices(self) -> list[tuple[str, bool]]:
        return [(one.kind, one.over) for one in self.told if isinstance(one, Notice)]

    @property
    def out_of_reach(self) -> list[set[str]]:
        return [set(one.account_ids) for one in self.told if isinstance(one, OutOfReach)]


def test_each_trouble_is_told_once_until_it_is_over() -> None:
    story = Story()
    for account, request in (("a", ASK), ("a", ASK), ("b", OTHER)):
        story.away.met(account, request, trouble())
    assert (story.notices, story.out_of_reach) == ([("network", False)], [{"a"}, {"a", "b"}])
    story.away.heard(ASK)
    assert story.notices == [("network", False)], "another account still waits for it"
    story.away.heard(OTHER)
    assert story.notices == [("network", False), ("network", True)]
    assert story.out_of_reach[2:] == [{"b"}, set()]
    assert [account for account, _ in story.over] == ["a", "b"]


def test_another_trouble_takes_the_place_of_the_first() -> None:
    story = Story()
    story.away.met("a", ASK, trouble())
    story.away.met("a", ASK, trouble("proxy"))
    assert story.notices == [("network", False), ("network", True), ("proxy", False)]


def test_what_fails_at_the_same_time_is_one_try() -> None:
    story = Story()
    assert [story.away.met("a", ASK, trouble(after=seconds)) for seconds in (5.0, 0.5, 60.0)] == [5.0, 5.0, 5.0]
    assert (story.away.tries_of("a"), story.away.tries_of("b"), story.due) == (1, 0, [("a", 5.0)])


def test_nothing_tries_before_its_time_and_then_one_alone() -> None:
    story = Story()
    assert story.away.may_try("a", "1")
    story.away.met("a", ASK, trouble())
    assert not story.away.may_try("a", "1")
    assert story.away.may_try("b", "2"), "another account is not concerned"
    story.clock.goes_on(5.0)
    assert [story.away.may_try("a", key) for key in ("1", "2", "3")] == [True, False, False]
    assert story.away.met("a", ASK, trouble(after=9.0)) == 9.0
    story.away.ended("1")
    assert story.away.tries_of("a") == 2
    assert not story.away.may_try("a", "2")


def test_an_alarm_that_was_rounded_down_is_in_time() -> None:
    story = Story()
    story.away.met("a", ASK, trouble())
    story.clock.goes_on(5.0 - 1e-6)
    assert story.away.may_try("a", "1")


def test_whoever_tries_and_never_comes_to_it_leaves_it_to_the_next() -> None:
    story = Story()
    story.away.met("a", ASK, trouble())
    story.clock.goes_on(5.0)
    assert story.away.may_try("a", "1")
    story.away.ended("2")
    assert not story.away.may_try("a", "2")
    story.away.ended("1")
    assert story.due[1:] == [("a", 0.0)]
    assert story.away.may_try("a", "2")


def test_an_answer_from_elsewhere_proves_nothing() -> None:
    story = Story()
    story.away.met("a", PUT, trouble())
    story.away.heard(ASK)
    assert not story.away.may_try("a", "1")
    assert story.over == []
    story.away.heard(PUT)
    assert story.over == [("a", [])]


def test_whoever_tries_and_comes_to_its_end_has_proved_it_by_whatever_host() -> None:
    story = Story()
    story.away.met("a", PUT, trouble())
    story.clock.goes_on(5.0)
    assert story.away.may_try("a", "1")
    story.away.got_through("2")
    assert story.over == []
    story.away.got_through("1")
    assert story.over == [("a", [])]


def test_bytes_that_leave_prove_that_somebody_is_there_but_not_that_it_is_the_vendor() -> None:
    story = Story()
    story.away.bytes_left(PUT)
    story.away.met("a", PUT, trouble("portal"))
    story.away.bytes_left(PUT)
    assert story.over == []
    story.away.met("a", PUT, trouble("network"))
    story.away.bytes_left(ASK)
    assert story.over == []
    story.away.bytes_left(PUT)
    assert story.over == [("a", [])]


def test_where_only_a_storage_host_is_away_the_vendor_is_asked_how_far_it_is() -> None:
    story = Story()
    assert story.away.may_follow("a", "1")
    story.away.met("a", PUT, trouble())
    assert story.away.may_follow("a", "1")
    story.away.met("a", ASK, trouble())
    assert not story.away.may_follow("a", "1")


def test_what_could_not_follow_gets_its_chance_and_goes_on_when_it_is_over() -> None:
    story = Story()
    story.away.met("a", ASK, trouble())
    for key in ("1", "2", "1"):
        assert not story.away.may_follow("a", key)
    assert not story.away.keeps("a"), "it is not time yet"
    story.clock.goes_on(5.0)
    assert story.away.keeps("a")
    assert story.away.take_kept("a") == "1"
    assert story.away.may_follow("a", "1")
    assert not story.away.keeps("a"), "one tries already"
    story.away.heard(ASK)
    assert story.over == [("a", ["2"])]
    assert not story.away.keeps("a")


def test_a_person_or_another_network_need_not_wait() -> None:
    story = Story()
    story.away.try_now()
    for account in ("a", "b"):
        story.away.met(account, ASK, trouble(after=60.0))
    story.due.clear()
    story.away.try_now()
    assert story.due == [("a", 0.0), ("b", 0.0)]
    assert [story.away.may_try("a", key) for key in ("1", "2")] == [True, False]


def test_when_one_account_gets_through_the_others_try_at_once() -> None:
    story = Story()
    for account, request in (("a", ASK), ("b", OTHER)):
        story.away.met(account, request, trouble(after=60.0))
    story.away.heard(ASK)
    assert [account for account, _ in story.over] == ["a"]
    assert story.away.may_try("b", "1")


def test_an_answer_counts_for_every_account_at_its_host() -> None:
    story = Story()
    for account in ("a", "b"):
        story.away.met(account, ASK, trouble(after=60.0))
    story.away.heard(ASK)
    assert [account for account, _ in story.over] == ["a", "b"]


def test_after_the_last_try_of_who_has_no_patience_nothing_is_kept_back() -> None:
    story = Story(most_tries=3)
    story.away.met("a", ASK, trouble())
    assert not story.away.may_try("a", "1")
    story.clock.goes_on(5.0)
    story.away.met("a", ASK, trouble())
    assert [story.away.may_try("a", key) for key in ("1", "2")] == [True, True]
    assert (story.away.tries_of("a"), story.away.most_tries) == (2, 3)


def test_what_nothing_waits_for_is_forgotten() -> None:
    story = Story()
    story.away.forget("a")
    assert story.told == []
    story.away.met("a", ASK, trouble())
    story.away.forget("a")
    story.clock.goes_on(5.0)
    assert story.away.may_try("a", "1")
    story.away.forget("a")
    assert story.out_of_reach == [{"a"}], "before its time, and while one tries, it is known"
    story.away.ended("1")
    story.due.clear()
    story.away.forget("a")
    assert story.due == [("a", UNWANTED)], "something may come by an alarm of its own"
    story.clock.goes_on(UNWANTED)
    story.away.forget("a")
    assert (story.notices[-1], story.out_of_reach[-1], story.over) == (("network", True), set(), [])
    assert story.away.may_try("a", "1")


def test_nobody_needs_to_listen() -> None:
    away = Away(Events(), HandClock(), lambda: 5)
    away.met("a", ASK, trouble())
    away.heard(ASK)
    assert away.tries_of("a") == 0


def test_who_tried_in_vain_is_kept_for_as_long_as_the_vendor_is_away() -> None:
    story = Story()
    story.away.keep("a", "late")
    story.away.met("a", ASK, trouble())
    story.away.keep("a", "1")
    story.away.heard(ASK)
    assert story.over == [("a", ["1"])]
