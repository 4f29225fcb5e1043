"""An object: its fields under a heading. An optional one is not set, and not even built, until it is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.core.schema.model import Field, FieldError, Kind
from app.core.text import Text, text
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.pane import INSET, FieldsPane
from app.ui.forms.presence import NOT_SET, Presence
from app.ui.forms.words import unmarked
from app.ui.text import tr


def fit(field: Field) -> int:
    """Fits objects."""
    return 5 if field.kind is Kind.GROUP else -1


class GroupEditor(Editor):
    """The fields of an object. Unticking keeps what was entered, for the next tick."""

    wide = True
    clears_itself = True

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(field, make, parent)
        self.pane: FieldsPane | None = None
        self._frame: QFrame | None = None
        self._tick: QCheckBox | None = None
        inside = QWidget(self)
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        if field.required:
            self._show_pane()
        else:
            self._tick = QCheckBox(unmarked(field.label), inside)
            self._tick.toggled.connect(self._on_ticked)
            self._box.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignLeft)
        self._put(inside)

    def has_own_label(self) -> bool:
        """The tick carries the label."""
        return self._tick is not None

    def focus_target(self) -> QWidget:
        """The tick, or the first field."""
        if self._tick is not None:
            return self._tick
        rows = list(self.pane.rows()) if self.pane is not None else []
        return rows[0].editor.focus_target() if rows else self

    def set_name(self, name: str) -> None:
        """Name the tick; the fields keep their own names."""
        if self._tick is not None:
            super().set_name(name)
        elif self._more is not None:
            self._more.setAccessibleName(tr("More for {name}", name=name))

    def set_description(self, words: str) -> None:
        """Describe the tick; a required group has none, and its fields say what is wrong with them."""
        if self._tick is not None:
            self._tick.setAccessibleDescription(words)

    def problems(self) -> Sequence[FieldError]:
        """What cannot be read in any field, as long as the group is sent."""
        if self.pane is None or not self._is_on():
            return ()
        return [self._problem(p.words, p.key, *p.path) for p in self.pane.problems()]

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[Text]:
        """Say *errors* at the fields inside; those that name none are left."""
        inner = [FieldError(str(e.path[0]), e.words, e.path[1:]) for e in errors if e.path]
        said = [e.words for e in errors if not e.path]
        if self.pane is None:
            return [*said, *(text("{field}: {problem}", field=e.key, problem=e.words) for e in inner)]
        left = self.pane.show_errors(inner)
        return [*said, *(text("{field}: {problem}", field=e.key, problem=e.words) for e in left)]

    def _read(self) -> Presence:
        if self.pane is None or not self._is_on():
            return NOT_SET
        return self.pane.values()

    def _write(self, value: Presence) -> None:
        filled = isinstance(value, Mapping)
        if self._tick is not None:
            self._tick.setChecked(filled)
        if isinstance(value, Mapping):
            self._show_pane()
        if self.pane is not None:
            self.pane.set_values(value if isinstance(value, Mapping) else {})

    def _is_on(self) -> bool:
        return self._tick is None or self._tick.isChecked()

    def _show_pane(self) -> None:
        if self.pane is not None:
            return
        frame = QFrame(self)
        frame.setObjectName("FieldGroup")
        self._frame = frame
        margin = QVBoxLayout(frame)
        margin.setContentsMargins(INSET, 0, 0, 0)
        self.pane = FieldsPane(self.field.children, self._make, frame)
        self.pane.changed.connect(self._edited)
        margin.addWidget(self.pane)
        self._box.addWidget(frame)

    def _on_ticked(self, on: bool) -> None:
        if on:
            self._show_pane()
        if self._frame is not None:
            self._frame.setVisible(on)
        self._edited()
        self._settle()
