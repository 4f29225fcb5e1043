"""Looking at a vendor before it is trusted, taking it in, and writing one as a file for others."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.providers.model import Provider
from app.core.services.api import Core
from app.core.services.provider_snapshot import Snapshot
from app.ui.spawn import Spawn


class Vendors(QObject):
    """Reads, adds and shares vendors.

    Signals:
        found: a place, the :class:`Snapshot` of what lies there, and notes on it. failed: a place, and a Text.
        added: the :class:`Snapshot` that is kept now. refused: one that could not be kept, and a Text.
        told: a Text, and whether it is good news.
    """

    found = Signal(object, object, list)
    failed = Signal(object, object)
    added = Signal(object)
    refused = Signal(object, object)
    told = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def look(self, place: Path) -> None:
        """Read what lies at *place* without keeping it."""
        self._spawn(self._look(place))

    def add(self, found: Snapshot) -> None:
        """Keep what was found."""
        self._spawn(self._add(found))

    def share(self, provider_id: str, target: Path) -> None:
        """Write it as a file for others."""
        self._spawn(self._share(provider_id, target))

    async def _look(self, place: Path) -> None:
        try:
            found = await self._core.providers.look(place)
        except SendoffError as error:
            self.failed.emit(place, error.words)
        else:
            replaced = self._core.providers.replaced_by(found.provider)
            self.found.emit(place, found, [*([replaced] if replaced else []), *found.provider.warnings])

    async def _share(self, provider_id: str, target: Path) -> None:
        try:
            self.told.emit(await self._core.providers.share(provider_id, target), True)
        except SendoffError as error:
            self.told.emit(error.words, False)

    async def _add(self, found: Snapshot) -> None:
        try:
            await self._core.providers.add(found)
        except SendoffError as error:
            self.refused.emit(found, error.words)
        else:
            self.added.emit(found)


def hosts_of(provider: Provider) -> list[str]:
    """The hosts that a vendor's API is at."""
    hosts = [urlsplit(url).netloc or url for url, _ in provider.flow.server.choices]
    return list(dict.fromkeys(hosts))
