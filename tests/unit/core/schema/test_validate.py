"""Values checked before anything is sent: which field, which place in it, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.messages import rule_of
from app.core.schema.model import Field, FieldHints, Form
from app.core.schema.validate import check_field, check_values

Forms = Callable[..., Form]
Fields = Callable[..., Field]


def words(field: Field, value: Any) -> list[str]:
    return [str(error.words) for error in check_field(field, value)]


@pytest.mark.parametrize(
    ("schema", "good", "bad", "said"),
    [
        ({"type": "string", "minLength": 1}, "a", "", "This cannot be empty."),
        ({"type": "string", "minLength": 3}, "abc", "ab", "Use at least 3 characters."),
        ({"type": "string", "maxLength": 1}, "a", "ab", "Use at most 1 character; there are 2 now."),
        ({"type": "string", "maxLength": 2}, "ab", "abc", "Use at most 2 characters; there are 3 now."),
        ({"type": "string", "pattern": "^a$"}, "a", "a\n", "This does not have the form that is accepted here."),
        (
            {"type": "string", "pattern": "^a$", "example": "a"},
            "a",
            "b",
            "This does not have the form that is accepted here. An example: a",
        ),
        ({"type": "integer"}, 5, 5.5, "Enter a whole number."),
        ({"type": "integer"}, 5.0, "5", "Enter a whole number."),
        ({"type": "number"}, 5.5, True, "Enter a number."),
        ({"type": "boolean"}, False, "false", "Choose yes or no."),
        ({"type": "string"}, "x", 5, "Enter text."),
        ({"type": "array", "items": {"type": "string"}}, ["x"], "x", "Give a list of entries."),
        ({"type": "object"}, {}, [], "Give names and values."),
        ({"type": "integer", "minimum": 1}, 1, 0, "The smallest value is 1."),
        ({"type": "integer", "maximum": 86400}, 86400, 86401, "The largest value is 86400."),
        ({"type": "number", "exclusiveMinimum": 0}, 0.1, 0, "Use a number above 0."),
        ({"type": "number", "maximum": 1.5, "exclusiveMaximum": True}, 1, 1.5, "Use a number below 1.5."),
        ({"type": "number", "multipleOf": 0.1}, 0.3, 0.35, "Use a multiple of 0.1."),
        ({"type": "integer", "multipleOf": 5}, 10, 12, "Use a multiple of 5."),
        ({"type": "number", "multipleOf": 5}, 5, "5", "Enter a number."),
        ({"enum": ["KEEP", "FAIL"]}, "KEEP", "x", "Choose one of: KEEP, FAIL."),
        ({"enum": [1, True]}, 1, 0, "Choose one of: 1, true."),
        ({"type": "string", "format": "date"}, "2025-07-23", "23.7.", "Enter a date such as 2025-07-23."),
        ({"type": "string", "format": "uuid"}, "3fa85f64-5717-4562-b3fc-2c963f66afa6", "x", "Enter an id such as "),
        ({"type": "string", "format": "uri"}, "https://x.example", "x", "Enter a full web address such as "),
        ({"type": "string", "format": "email"}, "a@b.example", "x", "Enter an email address such as "),
        ({"type": "string", "format": "byte"}, "leads.csv", "", "Choose a file."),
        ({"items": {"type": "string"}, "minItems": 2}, ["a", "b"], ["a"], "Give at least 2 entries."),
        ({"items": {"type": "string"}, "maxItems": 1}, ["a"], ["a", "b"], "Give at most 1 entry."),
        ({"items": {"type": "string"}, "uniqueItems": True}, ["a"], ["a", "a"], "Each entry may be there only once."),
        ({"type": "string"}, "", None, "This cannot be empty."),
    ],
)
def test_what_is_said(field: Fields, schema: Any, good: Any, bad: Any, said: str) -> None:
    made = field(schema)
    assert words(made, good) == []
    assert [w[: len(said)] for w in words(made, bad)] == [said]


def test_numbers_beyond_decimal_arithmetic_pass(field: Fields) -> None:
    assert words(field({"type": "integer", "multipleOf": 7}), 10**60) == []


def test_the_descriptions_own_rule_goes_before_ours(field: Fields) -> None:
    source = {
        "type": "string",
        "minLength": 1,
        "maxLength": 50,
        "pattern": r"^[a-zA-Z0-9_\-]+$",
        "description": (
            "Short label for the upload source, such as the system or workflow sending the file. "
            "Use letters, numbers, hyphens, and underscores only."
        ),
    }
    assert words(field(source), "a b") == ["Use letters, numbers, hyphens, and underscores only."]
    assert words(field(source), "crm_export") == []
    assert rule_of("Name of the file. It must start with a letter and may include dots.") == (
        "It must start with a letter and may include dots."
    )
    assert rule_of("Just a name. Of something.") == ""
    assert rule_of("It must " + "x" * 300) == ""


def test_required_fields_that_are_not_set(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "name": {"type": "string"},
                "empty": {"type": "string"},
                "default": {"type": "string", "default": "x"},
                "group": {
                    "properties": {"inner": {"type": "string"}, "more": {"type": "string"}},
                    "required": ["inner"],
                },
                "free": {"properties": {"a": {"type": "string"}}},
                "optional": {"properties": {"a": {"type": "string"}}, "required": ["a"]},
            },
            "required": ["name", "empty", "default", "group", "free"],
        },
        path="/{ws}",
    )
    errors = check_values(made, {"body.empty": "", "path.ws": ""})
    assert [(e.key, e.path, str(e.words)) for e in errors] == [
        ("path.ws", (), "“Ws” is needed."),
        ("body.name", (), "“Name” is needed."),
        ("body.group", ("inner",), "“Inner” is needed."),
    ]


def test_null_is_a_value_only_where_it_is_one(form: Forms) -> None:
    made = form({"properties": {"a": {"type": ["string", "null"]}, "b": {"type": "string"}}, "required": ["a"]})
    assert [e.key for e in check_values(made, {"body.a": None, "body.b": None})] == ["body.b"]


def test_places_inside_tables_groups_lists_and_maps(form: Forms) -> None:
    row = {"properties": {"name": {"type": "string", "maxLength": 3}, "n": {"type": "integer"}}, "required": ["name"]}
    made = form(
        {
            "properties": {
                "table": {"type": "array", "items": row, "minItems": 4},
                "groups": {"items": {"properties": {"g": row}}},
                "list": {"items": {"type": "integer", "minimum": 1}},
                "check": {"items": {"enum": ["a", "b"]}},
                "map": {"additionalProperties": {"type": "integer"}},
                "group": row,
            }
        }
    )
    errors = check_values(
        made,
        {
            "body.table": [{"name": "good"}, {"n": "x", "name": "a"}, "no object"],
            "body.groups": [{"g": {}}],
            "body.list": [1, 0, "x"],
            "body.check": ["a", "c"],
            "body.map": {"one": 1, "two": "2"},
            "body.group": {"name": "toolong", "unknown": 1},
        },
    )
    assert [(e.key, e.path, str(e.words)) for e in errors] == [
        ("body.table", (), "Give at least 4 entries."),
        ("body.table", (0, "name"), "Use at most 3 characters; there are 4 now."),
        ("body.table", (1, "n"), "Enter a whole number."),
        ("body.table", (2,), "Give names and values."),
        ("body.groups", (0, "g", "name"), "“Name” is needed."),
        ("body.list", (1,), "The smallest value is 1."),
        ("body.list", (2,), "Enter a whole number."),
        ("body.check", (1,), "Choose one of: a, b."),
        ("body.map", ("two",), "Enter a whole number."),
        ("body.group", ("name",), "Use at most 3 characters; there are 7 now."),
    ]


def test_an_open_or_closed_json_box_says_where(field: Fields) -> None:
    deep: dict[str, Any] = {
        "type": "array",
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"a": {"anyOf": [{"type": "boolean"}, {"type": "object"}]}, "b": {"type": "integer"}},
                "required": ["b"],
                "additionalProperties": False,
            },
        },
    }
    made = field(deep)
    assert sorted(words(made, [[{"b": 1}], [{"a": "x", "c": 1}]])) == [
        "1 → 0 → a: This fits none of the forms that are accepted here.",
        "1 → 0: There is a name in it that is not accepted here.",
        "1 → 0: “b” is needed.",
    ]
    assert words(made, "x") == ["Give a list of entries."]


def test_hints_can_make_a_field_required(form: Forms) -> None:
    made = form({"properties": {"a": {"type": "string"}}}, hints={"body.a": FieldHints(label="Alpha", required=True)})
    assert [str(e.words) for e in check_values(made, {})] == ["“Alpha” is needed."]


def test_variants_are_checked_by_the_branch_they_belong_to(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "x": {
                    "anyOf": [
                        {"type": "string", "enum": ["auto"]},
                        {"type": "integer", "minimum": 5},
                        {
                            "properties": {
                                "kind": {"const": "fine"},
                                "level": {"type": "integer", "maximum": 3},
                            },
                            "required": ["kind", "level"],
                        },
                        {"properties": {"kind": {"const": "rough"}, "size": {"type": "string"}}, "required": ["kind"]},
                    ]
                }
            }
        }
    )

    def said(value: Any) -> list[tuple[tuple[str | int, ...], str]]:
        return [(e.path, str(e.words)) for e in check_values(made, {"body.x": value})]

    assert said("auto") == []
    assert said(7) == []
    assert said(2) == [((), "The smallest value is 5.")]
    assert said({"kind": "fine", "level": 9}) == [(("level",), "The largest value is 3.")]
    assert said({"kind": "rough", "size": "x"}) == []
    assert said({"level": 1}) == []
    assert said({"kind": "fine"}) == [(("level",), "“Level” is needed.")]
    assert said([1]) == [((), "This fits none of the forms that are accepted here.")]
    assert said(True) == [((), "This fits none of the forms that are accepted here.")]


def test_nothing_in_a_list(field: Fields) -> None:
    assert words(field({"items": {"type": "string"}}), ["a", None]) == ["This cannot be empty."]


def test_tuples_count_as_lists(field: Fields) -> None:
    assert words(field({"items": {"type": "string"}}), ("a", "b")) == []


def test_fixed_values_and_unknown_keys_are_not_the_persons_business(form: Forms) -> None:
    made = form({"properties": {"a": {"const": "x"}}, "required": ["a"]})
    assert check_values(made, {"body.a": "else", "body.unknown": 1}) == ()
