"""Takes files that macOS hands over when they are opened with the program, or dropped on its icon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

Take = Callable[[Sequence[Path]], None]


class Application(QApplication):
    """The application, which takes such files from its start on, and keeps them until there is a window for them.

    Its own :meth:`event` meets a few events a minute; a filter would meet every event of every widget.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._waiting: list[Path] = []
        self._take: Take | None = None

    def hand_to(self, take: Take | None) -> None:
        """Give *take* the files that came and those that come; None: keep them again."""
        self._take = take
        if take is not None and self._waiting:
            waiting, self._waiting = self._waiting, []
            take(waiting)

    def event(self, event: QEvent) -> bool:
        """Take a file; everything else goes on."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._waiting.append(Path(event.file()))
            self.hand_to(self._take)
            return True
        return super().event(event)
