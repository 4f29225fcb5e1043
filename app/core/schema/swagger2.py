"""Rewrites what differs in Swagger 2.0 into the shape of OpenAPI 3, one operation at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.json_types import Json, JsonObject
from app.core.schema.reading import as_list, as_object, as_text, as_texts
from app.core.schema.references import References

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_NOT_SCHEMA = frozenset({"name", "in", "required", "description", "collectionFormat", "allowEmptyValue", "schema"})
_STYLES: Mapping[str, tuple[str, bool]] = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("tabDelimited", False),  # not in OpenAPI 3; app.core.schema.parameters knows it for this
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}


def is_swagger(root: JsonObject) -> bool:
    """Whether *root* is a Swagger 2.0 document."""
    return as_text(root.get("swagger")).startswith("2")


def servers(root: JsonObject) -> tuple[tuple[str, str], ...]:
    """The addresses that ``schemes``, ``host`` and ``basePath`` make; relative without a host."""
    host, base = as_text(root.get("host")), as_text(root.get("basePath")).rstrip("/")
    schemes = [s for s in as_texts(root.get("schemes")) if s in ("http", "https")] or ["https"]
    if not host:
        return ((base or "/", ""),)
    return tuple((f"{scheme}://{host}{base}", "") for scheme in sorted(schemes, reverse=True))


def security_scheme(told: JsonObject) -> JsonObject:
    """A security definition as OpenAPI 3 has it."""
    return {**told, "type": "http", "scheme": "basic"} if told.get("type") == "basic" else told


def upgrade(operation: JsonObject, path_item: JsonObject, root: JsonObject, references: References) -> JsonObject:
    """*operation* in the shape of OpenAPI 3, with the parameters of its path taken in."""
    told: dict[tuple[str, str], JsonObject] = {}
    for owner in (operation, path_item):
        for entry in as_list(owner.get("parameters")):
            parameter = references.follow(entry)
            told.setdefault((as_text(parameter.get("in")), as_text(parameter.get("name"))), parameter)
    consumes = as_texts(operation.get("consumes", root.get("consumes")))
    produces = as_texts(operation.get("produces", root.get("produces"))) or ("application/json",)
    found: dict[str, Json] = {key: value for key, value in operation.items() if key != "requestBody"}
    found["parameters"] = [_parameter(p) for (place, _), p in told.items() if place not in ("body", "formData")]
    body = next((p for (place, _), p in told.items() if place == "body"), None)
    fields = [p for (place, _), p in told.items() if place == "formData"]
    if fields:
        found["requestBody"] = _form_body(fields, consumes)
    elif body:
        found["requestBody"] = _body(body, consumes)
    responses = as_object(operation.get("responses"))
    found["responses"] = {status: _response(references.follow(r), produces) for status, r in responses.items()}
    return found


def _parameter(raw: JsonObject) -> JsonObject:
    found: dict[str, Json] = {key: raw[key] for key in ("name", "in", "required", "description") if key in raw}
    found["schema"] = _schema(raw)
    style, explode = _STYLES.get(as_text(raw.get("collectionFormat")), _STYLES["csv"])
    if raw.get("type") == "array":
        found["explode"] = explode
        if raw.get("in") == "query":
            found["style"] = style
    return found


def _schema(raw: JsonObject) -> JsonObject:
    found: dict[str, Json] = {key: value for key, value in raw.items() if key not in _NOT_SCHEMA}
    if raw.get("type") == "file":
        found.update({"type": "string", "format": "binary"})
    return found


def _body(raw: JsonObject, consumes: Sequence[str]) -> JsonObject:
    media = {"schema": raw.get("schema")}
    types = [name for name in consumes if name not in (_FORM, _MULTIPART)] or ["application/json"]
    return {
        "required": raw.get("required") is True,
        "description": as_text(raw.get("description")),
        "content": {name: media for name in types},
    }


def _form_body(fields: Sequence[JsonObject], consumes: Sequence[str]) -> JsonObject:
    properties: dict[str, Json] = {}
    encoding: dict[str, Json] = {}
    for raw in fields:
        name = as_text(raw.get("name"))
        properties[name] = {**_schema(raw), "description": as_text(raw.get("description"))}
        if raw.get("type") == "array":
            style, explode = _STYLES.get(as_text(raw.get("collectionFormat")), _STYLES["csv"])
            encoding[name] = {"style": style, "explode": explode}
    needed: list[Json] = [as_text(raw.get("name")) for raw in fields if raw.get("required") is True]
    has_file = any(raw.get("type") == "file" for raw in fields)
    types = [name for name in consumes if name in (_FORM, _MULTIPART)]
    if has_file or not types:
        types = [_MULTIPART if has_file else _FORM]
    schema: JsonObject = {"type": "object", "properties": properties, "required": needed}
    media: JsonObject = {"schema": schema, "encoding": encoding}
    return {"required": bool(needed), "content": {name: media for name in types}}


def _response(raw: JsonObject, produces: Sequence[str]) -> JsonObject:
    found: dict[str, Json] = {"description": as_text(raw.get("description"))}
    if "schema" in raw:
        found["content"] = {name: {"schema": raw["schema"]} for name in produces}
    return found
