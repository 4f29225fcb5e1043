"""Saving, using and forgetting presets."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.model import Draft, PresetView
from app.core.text import text

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class PresetKeeper(QObject):
    """Does with presets what the person asks.

    Signals:
        changed: the names, in order. used: the :class:`PresetView`. told: a Text, and whether it went well.
    """

    changed = Signal(list)
    used = Signal(object)
    told = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn

    @property
    def names(self) -> list[str]:
        """All names, in order."""
        return [preset.name for preset in self._core.presets.all()]

    def read(self) -> None:
        """Tell the names."""
        self.changed.emit(self.names)

    def use(self, name: str) -> None:
        """Fill the Send page from a preset."""
        found = next((p for p in self._core.presets.all() if p.name == name), None)
        if found is None:
            return
        try:
            self._core.providers.get(found.provider_id)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        self.used.emit(found)

    def save(self, name: str, draft: Draft) -> None:
        """Keep everything but the files under *name*."""
        preset = PresetView(name, draft.provider_id, draft.account_id, dict(draft.values), draft.mode)
        self._spawn(self._do(self._core.presets.save(preset), name, saved=True))

    def remove(self, name: str) -> None:
        """Forget a preset."""
        self._spawn(self._do(self._core.presets.remove(name), name, saved=False))

    async def _do(self, work: Coroutine[Any, Any, None], name: str, *, saved: bool) -> None:
        try:
            await work
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        self.read()
        if saved:
            self.told.emit(text("Saved as the preset “{name}”.", name=name), True)
        else:
            self.told.emit(text("The preset “{name}” is deleted.", name=name), True)
