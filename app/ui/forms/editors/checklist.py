"""Any of a few given values, each with its own tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, Kind
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.editors.list import as_list
from app.ui.forms.presence import NOT_SET, NotSet, Presence, same, shown
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits lists of given values."""
    return 5 if field.kind is Kind.CHECKLIST else -1


class ChecklistEditor(Editor):
    """Ticks under each other; none is "not set". Values that are no choice keep a tick of their own."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.ticks: list[tuple[QCheckBox, Json]] = []
        self._empty = False
        self._inside = QWidget(self)
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._fill(field.choices)
        self._put(self._inside, stretch=0)
        self._line.addStretch(1)

    def focus_target(self) -> QWidget:
        """The first tick."""
        return self.ticks[0][0] if self.ticks else self._inside

    def set_name(self, name: str) -> None:
        """Name every tick by the list and its own words."""
        super().set_name(name)
        for tick, _ in self.ticks:
            tick.setAccessibleName(tr("{name}: {entry}", name=name, entry=tick.text()))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices*; what is ticked stays ticked."""
        value = self.value()
        for tick, _ in self.ticks:
            self._box.removeWidget(tick)
            tick.deleteLater()
        self.ticks = []
        self._fill(choices)
        self.set_value(value)
        self.set_name(self._name)

    def _fill(self, choices: Sequence[Choice]) -> None:
        for choice in choices:
            self._add(choice.value, choice.label, choice.help)

    def _add(self, value: Json, label: str, tip: str = "") -> QCheckBox:
        tick = QCheckBox(label.replace("&", "&&"), self._inside)
        if tip:
            tick.setToolTip(tip)
        tick.toggled.connect(self._on_toggled)
        self._box.addWidget(tick)
        self.ticks.append((tick, value))
        return tick

    def _read(self) -> Presence:
        found: list[Json] = [value for tick, value in self.ticks if tick.isChecked()]
        return found if found or self._empty else NOT_SET

    def _write(self, value: Presence) -> None:
        wanted = [] if isinstance(value, NotSet) else list(as_list(value))
        self._empty = not isinstance(value, NotSet) and not wanted
        for tick, known in self.ticks:
            tick.setChecked(any(same(known, one) for one in wanted))
        for one in wanted:
            if not any(same(one, known) for _, known in self.ticks):
                self._add(one, tr("{value} (not in the list)", value=shown(one))).setChecked(True)

    def _on_toggled(self) -> None:
        if not self._quiet:
            self._empty = False
            self._edited()
            self._settle()
