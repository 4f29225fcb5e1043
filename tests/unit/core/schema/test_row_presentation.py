"""Rows of the specification's table: readOnly, deprecated, order and a provider's hints."""

from __future__ import annotations

from collections.abc import Callable

from app.core.schema.model import Field, FieldHints, Form, Kind
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults

Forms = Callable[..., Form]
Fields = Callable[..., Field]
NULL = {"type": "null"}


def test_read_only_is_dropped_also_from_required(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "id": {"type": "string", "readOnly": True},
                "made": {"allOf": [{"$ref": "#/components/schemas/Made"}], "readOnly": True},
                "name": {"type": "string"},
                "secret": {"type": "string", "writeOnly": True},
            },
            "required": ["id", "made", "name"],
        },
        schemas={"Made": {"type": "string"}},
    )
    assert [f.key for f in made.fields] == ["body.name", "body.secret"]
    assert check_values(made, {"body.name": "x"}) == ()


def test_a_required_name_that_nothing_describes_is_a_warning(form: Forms) -> None:
    made = form({"properties": {"a": {"type": "string"}}, "required": ["a", "ghost"]})
    assert [f.key for f in made.fields] == ["body.a"]
    assert any("ghost" in str(w) for w in made.warnings)


def test_required_as_draft_3_had_it(form: Forms) -> None:
    made = form({"properties": {"a": {"type": "string"}, "b": {"type": "string", "required": True}}})
    assert [(f.key, f.required) for f in made.fields] == [("body.b", True), ("body.a", False)]


def test_deprecated_fields_are_advanced(field: Fields) -> None:
    found = field({"type": "string", "deprecated": True})
    assert found.deprecated
    assert found.advanced


def test_a_deprecated_fixed_value_is_not_sent_by_itself(form: Forms) -> None:
    made = form({"properties": {"a": {"const": 1, "deprecated": True}}})
    assert with_defaults(made, {}) == {}


def test_required_first_then_the_documents_order(form: Forms) -> None:
    made = form(
        {"properties": {n: {"type": "string"} for n in "dcba"}, "required": ["b", "c"]},
        parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}],
    )
    assert [f.key for f in made.fields] == ["body.c", "body.b", "query.q", "body.d", "body.a"]


def test_hints_present_a_field_and_leave_the_schema_alone(form: Forms) -> None:
    hints = {
        "body.source": FieldHints(label="Source", help="The short name", group="Where", remember=True, widget="combo"),
        "body.mode": FieldHints(labels={"KEEP": "Keep both"}, advanced=True, required=True),
        "body.column": FieldHints(choices={"columns": "$file", "guess": "phone"}),
        "body.inner.deep": FieldHints(label="Deep down"),
        "body.old": FieldHints(advanced=False),
        "body.rows[].x": FieldHints(label="not a path"),
        "body.rows.x": FieldHints(label="Column X"),
    }
    made = form(
        {
            "properties": {
                "source": {"type": "string", "description": "own words"},
                "mode": {"enum": ["KEEP", "FAIL"]},
                "column": {"type": "string"},
                "inner": {"properties": {"deep": {"type": "string"}}},
                "old": {"type": "string", "deprecated": True},
                "rows": {"items": {"properties": {"x": {"type": "string"}}}},
            }
        },
        hints=hints,
    )
    fields = {f.key: f for f in made.fields}
    source = fields["body.source"]
    assert (source.label, source.help, source.group, source.remember, source.widget) == (
        "Source",
        "The short name",
        "Where",
        True,
        "combo",
    )
    assert [c.label for c in fields["body.mode"].choices] == ["Keep both", "FAIL"]
    assert fields["body.mode"].advanced
    assert fields["body.mode"].required
    assert (fields["body.column"].kind, fields["body.column"].source) == (
        Kind.OPEN_CHOICE,
        {"columns": "$file", "guess": "phone"},
    )
    assert fields["body.inner"].children[0].label == "Deep down"
    assert not fields["body.old"].advanced
    assert fields["body.rows"].children[0].label == "Column X"


def test_only_leaves_the_rest_out_but_sends_fixed_values(form: Forms) -> None:
    made = form(
        {
            "properties": {
                "a": {"type": "string"},
                "b": {"type": "string"},
                "c": {"const": 1},
                "d": {"type": "string", "default": "x"},
            },
            "required": ["b", "d"],
        },
        only=["body.a"],
    )
    assert [f.key for f in made.fields] == ["body.a", "body.c"]
    assert [str(w) for w in made.warnings if "only" in str(w)] == [
        "“body.b” is required, but “form: only” leaves it out."
    ]
