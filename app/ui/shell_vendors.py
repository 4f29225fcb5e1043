"""Connects vendors that come from a file, and go into one, with the dialogs that ask about them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.services.provider_bundle import SUFFIX
from app.core.services.provider_snapshot import Snapshot
from app.core.text import Text
from app.ui.controllers.vendors import Vendors, hosts_of
from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.stage import Views


class VendorWiring(QObject):
    """Vendors at work.

    Signals:
        told: a Text, and whether it is good news. added: a new vendor's id.
    """

    told = Signal(object, bool)
    added = Signal(str)

    def __init__(self, vendors: Vendors, views: Views) -> None:
        super().__init__(views.window)
        self._vendors, self._views = vendors, views
        self._dialog: AddProviderDialog | None = None
        self._found: Snapshot | None = None
        self._waiting: deque[Path] = deque()
        vendors.found.connect(self._on_found)
        vendors.added.connect(self._on_added)
        vendors.failed.connect(self._on_failed)
        vendors.refused.connect(self._on_refused)
        vendors.told.connect(self.told)
        views.sidebar.add_wanted.connect(self.ask)
        views.sidebar.share_wanted.connect(self.share)
        views.send_page.welcome.add_wanted.connect(self.ask)

    def ask(self) -> None:
        """Ask for a vendor's file, folder or document."""
        self._open()

    def look_at(self, places: Sequence[Path]) -> None:
        """Look at vendors' files, one after the other, and ask about each."""
        self._waiting.extend(places)
        self._next()

    def share(self, provider_id: str) -> None:
        """Write a vendor as a file for others; the person chooses where."""
        self._views.chooser.place(f"{provider_id}{SUFFIX}", partial(self._vendors.share, provider_id))

    def _next(self) -> None:
        if self._dialog is None and self._waiting:
            self._open().look_at(self._waiting.popleft())

    def _open(self) -> AddProviderDialog:
        dialog = self._dialog = AddProviderDialog(self._views.window)
        dialog.look_wanted.connect(self._look)
        dialog.add_wanted.connect(self._add)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        return dialog

    def _look(self, place: Path) -> None:
        self._found = None
        if self._dialog is not None:
            self._dialog.set_busy(True)
        self._vendors.look(place)

    def _add(self) -> None:
        if self._dialog is not None and self._found is not None:
            self._dialog.set_busy(True)
            self._vendors.add(self._found)

    def _on_found(self, place: Path, found: Snapshot, notes: Sequence[Text]) -> None:
        if self._dialog is not None and self._dialog.is_about(place):
            self._found = found
            self._dialog.set_busy(False)
            self._dialog.show_found(found.provider.name, hosts_of(found.provider), notes)

    def _on_added(self, added: Snapshot) -> None:
        if self._dialog is not None and added is self._found:
            self._dialog.accept()
        self.added.emit(added.provider.id)

    def _on_failed(self, place: Path, words: Text) -> None:
        if self._dialog is not None and self._dialog.is_about(place):
            self._dialog.set_busy(False)
            self._dialog.set_message(words, False)

    def _on_refused(self, refused: Snapshot, words: Text) -> None:
        if self._dialog is not None and refused is self._found:
            self._dialog.set_busy(False)
            self._dialog.set_message(words, False)
        else:  # its dialog was closed meanwhile
            self.told.emit(words, False)

    def _on_closed(self) -> None:
        closed, self._dialog, self._found = self._dialog, None, None
        if closed is not None:
            closed.deleteLater()
        self._next()
