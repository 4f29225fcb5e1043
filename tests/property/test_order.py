"""Moving transfers in line, compared with moving names in a plain list."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.core.engine.order import Turn, moved, moved_before, turns_at, turns_before
from app.core.sources import SourceFile
from app.core.transfer import Place, Priority, Transfer

NAMES = "abcdefgh"
Line = list[Turn]


def in_line(*priorities: Priority, gap: float = 1.0) -> Line:
    named = enumerate(zip(NAMES, priorities, strict=False))
    return sorted((int(priority), 1.7e9 + n * gap, name) for n, (name, priority) in named)


def after(line: Line, changed: Line) -> str:
    return "".join(name for _, _, name in taken_in(line, changed))


def taken_in(line: Line, changed: Line) -> Line:
    new = {turn[2]: turn for turn in changed}
    return sorted(new.get(turn[2], turn) for turn in line)


def model(names: str, ids: frozenset[str], index: int) -> str:
    others = [name for name in names if name not in ids]
    return "".join([*others[:index], *(name for name in names if name in ids), *others[index:]])


PRIORITIES = st.lists(st.sampled_from(Priority), min_size=1, max_size=len(NAMES))
CHOSEN = st.frozensets(st.sampled_from(NAMES))


@given(PRIORITIES, CHOSEN, st.sampled_from(Place))
def test_what_is_moved_stands_where_it_was_wished_and_the_others_keep_their_order(
    priorities: list[Priority], ids: frozenset[str], place: Place
) -> None:
    line = in_line(*priorities)
    names = "".join(name for _, _, name in line)
    chosen = [n for n, name in enumerate(names) if name in ids]
    others = len(names) - len(chosen)
    if not chosen:
        assert moved(line, ids, place) == []
        return
    index = {
        Place.FIRST: 0,
        Place.LAST: others,
        Place.UP: max(0, chosen[0] - 1),
        Place.DOWN: min(others, chosen[-1] - len(chosen) + 2),
    }[place]
    assert after(line, moved(line, ids, place)) == model(names, ids, index)


@given(PRIORITIES, CHOSEN, st.sampled_from(NAMES))
def test_what_is_put_before_another_stands_there(priorities: list[Priority], ids: frozenset[str], before: str) -> None:
    line = in_line(*priorities)
    names = "".join(name for _, _, name in line)
    at = names.find(before) if before in names else len(names)
    index = sum(name not in ids for name in names[:at])
    assert after(line, moved_before(line, ids, before)) == model(names, ids, index)


@given(st.lists(st.tuples(CHOSEN, st.sampled_from([*Place, *NAMES])), max_size=60))
def test_many_moves_in_a_row_never_run_out_of_room(moves: list[tuple[frozenset[str], Place | str]]) -> None:
    """Positions are floats near 1.7e9: halving the room between two of them works some twenty times."""
    line = in_line(*[Priority.NORMAL] * len(NAMES))
    for ids, where in moves:
        names = "".join(name for _, _, name in line)
        changed = moved(line, ids, where) if isinstance(where, Place) else moved_before(line, ids, where)
        expected = after(line, changed)
        line = taken_in(line, changed)
        assert "".join(name for _, _, name in line) == expected
        assert len({position for _, position, _ in line}) == len(names)


def test_a_move_between_neighbours_without_room_renumbers_the_line() -> None:
    line = in_line(Priority.NORMAL, Priority.NORMAL, Priority.NORMAL, gap=2e-7)
    changed = moved_before(line, {"c"}, "b")
    assert after(line, changed) == "acb"
    assert len(changed) > 1


def test_moving_within_a_batch_leaves_the_turns_of_the_others_alone() -> None:
    source = SourceFile(Path("/x/a.csv"), 1, 1, "text/csv", "a.csv")
    listed = [Transfer(f"{batch}{n}", batch, (source,), float(n), 0.0, 1) for n in range(3) for batch in ("a", "b")]
    assert [turn[2] for turn in turns_at(Place.UP, listed, {"a2"})] == ["a2"]
    assert [turn[2] for turn in turns_before("a0", listed, {"a2"})] == ["a2"]


def test_a_single_move_changes_what_is_moved_and_nothing_else() -> None:
    line = in_line(*[Priority.NORMAL] * 8)
    assert [name for _, _, name in moved(line, {"h"}, Place.FIRST)] == ["h"]
    assert [name for _, _, name in moved_before(line, {"a"}, "e")] == ["a"]


def test_what_goes_before_all_others_becomes_as_urgent_as_they_are() -> None:
    line = in_line(Priority.HIGH, Priority.NORMAL, Priority.LOW)
    [first] = moved(line, {"c"}, Place.FIRST)
    assert first[0] == Priority.HIGH
    [last] = moved(line, {"a"}, Place.LAST)
    assert last[0] == Priority.LOW
