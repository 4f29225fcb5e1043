"""Where files come in: drop them, choose them, paste them; all of it by keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.parts import Sign, button, label


class DropZone(QWidget):
    """A friendly frame with two buttons; it lights up while files are held over the window.

    Signals:
        files_wanted, folder_wanted: open a chooser.
    """

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lit = False
        theme.changed.connect(self.update)
        self.setAccessibleName(tr("Place to drop files"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addStretch(1)
        self._row: QBoxLayout = QHBoxLayout()
        self._row.setSpacing(12)
        self._sign = Sign(theme, icons, 20)
        self._sign.show_icon("upload", "accent")
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = label(tr("Drop files or folders here"), semibold=True, wrap=True)
        self.hint = label("", "muted", size="small", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        self.files = button(tr("Choose files…"))
        self.files.clicked.connect(self.files_wanted)
        self.folder = button(tr("Choose folder…"))
        self.folder.clicked.connect(self.folder_wanted)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.files, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(self._row)
        outer.addStretch(1)
        self.show_roomy(True)

    def show_hint(self, words: str) -> None:
        """What the vendor takes, in a line."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def show_roomy(self, roomy: bool) -> None:
        """Large while there are no files yet, a strip above the list afterwards."""
        self.setMinimumHeight(128 if roomy else 68)

    def light_up(self, lit: bool) -> None:
        """Files are over the window, or left it."""
        if lit != self._lit:
            self._lit = lit
            self.title.setText(tr("Let go to add them") if lit else tr("Drop files or folders here"))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent" if self._lit else "edge"), 2 if self._lit else 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("accent_soft" if self._lit else "soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()


def paths_in(data: QMimeData | None) -> Sequence[Path]:
    """The local files and folders in what was dropped or pasted; whole lines of file names count too.

    The disk is not asked here, since it may be slow to answer: what is not there is said where files are looked at.
    """
    if data is None:
        return ()
    if data.hasUrls():
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if data.hasText():
        lines = [Path(line.strip().strip('"')) for line in data.text().splitlines() if line.strip()]
        return lines if all(line.is_absolute() for line in lines) else ()
    return ()
