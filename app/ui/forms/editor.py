"""What every editor of one field has in common: its state, its signals, its name, and "nothing" as a value."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.core.json_types import Json
from app.core.schema.model import Choice, Field, FieldError
from app.core.text import Text
from app.ui.forms.presence import NOT_SET, NotSet, Presence
from app.ui.forms.words import default_words
from app.ui.text import say, tr


class Maker(Protocol):
    """Makes the editor that fits a field best; handed to editors that hold other editors."""

    def __call__(self, field: Field, parent: QWidget) -> Editor:
        """A new editor for *field*."""


class Unreadable(Exception):
    """What was typed is not a value of this field's kind."""

    def __init__(self, words: Text) -> None:
        super().__init__(str(words))
        self.words = words


class Editor(QWidget):
    """The base of all editors. An editor sees a :class:`Field`, never a vendor's schema.

    Signals:
        changed: the person changed the value; setting it from outside tells nothing.
        settled: the person is done with the value for now, so what is wrong with it may be said.
        choices_wanted: the person asks for the live choices (again).
    """

    changed = Signal()
    settled = Signal()
    choices_wanted = Signal()

    clears_itself: ClassVar[bool] = False  # the main widget has its own way back to "not set"
    shows_null: ClassVar[bool] = False  # null is one of the states the main widget shows
    wide: ClassVar[bool] = False  # takes the whole width, label above

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._make = make
        self._name = field.label
        self._null = False
        self._quiet = False
        self._body: list[QWidget] = []
        self._clear: QPushButton | None = None
        self._more: QPushButton | None = None
        self._null_words: QLabel | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)

    # What a subclass gives.

    @abstractmethod
    def _read(self) -> Presence:
        """The value as typed or chosen; text that cannot be read is handed on as it is."""

    @abstractmethod
    def _write(self, value: Presence) -> None:
        """Show *value*."""

    def focus_target(self) -> QWidget:
        """The widget that takes the keyboard, and that the label belongs to."""
        return self._body[0] if self._body else self

    def has_own_label(self) -> bool:
        """Whether the label is a part of the main widget, so that none is needed beside it."""
        return False

    def problems(self) -> Sequence[FieldError]:
        """What was typed but cannot be read; *key* is this field's, *path* leads to the place in it."""
        return ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer *choices* from now on; the value stays."""

    def set_recent(self, values: Sequence[Json]) -> None:
        """Offer what was used last."""

    # What a form uses.

    def value(self) -> Presence:
        """Not set, null, or the value."""
        return None if self._null else self._read()

    def set_value(self, value: Presence) -> None:
        """Show *value* without telling :attr:`changed`."""
        self._quiet = True
        try:
            self._null = value is None and self._has_null_line()
            self._write(NOT_SET if self._null else value)
        finally:
            self._quiet = False
        self._refresh()

    def clear(self) -> None:
        """Back to "not set", as the person's own doing."""
        self.set_value(NOT_SET)
        self.changed.emit()
        self.settled.emit()

    def show_errors(self, errors: Sequence[FieldError]) -> Sequence[Text]:
        """Mark the places that *errors* (with paths from here) name; the words left to be shown below."""
        return [error.words for error in errors]

    def set_description(self, words: str) -> None:
        """What a screen reader says after the name: the help, and what is wrong."""
        self.focus_target().setAccessibleDescription(words)

    def set_name(self, name: str) -> None:
        """Give the main widget and the small buttons their accessible names."""
        self._name = name
        self.focus_target().setAccessibleName(name)
        if self._clear is not None:
            self._clear.setAccessibleName(tr("Clear {name}", name=name))
        if self._more is not None:
            self._more.setAccessibleName(tr("More for {name}", name=name))

    # What subclasses use.

    def _put(self, *widgets: QWidget, stretch: int = 1) -> None:
        """Add the editor's own widgets, then the small buttons; called once at the end of building."""
        for index, widget in enumerate(widgets):
            self._line.addWidget(widget, stretch if index == 0 else 0)
            self._body.append(widget)
        self.setFocusProxy(self.focus_target())
        if not self.field.required and not self.clears_itself:
            self._add_clear()
        if self._has_null_line():
            self._add_more()
        self.set_name(self._name)

    def _edited(self) -> None:
        """To be connected to the main widget's change signal."""
        if self._quiet:
            return
        self._null = False
        self._refresh()
        self.changed.emit()

    def _settle(self) -> None:
        """To be connected to the main widget's end-of-editing signal."""
        if not self._quiet:
            self.settled.emit()

    def _problem(self, words: Text, *path: str | int) -> FieldError:
        return FieldError(self.field.key, words, path)

    def _hint(self) -> str:
        """The grey text of an empty widget."""
        return say(default_words(self.field))

    def _has_null_line(self) -> bool:
        return self.field.nullable and not self.shows_null

    def _add_clear(self) -> None:
        self._clear = small_button(self, tr("Clear"))
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._place_clear(self._clear)

    def _place_clear(self, clear: QPushButton) -> None:
        """Put the "Clear" button beside the main widget; it is shown only while there is a value."""
        self._line.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)

    def _add_more(self) -> None:
        self._null_words = QLabel(tr("Sent as “no value”"), self)
        self._null_words.setTextFormat(Qt.TextFormat.PlainText)
        self._null_words.setProperty("role", "muted")
        self._null_words.hide()
        self._line.insertWidget(0, self._null_words, 1)
        self._more = small_button(self, "⋯")
        self._more.setToolTip(tr("Leave this out, or say that there is no value"))
        self._menu = QMenu(self._more)
        self._menu.addAction(tr("Leave out"), self.clear)
        self._menu.addAction(tr("Send as “no value”"), self._choose_null)
        self._more.clicked.connect(self._open_menu)
        self._line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    def _open_menu(self) -> None:
        if self._more is not None:
            open_below(self._menu, self._more)

    def _choose_null(self) -> None:
        self.set_value(None)
        self.changed.emit()
        self.settled.emit()

    def _refresh(self) -> None:
        """Bring the small buttons in line with the value."""
        if self._null_words is not None:
            self._null_words.setVisible(self._null)
            for widget in self._body:
                widget.setVisible(not self._null)
        if self._clear is not None:
            self._clear.setVisible(not isinstance(self.value(), NotSet))


def open_below(menu: QMenu, button: QPushButton) -> None:
    """Open *menu* under *button*, without holding up the program."""
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def small_button(parent: QWidget, words: str) -> QPushButton:
    """A quiet button in words beside a field."""
    button = QPushButton(words, parent)
    button.setProperty("kind", "link")
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
