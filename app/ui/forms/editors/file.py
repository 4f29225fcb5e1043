"""An extra file beside the uploaded ones: chosen, dropped or typed; its path is the value."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeDatabase, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.ui.forms.editor import Maker, small_button
from app.ui.forms.editors.line import LineEditor
from app.ui.text import tr
from app.ui.views.drop_zone import paths_in


def fit(field: Field) -> int:
    """Fits files, raw or in base64."""
    return 5 if field.kind in (Kind.FILE, Kind.BYTES) else -1


class FileEditor(LineEditor):
    """A line with a path in it, and a file chooser that does not hold up the program."""

    def __init__(self, field: Field, make: Maker, parent: QWidget | None = None) -> None:
        self._choose: QPushButton | None = None
        super().__init__(field, make, parent)
        self.setAcceptDrops(True)
        self.line.setAcceptDrops(False)  # the whole editor takes the file, not the line its address
        if not self.line.placeholderText():
            self.line.setPlaceholderText(tr("No file chosen"))

    def parse(self, words: str) -> Json:
        """The path, without the blanks and quotes that copying a path brings along."""
        return words.strip().strip('"')

    def set_name(self, name: str) -> None:
        """Name the line and its button."""
        super().set_name(name)
        if self._choose is not None:
            self._choose.setAccessibleName(tr("Choose a file for {name}", name=name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the first file's path into the line."""
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._take(str(paths[0]))

    def _extras(self) -> tuple[QWidget, ...]:
        self._choose = small_button(self, tr("Choose…"))
        self._choose.clicked.connect(self._open_chooser)
        return (self._choose,)

    def _open_chooser(self) -> None:
        here = Path(self.line.text())
        chooser = QFileDialog(self, tr("Choose a file for {name}", name=self._name), str(here.parent))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        filters = name_filters(self.field.media_types)
        if filters:
            chooser.setNameFilters([*filters, tr("All files") + " (*)"])
        chooser.fileSelected.connect(self._take)
        chooser.open()

    def _take(self, path: str) -> None:
        self.line.setText(path)
        self._settle()


def name_filters(media_types: tuple[str, ...]) -> list[str]:
    """What a file chooser shows for these media types; none of them known: an empty list."""
    known = QMimeDatabase()
    types = (known.mimeTypeForName(name.strip()) for name in media_types)
    return [found.filterString() for found in types if found.isValid() and not found.isDefault()]
