"""Ids sort in the order in which they are made, and are UUIDs of version 7."""

from __future__ import annotations

from itertools import islice
from uuid import RFC_4122, UUID

from app.core.ids import ids


def test_they_are_made_in_order() -> None:
    first = list(islice(ids(1_000.0), 5_000))
    later = list(islice(ids(1_000.001), 10))
    assert sorted(first) == first
    assert len(set(first)) == len(first)
    assert max(first) < min(later)


def test_they_are_uuids_of_version_7_that_hold_the_time() -> None:
    for one in islice(ids(1_700_000_000.123), 3):
        read = UUID(one)
        assert (read.version, read.variant) == (7, RFC_4122)
        assert read.int >> 80 == 1_700_000_000_123


def test_two_rows_begun_at_once_share_none() -> None:
    assert set(islice(ids(5.0), 1_000)).isdisjoint(islice(ids(5.0), 1_000))


def test_growing_never_reaches_the_variant() -> None:
    row = ids(5.0)
    first = int(next(row), 16)
    assert first >> 61 & 0b111 == 0b100
