"""Which branch of a choice of shapes a given value belongs to, as the core sees it."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.json_types import Json
from app.core.schema.model import Field
from app.core.schema.variants import pick_variant, whole_field


def best_variant(field: Field, value: Json) -> int:
    """The branch that *value* fits best; one that fits none, half typed as it may be, still gets a branch."""
    picked = pick_variant(field, value)
    for index, variant in enumerate(field.variants):
        if variant is picked:
            return index
    for index, variant in enumerate(field.variants):
        if (whole_field(variant) is None) == isinstance(value, Mapping):
            return index
    return 0
