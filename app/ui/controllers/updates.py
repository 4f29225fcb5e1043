"""Does about newer versions what the person asks, and says how it went."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.core.errors import InputError
from app.core.services.announcement import Package
from app.core.services.api import Core
from app.core.services.updates import Source
from app.ui.spawn import Spawn
from app.ui.text import say

_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


class Updates(QObject):
    """Newer versions, between the section of the settings and the core that asks for them.

    Signals:
        known: an :class:`app.core.services.updates.UpdateState`, whenever it changed.
        told: words, and whether it went well.
        busy_changed: somebody is being asked.
    """

    known = Signal(object)
    told = Signal(str, bool)
    busy_changed = Signal(bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def read(self) -> None:
        """Tell what is known, and begin to ask where that is wished."""
        self._core.updates.start()

    def refresh(self) -> None:
        """Something else is known."""
        self.known.emit(self._core.updates.state)

    def use(self, source: Source) -> None:
        """Ask somebody else."""
        try:
            self._core.updates.use(source)
        except InputError as error:
            self.told.emit(say(error.words), False)
        else:
            self.told.emit("", True)

    def switch(self, on: bool) -> None:
        """Ask once a day, or never."""
        try:
            self._core.updates.switch(on)
        except InputError as error:
            self.told.emit(say(error.words), False)
            self.refresh()
        else:
            self.told.emit("", True)

    def put_off(self) -> None:
        """Be quiet about the version that is there."""
        self._core.updates.put_off()

    def look(self) -> None:
        """Ask now."""
        self.busy_changed.emit(True)
        self._spawn(self._look())

    def open_notes(self) -> None:
        """Show in the browser what is new; the address was signed."""
        newer = self._core.updates.state.newer
        if newer is not None:
            QDesktopServices.openUrl(QUrl(newer.notes))

    async def _look(self) -> None:
        try:
            words = await self._core.updates.look()
        finally:
            self.busy_changed.emit(False)
        self.told.emit(say(words), True)


def for_this_system(packages: tuple[Package, ...]) -> list[Package]:
    """The files that are for the system that this runs on."""
    return [package for package in packages if package.system == _SYSTEMS.get(sys.platform)]
