"""Texts: holes, formats, plurals, translation, and the way through JSON."""

from __future__ import annotations

import pytest

from app.core.text import Text, format_bytes, format_seconds, text, verbatim


def test_holes_are_filled_and_unknown_ones_stay() -> None:
    assert str(text("{a} and {b}", a=1)) == "1 and {b}"


@pytest.mark.parametrize(("n", "words"), [(1, "1 file"), (2, "2 files"), (1204, "1,204 files")])
def test_plurals_follow_n(n: int, words: str) -> None:
    assert str(text("{n:count} file|{n:count} files", n=n)) == words


def test_a_bar_without_n_is_a_bar() -> None:
    assert str(text("a|b")) == "a|b"
    assert str(text("a|b", n="x")) == "a|b"


def test_formats() -> None:
    assert str(text("{size:bytes} in {s:seconds}", size=4_100_000, s=125)) == "4.1 MB in 2 min"
    assert str(text("{size:bytes}", size="words stay")) == "words stay"
    assert str(text("{n:unheard}", n=3)) == "3"


def test_translation_reaches_nested_texts() -> None:
    inner, outer = text("inner"), "outer {words}"
    german = {"inner": "innen", "outer {words}": "außen {words}"}
    assert text(outer, words=inner).render(lambda template: german.get(template, template)) == "außen innen"


def test_values_are_not_templates() -> None:
    assert str(verbatim("{n} | <b>")) == "{n} | <b>"
    assert str(text("{a}", a="{b}", b="no")) == "{b}"


def test_json_and_back() -> None:
    words = text("{inner}, {n:count}, {x}", inner=text("in {y}", y="z"), n=3, x=1.5)
    assert Text.from_json(words.to_json()) == words


@pytest.mark.parametrize("data", [None, 3, "plain", [1]])
def test_json_of_another_shape_is_shown_as_it_is(data: object) -> None:
    assert str(Text.from_json(data)) == str(data)  # type: ignore[arg-type]


def test_json_with_odd_values_is_still_a_text() -> None:
    assert str(Text.from_json({"template": "{a}", "values": {"a": None}})) == "None"
    assert str(Text.from_json({"template": "a", "values": 3})) == "a"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        *((0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1500, "1.5 KB"), (99_949, "99.9 KB"), (99_960, "100 KB")),
        *((212_000, "212 KB"), (999_499, "999 KB"), (999_960, "1.0 MB"), (3.2e15, "3200.0 TB")),
    ],
)
def test_sizes(size: float, words: str) -> None:
    assert format_bytes(size) == words


@pytest.mark.parametrize(("seconds", "words"), [(-3, "0 s"), (59, "59 s"), (120, "2 min"), (3900, "1 h 5 min")])
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert format_seconds(seconds) == words
