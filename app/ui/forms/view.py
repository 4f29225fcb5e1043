"""A whole generated form: values in and out, errors beside their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, FieldError, Form
from app.core.text import Text, verbatim
from app.ui.forms.error_line import ErrorLine
from app.ui.forms.labels import plain_label
from app.ui.forms.pane import FieldsPane
from app.ui.forms.registry import make_editor
from app.ui.text import say, tr

WIDEST = 880  # px: beyond this a line of text is tiring to follow


class FormView(QWidget):
    """Draws a :class:`Form` and holds what the person enters.

    Signals:
        changed: the person changed a value.
        choices_wanted: a field's key; its live choices are asked for.
    """

    changed = Signal()
    choices_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self.setMaximumWidth(WIDEST)
        self._general: ErrorLine | None = None
        self._form = Form(())
        self._pane: FieldsPane | None = None

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return self._form

    def set_form(self, form: Form) -> None:
        """Show another form, with nothing filled in."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._form = form
        self._general = None
        self._pane = FieldsPane(form.fields, make_editor, self)
        self._pane.changed.connect(self.changed)
        self._pane.choices_wanted.connect(self.choices_wanted)
        if not form.fields:
            self._box.addWidget(plain_label(tr("Nothing to fill in here."), "muted", self))
        self._box.addWidget(self._pane)
        self._pane.show()  # now rather than with the next event, so that a field can be given the keyboard

    def values(self) -> dict[str, Json]:
        """The values that are set, by key, in the form's order.

        What was typed but cannot be read is there as it was typed, and in :meth:`input_errors`.
        """
        return self._pane.values() if self._pane is not None else {}

    def set_values(self, values: Mapping[str, Json]) -> None:
        """Show *values*; all other fields become "not set". Does not tell :attr:`changed`."""
        if self._pane is not None:
            self._pane.set_values(values)

    def set_value(self, key: str, value: Json) -> None:
        """Show *value* at the field *key*, and leave the others alone: somebody may be typing in one of them."""
        row = self._pane.row(key) if self._pane is not None else None
        if row is not None:
            row.editor.set_value(value)
            row.show_errors(())

    def input_errors(self) -> list[FieldError]:
        """What was typed but is not a value of its field's kind, such as letters in a number."""
        return self._pane.problems() if self._pane is not None else []

    def set_errors(self, errors: Sequence[FieldError]) -> None:
        """Say *errors* at their fields, and take back all others; those of no visible field stand on top."""
        if self._pane is None:
            return
        rest = self._pane.show_errors(errors)
        self._say_general([error.words for error in rest])
        if errors:
            self._announce(errors)

    def set_choices(self, key: str, choices: Sequence[Choice]) -> None:
        """Offer live *choices* at the field *key*; what is entered there stays."""
        row = self._pane.row(key) if self._pane is not None else None
        if row is not None:
            row.editor.set_choices(choices)
            row.say_note(verbatim(""))

    def set_choices_problem(self, key: str, words: Text) -> None:
        """Say why there are no live choices at *key*; the field is then a plain text box."""
        row = self._pane.row(key) if self._pane is not None else None
        if row is not None:
            row.editor.set_choices(())
            row.say_note(words)

    def show_sent_as(self, words: Mapping[str, Text]) -> None:
        """Say by key how values will be sent, or what there is to know of them; of all others nothing is said."""
        for row in self._pane.rows() if self._pane is not None else ():
            row.say_sent_as(words.get(row.field.key))

    def set_recent(self, key: str, values: Sequence[Json]) -> None:
        """Offer what was used last at the field *key*, newest first."""
        row = self._pane.row(key) if self._pane is not None else None
        if row is not None:
            row.editor.set_recent(values)

    def focus_field(self, key: str) -> None:
        """Bring the field *key* into view and give it the keyboard."""
        if self._pane is None:
            return
        self._pane.reveal(key)
        row = self._pane.row(key)
        if row is not None:
            row.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            _scroll_to(row)

    def _say_general(self, words: Sequence[Text]) -> None:
        if self._general is None:
            if not words:
                return
            self._general = ErrorLine(self)
            self._box.insertWidget(0, self._general)
        self._general.say("\n".join(say(one) for one in words))

    def _announce(self, errors: Sequence[FieldError]) -> None:
        """Tell a screen reader how much is wrong, and the first of it."""
        first = self._form.field(errors[0].key)
        words = say(errors[0].words)
        if first is not None:
            words = tr("{field}: {problem}", field=first.label, problem=words)
        if len(errors) > 1:
            words = tr("{n:count} fields need a change. {first}", n=len(errors), first=words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _scroll_to(row: QWidget) -> None:
    parent = row.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(row)
            return
        parent = parent.parentWidget()
