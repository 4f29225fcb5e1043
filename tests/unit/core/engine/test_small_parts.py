"""The engine's small parts: meter, roster, receipts."""

from __future__ import annotations

from pathlib import Path

from app.core.copies import replace
from app.core.engine.meter import Meter, seconds_left
from app.core.engine.receipts import Receipts
from app.core.engine.roster import Roster
from app.core.flow.actions import Recorded
from app.core.identity import SentFile, place
from app.core.sources import SourceFile
from app.core.transfer import Batch, Receipt, Result, State, Transfer


def transfer(n: int, state: State = State.QUEUED, batch: str = "b") -> Transfer:
    source = SourceFile(Path(f"/x/{n}.csv"), 10, 1, "text/csv", f"{n}.csv")
    return Transfer(f"t{n}", batch, (source,), float(n), 0.0, 10, state=state)


def a_roster(*transfers: Transfer) -> Roster:
    roster = Roster()
    roster.add_batch(Batch("b", "sela", "acc", {}, "", 0.0))
    for one in transfers:
        roster.put(one)
    return roster


def test_the_meter_measures_the_last_seconds_and_copes_with_going_back() -> None:
    meter = Meter()
    assert meter.rate(0.0) == 0.0
    for second in range(10):
        meter.note(float(second), second * 100)
    assert meter.rate(9.0) == 100.0
    assert meter.rate(60.0) == 0.0
    meter.note(10.0, 0)
    assert meter.rate(10.0) == 0.0
    meter.clear()
    meter.note(1.0, 5)
    meter.note(1.0, 9)
    assert meter.rate(1.0) == 0.0


def test_seconds_left() -> None:
    assert seconds_left(100, 10.0) == 10.0
    assert seconds_left(100, 0.0) is None
    assert seconds_left(-1, 5.0) is None
    assert seconds_left(0, 5.0) is None


def test_the_line_goes_by_position_and_skips_what_is_no_longer_queued() -> None:
    roster = a_roster(transfer(2), transfer(1), transfer(3))
    first = roster.next_queued("acc")
    assert first is not None
    assert first.id == "t1"
    roster.put(first.to(State.PAUSED))
    second = roster.next_queued("acc")
    assert second is not None
    assert second.id == "t2"
    roster.put(roster.transfers["t1"].to(State.QUEUED))
    again = roster.next_queued("acc")
    assert again is not None
    assert again.id == "t1"
    assert roster.next_queued("nobody") is None


def test_counts_follow_every_change() -> None:
    roster = a_roster(transfer(1), transfer(2))
    roster.put(transfer(1).to(State.RUNNING, sent=4))
    assert (roster.by_state[State.QUEUED], roster.by_state[State.RUNNING]) == (1, 1)
    assert (roster.sent, roster.total, roster.active) == (4, 20, 2)
    roster.remove("t1")
    roster.remove("t1")
    assert (roster.sent, roster.total) == (0, 10)
    roster.remove("t2")
    assert roster.batches == {}


def test_positions_come_after_all_others() -> None:
    roster = a_roster(transfer(7))
    assert roster.next_position(0.0) == 8.0
    assert roster.next_position(99.0) == 99.0


def test_chosen() -> None:
    roster = a_roster(transfer(1), transfer(2, State.FAILED))
    assert [one.id for one in roster.chosen(None, (State.FAILED,))] == ["t2"]
    assert roster.chosen(["t1", "gone"], (State.FAILED,)) == []


def test_receipts_gather_what_the_steps_left() -> None:
    steps = {
        "ask": Recorded({"$request_id": "r1"}, 1.0),
        "send": Recorded({"$sha256": {str(Path("/x/1.csv")): "ab"}, "$request_id": "r2"}, 2.0),
        "look": Recorded({"status": "ok"}, 3.0),
    }
    done = transfer(1, State.RUNNING).to(State.DONE, result=Result(id="v1"))
    batch = Batch("b", "sela", "acc", {"body.source": "crm"}, "", 0.0)
    kept, *files = Receipts(batch, 9.0).of(done, steps, "Sela · crm")
    assert isinstance(kept, Receipt)
    assert (kept.sha256, kept.request_id, kept.vendor_id, kept.size) == ({"1.csv": "ab"}, "r2", "v1", 10)
    assert files == [SentFile("t1", 0, "acc", place("acc", batch.values), 10, "1.csv", "ab", 9.0)]


def test_two_files_of_one_name_keep_their_own_hash() -> None:
    paths = (Path("/x/a/1.csv"), Path("/x/b/1.csv"))
    files = tuple(SourceFile(path, 10, 1, "text/csv", "1.csv") for path in paths)
    done = replace(transfer(1, State.DONE), files=files)
    first, second = map(str, paths)
    steps = {"send": Recorded({"$sha256": {first: "ab", second: "cd", str(Path("/x/logo.png")): "ef"}}, 2.0)}
    kept, *sent = Receipts(Batch("b", "sela", "acc", {}, "", 0.0), 9.0).of(done, steps, "")
    assert isinstance(kept, Receipt)
    assert kept.sha256 == {first: "ab", second: "cd", "logo.png": "ef"}
    assert [one.contents for one in sent if isinstance(one, SentFile)] == ["ab", "cd"]


def test_what_nobody_hashed_is_kept_by_name_and_size() -> None:
    kept, sent = Receipts(Batch("b", "sela", "acc", {}, "", 0.0), 9.0).of(transfer(1, State.DONE), {}, "")
    assert isinstance(sent, SentFile)
    assert (sent.name, sent.size, sent.contents) == ("1.csv", 10, "")
    assert isinstance(kept, Receipt)
    assert kept.request_id == ""
