"""The window's life on the desktop: everything outside its frame is made and connected here."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.ui.desktop.guests import Guests
from app.ui.shell import Shell

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class Presence(QObject):
    """The desktop's side of the window.

    Args:
        address: where another copy of Sendoff on the same data finds this one.
        spawn: runs a coroutine as a task that is owned, and whose error is logged.
    """

    def __init__(self, shell: Shell, address: str, spawn: Spawn) -> None:
        super().__init__(shell)
        self._shell = shell
        self._guests = Guests(shell.core, spawn, address, self)
        self._guests.came.connect(self._on_guest)

    def close(self) -> None:
        """Leave the desktop as it was."""
        self._guests.close()

    def come_forward(self, token: str = "") -> None:
        """Bring the window to the front, wherever it is; *token* is what a Wayland desktop wants for that."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there, and away
        window = self._shell.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()

    def _on_guest(self, paths: list[Path], token: str) -> None:
        self._shell.add_paths(paths)
        self.come_forward(token)
