"""Looking at a vendor's folder before it is trusted, and taking it in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.providers.model import Provider
from app.core.services.api import Core

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class Vendors(QObject):
    """Reads and adds vendors.

    Signals:
        found: the :class:`Provider` that lies at the place. added: a provider's id. failed: a Text.
    """

    found = Signal(object)
    added = Signal(str)
    failed = Signal(object)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def look(self, place: Path) -> None:
        """Read what lies at *place* without keeping it."""
        self._spawn(self._look(place))

    def add(self, place: Path) -> None:
        """Keep it."""
        self._spawn(self._add(place))

    async def _look(self, place: Path) -> None:
        try:
            self.found.emit(await self._core.providers.look(place))
        except SendoffError as error:
            self.failed.emit(error.words)

    async def _add(self, place: Path) -> None:
        try:
            provider = await self._core.providers.add(place)
        except SendoffError as error:
            self.failed.emit(error.words)
            return
        self.added.emit(provider.id)


def hosts_of(provider: Provider) -> list[str]:
    """The hosts that a vendor's API is at."""
    hosts = [urlsplit(url).netloc or url for url, _ in provider.flow.server.choices]
    return list(dict.fromkeys(hosts))
