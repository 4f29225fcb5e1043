"""Everything the window can be told by keyboard, in one place, with the keys' names for the help page."""

from __future__ import annotations

import sys

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.text import tr


class Actions:
    """The window's actions; they work on every page."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._all: list[QAction] = []
        self.choose_files = self._add(tr("Choose files"), QKeySequence(QKeySequence.StandardKey.Open))
        self.choose_folder = self._add(tr("Choose a folder"), QKeySequence("Ctrl+Shift+O"))
        self.paste = self._add(tr("Paste files"), QKeySequence(QKeySequence.StandardKey.Paste))
        self.send = self._add(tr("Send"), QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter"))
        self.save_preset = self._add(tr("Save as a preset"), QKeySequence(QKeySequence.StandardKey.Save))
        self.presets = [self._preset(number) for number in range(1, 10)]
        self.send_page = self._add(tr("Go to Send"), QKeySequence("Ctrl+1"))
        self.transfers_page = self._add(tr("Go to Transfers"), QKeySequence("Ctrl+2"))
        self.history_page = self._add(tr("Go to History"), QKeySequence("Ctrl+3"))
        self.search = self._add(tr("Search"), QKeySequence(QKeySequence.StandardKey.Find))
        self.pause_all = self._add(tr("Pause or resume all"), QKeySequence("Ctrl+P"))
        self.undo = self._add(tr("Undo"), QKeySequence("Ctrl+Z"))
        self.settings = self._add(tr("Settings"), QKeySequence("Ctrl+,"))
        self.help = self._add(tr("Help"), QKeySequence(QKeySequence.StandardKey.HelpContents), QKeySequence("F1"))
        self.quit = self._add(tr("Quit"), QKeySequence("Ctrl+Q"))

    def keys(self) -> list[tuple[str, str]]:
        """What each action does, and its keys as they are called here."""
        native = QKeySequence.SequenceFormat.NativeText
        numbers = frozenset(self.presets)
        shown = [(a.text(), a.shortcuts()[0].toString(native)) for a in self._all if a.shortcuts() and a not in numbers]
        first, last = (self.presets[n].shortcuts()[0].toString(native) for n in (0, -1))
        return [
            *shown,
            (tr("Use the first to the ninth preset"), f"{first} … {last}"),
            (tr("Move the chosen preset up or down"), QKeySequence("Alt+Up").toString(native)),
            (tr("Remove the chosen file or transfer"), QKeySequence("Del").toString(native)),
            (tr("Change the name a file is sent under"), QKeySequence("F2").toString(native)),
        ]

    def _preset(self, number: int) -> QAction:
        # With Ctrl and Alt together, Windows types braces and brackets on many keyboards; on a Mac, Alt types letters.
        keys = "Ctrl+Alt" if sys.platform == "darwin" else "Alt"
        action = self._add(tr("Use preset {n}", n=number), QKeySequence(f"{keys}+{number}"))
        action.setData(number)
        return action

    def _add(self, words: str, *keys: QKeySequence) -> QAction:
        action = QAction(words, self._window)
        known: list[QKeySequence] = []
        for key in keys:
            if not key.isEmpty() and key not in known:
                known.append(key)
        action.setShortcuts(known)
        self._window.addAction(action)
        self._all.append(action)
        return action
