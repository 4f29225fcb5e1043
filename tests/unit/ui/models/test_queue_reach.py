"""What is in line at an account that cannot be reached is shown as waiting for the network."""

from __future__ import annotations

from app.core.transfer import Batch, State
from app.ui import sample_data
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
