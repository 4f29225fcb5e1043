"""The settings: how it looks, how many files go at once, and where things are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Choice
from app.ui.views.parts import Elided, button, icon_button, label

MOST_AT_ONCE = 32


class SettingsPage(QScrollArea):
    """A few choices in plain words.

    Signals:
        theme_chosen: a :class:`Choice`.
        at_once_chosen: how many files may go at once.
        accounts_wanted: manage accounts and keys.
        copy_wanted: text for the clipboard.
    """

    theme_chosen = Signal(object)
    at_once_chosen = Signal(int)
    accounts_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(32, 24, 32, 24)
        column = QWidget()
        column.setMaximumWidth(640)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(label(tr("Settings"), size="title", semibold=True))
        box.addSpacing(8)
        self._choices(box)
        box.addSpacing(24)
        box.addWidget(label(tr("Where things are kept"), size="large", semibold=True))
        self._kept = QGridLayout()
        self._kept.setHorizontalSpacing(16)
        self._kept.setVerticalSpacing(8)
        self._kept.setColumnStretch(1, 1)
        box.addLayout(self._kept)
        self.accounts = button(tr("Manage accounts and keys…"))
        self.accounts.clicked.connect(self._accounts)
        box.addSpacing(8)
        box.addWidget(self.accounts, 0, Qt.AlignmentFlag.AlignLeading)
        box.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        self.setWidget(inner)

    def show_theme(self, choice: Choice) -> None:
        """Which look is chosen."""
        self.theme.setCurrentIndex(max(0, self.theme.findData(choice.value)))

    def show_at_once(self, files: int) -> None:
        """How many files go at once."""
        self.at_once.blockSignals(True)
        self.at_once.setValue(files)
        self.at_once.blockSignals(False)

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
            words = Elided(where, middle=True) if copied else label(where, wrap=True)
            self._kept.addWidget(words, row, 1)
            if copied:
                made = icon_button(self._icons, "copy", tr("Copy {what}", what=what))
                made.setProperty("copy", where)
                made.clicked.connect(self._copy)
                self._kept.addWidget(made, row, 2)

    def _choices(self, box: QVBoxLayout) -> None:
        self.theme = QComboBox()
        self.theme.setAccessibleName(tr("Appearance"))
        for choice, words in (
            (Choice.SYSTEM, tr("As the system")),
            (Choice.LIGHT, tr("Light")),
            (Choice.DARK, tr("Dark")),
            (Choice.CONTRAST, tr("High contrast")),
        ):
            self.theme.addItem(words, choice.value)
        self.theme.activated.connect(self._theme)
        box.addLayout(_row(tr("Appearance"), "", self.theme))
        self.at_once = QSpinBox()
        self.at_once.setRange(1, MOST_AT_ONCE)
        self.at_once.setAccessibleName(tr("Files at once"))
        self.at_once.valueChanged.connect(self.at_once_chosen)
        help_words = tr("More is faster on a good line. A vendor that allows fewer gets fewer.")
        box.addLayout(_row(tr("Files at once"), help_words, self.at_once))

    def _theme(self, index: int) -> None:
        self.theme_chosen.emit(Choice(self.theme.itemData(index)))

    def _accounts(self) -> None:
        self.accounts_wanted.emit()

    def _copy(self) -> None:
        self.copy_wanted.emit(str(self.sender().property("copy")))


def _row(caption: str, help_words: str, control: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(2)
    title = label(caption)
    title.setBuddy(control)
    words.addWidget(title)
    if help_words:
        words.addWidget(label(help_words, "muted", size="small", wrap=True))
        control.setAccessibleDescription(help_words)
    row.addLayout(words, 1)
    control.setMinimumWidth(160)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
