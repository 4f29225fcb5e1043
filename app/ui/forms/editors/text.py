"""One line of any text."""

from __future__ import annotations

from app.core.schema.model import Field, Kind
from app.ui.forms.editors.line import LineEditor


def fit(field: Field) -> int:
    """Fits text."""
    return 5 if field.kind is Kind.TEXT else -1


class TextEditor(LineEditor):
    """A line of text."""
