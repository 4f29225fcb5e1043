"""Adds a vendor from its file, a folder or an OpenAPI document, after saying whom it would talk to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.core.services.provider_bundle import SUFFIX
from app.core.text import Text, text
from app.ui.dialogs.plain import PlainDialog
from app.ui.dialogs.status import StatusLine
from app.ui.forms.words import unmarked
from app.ui.text import say, tr
from app.ui.views.drop_zone import paths_in


class AddProviderDialog(PlainDialog):
    """First a place, then what is in it, then trust.

    Signals:
        look_wanted: a file, a folder or a document was picked; answer with :meth:`show_found` or :meth:`set_message`.
        add_wanted: the person trusts what is shown.
    """

    look_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a vendor"), parent, width=560)
        self._path: Path | None = None
        self._busy = False
        self.setAcceptDrops(True)
        self.say(tr("Pick the vendor's OpenAPI document, or a file or folder that someone made for Sendoff."), "muted")
        self.body.addLayout(self._place_line())
        self.message = StatusLine(self)
        self.body.addWidget(self.message)
        self.found = self.say("")
        self.hosts = self.say("")
        self.notes = self.say("", "muted")
        self.trust = QCheckBox(tr("I trust this vendor with my files and my key"), self)
        self.trust.toggled.connect(self._on_trust)
        self.body.addWidget(self.trust)
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Add vendor"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_add)
        self._hide_found()

    def show_found(self, name: str, hosts: Sequence[str], notes: Sequence[Text] = ()) -> None:
        """Say what was found: the vendor's *name*, the *hosts* it would talk to, and what is odd about it."""
        self.message.show_words(None)
        self.found.setText(tr("This is {name}.", name=name))
        told = "\n".join(f"•  {host}" for host in hosts)
        self.hosts.setText(tr("Files and the key would go to:") + "\n" + told)
        self.notes.setText("\n".join(say(note) for note in notes))
        self.notes.setVisible(bool(notes))
        self.yes.setText(unmarked(tr("Add {name}", name=name)))
        for widget in (self.found, self.hosts, self.trust):
            widget.show()
        self.trust.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def is_about(self, place: Path) -> bool:
        """Whether *place* is what the person chose last: nobody is to trust one vendor and add another."""
        return place == self._path

    def look_at(self, place: Path) -> None:
        """Look at what lies at *place*, as if it had been picked here."""
        self._look(str(place))

    def set_message(self, words: Text, ok: bool) -> None:
        """Say how looking or adding went."""
        self.message.show_words(words, "ok" if ok else "error")

    def set_busy(self, busy: bool) -> None:
        """Whether something is being read or added just now."""
        for button in (self.folder, self.document):
            button.setEnabled(not busy)
        if busy:
            self.message.show_words(text("Reading…"))
        self._busy = busy
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, folder or document."""
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the first thing that was dropped."""
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._look(str(paths[0]))

    def _place_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.place = QLineEdit(self)
        self.place.setPlaceholderText(tr("Folder or document"))
        self.place.setAccessibleName(tr("Folder or document"))
        self.place.returnPressed.connect(self._on_typed)
        self.document = QPushButton(tr("Document…"), self)
        self.document.setAccessibleName(tr("Choose a document"))
        self.folder = QPushButton(tr("Folder…"), self)
        self.folder.setAccessibleName(tr("Choose a folder"))
        self.document.clicked.connect(self._on_document)
        self.folder.clicked.connect(self._on_folder)
        line.addWidget(self.place, 1)
        for button in (self.document, self.folder):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line

    def _hide_found(self) -> None:
        for widget in (self.found, self.hosts, self.notes, self.trust):
            widget.hide()
        self.trust.setChecked(False)
        self.yes.setText(tr("Add vendor"))
        self._refresh()

    def _refresh(self) -> None:
        trusted = self.trust.isChecked() and not self.trust.isHidden()
        self.yes.setEnabled(self._path is not None and trusted and not self._busy)

    def _on_trust(self) -> None:
        self._refresh()

    def _look(self, place: str) -> None:
        self._path = Path(place)
        self.place.setText(place)
        self._hide_found()
        self.look_wanted.emit(self._path)

    def _on_typed(self) -> None:
        if self.place.text().strip():
            self._look(self.place.text().strip())

    def _on_document(self) -> None:
        chooser = QFileDialog(self, tr("Choose a document"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = f" (*{SUFFIX} *.yaml *.yml *.json)"
        chooser.setNameFilters([tr("Vendors' files and OpenAPI documents") + kinds, tr("All files") + " (*)"])
        self._open(chooser)

    def _on_folder(self) -> None:
        chooser = QFileDialog(self, tr("Choose a folder"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(chooser)

    def _open(self, chooser: QFileDialog) -> None:
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._look)
        chooser.open()

    def _on_add(self) -> None:
        if self._path is not None and self.yes.isEnabled():
            self.add_wanted.emit()
