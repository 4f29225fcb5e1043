"""Tells how a field is asked for, from its schema in normal form and the place where it is used."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.copies import replace
from app.core.json_types import JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.labels import is_secret
from app.core.schema.model import Kind
from app.core.schema.reading import as_count, as_list, as_object, as_text

MAX_GROUPS = 4  # forms inside forms; what lies deeper is asked for as JSON
LONG_TEXT = 500
LONG_HELP = 300

SCALAR_KINDS = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.PASSWORD, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.CHOICE, Kind.OPEN_CHOICE}
    | {Kind.FIXED, Kind.DATE, Kind.DATE_TIME, Kind.TIME, Kind.URI, Kind.UUID, Kind.EMAIL}
)
FILE_KINDS = frozenset({Kind.FILE, Kind.BYTES})

_FORMATS = {
    "date": Kind.DATE,
    "date-time": Kind.DATE_TIME,
    "time": Kind.TIME,
    "uri": Kind.URI,
    "url": Kind.URI,
    "iri": Kind.URI,
    "uuid": Kind.UUID,
    "email": Kind.EMAIL,
    "idn-email": Kind.EMAIL,
    "password": Kind.PASSWORD,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a schema is used.

    Attributes:
        name: the property's or parameter's name; empty for an entry of a list.
        place: ``path``, ``query``, ``header``, ``cookie`` or ``body``.
        as_file: bytes go out as they are (multipart and raw bodies), not as base64.
        as_text: a value without a type is text (parameters and forms), not JSON.
        level: how many groups are around it.
        alone: it is no column beside others, where ``key`` means a name.
    """

    name: str
    place: str = "body"
    as_file: bool = False
    as_text: bool = False
    level: int = 0
    alone: bool = True

    def inside(self, name: str, *, alone: bool = True) -> Spot:
        """The spot of a child, in JSON: whatever is inside a value is not a part of its own."""
        return replace(self, name=name, level=self.level + 1, alone=alone, as_file=False, as_text=False)

    def entry(self) -> Spot:
        """The spot of an entry of a list, which stays a part of its own."""
        return replace(self, name="", level=self.level + 1)


def kind_of(schema: JsonObject, spot: Spot) -> Kind:
    """The kind of a field for a value of *schema* at *spot*."""
    if nf.NULL_ONLY in schema or (len(as_list(schema.get("enum"))) == 1 and not nf.is_nullable(schema)):
        return Kind.FIXED
    if nf.OPAQUE in schema:
        return Kind.JSON if spot.place == "body" else Kind.TEXT
    if nf.branches(schema):
        return Kind.VARIANTS if spot.level < MAX_GROUPS else Kind.JSON
    if nf.OPEN in schema:
        return Kind.OPEN_CHOICE
    if "enum" in schema:
        return Kind.CHOICE
    if nf.is_bytes(schema):
        return Kind.FILE if nf.BINARY in schema and spot.as_file else Kind.BYTES
    return _by_type(schema, spot)


def _by_type(schema: JsonObject, spot: Spot) -> Kind:
    match nf.type_of(schema):
        case "string":
            return _text_kind(schema, spot)
        case "integer":
            return Kind.INTEGER
        case "number":
            return Kind.NUMBER
        case "boolean":
            return Kind.BOOLEAN
        case "array":
            return _list_kind(as_object(schema.get("items")), spot)
        case "object":
            return _object_kind(schema, spot)
        case _:
            return Kind.TEXT if spot.as_text else Kind.JSON


def _text_kind(schema: JsonObject, spot: Spot) -> Kind:
    known = _FORMATS.get(as_text(schema.get("format")))
    if known:
        return known
    # What a vendor takes and never gives back is no business of whoever looks over one's shoulder (OpenAPI 3.1,
    # "Schema Object": "an example use is a password").
    if schema.get("writeOnly") is True or is_secret(spot.name, alone=spot.alone):
        return Kind.PASSWORD
    if spot.place != "body":
        return Kind.TEXT  # a line break has no place in an address or a header
    longest = as_count(schema.get("maxLength")) or 0
    samples = [*as_list(schema.get("examples")), schema.get("default")]
    has_rule = "pattern" in schema or 0 < longest <= LONG_HELP or any(as_text(s) for s in samples)
    is_long = longest > LONG_TEXT or (len(as_text(schema.get("description"))) > LONG_HELP and not has_rule)
    return Kind.LONG_TEXT if is_long else Kind.TEXT


def _list_kind(items: JsonObject, spot: Spot) -> Kind:
    kind = kind_of(nf.value_schema(items), spot.entry())
    if kind in (Kind.CHOICE, Kind.FIXED) and nf.type_of(items) != "object":
        return Kind.CHECKLIST
    if kind in SCALAR_KINDS or kind in FILE_KINDS:
        return Kind.LIST
    if kind is not Kind.GROUP:
        return Kind.JSON
    columns = nf.properties(nf.value_schema(items)).items()
    kinds = [kind_of(nf.value_schema(s), spot.entry().inside(n, alone=False)) for n, s in columns]
    # The cells of a table show what is in them.
    return Kind.TABLE if all(k in SCALAR_KINDS and k is not Kind.PASSWORD for k in kinds) else Kind.GROUPS


def _object_kind(schema: JsonObject, spot: Spot) -> Kind:
    if spot.level >= MAX_GROUPS:
        return Kind.JSON
    if nf.properties(schema):
        return Kind.GROUP
    others = as_object(schema.get("additionalProperties"))
    is_map = others and kind_of(nf.value_schema(others), spot.inside("")) in SCALAR_KINDS
    return Kind.MAP if is_map else Kind.JSON
