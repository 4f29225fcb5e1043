"""Brings any schema of a document into the normal form of :mod:`app.core.schema.normal_form`.

References are followed lazily and stop at a cycle; Swagger 2.0, OpenAPI 3.0 and 3.1 need no telling apart, since
their spellings do not contradict one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.copies import replace
from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema import normal_types as types
from app.core.schema.labels import humanise
from app.core.schema.normal_merge import merge
from app.core.schema.normal_unions import tag, unite
from app.core.schema.reading import as_list, as_object, as_objects, as_text, as_texts
from app.core.schema.references import References, last_name
from app.core.text import Text, text

MAX_LEVELS = 8  # of values inside values; deeper ones are asked for as JSON
MAX_HOPS = 60  # of references and combinations
MAX_SCHEMAS = 6_000  # in one schema, with every reference written out
_LOOSE: JsonObject = {nf.OPAQUE: True}


@dataclass(frozen=True, slots=True)
class _Trail:
    """How a schema was reached: through which references, and how deep."""

    refs: frozenset[str] = frozenset()
    hops: int = 0
    level: int = 0

    def on(self, ref: str = "") -> _Trail:
        """One step further, through *ref* where it is a reference."""
        return replace(self, hops=self.hops + 1, refs=self.refs | {ref} if ref else self.refs)

    def into(self) -> _Trail:
        """One step further, to a value inside the value."""
        return replace(self, hops=self.hops + 1, level=self.level + 1)


class Normaliser:
    """Normalises the schemas of one document, as requests want them: what only replies have is left out."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._warnings: dict[str, Text] = {}
        self._left = MAX_SCHEMAS

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What was found wrong so far, each once."""
        return tuple(self._warnings.values())

    def normal(self, schema: Json) -> JsonObject:
        """*schema* in normal form."""
        self._left = MAX_SCHEMAS
        return self._whole(schema, _Trail())

    def _warn(self, words: Text) -> None:
        self._warnings.setdefault(str(words), words)

    def _whole(self, raw: Json, trail: _Trail) -> JsonObject:
        shape = self._tidy(self._shape(raw, trail))
        if nf.branches(shape):
            shape = {**shape, "anyOf": [self._tidy(branch) for branch in nf.branches(shape)]}
        if "default" in shape and not _fits(nf.value_schema(shape), shape["default"]):
            shape = {key: value for key, value in shape.items() if key != "default"}
        return shape

    def _tidy(self, shape: JsonObject) -> JsonObject:
        """Without the properties of the other direction, and without required names that nothing declares."""
        declared = nf.properties(shape)
        if not declared:
            return shape
        kept = {name: inner for name, inner in declared.items() if "readOnly" not in inner}
        for name in nf.required(shape):
            if name not in declared:
                self._warn(text("“{name}” is required, but the document does not describe it.", name=name))
        needed: list[Json] = [name for name in nf.required(shape) if name in kept]
        return {**shape, "properties": kept, "required": needed}

    def _shape(self, raw: Json, trail: _Trail) -> JsonObject:
        if not isinstance(raw, Mapping):
            return {}
        if trail.hops > MAX_HOPS or trail.level > MAX_LEVELS or self._left <= 0:
            return _LOOSE
        self._left -= 1
        ref = raw.get("$ref")
        if isinstance(ref, str):
            return self._referred(ref, raw, trail)
        own = self._own(raw, trail)
        parts: JsonObject | None = None
        for part in as_objects(raw.get("allOf")):
            shape = _demoted(self._shape(part, trail.on()))
            parts = shape if parts is None else merge(parts, shape)
        if parts is not None:
            own = merge(parts, own)
        return self._union(own, raw, trail)

    def _referred(self, ref: str, raw: JsonObject, trail: _Trail) -> JsonObject:
        siblings = {key: value for key, value in raw.items() if key != "$ref"}
        own = self._shape(siblings, trail.on()) if siblings else {}
        name = {nf.TYPE_TITLE: humanise(last_name(ref))}
        if ref in trail.refs:
            return {**name, **own, **_LOOSE}
        try:
            target = self._references.look_up(ref)
        except LookupError:
            self._warn(text("The document refers to “{ref}”, which is not in it.", ref=ref))
            return {**name, **own, **_LOOSE}
        shape = {**name, **_demoted(self._shape(target, trail.on(ref)))}
        return merge(shape, own) if own else shape

    def _union(self, own: JsonObject, raw: JsonObject, trail: _Trail) -> JsonObject:
        told = as_objects(raw.get("oneOf")) or as_objects(raw.get("anyOf"))
        if not told:
            return own
        discriminator = as_object(raw.get("discriminator"))
        shapes = [tag(self._shape(branch, trail.on()), as_text(branch.get("$ref")), discriminator) for branch in told]
        return unite(own, shapes)

    def _own(self, raw: JsonObject, trail: _Trail) -> JsonObject:
        """What *raw* says by itself, without its references and combinations."""
        kinds, nullable, format_ = types.own_types(raw, self._warn)
        found = types.annotations_of(raw)
        if len(kinds) > 1:
            shapes = [shape for kind in kinds if (shape := self._one_of_several(raw, kind, trail)) is not None]
            found = dict(unite(found, shapes))
        else:
            kind = kinds[0] if kinds else ""
            body, has_null = self._of_kind(raw, kind, format_, trail)
            found.update(body)
            nullable = nullable or has_null
            if (has_null or _names_null(raw)) and not body and not _is_combined(raw):
                found[nf.NULL_ONLY] = True
        if nullable:
            found[nf.NULLABLE] = True
        return found

    def _one_of_several(self, raw: JsonObject, kind: str, trail: _Trail) -> JsonObject | None:
        values = as_list(raw.get("enum"))
        if not values:
            return self._of_kind(raw, kind, "", trail)[0]
        fitting = [value for value in values if value is not None and nf.is_of_type(value, kind)]
        return self._of_kind({**raw, "enum": fitting}, kind, "", trail)[0] if fitting else None

    def _of_kind(self, raw: JsonObject, kind: str, format_: str, trail: _Trail) -> tuple[dict[str, Json], bool]:
        found: dict[str, Json] = {"type": kind} if kind else {}
        values, has_null = types.enum_of(raw, kind)
        found.update(values)
        if kind == "string":
            found.update(types.text_rules(raw, format_, self._warn))
            if nf.holds_json(found):
                found["contentSchema"] = self._whole(found["contentSchema"], trail.into())
        elif kind in ("integer", "number"):
            found.update(types.number_rules(raw))
        elif kind == "array":
            found.update(types.array_rules(raw))
            found["items"] = self._items(raw, trail)
        elif kind == "object":
            found.update(self._object(raw, trail))
        elif as_texts(raw.get("required")):
            found["required"] = list(as_texts(raw.get("required")))
        return found, has_null

    def _items(self, raw: JsonObject, trail: _Trail) -> JsonObject:
        if not isinstance(raw.get("items"), Mapping):
            if raw.get("items") is None and "prefixItems" not in raw:
                self._warn(text("A list in the document does not say what its entries are."))
            return _LOOSE if "enum" not in raw else self._whole({"enum": raw["enum"]}, trail.into())
        entry = self._whole(raw["items"], trail.into())
        values = [value for value in as_list(raw.get("enum")) if not as_list(value)]
        if values and "enum" not in entry:  # written one level too high: it lists what an entry may be
            return merge(entry, self._whole({"enum": values}, trail.into()))
        return entry

    def _object(self, raw: JsonObject, trail: _Trail) -> dict[str, Json]:
        declared = as_object(raw.get("properties"))
        inner = {name: self._whole(schema, trail.into()) for name, schema in declared.items()}
        needed = list(as_texts(raw.get("required")))
        needed += [n for n, s in declared.items() if as_object(s).get("required") is True and n not in needed]
        found: dict[str, Json] = {"properties": inner, "required": [*needed]}
        others = raw.get("additionalProperties")
        patterns = list(as_object(raw.get("patternProperties")).values())
        if others is False and not patterns:
            found["additionalProperties"] = False
        elif as_object(others) or patterns:
            found["additionalProperties"] = self._whole(as_object(others) or patterns[0], trail.into())
        return {key: value for key, value in found.items() if value not in ({}, [])}


def _demoted(shape: JsonObject) -> JsonObject:
    """A part's title names the part's type, not the field that uses it."""
    if "title" not in shape:
        return shape
    return {**{k: v for k, v in shape.items() if k != "title"}, nf.TYPE_TITLE: shape["title"]}


def _names_null(raw: JsonObject) -> bool:
    return raw.get("type") == "null" or as_texts(raw.get("type")) == ("null",)


def _is_combined(raw: JsonObject) -> bool:
    return any(key in raw for key in ("allOf", "anyOf", "oneOf", "$ref"))


def _fits(schema: JsonObject, value: Json) -> bool:
    """Whether a default can be one: of the right type, and in the list if there is one."""
    if value is None:
        return nf.is_nullable(schema)
    if not nf.accepts_type(schema, value):
        return False
    values = as_list(schema.get("enum"))
    return not values or nf.is_among(value, values)
