"""A person's hand on the check's screen: a double-click, *Send to*, keys, and what stands in title bars."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.environment import SetupError
from installer.screen import Screen
from installer.windows.snapshot import windows_path
from installer.windows.wine import Wine

SEND_TO = r"C:\users\root\AppData\Roaming\Microsoft\Windows\SendTo\Sendoff.lnk"
_CLASSES = r"Software\Classes"
_OURS = (".sendoff-preset", ".sendoff-provider", "Sendoff.Preset", "Sendoff.Provider")
_PATIENCE = 60.0
"""Seconds until Wine has opened something."""


class Desk:
    """What Explorer would do, and the keyboard."""

    def __init__(self, wine: Wine, screen: Screen, folder: Path) -> None:
        self.screen = screen
        self._wine, self._folder = wine, folder

    def double_click(self, file: Path) -> None:
        """Open *file* with the program that is registered for its type."""
        self._open(windows_path(file))

    def send_to(self, *files: Path) -> None:
        """Choose Sendoff from the *Send to* menu of *files*: Windows gives them to the link."""
        self._open(SEND_TO, *(windows_path(file) for file in files))

    def press(self, keys: str) -> None:
        """Press keys, as in ``ctrl+Return``, in the window in front."""
        self._xdotool("key", keys)

    def sees(self, title: str) -> bool:
        """Whether a window of exactly this title is open."""
        return self._xdotool("search", "--onlyvisible", "--name", f"^{title}$").returncode == 0

    @contextmanager
    def classes_of_the_person(self) -> Iterator[None]:
        """What is registered for one person counts inside. Windows sees to that itself; Wine 8 looks at everybody's."""
        text = self._folder / "classes.reg"
        self._wine.run("reg", "export", rf"HKCU\{_CLASSES}", windows_path(text), "/y")
        registered = text.read_bytes().decode("utf-16").replace("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")
        text.write_bytes(registered.encode("utf-16"))
        self._wine.run("reg", "import", windows_path(text))
        try:
            yield
        finally:
            for name in _OURS:
                self._wine.run("reg", "delete", rf"HKLM\{_CLASSES}\{name}", "/f", allowed=(0, 1))

    def _open(self, *words: str) -> None:
        # What it opens holds its pipe, so only its own end is waited for.
        starting = self._wine.start("start", *words)
        if starting.wait(_PATIENCE) != 0:
            raise SetupError(f"Wine could not open {words[0]}: {starting.communicate()[0]}")

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["xdotool", *words], env={**os.environ, "DISPLAY": self.screen.display}, capture_output=True
        )
