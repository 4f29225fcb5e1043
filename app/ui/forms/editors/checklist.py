"""Any of some given values, each with its own tick; many are searched and scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, Kind
from app.ui.as_written import tip
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.editors.list import as_list
from app.ui.forms.editors.search_choice import MANY
from app.ui.forms.presence import NOT_SET, NotSet, Presence, same, shown
from app.ui.forms.words import plain, unmarked
from app.ui.text import tr

_HEIGHT = 240  # px: of a list that is scrolled


def fit(field: Field) -> int:
    """Fits lists of given values."""
    return 5 if field.kind is Kind.CHECKLIST else -1


class ChecklistEditor(Editor):
    """Ticks under each other; none is "not set". Values that are no choice keep a tick of their own."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.ticks: list[tuple[QCheckBox, Choice]] = []
        self._empty = False
        self._inside = QWidget(self)
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.search: QLineEdit | None = None
        many = len(field.choices) > MANY
        whole = self._scrolled() if many else self._inside
        for choice in field.choices:
            self._add(choice)
        self._put(whole, stretch=1 if many else 0)
        if not many:
            self._line.addStretch(1)

    def focus_target(self) -> QWidget:
        """The line to search in, or the first tick."""
        if self.search is not None:
            return self.search
        return self.ticks[0][0] if self.ticks else self._inside

    def set_name(self, name: str) -> None:
        """Name every tick by the list and its own words."""
        super().set_name(name)
        if self.search is not None:
            self.search.setAccessibleName(tr("Search in {name}", name=name))
        for tick, choice in self.ticks:
            tick.setAccessibleName(tr("{name}: {entry}", name=name, entry=choice.label))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices*; what is ticked stays ticked."""
        value = self.value()
        for tick, _ in self.ticks:
            self._box.removeWidget(tick)
            tick.deleteLater()
        self.ticks = []
        for choice in choices:
            self._add(choice)
        self.set_value(value)
        self.set_name(self._name)

    def _scrolled(self) -> QWidget:
        whole = QWidget(self)
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.search = QLineEdit(whole)
        self.search.setPlaceholderText(tr("Type to search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        area = QScrollArea(whole)
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFixedHeight(_HEIGHT)
        box.addWidget(self.search)
        box.addWidget(area)
        return whole

    def _add(self, choice: Choice) -> QCheckBox:
        tick = QCheckBox(unmarked(choice.label), self._inside)
        tick.setToolTip(tip(plain(choice.help)))
        tick.toggled.connect(self._on_toggled)
        self._box.addWidget(tick)
        self.ticks.append((tick, choice))
        return tick

    def _read(self) -> Presence:
        found: list[Json] = [choice.value for tick, choice in self.ticks if tick.isChecked()]
        return found if found or self._empty else NOT_SET

    def _write(self, value: Presence) -> None:
        wanted = [] if isinstance(value, NotSet) else list(as_list(value))
        self._empty = not isinstance(value, NotSet) and not wanted
        for tick, choice in self.ticks:
            tick.setChecked(any(same(choice.value, one) for one in wanted))
        for one in wanted:
            if not any(same(one, choice.value) for _, choice in self.ticks):
                self._add(Choice(one, tr("{value} (not in the list)", value=shown(one)))).setChecked(True)

    def _on_search(self, words: str) -> None:
        for tick, choice in self.ticks:
            tick.setVisible(words.casefold() in choice.label.casefold())

    def _on_toggled(self) -> None:
        if not self._quiet:
            self._empty = False
            self._edited()
            self._settle()
