"""A list of single values, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.ui.forms.editors.rows import RowsEditor
from app.ui.forms.presence import NotSet, Presence


def fit(field: Field) -> int:
    """Fits lists of single values."""
    return 5 if field.kind is Kind.LIST and field.children else -1


class ListEditor(RowsEditor):
    """Rows of values."""

    def _read(self) -> Presence:
        found: list[Json] = []
        for row in self.rows:
            value = row.editor.value()
            if not isinstance(value, NotSet):
                found.append(value)
        return found if found or self._empty else NotSet.NOT_SET

    def _write(self, value: Presence) -> None:
        self._remove_all()
        entries = [] if isinstance(value, NotSet) else as_list(value)
        self._empty = not isinstance(value, NotSet) and not entries
        for entry in entries:
            self._add_row().editor.set_value(entry)
        self._name_rows()
        self._after_rows()


def as_list(value: Json) -> Sequence[Json]:
    """*value* as a list; a lone value, as someone may have typed it, is a list of one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
