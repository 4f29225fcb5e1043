"""Asks which folder a preset is to watch, and what becomes of the files in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QSpinBox, QWidget

from app.core.preset import After, FolderWatch, Preset
from app.core.text import Text
from app.ui.as_written import tip
from app.ui.dialogs.plain import PlainDialog
from app.ui.dialogs.status import StatusLine
from app.ui.forms.labels import plain_label
from app.ui.text import tr
from app.ui.views.parts import give_room

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dialog has to know of the preset's vendor.

    Attributes:
        costs: sending costs something. *rows*: it is counted in rows, else in files.
    """

    costs: bool = False
    rows: bool = False


class WatchDialog(PlainDialog):
    """The folder, what happens afterwards, and up to what costs are not asked about.

    Signals:
        folder_wanted: let the person choose one; answer with :meth:`show_folder`, then with :meth:`show_present`
            or :meth:`show_problem`.
        chosen: a preset's id, the :class:`FolderWatch`, and whether the files that are there are sent, too.
        ended: a preset's id: its folder is watched no more.
    """

    folder_wanted = Signal()
    chosen = Signal(str, object, bool)
    ended = Signal(str)

    def __init__(self, preset: Preset, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(tr("Watch a folder"), parent, width=460)
        self._preset, known = preset, preset.watch
        self.preset_id = preset.id
        self._folder = known.folder if known is not None else None
        words = tr(
            "While Sendoff is open, new files in this folder are sent with “{preset}”, each once, as soon as they are "
            "whole. What comes while it is closed follows at the next start. Hidden, temporary and unfinished files "
            "are left alone.",
            preset=preset.name,
        )
        self.say(words, "muted")
        self._add_folder()
        self.problem = StatusLine(self)
        self.body.addWidget(self.problem)
        self.present = QCheckBox(self)
        self.present.hide()
        self.body.addWidget(self.present)
        self._add_afterwards(known)
        self.limit = self._add_limit(terms, known)
        if preset.ask:
            self.say(
                tr("This preset asks for something each time: new files wait until you have filled it in."), "info"
            )
        if known is not None:
            self.stop = self.left_button(tr("Stop watching"), kind="danger")
            self.stop.clicked.connect(self._on_stop)
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Save") if known is not None else tr("Watch this folder"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_yes)
        self._show_path()
        (self.choose if known is None else self.yes).setFocus()

    def show_folder(self, folder: Path) -> None:
        """This folder was chosen."""
        self._folder = folder
        self.problem.show_words(None)
        self.present.hide()
        self.present.setChecked(False)
        self._show_path()

    def show_present(self, folder: Path, count: int) -> None:
        """So many files lie in *folder* already."""
        known = self._preset.watch
        if count and folder == self._folder and (known is None or known.folder != folder):
            words = tr(
                "Also send the {n:count} file that is there now|Also send the {n:count} files that are there now",
                n=count,
            )
            self.present.setText(words)
            self.present.setAccessibleName(words)
            self.present.show()

    def show_problem(self, folder: Path, words: Text) -> None:
        """*folder* cannot be watched, and why."""
        if folder == self._folder:
            self.problem.show_words(words, "error")
            self.yes.setEnabled(False)

    def _add_folder(self) -> None:
        label = plain_label(tr("Folder"), "", self)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = QLineEdit(self)
        self.path.setReadOnly(True)
        self.path.setAccessibleName(tr("The folder to watch"))
        self.path.setPlaceholderText(tr("None chosen yet"))
        label.setBuddy(self.path)
        self.choose = QPushButton(tr("Choose a folder…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.folder_wanted)
        row.addWidget(self.path, 1)
        row.addWidget(self.choose)
        self.body.addWidget(label)
        self.body.addLayout(row)

    def _add_afterwards(self, known: FolderWatch | None) -> None:
        self.body.addWidget(plain_label(tr("When a file was sent"), "", self))
        self.leave = QRadioButton(tr("Leave it where it is"), self)
        self.move_away = QRadioButton(tr("Move it into the folder “sent”, or “failed”, in there"), self)
        moves = known is not None and known.after is After.MOVE
        self.leave.setChecked(not moves)
        self.move_away.setChecked(moves)
        self.body.addWidget(self.leave)
        self.body.addWidget(self.move_away)

    def _add_limit(self, terms: Terms, known: FolderWatch | None) -> QSpinBox | None:
        """How much may be charged without asking; nothing where nothing costs."""
        if not terms.costs:
            return None
        label = plain_label(
            tr("Sending costs something. Rows sent in 24 hours without asking:")
            if terms.rows
            else tr("Sending costs something. Files sent in 24 hours without asking:"),
            "",
            self,
        )
        limit = QSpinBox(self)
        limit.setRange(0, _MOST)
        limit.setGroupSeparatorShown(True)
        limit.setSpecialValueText(tr("None: always ask"))
        limit.setValue(known.unasked if known is not None else 0)
        limit.setAccessibleName(label.text())
        give_room(limit)
        label.setBuddy(limit)
        self.body.addWidget(label)
        self.body.addWidget(limit)
        self.say(tr("What goes beyond that waits for your go-ahead, with its cost."), "help")
        return limit

    def _show_path(self) -> None:
        path = str(self._folder) if self._folder is not None else ""
        self.path.setText(path)
        self.path.setToolTip(tip(path))
        self.path.end(False)  # of a long path, the end says most
        self.yes.setEnabled(self._folder is not None)

    def _on_yes(self) -> None:
        if self._folder is None:
            return
        self.accept()
        after = After.MOVE if self.move_away.isChecked() else After.LEAVE
        on = self._preset.watch is None or self._preset.watch.on
        wish = FolderWatch(self._folder, on, after, self.limit.value() if self.limit is not None else 0)
        self.chosen.emit(self._preset.id, wish, self.present.isChecked())

    def _on_stop(self) -> None:
        self.accept()
        self.ended.emit(self._preset.id)
