"""Counts how the transfers at many rows stand, some of them with each turn of the loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.transfer import State
from app.ui.models.queue_rows import QueueRows, Run


class Counting(QObject):
    """One count at a time: another one takes the place of the last.

    Signals:
        counted: a Counter of states, when all rows were looked at.
    """

    counted = Signal(object)

    def __init__(self, model: QueueRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._left: Iterator[Counter[State]] = iter(())
        self._found = Counter[State]()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._go_on)

    def begin(self, rows: Sequence[Run]) -> None:
        """Count the transfers at these runs of rows."""
        self._left = self._model.counting(rows)
        self._later.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._later.stop()

    def _go_on(self) -> None:
        found = next(self._left, None)
        if found is None:
            self.counted.emit(self._found)
        else:
            self._found = found
            self._later.start()
