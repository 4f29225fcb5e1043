"""What was typed into fields that hide it is found at any depth of a form."""

from __future__ import annotations

import pytest

from app.core.json_types import Json
from app.core.schema.hidden import all_hidden, as_written, hidden_keys
from app.core.schema.model import Field, Form, Kind, Variant

PASS = Field("pass", Kind.PASSWORD, "Pass")
NAME = Field("name", Kind.TEXT, "Name")
LOGIN = Field("body.login", Kind.GROUP, "Login", children=(NAME, PASS))
ROWS = Field("body.rows", Kind.TABLE, "Rows", children=(NAME, PASS))
PASSES = Field("body.passes", Kind.LIST, "Passes", children=(PASS,))
INNER = Field("auth", Kind.VARIANTS, "Auth", variants=(Variant("Key", (PASS,)), Variant("None", (NAME,))))
DEEP = Field("body.deep", Kind.GROUP, "Deep", children=(INNER,))
ENTRIES = Field("body.entries", Kind.GROUPS, "Entries", children=(Field("entry", Kind.GROUP, "", children=(PASS,)),))
OWN = Field("body.own", Kind.PASSWORD, "Own")
FORM = Form((LOGIN, ROWS, PASSES, DEEP, ENTRIES, OWN, Field("body.note", Kind.TEXT, "Note")))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("body.login", {"name": "ann", "pass": "p1"}, ["p1"]),
        ("body.login", {"name": "ann", "pass": ""}, []),
        ("body.login", {"name": "ann"}, []),
        ("body.login", None, []),
        ("body.rows", [{"name": "a", "pass": "p1"}, {"name": "b"}, {"pass": "p2"}], ["p1", "p2"]),
        ("body.passes", ["p1", "p2"], ["p1", "p2"]),
        ("body.deep", {"auth": {"pass": "p1"}}, ["p1"]),
        ("body.deep", {"auth": {"name": "ann"}}, []),
        ("body.deep", {"auth": "p1"}, ["p1"]),
        ("body.entries", [{"pass": "p1"}], ["p1"]),
        ("body.own", "p1", ["p1"]),
        ("body.own", {"a": ["p1", 5, None]}, ["p1"]),
        ("body.note", "open", []),
    ],
)
def test_it_is_found_wherever_it_was_typed(key: str, value: Json, words: list[str]) -> None:
    assert sorted(all_hidden(FORM, {key: value, "body.gone": "x"})) == words
    assert hidden_keys(FORM, {key: value}) == ({key} if words else set())


def test_the_longest_is_taken_out_first() -> None:
    assert all_hidden(FORM, {"body.passes": ["abc", "abcdef", "abc"]}) == ("abcdef", "abc")


def test_it_is_known_as_json_and_addresses_write_it() -> None:
    assert as_written('ä "b"') == ('ä "b"', '\\u00e4 \\"b\\"', 'ä \\"b\\"', "%C3%A4%20%22b%22")
