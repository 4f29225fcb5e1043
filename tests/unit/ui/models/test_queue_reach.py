"""What is in line at an account that cannot be reached, or whose key was refused, is shown as waiting for that."""

from __future__ import annotations

from app.core.copies import replace
from app.core.transfer import Batch, Priority, State, Wait
from app.ui import sample_data
from app.ui.models.acts import Act, acts_for, fits
from app.ui.models.queue import ROW, QueueModel
from app.ui.models.row_words import RowView

AWAY, HERE = (Batch(account, "vendor", account, {}, "", 1_000_000.0) for account in ("away", "here"))


def rows(model: QueueModel) -> list[RowView]:
    return [model.index(n).data(ROW) for n in range(model.rowCount())]


def words(model: QueueModel) -> list[tuple[str, str]]:
    """What is said of the transfers, and their icons."""
    return [(row.words, row.mark.icon) for row in rows(model) if row.title.endswith(".csv")]


def test_it_is_said_of_what_is_in_line_there_and_taken_back(model: QueueModel) -> None:
    model.show_out_of_reach(frozenset({"nobody"}))
    for batch in (AWAY, HERE):
        states = (State.QUEUED, State.PAUSED)
        model.add(batch, [sample_data.transfer(batch, n, f"{n}.csv", 10, one) for n, one in enumerate(states)])
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.show_out_of_reach(frozenset({"away"}))
    assert told == [(0, model.rowCount() - 1)]
    in_line = [("Waiting for its turn", "queued"), ("Paused", "pause")]
    assert sorted(words(model)) == sorted([("Waiting for the network", "offline"), ("Paused", "pause"), *in_line])
    model.show_out_of_reach(frozenset())
    assert sorted(words(model)) == sorted(in_line * 2)


def test_what_is_in_line_for_a_key_waits_for_it_in_every_place(model: QueueModel) -> None:
    states = (State.QUEUED, State.QUEUED, State.RUNNING, State.WAITING)
    transfers = [sample_data.transfer(AWAY, n, f"{n}.csv", 10, one) for n, one in enumerate(states)]
    transfers[1] = replace(transfers[1], priority=Priority.HIGH)
    model.add(AWAY, transfers)
    model.show_out_of_reach(frozenset({"away"}))
    model.show_need_key(frozenset({"away"}))
    needs = ("Waiting for a key that works", "key")
    assert words(model)[:2] == [needs, needs], "whether or not the network is there"
    assert [row.act for row in rows(model)[1:3]] == [Act.NEW_KEY, Act.NEW_KEY]
    shown = model.transfer(transfers[0].id)
    assert shown is not None
    assert (shown.state, shown.wait) == (State.WAITING, Wait.KEY)
    assert [one.state for one in model.transfers_at([(1, 3)])] == [State.WAITING, State.WAITING, State.RUNNING]
    assert [model.needs_key(one) for one in transfers] == [True, True, False, False]
    assert rows(model)[0].words == "1 sending · 2 need a key · 1 waiting"
    model.show_need_key(frozenset())
    assert rows(model)[0].words == "1 sending · 1 waiting · 2 in line"


def test_what_the_vendor_works_on_is_followed_with_a_key_that_works(model: QueueModel) -> None:
    """It said that the vendor is working on it, for as long as nobody could ask whether it still was."""
    transfers = [sample_data.transfer(AWAY, n, f"{n}.csv", 10, State.PROCESSING) for n in range(2)]
    model.add(AWAY, transfers)
    model.show_out_of_reach(frozenset({"away"}))
    works = ("The vendor is working on it", "processing")
    assert words(model) == [works, works], "that goes on without the network"
    model.show_need_key(frozenset({"away"}))
    needs = ("It is there. Following it needs a key that works", "key")
    assert words(model) == [needs, needs]
    assert [row.act for row in rows(model)[1:]] == [Act.NEW_KEY, Act.NEW_KEY]
    shown = model.transfer(transfers[0].id)
    assert shown is not None
    assert acts_for(shown, askable=False) == (Act.NEW_KEY, Act.CANCEL), "nobody can pause what is with the vendor"
    assert [act for act in Act if fits(act, shown)] == [Act.NEW_KEY, Act.CANCEL]
    assert all(map(model.needs_key, transfers))
    assert (rows(model)[0].words, rows(model)[0].mark.icon) == ("2 need a key", "key")
    model.show_need_key(frozenset())
    assert words(model) == [works, works]


def test_a_heading_says_how_many_need_a_key(model: QueueModel) -> None:
    transfers = [sample_data.transfer(AWAY, n, f"{n}.csv", 10, State.RUNNING) for n in range(4)]
    model.add(AWAY, transfers)
    waiting = [one.to(State.WAITING, wait=Wait.KEY) for one in transfers[:3]]
    model.change([*waiting, transfers[3].to(State.WAITING, wait=Wait.RETRY)])
    assert (rows(model)[0].words, rows(model)[0].mark.icon) == ("3 need a key · 1 waiting", "key")
    model.change([waiting[0].to(State.QUEUED), waiting[1].to(State.PAUSED)])
    assert rows(model)[0].words == "1 needs a key · 1 waiting · 1 in line"
    model.remove([waiting[2].id])
    assert rows(model)[0].words == "1 waiting · 1 in line · 1 paused"
    model.remove([one.id for one in transfers])
    model.fill([AWAY], waiting)
    assert rows(model)[0].words == "3 need a key"
