"""The settings' section on newer versions: whether to ask, whom, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.core.services.updates import Source
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.parts import button, dress
from app.ui.views.settings_section import Section, lines
from app.ui.views.switch import Switch

_FIELD = 320
"""Pixels: an address with its file name, and most of a key."""


class UpdatesSection(Section):
    """Newer versions; nothing here installs any.

    Signals:
        switched: on or off.
        source_chosen: a :class:`Source`.
        look_wanted: ask now. notes_wanted: show what is new.
    """

    switched = Signal(bool)
    source_chosen = Signal(object)
    look_wanted = Signal()
    notes_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Updates"), parent)
        self.switch, self.address, self.key = Switch("", theme), QLineEdit(), QLineEdit()
        self.switch.toggled.connect(self.switched)
        words = tr(
            "Once a day, the address below is asked. Nothing about you, your files or this computer goes along, and "
            "nothing is installed by itself."
        )
        self.add_row(tr("Tell me when there is a newer version"), self.switch, words)
        words = tr("It begins with https://. It is reached as the network settings say.")
        self.add_row(tr("Address to ask"), self.address, words)
        words = tr("What was not signed with it is ignored. It is public, no secret.")
        self.add_row(tr("Publisher's key"), self.key, words)
        self.address.setPlaceholderText("https://")
        for field in (self.address, self.key):
            field.setMinimumWidth(_FIELD)
            field.editingFinished.connect(self._chosen)
        self._shown = Source()
        self.last = lines("", "muted", size="small")
        self.box.addWidget(self.last)
        self.found = lines("", "info")
        self.found.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.box.addWidget(self.found)
        self._add_buttons()
        self.message = lines("")
        self.box.addWidget(self.message)
        self.show_message("", ok=True)
        self.show_found("", ())

    def show_wish(self, *, possible: bool, on: bool, source: Source) -> None:
        """Whether somebody is asked, and who."""
        with QSignalBlocker(self.switch):
            self.switch.setChecked(on)
        if source != self._shown:
            self._shown = source
            self.address.setText(source.address)
            self.key.setText(source.key)
            self.address.setCursorPosition(0)
            self.key.setCursorPosition(0)
        for control in (self.switch, self.address, self.key):
            control.setEnabled(possible)
        self.look.setEnabled(possible and bool(source.address and source.key))

    def show_last(self, words: str) -> None:
        """When somebody was last asked."""
        self.last.setText(words)

    def show_found(self, words: str, files: Sequence[tuple[str, str]]) -> None:
        """A newer version, with names and checksums of its files for this system; no words: there is none."""
        parts = [words, *(f"{name}\nSHA-256 {digest}" for name, digest in files)]
        self.found.setText("\n".join(parts))
        self.found.setVisible(bool(words))
        self.notes.setVisible(bool(words))

    def show_message(self, words: str, *, ok: bool) -> None:
        """How it went."""
        dress(self.message, role="muted" if ok else "error")
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def set_busy(self, busy: bool) -> None:
        """Somebody is being asked."""
        self.look.setEnabled(not busy)
        if busy:
            self.show_message(tr("Asking …"), ok=True)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.look, self.notes = button(tr("Look now")), button(tr("What is new"))
        self.look.clicked.connect(self.look_wanted)
        self.notes.clicked.connect(self.notes_wanted)
        row.addWidget(self.look)
        row.addWidget(self.notes)
        row.addStretch(1)
        self.box.addLayout(row)

    def _chosen(self) -> None:
        source = Source(self.address.text().strip(), self.key.text().strip())
        if source != self._shown:
            self.source_chosen.emit(source)
