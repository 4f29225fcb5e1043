"""A field for a speed: megabytes a second, or no limit."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from app.core.services.bandwidth_plan import LEAST
from app.ui.text import tr
from app.ui.views.parts import give_room

MB = 1_000_000


class RateBox(QDoubleSpinBox):
    """Its lowest value stands for no limit.

    Signals:
        rate_chosen: the person chose another one; :attr:`rate` says which.
    """

    rate_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_room(self)
        self.setDecimals(2)
        self.setRange(0.0, 9999.0)
        self.setSuffix(tr(" MB/s"))
        self.setSpecialValueText(tr("No limit"))
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.setKeyboardTracking(False)  # half a number is no choice
        self.valueChanged.connect(self._chosen)

    @property
    def rate(self) -> int | None:
        """Bytes a second, or None."""
        return max(LEAST, round(self.value() * MB)) if self.value() else None

    def show_rate(self, rate: int | None) -> None:
        """Show a speed without telling about it."""
        with QSignalBlocker(self):
            self.setValue((rate or 0) / MB)

    def _chosen(self, _value: float) -> None:
        self.rate_chosen.emit()
