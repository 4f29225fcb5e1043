"""The presets in the sidebar, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controllers.presets import PresetEntry
from app.ui.icons import Icons
from app.ui.views.preset_button import PresetButton, Wish


class PresetList(QWidget):
    """All of them, in order.

    Signals:
        wished: a preset's id, and a :class:`Wish`. dropped: a preset's id, and paths.
        moved: a preset's id, and that of the one before which it is to stand; empty: last.
    """

    wished = Signal(str, str)
    dropped = Signal(str, list)
    moved = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._buttons: list[PresetButton] = []
        self._used = ""

    def show_entries(self, entries: Sequence[PresetEntry]) -> None:
        """List the presets; the one that had the keyboard keeps it."""
        held = next((one.key for one in self._buttons if one.hasFocus()), "")
        place = next((n for n, one in enumerate(self._buttons) if one.hasFocus()), 0)
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = [PresetButton(entry, self._icons) for entry in entries]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            button.wished.connect(self.wished)
            button.dropped.connect(self.dropped)
            button.stepped.connect(self._on_step)
            button.put_before.connect(self._on_put)
            self._box.addWidget(button)
        self._say_who_is_stuck(entries)
        self.choose(self._used)
        if held and self._buttons:
            kept = next((one for one in self._buttons if one.key == held), None)
            heir = kept or self._buttons[min(place, len(self._buttons) - 1)]
            heir.show()  # now rather than with the next event, so that it can be given the keyboard
            heir.setFocus()

    def _say_who_is_stuck(self, entries: Sequence[PresetEntry]) -> None:
        """The first and the last of the pinned ones and of the others have nowhere to go: pinned ones stay first."""
        for place, button in enumerate(self._buttons):
            ways = ((Wish.UP, entries[:place][-1:]), (Wish.DOWN, entries[place + 1 : place + 2]))
            pinned = entries[place].pinned
            button.stuck = frozenset(wish for wish, there in ways if [one.pinned for one in there] != [pinned])

    def choose(self, preset_id: str) -> None:
        """Mark the preset from which the Send page is filled in; empty: none."""
        self._used = preset_id
        for one in self._buttons:
            one.setChecked(one.key == preset_id)

    @property
    def buttons(self) -> Sequence[PresetButton]:
        """The presets' buttons, in order."""
        return self._buttons

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, PresetButton):
            self.choose(self._used)  # a press marks it at once; whether it is used is told later
            self.wished.emit(button.key, Wish.USE)

    def _on_step(self, step: int) -> None:
        button = self.sender()
        if isinstance(button, PresetButton):
            place = self._buttons.index(button) + step
            if 0 <= place < len(self._buttons):
                self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_put(self, preset_id: str, lower: bool) -> None:
        button = self.sender()
        if not isinstance(button, PresetButton) or preset_id == button.key:
            return
        place = self._buttons.index(button) + lower
        self.moved.emit(preset_id, self._buttons[place].key if place < len(self._buttons) else "")
