"""Finds out which branch of a union a value belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.model import Field, Variant
from app.core.schema.reading import as_list, as_texts


def whole_field(variant: Variant) -> Field | None:
    """The one field that stands for the whole value of a branch that is no object, or None."""
    return variant.fields[0] if len(variant.fields) == 1 and variant.fields[0].key == "" else None


def pick_variant(field: Field, value: Json) -> Variant | None:
    """The branch of *field* that *value* fits best, or None where it fits none.

    Types decide first, then values that only one branch allows (a discriminator), then the names of properties.
    """
    fitting = [variant for variant in field.variants if _accepts(variant.schema, value)]
    if len(fitting) < 2 or not isinstance(value, Mapping):
        return _closed_first(fitting, value)
    return max(fitting, key=lambda variant: nf.likeness(variant.schema, value))


def _closed_first(fitting: list[Variant], value: Json) -> Variant | None:
    """A branch that lists *value* goes before one that would take anything."""
    listed = (v for v in fitting if nf.is_among(value, as_list(v.schema.get("enum"))))
    unlisted = (v for v in fitting if "enum" not in v.schema)
    return next(listed, None) or next(unlisted, None) or next(iter(fitting), None)


def _accepts(schema: JsonObject, value: Json) -> bool:
    told = schema.get("type")
    kinds = (told,) if isinstance(told, str) else as_texts(told)
    if value is None:
        return "null" in kinds
    return not kinds or any(nf.is_of_type(value, kind) for kind in kinds if kind != "null")
