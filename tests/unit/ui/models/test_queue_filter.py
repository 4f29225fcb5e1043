"""Which rows a choice over the list and what is looked for leave in sight."""

from __future__ import annotations

from fixtures.long_list import a_batch, place, some

from app.core.transfer import State, Wait
from app.ui.models.queue import QueueModel
from app.ui.models.queue_filter import Filter, Wish, keeper


def titles(model: QueueModel) -> list[str]:
    spots = [model.spot(row) for row in range(model.rowCount())]
    return [model.view_of(spot).title for spot in spots if spot is not None]


def test_a_filter_keeps_up_with_changes(model: QueueModel) -> None:
    batch = a_batch(1)
    transfers = some(batch, 4)
    model.add(batch, transfers)
    model.keep_only(keeper(Wish(Filter.NEEDS_YOU), {batch.id: batch}.get, place))
    assert model.rowCount() == 0
    model.change([transfers[3].to(State.FAILED), transfers[1].to(State.FAILED)])
    assert titles(model) == ["Vendor · b1", "file-1.csv", "file-3.csv"]
    model.change([transfers[1].to(State.FAILED).to(State.QUEUED)])
    assert titles(model) == ["Vendor · b1", "file-3.csv"]
    model.keep_only(None)
    assert model.rowCount() == 5


def test_what_waits_for_a_key_is_under_way_and_needs_the_person(model: QueueModel) -> None:
    batch = a_batch(1)
    first, second, third = some(batch, 3, State.RUNNING)
    model.add(batch, [first, second, third])
    for which, other in ((Filter.NEEDS_YOU, Wait.NETWORK), (Filter.UNDER_WAY, Wait.RETRY)):
        model.keep_only(keeper(Wish(which), {batch.id: batch}.get, place))
        model.change([first.to(State.WAITING, wait=other), second.to(State.WAITING, wait=Wait.KEY)])
        seen = titles(model)[1:]
        assert seen == (["file-1.csv"] if which is Filter.NEEDS_YOU else [f"file-{n}.csv" for n in range(3)])


def test_a_search_looks_at_names_and_destinations() -> None:
    batch = a_batch(1)
    one = some(batch, 1)[0]

    def found(words: str) -> bool:
        keep = keeper(Wish(search=words), {batch.id: batch}.get, lambda _: "Vendor · Marketing")
        return keep is None or keep(one)

    assert [found(w) for w in ("FILE-0", " market ", "", "nowhere")] == [True, True, True, False]
