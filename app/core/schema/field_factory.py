"""Makes one field, with all that is inside it, from a schema in normal form."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.core.copies import replace
from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.checking import checkable
from app.core.schema.kinds import SCALAR_KINDS, Spot, kind_of
from app.core.schema.labels import header_label, humanise, label_for
from app.core.schema.model import Choice, Field, FieldHints, Kind, Limits, Variant
from app.core.schema.reading import as_count, as_list, as_number, as_object, as_text
from app.core.text import text

_GROUP_KINDS = frozenset({Kind.GROUP, Kind.GROUPS, Kind.TABLE})
_WITH_ENTRY = frozenset({Kind.LIST, Kind.CHECKLIST})
_WITH_PLACEHOLDER = SCALAR_KINDS | {Kind.JSON}
_OPEN_TO_CHOICES = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.UUID, Kind.URI, Kind.EMAIL})
_MAX_PLACEHOLDER = 120


class FieldFactory:
    """Makes fields; *hints* are the provider's own words by full key."""

    def __init__(self, hints: Mapping[str, FieldHints]) -> None:
        self._hints = hints

    def make(self, key: str, schema: JsonObject, spot: Spot, *, required: bool, path: str = "") -> Field:
        """The field for *schema*.

        Args:
            key: of the field; a child's is its name.
            path: the full key, by which hints are found; *key* where it is empty.
        """
        path = path or key
        value = nf.value_schema(schema)
        spot = replace(spot, as_text=False, as_file=False) if nf.holds_json(schema) else spot
        kind = kind_of(value, spot)
        made = Field(
            key=key,
            kind=kind,
            label=_label(value, spot),
            help=as_text(value.get("description")).strip(),
            placeholder=_placeholder(value, kind),
            required=required,
            nullable=nf.is_nullable(value) and nf.NULL_ONLY not in value,
            deprecated=value.get("deprecated") is True,
            advanced=value.get("deprecated") is True,
            default=value.get("default"),
            has_default="default" in value,
            choices=_choices(value, kind),
            limits=_limits(value),
            media_types=_media_types(value),
            schema=checkable(value),
        )
        made = replace(made, children=self._children(value, kind, spot, path))
        if kind is Kind.VARIANTS:
            made = replace(made, variants=self._variants(value, spot, path))
        return self._with_hints(made, self._hints.get(path))

    def _children(self, value: JsonObject, kind: Kind, spot: Spot, path: str) -> tuple[Field, ...]:
        if kind in _WITH_ENTRY:
            items = as_object(value.get("items"))
            return (self.make("", items, spot.entry(), required=True, path=f"{path}[]"),)
        if kind is Kind.MAP:
            others = as_object(value.get("additionalProperties"))
            return (self.make("", others, spot.inside(""), required=True, path=f"{path}[]"),)
        if kind is Kind.GROUP:
            return self.members(value, spot, path)
        if kind in _GROUP_KINDS:
            items = nf.value_schema(as_object(value.get("items")))
            return self.members(items, spot.entry(), path, sort=False, alone=kind is Kind.GROUPS)
        return ()

    def members(
        self, value: JsonObject, spot: Spot, path: str, *, sort: bool = True, alone: bool = True
    ) -> tuple[Field, ...]:
        """The fields of an object's properties: required ones first if *sort*, else in the document's order."""
        needed, known = nf.required(value), nf.properties(value)
        alone = alone and not {"value", "val"} & {name.lower() for name in known}
        made = [
            self.make(n, s, spot.inside(n, alone=alone), required=n in needed, path=f"{path}.{n}")
            for n, s in known.items()
        ]
        return tuple(sorted(made, key=lambda f: not f.required)) if sort else tuple(made)

    def _variants(self, value: JsonObject, spot: Spot, path: str) -> tuple[Variant, ...]:
        made = [self._variant(branch, spot, path) for branch in nf.branches(value)]
        names = [variant.label for variant in made]
        return tuple(
            replace(v, label=f"{v.label} {number}") if names.count(v.label) > 1 else v
            for number, v in enumerate(made, start=1)
        )

    def _variant(self, branch: JsonObject, spot: Spot, path: str) -> Variant:
        value = nf.value_schema(branch)
        kind = kind_of(value, spot)
        if kind is Kind.GROUP:
            fields = self.members(value, spot, path)
        else:
            fields = (self.make("", branch, replace(spot, level=spot.level + 1), required=True, path=f"{path}[]"),)
        return Variant(_variant_label(value, kind, fields), fields, _discriminator(value), checkable(value))

    def _with_hints(self, made: Field, hints: FieldHints | None) -> Field:
        if hints is None:
            return made
        kind = Kind.OPEN_CHOICE if hints.choices is not None and made.kind in _OPEN_TO_CHOICES else made.kind
        choices = tuple(replace(c, label=hints.labels.get(nf.value_label(c.value), c.label)) for c in made.choices)
        return replace(
            made,
            kind=kind,
            label=hints.label or made.label,
            help=hints.help or made.help,
            group=hints.group,
            widget=hints.widget,
            remember=hints.remember,
            advanced=made.advanced if hints.advanced is None else hints.advanced,
            required=made.required if hints.required is None else hints.required,
            source=hints.choices,
            choices=choices,
        )


