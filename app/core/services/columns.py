"""The column of a CSV that a form asks for: which one is chosen, and which one is meant when none is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.core.json_types import Json
from app.core.schema.model import Field


def chosen_column(fields: Sequence[Field], values: Mapping[str, Json]) -> str:
    """The CSV column that the person chose in a field whose choices are the file's columns."""
    for field in fields:
        if field.source is not None and "columns" in field.source:
            value = values.get(field.key)
            return value if isinstance(value, str) else ""
    return ""


def guess_column(field: Field, columns: Sequence[str]) -> str:
    """The column that the provider's ``guess`` expression finds first, or an empty string."""
    guess = (field.source or {}).get("guess")
    if not isinstance(guess, str):
        return ""
    return next((column for column in columns if re.search(guess, column, re.IGNORECASE)), "")
