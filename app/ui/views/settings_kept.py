"""The settings' section on where things are kept: keys, queue, presets, logs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.views.parts import Elided, button, icon_button, label
from app.ui.views.settings_section import Section, lines


class KeptSection(Section):
    """What lies where.

    Signals:
        accounts_wanted: manage accounts and keys.
        copy_wanted: text for the clipboard.
        share_wanted: write all presets as a file. take_wanted: add presets from a file.
    """

    accounts_wanted = Signal()
    copy_wanted = Signal(str)
    share_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(tr("Where things are kept"), parent)
        self._icons = icons
        self._kept = QGridLayout()
        self._kept.setHorizontalSpacing(16)
        self._kept.setVerticalSpacing(8)
        self._kept.setColumnStretch(1, 1)
        self.box.addLayout(self._kept)
        self.accounts = button(tr("Manage accounts and keys…"))
        self.accounts.clicked.connect(self.accounts_wanted)
        self.share = button(tr("Save all presets as a file…"))
        self.share.clicked.connect(self.share_wanted)
        self.take = button(tr("Add presets from a file…"))
        self.take.clicked.connect(self.take_wanted)
        for made in (self.accounts, self.share, self.take):
            self.box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)

    def show_kept(self, places: Sequence[tuple[str, str, bool]]) -> None:
        """Where things are kept: what, where, and whether the place can be copied."""
        while (item := self._kept.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (what, where, copied) in enumerate(places):
            side = Qt.AlignmentFlag.AlignVCenter if copied else Qt.AlignmentFlag.AlignTop
            self._kept.addWidget(label(what, "muted"), row, 0, side)
            words = Elided(where, middle=True) if copied else lines(where)
            self._kept.addWidget(words, row, 1)
            if copied:
                made = icon_button(self._icons, "copy", tr("Copy {what}", what=what))
                made.setProperty("copy", where)
                made.clicked.connect(self._copy)
                self._kept.addWidget(made, row, 2)

    def _copy(self) -> None:
        self.copy_wanted.emit(str(self.sender().property("copy")))
