"""Names in the order in which people count."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.core.natural import in_order, natural


@pytest.mark.parametrize(
    "names",
    [
        ("lead-1.csv", "lead-2.csv", "lead-10.csv"),
        ("a", "A1", "a2", "B", "b3", "C"),
        ("a.csv", "a1.csv", "ab.csv"),
        ("9", "10", "099", "100"),
        ("page 2 of 9", "page 2 of 10", "page 10 of 9"),
        ("Arm", "Ärmel", "armlos", "Zoo"),
        ("файл2", "файл10"),
        ("１", "2", "١٠"),  # full-width, plain, Arabic
        ("0", "00", "01", "1"),
        ("7" * 254, "8" * 254),
        ("", "0"),
    ],
)
def test_names_are_sorted_as_people_count(names: tuple[str, ...]) -> None:
    mixed = list(names)
    random.Random(4).shuffle(mixed)
    assert sorted(mixed, key=natural) == list(names)
    assert sorted(reversed(names), key=natural) == list(names)


def test_no_two_names_are_the_same() -> None:
    names = ["a1", "A1", "a01", "Á1", "a１"]
    assert len({natural(name) for name in names}) == len(names)


def test_paths_are_sorted_by_their_folders_too() -> None:
    paths = [Path("/in/part 10/a.csv"), Path("/in/part 2/b10.csv"), Path("/in/part 2/b9.csv")]
    assert in_order(paths) == paths[::-1]
