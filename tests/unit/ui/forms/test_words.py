"""Descriptions become plain text, long ones are shortened, and values are told apart as JSON tells them apart."""

from __future__ import annotations

import pytest

from app.core.schema.model import Field, Kind, Variant
from app.ui.forms.presence import NOT_SET, same, shown
from app.ui.forms.shapes import best_variant
from app.ui.forms.words import default_words, plain, shortened


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("**Bold** and `code`", "Bold and code"),
        ("See [the page](https://a.b/c) for more", "See the page for more"),
        ("one<br/>two", "one\ntwo"),
        ("<p>A &amp; B</p>", "A & B"),
        ("# Title\ntext", "Title\ntext"),
        ("a < b and c > d", "a < b and c > d"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("x\n\n\n\ny", "x\n\ny"),
        ("_Note_: *this* is 2 * 3", "Note: this is 2 * 3"),
        (
            "See the page on [File\npurposes](https://a.b) for\nmore.\nEnd",
            "See the page on File purposes for more.\nEnd",
        ),
        ("One of:\n- a\n- b", "One of:\n- a\n- b"),
        ("**", "**"),
    ],
)
def test_marks_are_dropped(given, read):
    assert plain(given) == read


def test_long_help_ends_at_a_sentence_or_a_word():
    sentences = "This is a sentence of some length. " * 20
    assert shortened(sentences).endswith("length.")
    assert len(shortened(sentences)) <= 220
    assert shortened("word " * 100).endswith("word …")
    assert shortened("short") == "short"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field("f", Kind.TEXT, "F", placeholder="crm"), "For example crm"),
        (Field("f", Kind.INTEGER, "F", default=5, has_default=True), "5 if left empty"),
        (Field("f", Kind.BOOLEAN, "F", default=True, has_default=True), "Yes if left empty"),
        (Field("f", Kind.BOOLEAN, "F", default=None, has_default=True), ""),
        (Field("f", Kind.TEXT, "F"), ""),
    ],
)
def test_what_an_empty_field_says(field, words):
    assert str(default_words(field)) == words


def test_values_are_told_apart_as_json_does():
    assert not same(1, True)
    assert not same(1, 1.0)
    assert not same(None, NOT_SET)
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert shown(NOT_SET) == ""
    assert shown({"ü": None}) == '{"ü": null}'


def whole(kind: Kind, told: str) -> Variant:
    return Variant(told, (Field("", kind, told),), None, {"type": told})


@pytest.mark.parametrize(
    ("value", "index"),
    [({"url": "x"}, 0), ({"id": 1, "kind": "b"}, 1), ("words", 2), (3, 3), ([1], 4), (True, 2), (None, 2)],
)
def test_a_value_finds_its_branch(value, index):
    address = {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]}
    marked = {"type": "object", "properties": {"id": {"type": "integer"}, "kind": {"enum": ["b"]}}}
    branches = (
        Variant("A", (Field("url", Kind.URI, "U", required=True),), None, address),
        Variant("B", (Field("id", Kind.INTEGER, "I"), Field("kind", Kind.CHOICE, "K")), None, marked),
        *(whole(Kind.TEXT, "string"), whole(Kind.INTEGER, "integer"), whole(Kind.LIST, "array")),
    )
    assert best_variant(Field("f", Kind.VARIANTS, "F", variants=branches), value) == index
