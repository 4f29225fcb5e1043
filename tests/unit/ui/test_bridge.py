"""Events to signals: in order, and in one go where there are many."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.core.events import (
    AccountsChanged,
    BatchAdded,
    Events,
    KeysNeeded,
    Notice,
    OutOfReach,
    Progressed,
    ProvidersChanged,
    TotalsChanged,
    TransfersChanged,
    TransfersRemoved,
)
from app.core.text import text
from app.core.transfer import Batch, State
from app.ui import bridge, sample_data
from app.ui.bridge import Bridge

BATCH = Batch("b", "vendor", "account", {}, "", 0.0)


@pytest.fixture
def events() -> Events:
    return Events()


class Heard(list[tuple[str, object]]):
    bridge: Bridge


@pytest.fixture
def ear(events: Events, qtbot: QtBot) -> Heard:
    ear = Heard()
    ear.bridge = Bridge(events)
    for name in ("batch_added", "removed", "changed", "progressed", "totals", "accounts", "out_of_reach", "need_key",
                 "providers",
                 "notice"):  # fmt: skip
        getattr(ear.bridge, name).connect(lambda value, name=name: ear.append((name, value)))
    return ear


def test_a_thousand_changes_are_told_in_one_go_and_only_the_latest(events: Events, ear: Heard, qtbot: QtBot) -> None:
    queued = sample_data.transfer(BATCH, 1, "a", 10)
    running = queued.to(State.RUNNING)
    for n in range(1000):
        events.publish(TransfersChanged((queued if n < 999 else running,)))
        events.publish(Progressed("other", n, 1000, 1.0))
    assert ear == []
    with qtbot.waitSignal(ear.bridge.progressed):
        pass
    assert ear == [("changed", [running]), ("progressed", {"other": Progressed("other", 999, 1000, 1.0)})]


def test_thousands_of_transfers_are_told_some_at_a_time(
    events: Events, ear: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge, "MOST", 3)
    transfers = [sample_data.transfer(BATCH, n, "a.csv", 10, State.PAUSED) for n in range(8)]
    for one in transfers:
        events.publish(TransfersChanged((one,)))
    assert [len(told) for _, told in ear] == [3, 3]
    ear.bridge.flush()
    assert [one.id for _, told in ear for one in told] == [one.id for one in transfers]


def test_a_removal_comes_after_the_changes_before_it(events: Events, ear: Heard) -> None:
    one = sample_data.transfer(BATCH, 1, "a", 10)
    events.publish(BatchAdded(BATCH, (one,)))
    events.publish(TransfersChanged((one,)))
    events.publish(TransfersRemoved((one.id,)))
    assert [name for name, _ in ear] == ["batch_added", "changed", "removed"]


def test_a_change_makes_older_progress_void(events: Events, ear: Heard) -> None:
    one = sample_data.transfer(BATCH, 1, "a", 10)
    events.publish(Progressed(one.id, 5, 10, 1.0))
    events.publish(TransfersChanged((one,)))
    ear.bridge.flush()
    assert [name for name, _ in ear] == ["changed"]


def test_the_rest_goes_through_at_once_until_it_is_closed(events: Events, ear: Heard) -> None:
    totals, notice = TotalsChanged({}, 0, 0, 0.0, None), Notice("network", text("No network."))
    some = frozenset("a")
    for event in (totals, notice, AccountsChanged("a"), OutOfReach(some), KeysNeeded(some), ProvidersChanged("p")):
        events.publish(event)
    ids = [("accounts", "a"), ("out_of_reach", some), ("need_key", some), ("providers", "p")]
    assert ear == [("totals", totals), ("notice", notice), *ids]
    ear.bridge.close()
    events.publish(notice)
    assert len(ear) == 6
