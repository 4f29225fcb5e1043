"""Rounds: which session a file belongs to, when a new one is due, and when its last steps may run."""

from __future__ import annotations

from pathlib import Path

from app.core.copies import replace
from app.core.engine.rounds import Round, Rounds, owner_of
from app.core.flow.actions import Recorded
from app.core.sources import SourceFile
from app.core.transfer import State, Transfer


class Batch:
    """A batch of transfers that moves by hand, and notes which rounds became ready."""

    def __init__(self, size: int) -> None:
        self.ready: list[int] = []
        self.rounds = Rounds(self._on_ready)
        self.rounds.follow("b")
        source = SourceFile(Path("/x/a"), 1, 1, "text/plain", "a")
        self.transfers = [Transfer(f"t{n}", "b", (source,), float(n), 0.0, 1) for n in range(size)]
        for one in self.transfers:
            self.rounds.note(one)

    def _on_ready(self, session: Round) -> None:
        self.ready.append(session.no)

    def open(self) -> Round:
        session = self.rounds.begin("b")
        session.opened = {"open": Recorded({"id": "s"}, 1.0)}
        return session

    def join(self, n: int, session: Round) -> None:
        session.joined += 1
        self.move(n, replace(self.transfers[n], round=session.no, state=State.RUNNING))

    def move(self, n: int, transfer: Transfer) -> None:
        self.transfers[n] = transfer
        self.rounds.note(transfer)

    def arrive(self, n: int) -> None:
        self.move(n, self.transfers[n].to(State.PROCESSING, arrived=True))


def test_a_round_is_ready_when_its_last_file_is_through() -> None:
    batch = Batch(2)
    session = batch.open()
    batch.join(0, session)
    batch.arrive(0)
    assert batch.ready == []
    batch.join(1, session)
    batch.arrive(1)
    assert set(batch.ready) == {1}
    assert session.arrived == {"t0", "t1"}


def test_a_round_is_not_ready_while_files_of_its_batch_are_still_being_added() -> None:
    batch = Batch(1)
    with batch.rounds.gathering("b"):
        session = batch.open()
        batch.join(0, session)
        batch.arrive(0)
        assert batch.ready == []
    assert batch.ready == [1]


def test_a_failed_or_cancelled_file_does_not_hold_the_others_up() -> None:
    batch = Batch(3)
    session = batch.open()
    for n in range(2):
        batch.join(n, session)
    batch.arrive(0)
    batch.move(1, batch.transfers[1].to(State.FAILED))
    assert batch.ready == []
    batch.move(2, batch.transfers[2].to(State.CANCELLED))
    assert set(batch.ready) == {1}
    assert session.arrived == {"t0"}


def test_a_round_with_nothing_arrived_is_ready_too_so_that_it_is_closed() -> None:
    batch = Batch(1)
    session = batch.open()
    batch.join(0, session)
    batch.move(0, batch.transfers[0].to(State.CANCELLED))
    assert set(batch.ready) == {1}
    assert session.arrived == set()


def test_a_full_round_makes_room_for_the_next_one() -> None:
    batch = Batch(3)
    first = batch.open()
    for n in range(2):
        assert batch.rounds.with_room("b", 2) is first
        batch.join(n, first)
    assert batch.rounds.with_room("b", 2) is None
    assert not first.takes_more
    second = batch.open()
    assert second.no == 2
    batch.join(2, second)
    batch.arrive(0)
    batch.arrive(1)
    assert set(batch.ready) == {1}
    batch.arrive(2)
    assert set(batch.ready) == {1, 2}


def test_a_round_that_is_gone_lets_its_files_go_to_another() -> None:
    batch = Batch(2)
    first = batch.open()
    for n in range(2):
        batch.join(n, first)
    batch.arrive(0)
    batch.rounds.close("b", 1)
    batch.move(1, replace(batch.transfers[1], state=State.QUEUED, round=0))
    assert set(batch.ready) == {1}, "what arrived in it is followed to its end"
    assert batch.rounds.with_room("b", None) is None


def test_a_paused_file_keeps_the_session_open() -> None:
    batch = Batch(1)
    session = batch.open()
    batch.join(0, session)
    batch.move(0, batch.transfers[0].to(State.PAUSED))
    assert batch.ready == []


def test_rounds_that_could_not_be_opened_are_forgotten() -> None:
    batch = Batch(1)
    batch.rounds.drop(batch.rounds.begin("b"))
    assert batch.rounds.of("b") == []
    assert batch.rounds.begin("b").no == 1


def test_batches_without_sessions_are_none_of_its_business() -> None:
    rounds = Rounds(lambda _: None)
    source = SourceFile(Path("/x/a"), 1, 1, "text/plain", "a")
    rounds.note(Transfer("t", "other", (source,), 1.0, 0.0, 1))
    assert not rounds.follows("other")
    assert rounds.get("other", 1) is None
    rounds.close("other", 1)


def test_a_round_is_due_again_when_a_file_that_is_through_was_tried_again() -> None:
    batch = Batch(1)
    session = batch.open()
    batch.join(0, session)
    batch.move(0, replace(batch.transfers[0], state=State.PROCESSING, arrived=True))
    session.ended, session.polls = True, 7
    session.reopen()
    batch.rounds.resettle("b")
    assert (batch.ready, session.ended, session.polls) == ([1, 1], False, 0)


def test_resettling_asks_again_and_ended_rounds_stay_quiet() -> None:
    batch = Batch(1)
    session = batch.open()
    batch.join(0, session)
    batch.arrive(0)
    batch.ready.clear()
    batch.rounds.resettle("b")
    assert batch.ready == [1]
    session.ended = True
    batch.ready.clear()
    batch.rounds.resettle("b")
    assert batch.ready == []
    assert session.owner == owner_of("b", 1) == "b/1"


def test_one_that_is_noted_again_on_its_way_is_still_waited_for_and_its_end_is_noticed() -> None:
    batch = Batch(2)
    session = batch.open()
    for n in (0, 1):
        batch.join(n, session)
        batch.move(n, replace(batch.transfers[n], step="send"))
    assert (session.pending, batch.ready) == ({"t0", "t1"}, [])
    batch.arrive(0)
    assert (session.pending, session.arrived, batch.ready) == ({"t1"}, {"t0"}, [])
    batch.move(1, batch.transfers[1].to(State.FAILED))
    assert (session.pending, set(batch.ready)) == (set(), {session.no})


def test_a_file_of_a_round_that_nobody_knows_finds_another_one() -> None:
    batch = Batch(1)
    batch.move(0, replace(batch.transfers[0], round=5))
    batch.move(0, replace(batch.transfers[0], round=0))
    session = batch.open()
    batch.join(0, session)
    batch.move(0, replace(batch.transfers[0], arrived=True, state=State.PROCESSING))
    assert batch.ready == [session.no]


def test_the_rounds_end_is_not_asked_for_again_by_each_of_its_files_that_is_done() -> None:
    batch = Batch(2)
    session = batch.open()
    for n in (0, 1):
        batch.join(n, session)
    for n in (0, 1):
        batch.arrive(n)
    batch.ready.clear()
    for n in (0, 1):
        batch.move(n, batch.transfers[n].to(State.DONE))
    assert (session.arrived, batch.ready) == ({"t0", "t1"}, [])
    batch.move(0, replace(batch.transfers[0], arrived=False))
    assert batch.ready == [session.no], "one that left it is noticed"
