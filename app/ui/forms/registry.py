"""Chooses the editor for a field: every editor says how well it fits, and the best fit is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.schema.model import Field
from app.ui.forms.editor import Editor
from app.ui.forms.editors import (
    checklist,
    choice,
    day,
    file,
    fixed,
    group,
    groups,
    hour,
    json_box,
    list,
    long_text,
    map,
    moment,
    number,
    open_choice,
    password,
    search_choice,
    table,
    text,
    tick,
    tidy_text,
    variants,
)

_EDITORS: tuple[tuple[Callable[[Field], int], type[Editor]], ...] = (
    (text.fit, text.TextEditor),
    (long_text.fit, long_text.LongTextEditor),
    (password.fit, password.PasswordEditor),
    (tidy_text.fit, tidy_text.TidyTextEditor),
    (number.fit, number.NumberEditor),
    (tick.fit, tick.TickEditor),
    (choice.fit, choice.ChoiceEditor),
    (search_choice.fit, search_choice.SearchChoiceEditor),
    (open_choice.fit, open_choice.OpenChoiceEditor),
    (day.fit, day.DayEditor),
    (moment.fit, moment.MomentEditor),
    (hour.fit, hour.HourEditor),
    (file.fit, file.FileEditor),
    (list.fit, list.ListEditor),
    (checklist.fit, checklist.ChecklistEditor),
    (table.fit, table.TableEditor),
    (groups.fit, groups.GroupsEditor),
    (group.fit, group.GroupEditor),
    (map.fit, map.MapEditor),
    (variants.fit, variants.VariantsEditor),
    (json_box.fit, json_box.JsonEditor),
    (fixed.fit, fixed.FixedEditor),
)


def editor_class(field: Field) -> type[Editor]:
    """The class of the editor that fits *field* best; of equals, the one listed first."""
    return max(_EDITORS, key=_Fit(field))[1]


def make_editor(field: Field, parent: QWidget) -> Editor:
    """A new editor for *field*; editors that hold others make them with this, too."""
    return editor_class(field)(field, make_editor, parent)


class _Fit:
    """How well an entry of the list above fits one field."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def __call__(self, entry: tuple[Callable[[Field], int], type[Editor]]) -> int:
        return entry[0](self._field)
