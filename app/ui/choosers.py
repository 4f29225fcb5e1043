"""The system's own dialogs for choosing files and places; opened, never waited for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.text import tr


class Chooser(QObject):
    """Opens a dialog for files to be sent, or for one path that somebody wants.

    Signals:
        chosen: the paths that were picked to be sent.
    """

    chosen = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def files(self, suffixes: tuple[str, ...] = ()) -> None:
        """Pick files, one or many; those with *suffixes* come first."""
        dialog = self._dialog(tr("Choose files"), QFileDialog.FileMode.ExistingFiles)
        if suffixes:
            fitting = " ".join(f"*{suffix}" for suffix in suffixes)
            dialog.setNameFilters([tr("Files it takes ({kinds})", kinds=fitting), tr("All files") + " (*)"])
        dialog.filesSelected.connect(self._picked)
        dialog.open()

    def folder(self) -> None:
        """Pick a folder with everything in it."""
        dialog = self._dialog(tr("Choose a folder"), QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._picked)
        dialog.open()

    def one_folder(self, take: Callable[[Path], None]) -> None:
        """Pick a folder for something else than sending it, and have it taken."""
        dialog = self._dialog(tr("Choose a folder"), QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(partial(_hand_over, take))
        dialog.open()

    def one(self, title: str, kinds: str, take: Callable[[Path], None]) -> None:
        """Pick one file, of *kinds* unless the person wants to see all, and have it taken."""
        dialog = self._dialog(title, QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([kinds, tr("All files") + " (*)"])
        dialog.filesSelected.connect(partial(_hand_over, take))
        dialog.open()

    def place(self, suggested: str, save: Callable[[Path], None]) -> None:
        """Pick where to save something, and have it saved there."""
        dialog = self._dialog(tr("Save as"), QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # A name that a server suggests is never a path.
        name = Path(suggested.replace("\\", "/")).name
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))  # for a name that is typed without any
        dialog.selectFile(name)
        dialog.filesSelected.connect(partial(_hand_over, save))
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _picked(self, names: list[str]) -> None:
        self.chosen.emit([Path(name) for name in names])


def _hand_over(take: Callable[[Path], None], names: list[str]) -> None:
    if names:
        take(Path(names[0]))
