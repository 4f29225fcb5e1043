"""What makes two uploads the same, and what does not."""

from __future__ import annotations

from types import MappingProxyType

from app.core.identity import contents, place


def test_a_place_is_account_and_values_whatever_their_order() -> None:
    base = place("acc", {"a": 1, "b": [1, {"c": None}]})
    assert base == place("acc", MappingProxyType({"b": (1, {"c": None}), "a": 1}))
    others = (place("b", {"a": 1, "b": [1, {"c": None}]}), place("acc", {"a": 1}), place("acc", {"a": 1, "b": None}))
    assert len({base, *others}) == 4


def test_contents_are_the_file_and_what_travels_with_it() -> None:
    assert contents("ab", {}) == "ab"
    kinds = (contents("ab", {}), contents("ab", {}, "cd"), contents("ab", {"companion": {"by": "Ann"}}))
    assert len({*kinds, contents("ab", {"companion": {"by": "Bob"}}), contents("ef", {}, "cd")}) == 5


def test_nothing_is_known_of_a_file_that_nobody_hashed() -> None:
    assert contents("", {"companion": 1}, "cd") == ""