def _label(value: JsonObject, spot: Spot) -> str:
    title = as_text(value.get("title"))
    if spot.place == "header" and not title:
        return header_label(spot.name)
    return label_for(title, spot.name) if title or spot.name else ""


def _placeholder(value: JsonObject, kind: Kind) -> str:
    """The server's default, else the document's example; never sent by itself."""
    if kind not in _WITH_PLACEHOLDER:
        return ""
    if "default" in value and value["default"] is not None:
        return shown(value["default"], kind)[:_MAX_PLACEHOLDER]
    examples = as_list(value.get("examples"))
    shown_example = shown(examples[0], kind) if examples else ""
    return " ".join(shown_example.split())[:_MAX_PLACEHOLDER]


def shown(value: Json, kind: Kind) -> str:
    """A value as a person would write it into the field; lists and objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool) and kind is Kind.BOOLEAN:
        return str(text("Yes")) if value else str(text("No"))
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _choices(value: JsonObject, kind: Kind) -> tuple[Choice, ...]:
    if kind is Kind.CHECKLIST:
        return nf.choices(nf.value_schema(as_object(value.get("items"))))
    if nf.NULL_ONLY in value:
        return (Choice(None, ""),)
    return nf.choices(value)


def _limits(value: JsonObject) -> Limits:
    pattern = value.get("pattern")
    return Limits(
        min_length=as_count(value.get("minLength")),
        max_length=as_count(value.get("maxLength")),
        pattern=pattern if isinstance(pattern, str) else None,
        minimum=as_number(value.get("minimum")),
        maximum=as_number(value.get("maximum")),
        exclusive_minimum=as_number(value.get("exclusiveMinimum")),
        exclusive_maximum=as_number(value.get("exclusiveMaximum")),
        multiple_of=as_number(value.get("multipleOf")),
        min_items=as_count(value.get("minItems")),
        max_items=as_count(value.get("maxItems")),
        unique_items=value.get("uniqueItems") is True,
    )


def _media_types(value: JsonObject) -> tuple[str, ...]:
    told = as_text(value.get("contentMediaType"))
    return (told,) if told and nf.is_bytes(value) and told != "application/octet-stream" else ()


def _discriminator(value: JsonObject) -> tuple[str, Json] | None:
    name = as_text(value.get(nf.DISCRIMINATOR))
    values = as_list(nf.properties(value).get(name, {}).get("enum"))
    return (name, values[0]) if name and values else None


def _variant_label(value: JsonObject, kind: Kind, fields: tuple[Field, ...]) -> str:
    title = as_text(value.get("title")) or as_text(value.get(nf.TYPE_TITLE))
    if title:
        return label_for(title, title)
    if kind is Kind.FIXED and fields[0].choices:
        return humanise(fields[0].choices[0].label)
    fixed = next((f.choices[0].label for f in fields if f.kind is Kind.FIXED and f.choices), "")
    if kind is Kind.GROUP:
        return humanise(fixed) if fixed else _needed_words(fields) or str(text("Option"))
    return str(_KIND_WORDS.get(kind, text("Text")))


def _needed_words(fields: tuple[Field, ...]) -> str:
    """What makes a branch without a name different: the fields it needs."""
    return ", ".join(f.label for f in fields if f.required)[:_MAX_PLACEHOLDER]


_KIND_WORDS = {
    Kind.INTEGER: text("Whole number"),
    Kind.NUMBER: text("Number"),
    Kind.BOOLEAN: text("Yes or no"),
    Kind.CHOICE: text("One of a list"),
    Kind.OPEN_CHOICE: text("One of a list, or text"),
    Kind.DATE: text("Date"),
    Kind.DATE_TIME: text("Date and time"),
    Kind.TIME: text("Time"),
    Kind.URI: text("Web address"),
    Kind.EMAIL: text("Email address"),
    Kind.FILE: text("File"),
    Kind.BYTES: text("File"),
    Kind.LIST: text("List"),
    Kind.CHECKLIST: text("Several of a list"),
    Kind.TABLE: text("Table"),
    Kind.GROUPS: text("Several entries"),
    Kind.MAP: text("Names and values"),
    Kind.VARIANTS: text("Choice"),
    Kind.JSON: text("JSON"),
}
