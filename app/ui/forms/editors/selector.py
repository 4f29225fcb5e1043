"""Chooses one of several shapes: round buttons for up to three, a drop-down list for more."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from app.ui.forms.editors.combo import CalmCombo
from app.ui.forms.words import unmarked
from app.ui.text import tr

FEW = 3


class Selector(QWidget):
    """What both ways of choosing have in common.

    Signals:
        chosen: the person chose another entry.
    """

    chosen = Signal()

    @abstractmethod
    def index(self) -> int:
        """The chosen entry, -1 if none is."""

    @abstractmethod
    def choose(self, index: int) -> None:
        """Choose an entry, or none with -1, without telling :attr:`chosen`."""

    @abstractmethod
    def focus_target(self) -> QWidget:
        """What takes the keyboard."""

    @abstractmethod
    def set_name(self, name: str) -> None:
        """Give what can be focused its accessible name."""


class RadioSelector(Selector):
    """Round buttons beside each other."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        self._group = QButtonGroup(self)
        self._labels = tuple(labels)
        self._buttons: list[QRadioButton] = []
        for number, label in enumerate(labels):
            button = QRadioButton(unmarked(label), self)
            self._group.addButton(button, number)
            self._buttons.append(button)
            line.addWidget(button)
        line.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def index(self) -> int:
        """The pressed button."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Press a button, or release all."""
        self._group.setExclusive(False)
        for number, button in enumerate(self._buttons):
            button.setChecked(number == index)
        self._group.setExclusive(True)

    def focus_target(self) -> QWidget:
        """The pressed button, else the first."""
        return self._buttons[max(0, self.index())]

    def set_name(self, name: str) -> None:
        """Name each button by the field and its own words."""
        for button, label in zip(self._buttons, self._labels, strict=True):
            button.setAccessibleName(tr("{name}: {entry}", name=name, entry=label))


class ComboSelector(Selector):
    """A drop-down list whose first entry is "none yet"."""

    def __init__(self, labels: Sequence[str], required: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._combo = CalmCombo(self)
        self._combo.addItem(tr("Choose…") if required else tr("Not set"))
        self._combo.addItems(list(labels))
        self._combo.setMinimumWidth(240)
        line.addWidget(self._combo)
        self._combo.currentIndexChanged.connect(self._on_index)
        self._quiet = False

    def index(self) -> int:
        """The chosen entry."""
        return self._combo.currentIndex() - 1

    def choose(self, index: int) -> None:
        """Show an entry."""
        self._quiet = True
        self._combo.setCurrentIndex(index + 1)
        self._quiet = False

    def focus_target(self) -> QWidget:
        """The list."""
        return self._combo

    def set_name(self, name: str) -> None:
        """Name the list."""
        self._combo.setAccessibleName(name)

    def _on_index(self) -> None:
        if not self._quiet:
            self.chosen.emit()


def make_selector(labels: Sequence[str], required: bool, parent: QWidget) -> Selector:
    """The selector that suits so many *labels*."""
    if len(labels) <= FEW:
        return RadioSelector(labels, parent)
    return ComboSelector(labels, required, parent)
