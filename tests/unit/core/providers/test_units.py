"""Lengths of time and sizes as upload.yaml writes them."""

from __future__ import annotations

import pytest

from app.core.providers import units


@pytest.mark.parametrize(
    ("given", "expected"),
    [("30s", 30), ("15m", 900), ("1h", 3600), ("1.5 h", 5400), ("7d", 604_800), ("250ms", 0.25), (12, 12), (0.5, 0.5)],
)
def test_lengths_of_time(given: object, expected: float) -> None:
    assert units.seconds(given) == expected


@pytest.mark.parametrize("given", ["", "soon", "5 weeks", "-3s", -1, True, None, []])
def test_what_is_no_length_of_time(given: object) -> None:
    assert units.seconds(given) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("100 MB", 100_000_000),
        ("8MiB", 8_388_608),
        ("1 kB", 1000),
        ("12", 12),
        (32_766, 32_766),
        ("1.5 GB", 1_500_000_000),
    ],
)
def test_sizes(given: object, expected: int) -> None:
    assert units.size(given) == expected


@pytest.mark.parametrize("given", ["", "big", "1 mb", -5, True, 1.5, None])
def test_what_is_no_size(given: object) -> None:
    assert units.size(given) is None
