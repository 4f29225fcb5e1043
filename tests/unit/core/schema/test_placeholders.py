"""Placeholders: what is filled in, what is escaped, and what is left alone, in every kind of field."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, Kind, Variant
from app.core.schema.placeholders import Facts, fill, fill_text, has_placeholders, names_file, texts_in

FACTS = Facts(date(2026, 11, 21), "ann", "leads (1).tar.gz")
TEXT = Field("t", Kind.TEXT, "T")
INNER = Field("n", Kind.INTEGER, "N")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("{date}", "2026-11-21"),
        ("by {user} on {date}.", "by ann on 2026-11-21."),
        ("{file.stem}|{file.ext}", "leads (1).tar|gz"),
        ("{{date}} {{file.ext}}", "{date} {file.ext}"),
        ("{{{date}}}", "{{date}}"),
        ("{{name}} {first_name} { date } {Date} {}", "{{name}} {first_name} { date } {Date} {}"),
        ("{{date} {date}}", "{2026-11-21 2026-11-21}"),
        ("", ""),
    ],
)
def test_texts(typed: str, sent: str) -> None:
    assert fill_text(typed, FACTS) == sent
    assert has_placeholders(typed) is (sent != typed)


def test_without_a_file_its_placeholders_stay() -> None:
    facts = Facts(date(2026, 1, 2), "ann")
    assert fill_text("{date} {file.stem}", facts) == "2026-01-02 {file.stem}"
    assert [names_file(words) for words in ("{file.ext}", "{{file.ext}}", "{date}")] == [True, False, False]


def test_what_is_filled_in_is_not_gone_over_again() -> None:
    assert fill_text("{user}", Facts(date(2026, 1, 2), "{date}")) == "{date}"


def test_a_file_without_an_ending() -> None:
    assert fill_text("{file.stem}.{file.ext}", Facts(date(2026, 1, 2), "", "README")) == "README."


WHOLE = Variant("text", (Field("", Kind.TEXT, "Text"),), schema={"type": "string"})
OBJECT = Variant("object", (TEXT, INNER), schema={"type": "object"})
ONE = Field("u", Kind.VARIANTS, "U", variants=(WHOLE, OBJECT))


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        (TEXT, "{date}", "2026-11-21"),
        (TEXT, None, None),
        (Field("l", Kind.LONG_TEXT, "L"), "{user}\n", "ann\n"),
        (Field("o", Kind.OPEN_CHOICE, "O"), "{user}", "ann"),
        (Field("c", Kind.CHOICE, "C", choices=(Choice("{user}", "x"),)), "{user}", "{user}"),
        (Field("p", Kind.PASSWORD, "P"), "{user}", "{user}"),
        (Field("f", Kind.FILE, "F"), "/{user}", "/{user}"),
        (INNER, 7, 7),
        (Field("a", Kind.LIST, "A", children=(TEXT,)), ["{user}", "x"], ["ann", "x"]),
        (Field("k", Kind.CHECKLIST, "K"), ["{user}"], ["{user}"]),
        (Field("m", Kind.MAP, "M", children=(TEXT,)), {"{date}": "{user}"}, {"{date}": "ann"}),
        (Field("g", Kind.GROUP, "G", children=(TEXT, INNER)), {"t": "{user}", "n": 1, "z": "{user}"},
         {"t": "ann", "n": 1, "z": "{user}"}),
        (Field("b", Kind.TABLE, "B", children=(TEXT,)), [{"t": "{user}"}, {}], [{"t": "ann"}, {}]),
        (Field("j", Kind.JSON, "J"), {"a": ["{user}", 1, {"b": "{date}"}]}, {"a": ["ann", 1, {"b": "2026-11-21"}]}),
        (TEXT, {"t": "{user}"}, {"t": "{user}"}),
        (ONE, "{user}", "ann"),
        (ONE, {"t": "{user}", "n": 2}, {"t": "ann", "n": 2}),
        (Field("u", Kind.VARIANTS, "U", variants=(OBJECT,)), "{user}", "{user}"),
        (Field("u", Kind.VARIANTS, "U", variants=(WHOLE,)), {"t": "{user}"}, {"t": "{user}"}),
    ],
)  # fmt: skip
def test_every_kind_of_field(field: Field, value: Json, sent: Json) -> None:
    assert fill(field, value, FACTS) == sent
    assert any(map(has_placeholders, texts_in(field, value))) is (sent != value)
