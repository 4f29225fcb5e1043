"""A filter over a long queue works in slices: bounded work for each turn of the loop, and the right rows at its end."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from fixtures.long_list import a_batch, place, some
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.shelf import Listed
from app.core.transfer import Batch, State, Transfer
from app.ui.models import queue_rows
from app.ui.models.counting import Counting
from app.ui.models.groups import Keep
from app.ui.models.queue import SPOT, QueueModel


def even(one: Listed) -> bool:
    return int(one.names[0].removeprefix("file-").removesuffix(".csv")) % 2 == 0


def shown(model: QueueModel) -> list[str]:
    return [model.index(row).data(SPOT).transfer_id for row in range(model.rowCount())]


@pytest.mark.parametrize("keep", [None, even])
@pytest.mark.parametrize("portion", [7, 30])
def test_what_comes_back_into_a_long_batch_stands_where_it_was(
    model: QueueModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, keep: Keep | None, portion: int
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 10)
    model.keep_only(keep)
    batch, all_of_it = a_batch(1), some(a_batch(1), 90)
    model.add(batch, all_of_it)
    qtbot.waitUntil(lambda: model.is_settled)
    before = shown(model)
    gone = [one for number, one in enumerate(all_of_it) if number % 30]
    for at in range(0, len(gone), portion):
        model.remove([one.id for one in gone[at : at + portion]])
    assert len(shown(model)) == 4
    for at in range(0, len(gone), portion):
        model.add(batch, gone[at : at + portion])
    qtbot.waitUntil(lambda: model.is_settled)
    assert shown(model) == before


def test_a_letter_looks_at_one_slice_at_once_and_at_one_more_in_each_turn(
    model: QueueModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 100)
    looked: list[str] = []

    def keep(one: Listed) -> bool:
        looked.append(one.id)
        return even(one)

    for number in range(3):
        model.add(a_batch(number), some(a_batch(number), 150))
    inserted: list[int] = []
    model.rowsInserted.connect(lambda *_: inserted.append(len(looked)))
    model.keep_only(keep)
    assert len(looked) == 100
    assert model.rowCount() == 51, "the first rows are there at once"
    qtbot.waitUntil(lambda: len(looked) == 450)
    assert model.rowCount() == 3 * 76
    assert len(inserted) == 5, "one move for each part of a batch that was looked at"
    assert len(looked) == len(set(looked))


def test_another_letter_begins_anew_and_all_is_there_at_once_without_a_filter(
    model: QueueModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 10)
    model.add(a_batch(1), some(a_batch(1), 40))
    model.keep_only(even)
    model.keep_only(lambda one: not even(one))
    qtbot.waitUntil(lambda: model.rowCount() == 21)
    model.keep_only(even)
    model.keep_only(None)
    assert model.rowCount() == 41
    QCoreApplication.processEvents()
    assert model.rowCount() == 41


@pytest.mark.parametrize("seed", range(8))
def test_what_happens_while_slices_are_looked_at_ends_in_the_same_rows(
    model: QueueModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 4)
    rng = random.Random(seed)
    batches, alive = [a_batch(n) for n in range(3)], dict[str, Transfer]()
    for batch in batches:
        alive.update((t.id, t) for t in some(batch, 30))
        model.add(batch, [t for t in alive.values() if t.batch_id == batch.id])

    def keep(one: Listed) -> bool:
        return one.state in (State.QUEUED, State.FAILED)

    for number in range(60):
        if number % 20 == 0:
            model.keep_only(keep)
        _happen(rng, model, batches, alive)
        if rng.random() < 0.4:
            QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: model.is_settled)
    fresh = QueueModel(place, place, bool)
    monkeypatch.setattr(queue_rows, "SLICE", 10_000)
    fresh.keep_only(keep)
    fresh.fill(batches, list(alive.values()))
    assert shown(model) == shown(fresh)


def _happen(rng: random.Random, model: QueueModel, batches: list[Batch], alive: dict[str, Transfer]) -> None:
    what = rng.choice(("change", "change", "move", "remove", "add"))
    chosen = rng.sample(sorted(alive), min(5, len(alive)))
    if what == "change":
        alive.update((i, replace(alive[i], state=rng.choice(list(State)))) for i in chosen)
        model.change([alive[i] for i in chosen])
    elif what == "move":
        alive.update((i, replace(alive[i], position=rng.uniform(-9, 50))) for i in chosen)
        model.change([alive[i] for i in chosen])
    elif what == "remove":
        model.remove(chosen)
        for id_ in chosen:
            del alive[id_]
    else:
        batch = rng.choice(batches)
        new = [t for t in some(batch, 3, first=rng.randrange(60)) if t.id not in alive]
        alive.update((t.id, t) for t in new)
        model.add(batch, new)


def test_a_portion_at_the_end_asks_for_no_transfer_that_is_there_already(model: QueueModel) -> None:
    batch = a_batch(1)
    all_of_it = some(batch, 300)
    model.add(batch, all_of_it[:200])
    asked: list[str] = []
    model.keep_only(lambda one: asked.append(one.id) is None)
    asked.clear()
    model.add(batch, all_of_it[200:])
    assert asked == [one.id for one in all_of_it[200:]]


def test_one_that_changes_asks_the_filter_about_itself_alone(model: QueueModel) -> None:
    transfers = some(a_batch(1), 500)
    model.add(a_batch(1), transfers)
    looked: list[str] = []

    def keep(one: Listed) -> bool:
        looked.append(one.id)
        return one.state is State.QUEUED

    model.keep_only(keep)
    looked.clear()
    model.change([replace(transfers[250], state=State.DONE)])
    model.change([transfers[250]])
    assert set(looked) == {transfers[250].id}
    assert shown(model)[1:] == [one.id for one in transfers]


def test_the_states_of_what_is_chosen_are_counted_by_batch(model: QueueModel) -> None:
    first, second = a_batch(2), a_batch(1)
    model.add(first, [*some(first, 3), *some(first, 2, State.DONE, first=3)])
    model.add(second, some(second, 4, State.FAILED))
    assert model.states_at([(0, model.rowCount() - 1)]) == {State.QUEUED: 3, State.DONE: 2, State.FAILED: 4}
    assert model.states_at([(3, 4), (8, 8)]) == {State.QUEUED: 1, State.DONE: 1, State.FAILED: 1}
    assert model.states_at([(6, 6)]) == {State.FAILED: 4}
    model.keep_only(lambda one: one.state is State.DONE)
    assert model.states_at([(0, 2)]) == {State.DONE: 2}


def test_many_rows_are_counted_in_slices_and_only_the_last_wish_is_told(
    model: QueueModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(queue_rows, "SLICE", 2)
    batch = a_batch(1)
    model.add(batch, [*some(batch, 5), *some(batch, 3, State.DONE, first=5)])
    steps = [dict(found) for found in model.counting([(1, 7)])]
    assert len(steps) == 5, "four slices, and the end"
    assert steps[-1] == {State.QUEUED: 5, State.DONE: 2}
    counting, told = Counting(model), list[Mapping[State, int]]()
    counting.counted.connect(told.append)
    counting.begin([(1, 3)])
    with qtbot.waitSignal(counting.counted):
        counting.begin([(5, 8)])
    assert told == [{State.QUEUED: 1, State.DONE: 3}]
    counting.begin([(1, 3)])
    counting.stop()
    for _ in range(10):
        QCoreApplication.processEvents()
    assert len(told) == 1, "nobody wants to know any more"
