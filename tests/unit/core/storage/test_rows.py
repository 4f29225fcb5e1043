"""Rows whose bytes were damaged are noticed, whatever part of them it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.storage.cells import UNREADABLE
from app.core.storage.rows import batch_from, receipt_from, row_of, step_from, transfer_from
from app.core.storage.wipe import wiped

Change = Callable[[dict[str, Any]], object]


def changed(row: tuple[Any, ...], at: int, change: Change) -> tuple[Any, ...]:
    rest = json.loads(row[at])
    change(rest)
    return (*row[:at], json.dumps(rest), *row[at + 1 :])


@pytest.mark.parametrize(
    "change",
    [
        lambda rest: rest.update(files=3),
        lambda rest: rest.update(files=[[1, 2]]),
        lambda rest: rest["files"][0].__setitem__(0, 7),
        lambda rest: rest["files"][0].__setitem__(1, "big"),
        lambda rest: rest.update(companion=[]),
        lambda rest: rest.update(wait="forever"),
        lambda rest: rest.update(wake_at="soon"),
        lambda rest: rest.update(result=[]),
        lambda rest: rest.update(offer=3),
        lambda rest: rest.update(extra=[]),
    ],
)
def test_a_damaged_transfer_is_noticed(make: SimpleNamespace, change: Change) -> None:
    row = row_of(make.transfer())
    assert transfer_from(row) == make.transfer()
    with pytest.raises(UNREADABLE):
        transfer_from(changed(row, 16, change))


def test_a_damaged_state_or_name_is_noticed(make: SimpleNamespace) -> None:
    row = row_of(make.plain(1))
    for at, value in ((2, "gone"), (11, 5), (11, b"\xff\xff"), (15, None), (16, "[]")):
        with pytest.raises(UNREADABLE):
            transfer_from((*row[:at], value, *row[at + 1 :]))


@pytest.mark.parametrize("name", ["provider_id", "values", "mode", "confirmed"])
def test_a_damaged_batch_is_noticed(make: SimpleNamespace, name: str) -> None:
    row = row_of(make.batch())
    with pytest.raises(UNREADABLE):
        batch_from(changed(row, 2, lambda rest: rest.pop(name)))
    with pytest.raises(UNREADABLE):
        batch_from((*row[:2], "x"))


@pytest.mark.parametrize("name", ["names", "size", "sha256"])
def test_a_damaged_receipt_is_noticed(make: SimpleNamespace, name: str) -> None:
    row = row_of(make.receipt())
    with pytest.raises(UNREADABLE):
        receipt_from(changed(row, 3, lambda rest: rest.update({name: None})))


def test_a_damaged_step_is_noticed(make: SimpleNamespace) -> None:
    row = row_of(make.step())
    assert step_from(row) == make.step()
    for at, value in ((2, "begun"), (4, "x"), (5, "x"), (7, 3), (8, "{"), (8, "3")):
        with pytest.raises(UNREADABLE):
            step_from((*row[:at], value, *row[at + 1 :]))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("see https://s3.example.com/canary?x=canary"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=6), json_values, max_size=5))
def test_no_address_is_left_after_wiping_and_wiping_again_changes_nothing(outputs: dict[str, Any]) -> None:
    once = wiped(outputs)
    assert list(once) == list(outputs)
    assert "canary" not in json.dumps({name: value for name, value in once.items() if not name.startswith("$")})
    assert wiped(once) == once
