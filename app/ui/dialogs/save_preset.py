"""Asks for what a preset is besides the filled-in form: its name, what is asked each time, which files it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.core.preset import ANY_FILES, FileWishes
from app.core.schema.model import Field, Kind
from app.core.schema.placeholders import EXPLAINED
from app.core.services.presets import LONGEST
from app.ui.dialogs.plain import PlainDialog
from app.ui.forms.labels import plain_label
from app.ui.text import say, tr

_MOST_HEIGHT = 150  # px


@dataclass(frozen=True, slots=True)
class PresetWish:
    """What was chosen in the dialog."""

    name: str
    ask: tuple[str, ...] = ()
    files: FileWishes = ANY_FILES


class SavePresetDialog(PlainDialog):
    """A name and the rules, and a word of warning when there is such a preset already.

    Signals:
        named: the :class:`PresetWish`; its name is stripped and not empty.

    Args:
        fields: the form's, any of which can be asked for each time.
        known: what is ticked and filled in at first.
        editing: it is about *known* itself, which takes no other preset's place.
    """

    named = Signal(object)

    def __init__(
        self,
        taken: Sequence[str],
        fields: Sequence[Field] = (),
        known: PresetWish | None = None,
        parent: QWidget | None = None,
        *,
        editing: bool = False,
    ) -> None:
        super().__init__(tr("Edit the preset") if editing else tr("Save this as a preset"), parent, width=460)
        known = known or PresetWish("")
        self._editing = editing
        self._taken = frozenset(taken) - ({known.name} if editing else set())
        if editing:
            self.say(tr("To change what is filled in: Use it, fill in, then Update from the form."), "muted")
        else:
            self.say(tr("A preset remembers where the files go and what is filled in. It holds no key."), "muted")
        self.name = self._line(tr("Name"), tr("Name of the preset"), tr("For example May leads"), known.name)
        self.name.setMaxLength(LONGEST)
        self.warning = self.say("", "warn")
        self.warning.hide()
        self.ask = self._ask_boxes([field for field in fields if field.kind is not Kind.FIXED], known.ask)
        patterns = ", ".join(known.files.patterns)
        self.patterns = self._line(tr("Only files called"), tr("Only files called"), "*.csv, *.txt", patterns)
        self.file_name = self._line(
            tr("Send them as"), tr("The name they are sent under"), "{date} {file.stem}", known.files.name
        )
        self.file_name.setToolTip(say(EXPLAINED))
        self.file_name.setAccessibleDescription(say(EXPLAINED))
        self.folders = QCheckBox(tr("Look into folders"), self)
        self.folders.setChecked(known.files.folders)
        self.body.addWidget(self.folders)
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Save preset"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_save)
        self.name.textChanged.connect(self._on_typed)
        self._on_typed()
        self.name.selectAll()
        self.name.setFocus()

    def wish(self) -> PresetWish:
        """What is chosen now."""
        patterns = tuple(one.strip() for one in self.patterns.text().split(",") if one.strip())
        files = FileWishes(patterns, self.folders.isChecked(), self.file_name.text().strip())
        return PresetWish(self._typed(), tuple(key for key, box in self.ask.items() if box.isChecked()), files)

    def _line(self, words: str, name: str, example: str, value: str) -> QLineEdit:
        label = plain_label(words, "", self)
        line = QLineEdit(value, self)
        line.setPlaceholderText(example)
        line.setAccessibleName(name)
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)
        return line

    def _ask_boxes(self, fields: Sequence[Field], asked: Sequence[str]) -> dict[str, QCheckBox]:
        if not fields:
            return {}
        self.body.addWidget(plain_label(tr("Ask for these each time"), "", self))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        found = {}
        for field in fields:
            tick = QCheckBox(field.label.replace("&", "&&"), inner)
            tick.setAccessibleName(tr("Ask for {field} each time", field=field.label))
            tick.setChecked(field.key in asked)
            box.addWidget(tick)
            found[field.key] = tick
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the ticks in it
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedHeight(min(inner.sizeHint().height() + 8, _MOST_HEIGHT))
        self.body.addWidget(area)
        return found

    def _typed(self) -> str:
        return " ".join(self.name.text().split())

    def _on_typed(self) -> None:
        taken = self._typed() in self._taken
        replaces = taken and not self._editing
        self.yes.setEnabled(bool(self._typed()) and (replaces or not taken))
        self.yes.setText(tr("Replace preset") if replaces else tr("Save preset"))
        if replaces:
            self.warning.setText(tr("⚠ There is a preset of this name. It will be replaced."))
        else:
            self.warning.setText(tr("⚠ There is a preset of this name."))
        self.warning.setVisible(taken)

    def _on_save(self) -> None:
        if self._typed():
            self.accept()
            self.named.emit(self.wish())
