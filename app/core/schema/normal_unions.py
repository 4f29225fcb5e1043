"""Brings ``oneOf`` and ``anyOf`` into the normal form: null branches, labelled values, open choices, real unions."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.normal_merge import merge
from app.core.schema.reading import as_object, as_text
from app.core.schema.references import last_name

ANNOTATIONS = frozenset(
    {"title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", nf.TYPE_TITLE, nf.NULLABLE}
)
_MAX_LABEL = 60


def unite(base: JsonObject, shapes: Sequence[JsonObject]) -> JsonObject:
    """*base*, the keywords beside a union, together with the union's branches *shapes*."""
    flat = [inner for shape in shapes for inner in _flattened(shape)]
    nullable = nf.is_nullable(base) or any(nf.is_nullable(s) or nf.NULL_ONLY in s for s in flat)
    live = _distinct([{k: v for k, v in s.items() if k != nf.NULLABLE} for s in flat if nf.NULL_ONLY not in s])
    united = dict(_united(base, live))
    united.pop(nf.NULLABLE, None)
    return {**united, nf.NULLABLE: True} if nullable else united


def _united(base: JsonObject, live: list[JsonObject]) -> JsonObject:
    if not live:
        return {**base, nf.NULL_ONLY: True} if nf.is_shapeless(base) else base
    if len(live) == 1:
        return merge(live[0], base)
    if all(nf.is_shapeless(shape) for shape in live):
        return base  # branches such as {required: [url]} only say what belongs together; all fields are drawn
    words = {key: value for key, value in base.items() if key in ANNOTATIONS}
    simple = _one_list(live) or _open_choice(live) or _one_scalar(live)
    if simple:
        return merge(simple, base)
    structure = {key: value for key, value in base.items() if key not in ANNOTATIONS}
    return {**words, "anyOf": [_branch(structure, shape) for shape in live]}


def _branch(structure: JsonObject, shape: JsonObject) -> JsonObject:
    is_object = nf.type_of(shape) == "object" or "required" in shape
    return merge(structure, shape) if is_object else shape


def _flattened(shape: JsonObject) -> list[JsonObject]:
    """The branches of a union inside a union that adds nothing to them."""
    inner = nf.branches(shape)
    if not inner:
        return [shape]
    return [*inner, {nf.NULL_ONLY: True}] if nf.is_nullable(shape) else list(inner)


def _distinct(shapes: list[JsonObject]) -> list[JsonObject]:
    found: list[JsonObject] = []
    for shape in shapes:
        if shape not in found:
            found.append(shape)
    return found


def _one_list(live: list[JsonObject]) -> JsonObject | None:
    """``oneOf: [{const, title}, …]`` and unions of enums: one enum with labels."""
    if not all("enum" in shape and nf.type_of(shape) in nf.SCALARS for shape in live):
        return None
    entries = _entries(live)
    found: dict[str, Json] = {"enum": [entry["value"] for entry in entries], nf.CHOICES: list(entries)}
    kinds = {nf.type_of(shape) for shape in live}
    if len(kinds) == 1:
        found["type"] = kinds.pop()
    return found


def _entries(shapes: list[JsonObject]) -> list[JsonObject]:
    found: list[JsonObject] = []
    for shape in shapes:
        told = nf.choices(shape)
        title, help_ = as_text(shape.get("title")), as_text(shape.get("description"))
        label = title or (help_ if len(help_) <= _MAX_LABEL else "")
        for entry in told:
            named = nf.choice(entry.value, label, help_) if len(told) == 1 else None
            if not nf.is_among(entry.value, [e["value"] for e in found]):
                found.append(named or nf.choice(entry.value, entry.label, entry.help))
    return found


def _open_choice(live: list[JsonObject]) -> JsonObject | None:
    """``anyOf: [enum, string]``: known values, and any other text besides."""
    if not all(nf.type_of(s) == "string" and not nf.is_bytes(s) and not nf.holds_json(s) for s in live):
        return None
    closed = [shape for shape in live if "enum" in shape or nf.OPEN in shape]
    if not closed:
        return None
    return {"type": "string", nf.OPEN: True, nf.CHOICES: list(_entries(closed))}


def _one_scalar(live: list[JsonObject]) -> JsonObject | None:
    """Several kinds of text, or of numbers: one field, with the rules that all of them share."""
    kinds = {nf.type_of(shape) for shape in live}
    if any(nf.is_bytes(s) or nf.holds_json(s) or "anyOf" in s for s in live):
        return None
    if kinds not in ({"string"}, {"integer"}, {"number"}, {"boolean"}, {"integer", "number"}):
        return None
    shared = {key: value for key, value in live[0].items() if all(shape.get(key) == value for shape in live)}
    shared.pop("enum", None)
    shared.pop(nf.CHOICES, None)
    return {**shared, "type": kinds.pop() if len(kinds) == 1 else "number"}


def tag(shape: JsonObject, ref: str, discriminator: JsonObject) -> JsonObject:
    """A branch with the discriminator's value for it written in (OpenAPI 3.1.1, Discriminator Object)."""
    name = as_text(discriminator.get("propertyName"))
    if not name or nf.type_of(shape) != "object":
        return shape
    told = dict(nf.properties(shape).get(name, {}))
    values = nf.choices(told)
    value: Json = values[0].value if len(values) == 1 else _mapped(ref, discriminator)
    if value is None:
        return shape
    told.update({"enum": [value], nf.CHOICES: [nf.choice(value)]})
    told.setdefault("type", "string")
    properties = {**nf.properties(shape), name: told}
    needed = list(dict.fromkeys((*nf.required(shape), name)))
    return {**shape, "properties": properties, "required": needed, nf.DISCRIMINATOR: name}


def _mapped(ref: str, discriminator: JsonObject) -> str | None:
    for value, target in as_object(discriminator.get("mapping")).items():
        if as_text(target) == ref or as_text(target) == last_name(ref):
            return value
    return last_name(ref) or None
