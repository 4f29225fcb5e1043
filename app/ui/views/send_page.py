"""The Send page: where to, which files, what the vendor needs to know, and one button that says what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.destination import Destination
from app.ui.views.drop_zone import DropZone
from app.ui.views.file_list import FileListView
from app.ui.views.parts import Elided, Sign, button, dress, hairline, label
from app.ui.views.repeats import Repeats
from app.ui.views.welcome import Welcome

_WIDEST = 880


class SendPage(QWidget):
    """Everything that one press of Send submits.

    Signals:
        send_wanted, save_wanted, clear_wanted: the buttons at the bottom.
        left_out_wanted: show the next file that is left out.
        mode_chosen: a mode's id.
    """

    send_wanted = Signal()
    save_wanted = Signal()
    clear_wanted = Signal()
    left_out_wanted = Signal()
    mode_chosen = Signal(str)

    def __init__(
        self, theme: Theme, icons: Icons, form: QWidget, key_panel: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._form, self._key_panel = form, key_panel
        self.welcome = Welcome(theme, icons)
        self.destination = Destination(theme, icons)
        self.drop_zone = DropZone(theme, icons)
        self.files = FileListView(theme, icons)
        self.repeats = Repeats(theme, icons)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._composer(theme, icons))
        self.send.clicked.connect(self.send_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self.show_left_out.clicked.connect(self.left_out_wanted)

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────

    def show_welcome(self, welcome: bool) -> None:
        """The choice of vendors, or the page itself."""
        self._stack.setCurrentIndex(0 if welcome else 1)

    def show_key_needed(self, needed: bool) -> None:
        """Ask for a key where the account would be, or show the account."""
        self._key_panel.setVisible(needed)
        self.destination.setVisible(not needed)

    def show_modes(self, modes: Sequence[tuple[str, str]], chosen: str) -> None:
        """The ways to send several files; hidden where there is one."""
        with QSignalBlocker(self.modes):
            self.modes.clear()
            for id_, words in modes:
                self.modes.addItem(words, id_)
            self.modes.setCurrentIndex(max(0, self.modes.findData(chosen)))
        self._mode_row.setVisible(len(modes) > 1)

    def show_form(self, has_fields: bool, heading: str) -> None:
        """Whether the vendor needs to know anything."""
        self._heading.setText(heading)
        self._heading.setVisible(has_fields)
        self._form.setVisible(has_fields)

    def show_file_count(self, files: int, words: str) -> None:
        """The line over the list."""
        self.summary.setText(words)
        self._summary_row.setVisible(files > 0)
        self.drop_zone.show_roomy(files == 0)

    def point_at(self, row: int | None) -> None:
        """Bring a file of the list into sight."""
        self.files.point_at(row)
        self._area.ensureWidgetVisible(self.files)

    def call_for_decision(self) -> None:
        """Bring the question about what was sent before into sight."""
        self._area.ensureWidgetVisible(self.repeats)
        self.repeats.call()

    def show_button(self, words: str, *, enabled: bool) -> None:
        """What the one button says, and whether it can be pressed."""
        self.send.setText(words.replace("&", "&&"))
        self.send.setAccessibleName(words)
        self.send.setEnabled(enabled)

    def show_note(self, words: str, icon: str = "", role: str = "muted", *, left_out: bool = False) -> None:
        """The line beside the button; *left_out*: it is about files, and a press on it shows which."""
        if not left_out and self.show_left_out.hasFocus():
            self.files.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_left_out.setText(words)
        self.show_left_out.setVisible(left_out)
        self.note.setVisible(not left_out)
        self.note.say(words)
        dress(self.note, role=role)
        self._note_sign.setVisible(bool(words and icon))
        self._note_sign.show_icon(icon or "info", role)

    # ── how it is built ───────────────────────────────────────────────────────────────────────────────

    def _composer(self, theme: Theme, icons: Icons) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._column())
        box.addWidget(self._area, 1)
        box.addWidget(hairline())
        box.addWidget(self._foot(theme, icons))
        return page

    def _column(self) -> QWidget:
        inner = QWidget()
        self._margins = QVBoxLayout(inner)
        self._margins.setSpacing(16)
        self._margins.addWidget(self.destination)
        self._margins.addWidget(self._key_panel)
        self._margins.addWidget(self.drop_zone)
        self._margins.addWidget(self._files_part())
        self._margins.addWidget(self._modes_part())
        self._heading = label("", size="large", semibold=True)
        self._margins.addWidget(self._heading)
        self._margins.addWidget(self._form)
        self._margins.addStretch(1)
        self._fit()
        return inner

    def _files_part(self) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._summary_row = QWidget()
        row = QHBoxLayout(self._summary_row)
        row.setContentsMargins(0, 0, 0, 4)
        self.summary = label("", semibold=True)
        self.clear = button(tr("Remove all"), "link", name=tr("Remove all files from the list"))
        row.addWidget(self.summary, 1)
        row.addWidget(self.clear)
        box.addWidget(self._summary_row)
        box.addWidget(self.files)
        box.addWidget(self.repeats)
        self._summary_row.hide()
        return part

    def _modes_part(self) -> QWidget:
        self._mode_row, self.modes = _choice_row(tr("How to send them"))
        self.modes.activated.connect(self._mode)
        self._mode_row.hide()
        return self._mode_row

    def _foot(self, theme: Theme, icons: Icons) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(8)
        self.save = button(tr("Save as preset…"), "quiet")
        icons.wear(self.save, "save", "muted", size=16)
        self.note = Elided()
        self.note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._note_sign = Sign(theme, icons, 16)
        self._note_sign.hide()
        self.show_left_out = button("", "link", name=tr("Show the next file that is left out"))
        self.show_left_out.setToolTip(tr("Show the next file that is left out"))
        dress(self.show_left_out, role="error")
        self.show_left_out.hide()
        self.send = button(tr("Send"), "primary")
        self.send.setToolTip(tr("Ctrl+Return"))
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self._note_sign)
        row.addWidget(self.note, 100)
        row.addWidget(self.show_left_out)
        row.addSpacing(8)
        row.addWidget(self.send)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column readable on a wide window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        side = max(24, (self.width() - _WIDEST) // 2)
        self._margins.setContentsMargins(side, 20, side, 20)

    def _mode(self, index: int) -> None:
        self.mode_chosen.emit(str(self.modes.itemData(index)))


def _choice_row(caption: str) -> tuple[QWidget, QComboBox]:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    words, combo = label(caption, "muted"), QComboBox()
    combo.setAccessibleName(caption)
    words.setBuddy(combo)
    row.addWidget(words)
    row.addWidget(combo)
    row.addStretch(1)
    return whole, combo
