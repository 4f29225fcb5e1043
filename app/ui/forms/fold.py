"""A heading that opens and closes what is under it; the content is made when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget


class Fold(QWidget):
    """A foldable part of a form, closed at first. Put the content into :attr:`box` when it is opened.

    Signals:
        opened: before the content is shown, each time.
    """

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self._title = title
        self._button = QPushButton(self)
        self._button.setAccessibleName(title)
        self._button.setCheckable(True)
        self._button.setAutoDefault(False)
        self._button.setProperty("kind", "quiet")
        self._show_sign()
        self._button.toggled.connect(self._on_toggled)
        self.inside = QWidget(self)
        self.inside.hide()
        self.box = QVBoxLayout(self.inside)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        whole.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.inside)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._button.isChecked()

    def open(self) -> None:
        """Show the content."""
        self._button.setChecked(True)

    def _show_sign(self) -> None:
        closed = "◂ " if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "▸ "
        self._button.setText(("▾ " if self._button.isChecked() else closed) + self._title)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.opened.emit()
        self._show_sign()
        self.inside.setVisible(on)
