"""Presets that go to other people, and what comes from them: presets, and vendors' files."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.preset_bundle import holds_presets, is_bundle
from app.core.services.preset_share import Incoming
from app.core.services.provider_bundle import is_provider_bundle
from app.core.text import text
from app.ui.spawn import Spawn


class PresetTraffic(QObject):
    """Tells presets and vendors among dropped files from files to be sent, takes presets in, and writes them out.

    Signals:
        arrived: a list of :class:`Incoming` to be shown and asked about. files: paths that are to be sent.
        vendors: paths of vendors' files, to be looked at and asked about.
        taken: presets were kept. told: a Text, and whether it went well.
    """

    arrived = Signal(list)
    files = Signal(list)
    vendors = Signal(list)
    taken = Signal()
    told = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    def sort(self, paths: Sequence[Path]) -> None:
        """Take presets among *paths* in, and pass on vendors and all others."""
        vendors = [path for path in paths if is_provider_bundle(path)]
        paths = [path for path in paths if path not in vendors]
        if vendors:
            self.vendors.emit(vendors)
        if any(is_bundle(path) or path.suffix.lower() == ".zip" for path in paths):
            self._spawn(self._sort(paths))
        elif paths:
            self.files.emit(list(paths))

    def look(self, path: Path) -> None:
        """See what presets there are in a file, a folder or a zip."""
        self._spawn(self._look([path]))

    def adopt(self, chosen: Sequence[tuple[Incoming, str]]) -> None:
        """Keep presets that came in, each with the id of the account to use; empty: none yet."""
        self._spawn(self._adopt(chosen))

    def export(self, preset_ids: Sequence[str], target: Path) -> None:
        """Write presets for others."""
        self._spawn(self._export(preset_ids, target))

    def suggested_name(self, preset_ids: Sequence[str]) -> str:
        """A file name for these presets; empty where they cannot be written, which is told."""
        try:
            return self._core.sharing.suggested_name(preset_ids)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return ""

    async def _sort(self, paths: Sequence[Path]) -> None:
        presets, others = list[Path](), list[Path]()
        for path in paths:
            zipped = path.suffix.lower() == ".zip" and await asyncio.to_thread(holds_presets, path)
            (presets if zipped or is_bundle(path) else others).append(path)
        if others:
            self.files.emit(others)
        if presets:
            await self._look(presets)

    async def _look(self, paths: Sequence[Path]) -> None:
        found: list[Incoming] = []
        for path in paths:
            try:
                found.extend(await self._core.sharing.look(path))
            except SendoffError as error:
                self.told.emit(error.words, False)
        if found:
            self.arrived.emit(found)

    async def _adopt(self, chosen: Sequence[tuple[Incoming, str]]) -> None:
        kept = 0
        try:
            for incoming, account_id in chosen:
                await self._core.sharing.adopt(incoming, account_id)
                kept += 1
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        finally:
            self.taken.emit()
        self.told.emit(text("{n:count} preset is added.|{n:count} presets are added.", n=kept), True)

    async def _export(self, preset_ids: Sequence[str], target: Path) -> None:
        try:
            self.told.emit(await self._core.sharing.export(preset_ids, target), True)
        except SendoffError as error:
            self.told.emit(error.words, False)
