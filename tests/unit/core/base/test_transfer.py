"""States and moves: what is legal is in one table, everything else raises."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from app.core.errors import IllegalMove
from app.core.sources import SourceFile
from app.core.text import text
from app.core.transfer import ENDED, MOVES, Result, State, Transfer, Wait


def a_transfer(state: State) -> Transfer:
    source = SourceFile(Path("/x/a.csv"), 3, 1, "text/csv", "a.csv")
    return Transfer("t", "b", (source,), 1.0, 2.0, 3, state=state)


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State, State)))
def test_moves(old: State, new: State) -> None:
    transfer = a_transfer(old)
    if new in MOVES[old] or new is old:
        assert transfer.to(new).state is new
    else:
        with pytest.raises(IllegalMove) as caught:
            transfer.to(new)
        assert str(old) in str(caught.value)


def test_a_finished_upload_is_never_sent_again() -> None:
    assert MOVES[State.DONE] == frozenset()


def test_an_unknown_outcome_never_runs_by_itself() -> None:
    assert State.RUNNING not in MOVES[State.UNKNOWN]


def test_every_state_has_its_moves_and_the_ended_ones_only_go_back_to_the_queue() -> None:
    assert set(MOVES) == set(State)
    assert all(MOVES[state] <= {State.QUEUED} for state in ENDED)


def test_a_move_clears_what_belonged_to_the_old_state() -> None:
    waiting = a_transfer(State.RUNNING).to(
        State.WAITING, wait=Wait.RETRY, wake_at=9.0, problem=text("busy"), offer="close_old"
    )
    queued = waiting.to(State.QUEUED, sent=0)
    assert (queued.wait, queued.wake_at, queued.problem, queued.say, queued.offer) == (None, None, None, None, "")


def test_a_result_goes_through_json() -> None:
    result = Result(text("done {n}", n=1), "id", "https://x", ("vault://id",))
    assert Result.from_json(result.to_json()) == result  # type: ignore[arg-type]
    assert Result.from_json({}) == Result()


def test_name() -> None:
    assert a_transfer(State.QUEUED).name == "a.csv"
    assert Transfer("t", "b", (), 1.0, 2.0, 3).name == ""
