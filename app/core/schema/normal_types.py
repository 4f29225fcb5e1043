"""Brings one schema's own keywords into the normal form: types, null, enums, bytes, bounds, defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.patterns import to_python
from app.core.schema.reading import as_count, as_flag, as_list, as_number, as_object, as_text, as_texts
from app.core.text import Text, text

Warn = Callable[[Text], None]

# Types that are not JSON Schema's, but stand in real documents; a colon leads to a format.
_FOREIGN_TYPES: Mapping[str, str] = {
    "file": "string:binary",
    "binary": "string:binary",
    "date": "string:date",
    "datetime": "string:date-time",
    "date-time": "string:date-time",
    "uuid": "string:uuid",
    "uri": "string:uri",
    "url": "string:uri",
    "email": "string:email",
    "password": "string:password",
    "str": "string",
    "text": "string",
    "bool": "boolean",
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "list": "array",
    "dict": "object",
    "map": "object",
    "hash": "object",
    "any": "",
}
_TYPES = nf.SCALARS | {"array", "object", "null"}
_NUMERIC_FORMATS = {"int32": "integer", "int64": "integer", "float": "number", "double": "number"}
_TEXT_KEYS = ("pattern", "minLength", "maxLength", "contentMediaType", "contentEncoding", "contentSchema")
_NUMBER_KEYS = ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum")
_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/yaml", "application/x-www-form-urlencoded")


def own_types(raw: JsonObject, warn: Warn) -> tuple[list[str], bool, str]:
    """The types *raw* names or implies, whether null is one of them, and a format that a foreign type means."""
    named = raw.get("type")
    told = [named] if isinstance(named, str) else list(as_texts(named))
    found: list[str] = []
    format_ = ""
    for name in told:
        known = name if name in _TYPES else _FOREIGN_TYPES.get(name.lower())
        if known is None:
            warn(text("“{type}” is not a type of JSON Schema; the field takes anything.", type=name))
            continue
        plain, _, meant = known.partition(":")
        format_ = format_ or meant
        if plain and plain not in found:
            found.append(plain)
    nullable = "null" in found or as_flag(raw.get("nullable")) is True
    found = [name for name in found if name != "null"]
    if not found and "null" not in told:
        found = _implied(raw)
    return found, nullable, format_


def _implied(raw: JsonObject) -> list[str]:
    if "properties" in raw or isinstance(raw.get("additionalProperties"), Mapping) or "patternProperties" in raw:
        return ["object"]
    if "items" in raw or "prefixItems" in raw:
        return ["array"]
    if any(key in raw for key in _TEXT_KEYS):
        return ["string"]
    format_ = as_text(raw.get("format"))
    if format_ or any(key in raw for key in _NUMBER_KEYS):
        return [_NUMERIC_FORMATS.get(format_, "string" if format_ else "number")]
    values = [value for value in _values(raw) or () if value is not None]
    return [kind] if (kind := _common_type(values)) else []


def _values(raw: JsonObject) -> list[Json] | None:
    if "const" in raw:
        return [raw["const"]]
    return list(as_list(raw["enum"])) if as_list(raw.get("enum")) else None


def _common_type(values: Sequence[Json]) -> str:
    for kind in ("boolean", "integer", "number", "string", "object", "array"):
        if values and all(nf.is_of_type(value, kind) for value in values):
            return kind
    return ""


def enum_of(raw: JsonObject, kind: str) -> tuple[dict[str, Json], bool]:
    """``enum`` and its labels in normal form, and whether null was among the values."""
    values = _values(raw)
    if values is None or kind == "array":
        return {}, False
    kept: list[Json] = []
    for value in values:
        fitting = _fit(value, kind)
        if fitting is not None and not nf.is_among(fitting, kept):
            kept.append(fitting)
    nullable = None in values
    if not kept:
        return {}, nullable
    found: dict[str, Json] = {"enum": kept}
    labels = _labels(raw, values)
    if labels and kind != "object":
        found[nf.CHOICES] = [nf.choice(v, *labels.get(nf.value_label(v), ("", ""))) for v in kept]
    return found, nullable


def _fit(value: Json, kind: str) -> Json:
    """*value* as *kind*, where the document wrote a number or a truth value as text."""
    if value is None or nf.is_of_type(value, kind):
        return value
    if kind == "string":
        return nf.value_label(value)
    if kind == "boolean":
        return {"true": True, "false": False}.get(as_text(value).lower())
    try:
        return int(as_text(value)) if kind == "integer" else float(as_text(value))
    except ValueError:
        return None


def _labels(raw: JsonObject, values: list[Json]) -> dict[str, tuple[str, str]]:
    """Labels and explanations from the extensions that generators write beside an enum."""
    names = _by_value(raw.get("x-enumNames", raw.get("x-enum-names")), values)
    helps = _by_value(raw.get("x-enum-descriptions", raw.get("x-enumDescriptions")), values)
    return {key: (names.get(key, ""), helps.get(key, "")) for key in {**names, **helps}}


def _by_value(told: Json, values: list[Json]) -> dict[str, str]:
    if isinstance(told, Mapping):
        return {key: as_text(label) for key, label in told.items()}
    told = as_list(told)
    if len(told) != len(values):
        return {}
    return {nf.value_label(value): as_text(label) for value, label in zip(values, told, strict=True)}


def text_rules(raw: JsonObject, format_: str, warn: Warn) -> dict[str, Json]:
    """What a text must keep to, and whether it is bytes or holds JSON."""
    found: dict[str, Json] = {}
    for key in ("minLength", "maxLength"):
        if (count := as_count(raw.get(key))) is not None:
            found[key] = count
    if isinstance(pattern := raw.get("pattern"), str):
        if (readable := to_python(pattern)) is not None:
            found["pattern"] = readable
        else:
            warn(text("The pattern “{pattern}” cannot be checked here; the vendor will check it.", pattern=pattern))
    format_ = format_ or as_text(raw.get("format"))
    media_type = as_text(raw.get("contentMediaType")).lower()
    encoding = as_text(raw.get("contentEncoding")).lower()
    if _is_json(media_type, format_) or "contentSchema" in raw:
        return {**found, "contentMediaType": nf.JSON_TYPE, "contentSchema": as_object(raw.get("contentSchema"))}
    if encoding.startswith("base64") or format_ in ("byte", "base64"):
        found[nf.BASE64] = True
    elif format_ == "binary" or encoding == "binary" or (media_type and not media_type.startswith(_TEXT_TYPES)):
        found[nf.BINARY] = True
    elif format_:
        found["format"] = format_
    if media_type:
        found["contentMediaType"] = media_type
    return found


def _is_json(media_type: str, format_: str) -> bool:
    return media_type.partition(";")[0].strip() == nf.JSON_TYPE or format_ in ("json", "json-string")


def number_rules(raw: JsonObject) -> dict[str, Json]:
    """Bounds, with Draft 4's ``exclusiveMinimum: true`` as a number of its own."""
    found: dict[str, Json] = {}
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        number, beyond = as_number(raw.get(bound)), as_number(raw.get(exclusive))
        if number is not None:
            found[exclusive if raw.get(exclusive) is True else bound] = number
        if beyond is not None:
            found[exclusive] = beyond
    step = as_number(raw.get("multipleOf"))
    if step is not None and step > 0:
        found["multipleOf"] = step
    if format_ := as_text(raw.get("format")):
        found["format"] = format_
    return found


def array_rules(raw: JsonObject) -> dict[str, Json]:
    """How many entries, and whether each only once."""
    found: dict[str, Json] = {
        key: count for key in ("minItems", "maxItems") if (count := as_count(raw.get(key))) is not None
    }
    if raw.get("uniqueItems") is True:
        found["uniqueItems"] = True
    return found


def annotations_of(raw: JsonObject) -> dict[str, Json]:
    """Title, description, default, example and flags, where they are of the right type."""
    found: dict[str, Json] = {k: raw[k] for k in ("title", "description") if isinstance(raw.get(k), str)}
    found.update({key: True for key in ("deprecated", "readOnly", "writeOnly") if raw.get(key) is True})
    if "default" in raw:
        found["default"] = raw["default"]
    examples = raw.get("examples")
    if as_list(examples):
        found["examples"] = list(as_list(examples))[:1]
    elif "example" in raw:
        found["examples"] = [raw["example"]]
    return found
