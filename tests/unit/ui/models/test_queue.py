"""The queue as rows: batches and transfers in, the right rows and no others out, however many there are."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from fixtures.long_list import a_batch, place, some
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.events import Progressed
from app.core.transfer import Batch, State, Transfer
from app.ui.models.queue import ROW, QueueModel
from app.ui.models.queue_filter import Filter, Wish, keeper
from app.ui.models.row_words import Kind, RowView
from app.ui.roles import Look, roles_of
from app.ui.views.rows import RowsView


def rows(model: QueueModel) -> list[RowView]:
    return [model.index(n).data(ROW) for n in range(model.rowCount())]


def titles(model: QueueModel) -> list[str]:
    return [row.title for row in rows(model)]


def test_the_newest_batch_stands_first_with_its_transfers_below(model: QueueModel) -> None:
    for number in (1, 2):
        batch = a_batch(number)
        model.add(batch, some(batch, 2))
    assert titles(model) == [
        "Vendor · b2", "file-0.csv", "file-1.csv", "Vendor · b1", "file-0.csv", "file-1.csv"
    ]  # fmt: skip


def test_filled_and_added_one_by_one_look_the_same(model: QueueModel) -> None:
    batches = [a_batch(n) for n in range(3)]
    transfers = [t for b in batches for t in some(b, 3)]
    for batch in batches:
        model.add(batch, [t for t in transfers if t.batch_id == batch.id])
    added = rows(model)
    model.fill(batches, transfers)
    assert rows(model) == added


def test_more_of_a_batch_joins_its_batch(model: QueueModel) -> None:
    batch = a_batch(1)
    all_of_it = some(batch, 5)
    model.add(batch, all_of_it[:2])
    model.add(batch, all_of_it)
    assert titles(model)[1:] == [f"file-{n}.csv" for n in range(5)]


def test_portions_of_a_batch_that_come_in_any_order_stand_in_the_order_of_their_turns(model: QueueModel) -> None:
    batch = a_batch(1)
    all_of_it = some(batch, 9)
    for portion in (all_of_it[3:6], all_of_it[6:], all_of_it[:3]):
        model.add(batch, portion)
    assert titles(model)[1:] == [f"file-{n}.csv" for n in range(9)]


def test_an_older_batch_that_comes_later_stands_below(model: QueueModel) -> None:
    for number in (3, 1, 2):
        model.add(a_batch(number), some(a_batch(number), 1))
    assert titles(model)[::2] == ["Vendor · b3", "Vendor · b2", "Vendor · b1"]


@pytest.mark.parametrize("folded", [False, True])
def test_portions_come_in_while_folded_and_filtered(model: QueueModel, folded: bool) -> None:
    batch = a_batch(1)
    all_of_it = [*some(batch, 4), *(t.to(State.FAILED) for t in some(batch, 8)[4:])]
    model.keep_only(keeper(Wish(Filter.NEEDS_YOU), {batch.id: batch}.get, place))
    model.add(batch, all_of_it[:3])
    assert model.rowCount() == 0
    model.add(batch, all_of_it[3:6])
    model.fold(0, folded)
    model.add(batch, all_of_it[6:])
    assert model.rowCount() == (1 if folded else 5)
    model.fold(0, False)
    assert titles(model)[1:] == [f"file-{n}.csv" for n in range(4, 8)]


def test_a_change_tells_its_row_and_its_heading(model: QueueModel, qtbot: QtBot) -> None:
    batch = a_batch(1)
    transfers = some(batch, 4)
    model.add(batch, transfers)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.change([transfers[1].to(State.RUNNING), transfers[2].to(State.RUNNING)])
    assert told == [(2, 3), (0, 0)]
    assert rows(model)[0].words == "2 sending · 2 in line"
    assert model.counts()[State.RUNNING] == 2


def test_progress_shows_while_sending_and_is_forgotten_after(model: QueueModel) -> None:
    batch = a_batch(1)
    running = some(batch, 1, State.RUNNING)[0]
    model.add(batch, [running])
    model.progress({running.id: Progressed(running.id, 610, 1000, 100.0), "gone": Progressed("gone", 1, 2, 3)})
    row = rows(model)[1]
    assert (row.words, row.aside, row.aside_more, row.fraction) == ("Sending 61 %", "100 bytes/s", "4 s left", 0.61)
    model.change([running.to(State.WAITING)])
    assert rows(model)[1].aside == ""


def test_a_folded_batch_is_one_row_and_counts_on(model: QueueModel) -> None:
    first, second = a_batch(1), a_batch(2)
    transfers = some(first, 3)
    model.add(first, transfers)
    model.add(second, some(second, 1))
    model.fold(2, True)
    assert titles(model) == ["Vendor · b2", "file-0.csv", "Vendor · b1"]
    model.change([transfers[0].to(State.RUNNING)])
    assert rows(model)[2].words == "1 sending · 2 in line"
    assert model.row_of(transfers[0].id) is None
    model.fold(2, False)
    assert model.row_of(transfers[2].id) == 5


def test_folding_a_transfer_or_nothing_does_nothing(model: QueueModel) -> None:
    batch = a_batch(1)
    model.add(batch, some(batch, 1))
    for row in (1, 7, -1):
        model.fold(row, True)
    assert model.rowCount() == 2


def test_removing_takes_the_heading_with_the_last(model: QueueModel) -> None:
    batch = a_batch(1)
    transfers = some(batch, 4)
    model.add(batch, transfers)
    model.remove([transfers[0].id, transfers[2].id, "unknown"])
    assert titles(model) == ["Vendor · b1", "file-1.csv", "file-3.csv"]
    assert sum(model.counts().values()) == 2
    model.remove([t.id for t in transfers])
    assert model.rowCount() == 0
    assert not any(model.counts().values())


def test_a_heading_stands_for_all_of_its_batch(model: QueueModel) -> None:
    batch = a_batch(1)
    transfers = some(batch, 3)
    model.add(batch, transfers)
    assert model.transfers_at([(0, 1), (99, 99)]) == transfers
    assert model.transfers_at([(1, 2)]) == transfers[:2]
    assert model.transfers_at([(0, 0), (3, 3)]) == transfers


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_events_leads_to_the_same_rows(model: QueueModel, seed: int) -> None:
    """The Qt tester checks each move; at the end the rows are those of a model filled afresh."""
    rng = random.Random(seed)
    batches = [a_batch(n) for n in range(4)]
    alive: dict[str, Transfer] = {}
    for _ in range(120):
        _one_event(rng, model, batches, alive)
    fresh = QueueModel(place, place, bool)
    fresh.keep_only(model._keep)
    used = [b for b in batches if any(t.batch_id == b.id for t in alive.values())]
    fresh.fill(used, list(alive.values()))
    for row in reversed(range(model.rowCount())):
        if rows(model)[row].collapsed:
            model.fold(row, False)
    assert {tuple(one) for one in by_batch(model)} == {tuple(one) for one in by_batch(fresh)}
    assert {s: n for s, n in model.counts().items() if n} == {s: n for s, n in fresh.counts().items() if n}


def by_batch(model: QueueModel) -> list[list[str]]:
    """The titles, batch by batch."""
    parts: list[list[str]] = []
    for row in rows(model):
        if row.kind is Kind.BATCH:
            parts.append([])
        parts[-1].append(row.title)
    return parts


def _one_event(rng: random.Random, model: QueueModel, batches: Sequence[Batch], alive: dict[str, Transfer]) -> None:
    what = rng.choice(("add", "change", "change", "move", "remove", "fold", "filter"))
    if what == "add":
        batch = rng.choice(batches)
        new = [t for t in some(batch, rng.randint(1, 9)) if t.id not in alive]
        alive.update((t.id, t) for t in new)
        if new:
            model.add(batch, new)
    elif what == "change" and alive:
        changed = [
            replace(alive[i], state=rng.choice(list(State))) for i in rng.sample(sorted(alive), min(4, len(alive)))
        ]
        alive.update((t.id, t) for t in changed)
        model.change(changed)
    elif what == "move" and alive:
        moved = [replace(alive[i], position=rng.uniform(-9, 9)) for i in rng.sample(sorted(alive), min(3, len(alive)))]
        alive.update((t.id, t) for t in moved)
        model.change(moved)
    elif what == "remove" and alive:
        gone = rng.sample(sorted(alive), min(3, len(alive)))
        model.remove(gone)
        for id_ in gone:
            del alive[id_]
    elif what == "fold" and model.rowCount():
        model.fold(rng.randrange(model.rowCount()), rng.random() < 0.5)
    elif what == "filter":
        model.keep_only(keeper(Wish(rng.choice(list(Filter))), {b.id: b for b in batches}.get, place))


class Counted(QueueModel):
    """Counts how often rows are asked for."""

    asked = 0

    def data(self, index: object, role: int = 0) -> object:
        self.asked += 1
        return super().data(index, role)  # type: ignore[arg-type]


def test_a_hundred_thousand_rows_cost_no_more_than_those_that_are_seen(qtbot: QtBot) -> None:
    model, batch = Counted(place, place, bool), a_batch(1)
    view = RowsView("Transfers")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(800, 600)
    view.show()
    qtbot.waitExposed(view)
    transfers = some(batch, 100_000)
    model.add(batch, transfers)
    view.grab()
    model.change([t.to(State.RUNNING) for t in transfers[:50_000]])
    view.scrollToBottom()
    view.grab()
    view.selectAll()
    assert model.rowCount() == 100_001
    assert model.asked < 2_000


def test_a_row_says_itself_in_one_sentence(model: QueueModel) -> None:
    batch = a_batch(1)
    model.add(batch, some(batch, 1, State.RUNNING))
    row = rows(model)[1]
    assert row.kind is Kind.TRANSFER
    assert row.spoken == "file-0.csv, Sending, 1.0 KB · Vendor · b1"
    assert roles_of(Look.LIGHT).colour(row.mark.role)
