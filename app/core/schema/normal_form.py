"""The normal form of a schema: which keywords it has, and how they are read.

A schema in normal form is a JSON Schema (Draft 2020-12) without ``$ref``, ``allOf``, ``oneOf``, ``const`` or ``null``
types, whatever the document said, plus annotations of our own:

* ``type`` is one text or absent (anything); nullable is :data:`NULLABLE`;
* one possible value is an ``enum`` of one; :data:`CHOICES` holds the labels of an enum or of an open choice;
* a union is ``anyOf`` with at least two branches, each with the properties around the union merged in;
* bytes are :data:`BINARY` (sent as they are) or :data:`BASE64`;
* JSON inside a text is ``contentMediaType: application/json`` with a ``contentSchema``;
* a place that is not followed further (a cycle, too deep, unreadable) is :data:`OPAQUE`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.json_types import Json, JsonObject
from app.core.schema.model import Choice
from app.core.schema.reading import as_list, as_object, as_objects, as_text, as_texts

NULLABLE = "x-nullable"
CHOICES = "x-choices"
OPEN = "x-open"
BINARY = "x-binary"
BASE64 = "x-base64"
OPAQUE = "x-opaque"
TYPE_TITLE = "x-type-title"
DISCRIMINATOR = "x-discriminator"
NULL_ONLY = "x-null-only"

JSON_TYPE = "application/json"
SCALARS = frozenset({"string", "integer", "number", "boolean"})
SHAPE = frozenset(
    {"type", "properties", "items", "enum", "anyOf", "additionalProperties", "format", BINARY, BASE64, OPAQUE}
    | {"pattern", "contentSchema", OPEN}
)


def type_of(schema: JsonObject) -> str:
    """The one type of *schema*, or an empty text."""
    return as_text(schema.get("type"))


def is_nullable(schema: JsonObject) -> bool:
    """Whether null is a value of its own."""
    return schema.get(NULLABLE) is True


def is_bytes(schema: JsonObject) -> bool:
    """Whether *schema* means a file's bytes, in whatever spelling."""
    return BINARY in schema or BASE64 in schema


def is_shapeless(schema: JsonObject) -> bool:
    """Whether *schema* says nothing about the value."""
    return not any(key in schema for key in SHAPE)


def properties(schema: JsonObject) -> Mapping[str, JsonObject]:
    """The properties, in the document's order."""
    return {name: as_object(inner) for name, inner in as_object(schema.get("properties")).items()}


def required(schema: JsonObject) -> tuple[str, ...]:
    """The names of the required properties."""
    return as_texts(schema.get("required"))


def branches(schema: JsonObject) -> list[JsonObject]:
    """The branches of a union; none where *schema* is no union."""
    return as_objects(schema.get("anyOf"))


def choices(schema: JsonObject) -> tuple[Choice, ...]:
    """The entries of an enum or an open choice, with their labels."""
    told = as_objects(schema.get(CHOICES))
    if told:
        return tuple(Choice(c.get("value"), as_text(c.get("label")), as_text(c.get("help"))) for c in told)
    return tuple(Choice(value, value_label(value)) for value in as_list(schema.get("enum")))


def choice(value: Json, label: str = "", help_: str = "") -> JsonObject:
    """An entry of :data:`CHOICES`."""
    return {"value": value, "label": label or value_label(value), "help": help_}


def value_label(value: Json) -> str:
    """How a value reads where the document gives it no label."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return as_text(value) if isinstance(value, str | int | float) else str(value)


def is_among(value: Json, values: Sequence[Json]) -> bool:
    """Whether *value* is one of *values*; unlike Python, JSON tells true from 1."""
    return any(value == other and isinstance(value, bool) == isinstance(other, bool) for other in values)


def holds_json(schema: JsonObject) -> bool:
    """Whether the value is sent as a text that holds JSON."""
    return "contentSchema" in schema


def value_schema(schema: JsonObject) -> JsonObject:
    """The schema of the value a person gives: for JSON inside a text, that of the JSON."""
    if not holds_json(schema):
        return schema
    inner = dict(as_object(schema["contentSchema"]))
    for key in ("title", "description", "default", "examples", "deprecated", NULLABLE):
        if key in schema:
            inner[key] = schema[key]
    return inner


def accepts_type(schema: JsonObject, value: Json) -> bool:
    """Whether *value* is of the type that *schema* asks for; a schema without type takes anything."""
    if value is None:
        return is_nullable(schema)
    if branches(schema):
        return any(accepts_type(branch, value) for branch in branches(schema))
    return is_of_type(value, type_of(schema))


def branch_for(schema: JsonObject, value: Json) -> JsonObject:
    """The branch of a union that *value* fits best: by its type, then by the properties it has."""
    fitting = [branch for branch in branches(schema) if accepts_type(branch, value)]
    if not isinstance(value, Mapping) or len(fitting) < 2:
        return fitting[0] if fitting else {}
    return max(fitting, key=lambda branch: likeness(branch, value))


def likeness(branch: JsonObject, value: JsonObject) -> tuple[int, int, int]:
    """How well the object *value* fits *branch*; the greatest is the best: no clash, nothing missing, all known."""
    known = properties(branch)
    clashes = sum(
        1 for n, v in value.items() if "enum" in known.get(n, {}) and not is_among(v, as_list(known[n]["enum"]))
    )
    missing = sum(1 for name in required(branch) if name not in value)
    return -clashes, -missing, sum(1 for name in value if name in known)


def is_of_type(value: Json, kind: str) -> bool:
    """Whether *value* is of the JSON Schema type *kind*; every value is of the empty type."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return is_number and not (isinstance(value, float) and not value.is_integer())
        case "number":
            return is_number
        case "array":
            return isinstance(value, list | tuple)
        case "object":
            return isinstance(value, Mapping)
        case _:
            return True
