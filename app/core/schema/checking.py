"""Turns a schema in normal form into the JSON Schema (Draft 2020-12) that a form's value is checked against."""

from __future__ import annotations

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.reading import as_list, as_object

_KEPT = frozenset(
    {"type", "enum", "pattern", "minLength", "maxLength", "format", "required"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    | {"minItems", "maxItems", "uniqueItems"}
)


def checkable(schema: JsonObject) -> JsonObject:
    """The schema of the value as a form holds it: a local path for bytes, the JSON itself for JSON in a text."""
    schema = nf.value_schema(schema)
    if nf.NULL_ONLY in schema:
        return {"type": "null"}
    found: dict[str, Json] = {key: value for key, value in schema.items() if key in _KEPT}
    if nf.is_bytes(schema):
        found = {"type": "string", "minLength": 1}
    if "properties" in schema:
        found["properties"] = {name: checkable(inner) for name, inner in nf.properties(schema).items()}
    if "items" in schema:
        found["items"] = checkable(as_object(schema["items"]))
    others = schema.get("additionalProperties")
    if others is not None:
        found["additionalProperties"] = others if isinstance(others, bool) else checkable(as_object(others))
    if branches := nf.branches(schema):
        found["anyOf"] = [checkable(branch) for branch in branches]
    return _with_null(found) if nf.is_nullable(schema) else found


def _with_null(schema: dict[str, Json]) -> JsonObject:
    if "type" in schema:
        schema["type"] = [schema["type"], "null"]
    if "enum" in schema:
        schema["enum"] = [*as_list(schema["enum"]), None]
    if "anyOf" in schema:
        schema["anyOf"] = [*as_list(schema["anyOf"]), {"type": "null"}]
    return schema
