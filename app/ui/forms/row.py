"""One field in a form: its editor, the help under it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.schema.model import Field, FieldError
from app.core.text import Text
from app.ui.forms.editor import Editor, Maker
from app.ui.forms.error_line import ErrorLine
from app.ui.forms.labels import HelpText, plain_label
from app.ui.forms.words import plain, shortened, unmarked
from app.ui.text import say, tr


class FieldRow(QWidget):
    """A field as a form shows it.

    Signals:
        changed: the person changed the value; what was said against it before is taken back.
        choices_wanted: the field's key; its live choices are asked for.
    """

    changed = Signal()
    choices_wanted = Signal(str)

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.editor: Editor = make(field, self)
        self.label = self._make_label()
        if self.editor.wide:
            self.label.setProperty("weight", "semibold")
            self._box.addWidget(self.label)
        self._box.addWidget(self.editor)
        self._help = plain(field.help)
        if self._help:
            self._add_help()
        self._said: tuple[Text, ...] = ()
        self._error: ErrorLine | None = None
        self._note: QLabel | None = None
        self._sent_as: QLabel | None = None
        self._describe()
        self.editor.changed.connect(self._on_changed)
        self.editor.settled.connect(self._on_settled)
        self.editor.choices_wanted.connect(self._on_choices_wanted)

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Say *errors* at this field, its own unreadable text first; none takes back what was said."""
        own = self.editor.problems()
        self._say(self.editor.show_errors(tuple(own) or tuple(errors)))

    def problems(self) -> Sequence[FieldError]:
        """What was typed here but cannot be read."""
        return self.editor.problems()

    def say_note(self, words: Text) -> None:
        """Say quietly that something about this field is not to be had; an empty text takes it back."""
        if self._note is None:
            if not say(words):
                return
            self._note = plain_label("", "help", self)
            self._box.addWidget(self._note)
        self._note.setText(say(words))
        self._note.setVisible(bool(self._note.text()))

    def say_sent_as(self, words: Text | None) -> None:
        """Say under the field how its value will be sent, where that is not what was typed; None takes it back."""
        if self._sent_as is None:
            if words is None:
                return
            self._sent_as = plain_label("", "help", self)
            self._box.insertWidget(self._box.indexOf(self.editor) + 1, self._sent_as)
        self._sent_as.setText(say(words) if words else "")
        self._sent_as.setVisible(words is not None)
        self._describe()

    def error_words(self) -> str:
        """What is said against this field now; empty when nothing is."""
        return "\n".join(say(words) for words in self._said)

    def _make_label(self) -> QLabel:
        words = self.field.label + (" *" if self.field.required else "")
        if self.field.deprecated:
            words = tr("{label} (outdated)", label=words)
        # Beside the row, in the pane, unless the editor takes the whole width.
        label = plain_label(unmarked(words), "", self if self.editor.wide else self.parentWidget() or self)
        label.setBuddy(self.editor.focus_target())
        if self.editor.has_own_label():
            label.hide()
        if self.field.required:
            label.setToolTip(tr("Needed"))
        return label

    def _add_help(self) -> None:
        short = shortened(self._help)
        if short == self._help:
            self._box.addWidget(plain_label(short, "help", self))
            return
        self._box.addWidget(HelpText(self._help, short, self.field.label, self))

    def _on_changed(self) -> None:
        if self._said:
            self._say(self.editor.show_errors(self.editor.problems()))
        self.changed.emit()

    def _on_settled(self) -> None:
        problems = self.editor.problems()
        if problems:
            self._say(self.editor.show_errors(problems))

    def _on_choices_wanted(self) -> None:
        self.choices_wanted.emit(self.field.key)

    def _say(self, words: Sequence[Text]) -> None:
        if tuple(words) == self._said:
            return
        self._said = tuple(words)
        if self._error is None:
            self._error = ErrorLine(self)
            self._box.insertWidget(self._box.indexOf(self.editor) + 1, self._error)
        self._error.say(self.error_words())
        self._mark(bool(self._said))
        self._describe()

    def _mark(self, wrong: bool) -> None:
        target = self.editor.focus_target()
        target.setProperty("state", "error" if wrong else "")
        target.style().unpolish(target)
        target.style().polish(target)

    def _describe(self) -> None:
        needed = tr("Needed.") if self.field.required else ""
        sent_as = self._sent_as.text() if self._sent_as is not None else ""
        parts = (self.error_words(), needed, sent_as, self._help)
        self.editor.set_description(" ".join(part for part in parts if part))
