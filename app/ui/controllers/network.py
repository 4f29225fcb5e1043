"""Does with the network's settings what the person asks, and says how it went."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.net.roots import Root
from app.core.services.api import Core
from app.core.services.network import ProxyChoice
from app.core.text import Text, text
from app.ui.spawn import Spawn
from app.ui.text import day, say, tr


class Network(QObject):
    """The network's settings, between the section that shows them and the core that keeps them.

    Signals:
        chosen: the :class:`ProxyChoice` in force. proxy_told, root_told: words, and whether it went well.
        roots_known: lines on the additional trusted certificates.
        busy_changed: a test is under way. found: lines of a test, each with whether it went well.
    """

    chosen = Signal(object)
    proxy_told = Signal(str, bool)
    roots_known = Signal(list)
    root_told = Signal(str, bool)
    busy_changed = Signal(bool)
    found = Signal(list)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def read(self) -> None:
        """Tell what is in force."""
        self.chosen.emit(self._core.network.choice)
        self._spawn(self._read_roots())

    def use(self, choice: ProxyChoice, password: str | None) -> None:
        """Go another way."""
        self._spawn(self._use(choice, password))

    def trust(self, path: Path) -> None:
        """Trust the authorities in a file."""
        self._spawn(self._trust(path))

    def distrust(self) -> None:
        """Trust the computer's own authorities alone."""
        self._spawn(self._distrust())

    def test(self) -> None:
        """Try whether the vendors' servers can be reached."""
        self.busy_changed.emit(True)
        self._spawn(self._test())

    async def _read_roots(self) -> None:
        self.roots_known.emit(_lines(await self._core.network.roots()))

    async def _use(self, choice: ProxyChoice, password: str | None) -> None:
        try:
            await self._core.network.use(choice, password)
        except SendoffError as error:
            self.proxy_told.emit(say(error.words), False)
            return
        self.chosen.emit(self._core.network.choice)
        self.proxy_told.emit(say(text("Taken over. What waited for the network tries again now.")), True)

    async def _trust(self, path: Path) -> None:
        try:
            found = await self._core.network.trust(path)
        except SendoffError as error:
            self.root_told.emit(say(error.words), False)
            return
        self.roots_known.emit(_lines(found))
        self.root_told.emit(say(_taken(found)), True)

    async def _distrust(self) -> None:
        try:
            await self._core.network.distrust()
        except SendoffError as error:
            self.root_told.emit(say(error.words), False)
            return
        await self._read_roots()
        self.root_told.emit(say(text("Only the certificates of this computer are trusted now.")), True)

    async def _test(self) -> None:
        try:
            findings = await self._core.network.test()
        finally:
            self.busy_changed.emit(False)
        self.found.emit([(finding.ok, say(finding.words)) for finding in findings])


def _lines(roots: Sequence[Root]) -> list[str]:
    now = time.time()
    return [
        tr("“{name}”, ended {day}", name=root.name, day=day(root.until, now))
        if root.ended(now)
        else tr("“{name}”, until {day}", name=root.name, day=day(root.until, now))
        for root in roots
    ]


def _taken(roots: Sequence[Root]) -> Text:
    return text("{n:count} certificate is trusted now.|{n:count} certificates are trusted now.", n=len(roots))
