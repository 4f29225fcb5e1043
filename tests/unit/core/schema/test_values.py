"""Values: what is filled in by itself, and what typed words mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app.core.errors import InputError
from app.core.schema.model import Field, Form
from app.core.schema.validate import check_field
from app.core.schema.values import coerce_text, format_value, parse_text, with_defaults

Forms = Callable[..., Form]
Fields = Callable[..., Field]


def test_defaults_and_fixed_values_inside_what_is_set(form: Forms) -> None:
    inner = {
        "properties": {
            "anchor": {"const": "created_at"},
            "unit": {"type": "string", "default": "s"},
            "optional": {"type": "string", "default": "not sent"},
        },
        "required": ["anchor", "unit"],
    }
    made = form(
        {
            "properties": {
                "needed": inner,
                "left": inner,
                "set": inner,
                "rows": {"type": "array", "items": inner},
                "nullable": {**inner, "nullable": True},
            },
            "required": ["needed", "nullable"],
        }
    )
    filled = {"anchor": "created_at", "unit": "s"}
    assert with_defaults(made, {"body.set": {"unit": "min"}, "body.rows": [{}, "odd"]}) == {
        "body.set": {"unit": "min", "anchor": "created_at"},
        "body.rows": [filled, "odd"],
        "body.needed": filled,
    }
    assert with_defaults(made, {"body.needed": "odd", "body.nullable": None}) == {
        "body.needed": "odd",
        "body.nullable": None,
    }


def test_a_discriminator_and_fixed_values_of_the_branch(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "x": {
                    "oneOf": [
                        {"$ref": "#/components/schemas/Cat"},
                        {"$ref": "#/components/schemas/Dog"},
                        {"type": "string"},
                    ],
                    "discriminator": {"propertyName": "kind"},
                },
                "y": {
                    "anyOf": [
                        {"type": "object"},
                        {"type": "array", "items": {"properties": {"v": {"const": 1}, "n": {"type": "string"}}}},
                    ]
                },
            }
        },
        schemas={
            "Cat": {"type": "object", "properties": {"lives": {"type": "integer"}, "v": {"const": 1}}},
            "Dog": {"type": "object", "properties": {"tricks": {"type": "integer"}}},
        },
    )
    assert with_defaults(made, {"body.x": {"tricks": 3}}) == {"body.x": {"tricks": 3, "kind": "Dog"}}
    assert with_defaults(made, {"body.x": {"lives": 9}}) == {"body.x": {"lives": 9, "kind": "Cat", "v": 1}}
    assert with_defaults(made, {"body.x": {"kind": "Cat"}}) == {"body.x": {"kind": "Cat", "v": 1}}
    assert with_defaults(made, {"body.x": "plain"}) == {"body.x": "plain"}
    assert with_defaults(made, {"body.x": None}) == {"body.x": None}
    assert with_defaults(made, {"body.x": 5}) == {"body.x": 5}
    assert with_defaults(made, {"body.y": [{"n": "a"}]}) == {"body.y": [{"n": "a", "v": 1}]}


# ── typed words ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "words", "value"),
    [
        ({"type": "string"}, " as it is ", " as it is "),
        ({"type": "string"}, "null", "null"),
        ({"type": "integer"}, " 42 ", 42),
        ({"type": "integer"}, "-9223372036854775808", -9223372036854775808),
        ({"type": "number"}, "1.5", 1.5),
        ({"type": "number"}, "3", 3),
        ({"type": "number"}, "1e3", 1000.0),
        ({"type": "boolean"}, "Yes", True),
        ({"type": "boolean"}, "off", False),
        ({"enum": ["KEEP", "FAIL"]}, "KEEP", "KEEP"),
        ({"enum": ["KEEP", "FAIL"]}, "keep", "KEEP"),
        ({"enum": [1, 2]}, "2", 2),
        ({"oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b"}]}, "Alpha", "a"),
        ({"const": 5}, "5", 5),
        ({"type": "string", "format": "date"}, " 2025-07-23 ", "2025-07-23"),
        ({"type": "string", "format": "time"}, "10:30", "10:30:00"),
        ({"type": "string", "format": "time"}, "10:30:05", "10:30:05"),
        ({"type": "string", "format": "date-time"}, "2025-07-23 10:30:00Z", "2025-07-23T10:30:00Z"),
        ({"type": "string", "format": "date-time"}, "2025-07-23T10:30+02:00", "2025-07-23T10:30:00+02:00"),
        ({"type": "string", "format": "uri"}, " https://x.example ", "https://x.example"),
        ({"type": "string", "format": "byte"}, "some file.bin", "some file.bin"),
        ({"anyOf": [{"type": "string"}, {"enum": ["a"]}]}, "other", "other"),
        ({"type": "object"}, '{"a": [1, null]}', {"a": [1, None]}),
        ({}, "5", 5),
    ],
)
def test_parse(field: Fields, schema: Any, words: str, value: Any) -> None:
    found = parse_text(field(schema), words)
    assert found == value
    assert type(found) is type(value)
    assert coerce_text(field(schema), words) == value


@pytest.mark.parametrize(
    ("schema", "words", "said"),
    [
        ({"type": "integer"}, "1.5", "Enter a whole number."),
        ({"type": "integer"}, "1_000", "Enter a whole number."),
        ({"type": "integer"}, "٣", "Enter a whole number."),
        ({"type": "number"}, "1,5", "Enter a number."),
        ({"type": "number"}, "nan", "Enter a number."),
        ({"type": "number"}, "1e999", "Enter a number."),
        ({"type": "number"}, "1_0", "Enter a number."),
        ({"type": "boolean"}, "maybe", "Choose yes or no."),
        ({"enum": ["a", "b"]}, "c", "Choose one of: a, b."),
        ({"type": "string", "format": "date"}, "tomorrow", "Enter a date such as 2025-07-23."),
        ({"type": "string", "format": "time"}, "noon", "Enter a time such as 14:30:00."),
        ({"type": "string", "format": "date-time"}, "then", "Enter a date and time such as "),
        ({"type": "object"}, "{a: 1}", "This is not valid JSON."),
        ({"type": "object"}, '{"a": NaN}', "This is not valid JSON."),
    ],
)
def test_words_that_are_not_of_the_kind(field: Fields, schema: Any, words: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_text(field(schema), words)
    assert str(caught.value).startswith(said)


def test_a_moment_without_offset_is_in_this_computers_zone(field: Fields) -> None:
    made = field({"type": "string", "format": "date-time"})
    found = parse_text(made, "2025-07-23 10:30")
    assert isinstance(found, str)
    assert datetime.fromisoformat(found) == datetime(2025, 7, 23, 10, 30).astimezone()
    assert check_field(made, found) == ()


@pytest.mark.parametrize(
    ("schema", "words", "value"),
    [
        ({"items": {"type": "integer"}}, "5", [5]),
        ({"items": {"type": "integer"}}, "[5, 6]", [5, 6]),
        ({"items": {"type": "string"}}, "a, b", ["a, b"]),
        ({"items": {"enum": ["a", "b"]}}, "b", ["b"]),
        ({"items": {"properties": {"n": {"type": "string"}}}}, '{"n": "a"}', [{"n": "a"}]),
        ({"items": {"properties": {"n": {"type": "string"}}}}, '[{"n": "a"}]', [{"n": "a"}]),
        ({"properties": {"n": {"type": "string"}}}, '{"n": "a"}', {"n": "a"}),
        ({"additionalProperties": {"type": "string"}}, '{"n": "a"}', {"n": "a"}),
        ({"type": ["integer", "null"]}, "null", None),
        ({"type": ["string", "null"]}, "null", "null"),
        ({"type": ["string", "integer"]}, "12", 12),
        ({"type": ["string", "integer"]}, "12a", "12a"),
        ({"oneOf": [{"enum": ["auto"]}, {"type": "object"}]}, '{"a": 1}', {"a": 1}),
        ({"oneOf": [{"enum": ["auto"]}, {"type": "object"}]}, "auto", "auto"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, '["x"]', '["x"]'),
    ],
)
def test_coerce_on_the_command_line(field: Fields, schema: Any, words: str, value: Any) -> None:
    assert coerce_text(field(schema), words) == value


def test_words_that_no_branch_understands(field: Fields) -> None:
    made = field({"oneOf": [{"type": "integer"}, {"type": "boolean"}, {"type": "object", "properties": {"a": {}}}]})
    with pytest.raises(InputError, match="none of the forms that “X” can have"):
        coerce_text(made, "words")
    with pytest.raises(InputError, match="not valid JSON"):
        coerce_text(made, "{broken")


@pytest.mark.parametrize(
    ("schema", "value", "shown"),
    [
        ({"type": "string"}, "x", "x"),
        ({"type": "string"}, None, ""),
        ({"type": "integer"}, 5, "5"),
        ({"type": "number"}, 0.5, "0.5"),
        ({"type": "boolean"}, True, "Yes"),
        ({"oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b"}]}, "a", "Alpha"),
        ({"enum": ["a", "b"]}, "gone", "gone"),
        ({"type": "object"}, {"é": 1}, '{"é": 1}'),
    ],
)
def test_format(field: Fields, schema: Any, value: Any, shown: str) -> None:
    assert format_value(field(schema), value) == shown
