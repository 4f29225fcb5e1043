"""Saving, using, ordering and forgetting presets."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.copies import replace
from app.core.errors import SendoffError
from app.core.preset import Preset
from app.core.services.api import Core
from app.core.services.model import Draft
from app.core.services.watch_model import WatchView
from app.core.text import Text, text
from app.ui.spawn import Spawn


@dataclass(frozen=True, slots=True)
class PresetEntry:
    """A preset as lists show it; *problem*: why it cannot be applied just now; *watch*: how its folder stands."""

    id: str
    name: str
    pinned: bool = False
    problem: Text | None = None
    watch: WatchView | None = None


class PresetKeeper(QObject):
    """Does with presets what the person asks.

    Signals:
        changed: the :class:`PresetEntry` list, in order. used: the :class:`Preset`, and files to add to it.
        told: a Text, and whether it went well.
        undo_offered: a Text; :meth:`undo` brings back what was removed.
        mending_offered: a Text, and whether the preset was applied nevertheless; see :meth:`mend`.
    """

    changed = Signal(list)
    used = Signal(object, list)
    told = Signal(object, bool)
    undo_offered = Signal(object)
    mending_offered = Signal(object, bool)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._removed: Preset | None = None
        self._unfit, self._paths = "", list[Path]()

    @property
    def names(self) -> list[str]:
        """All names, in order."""
        return [preset.name for preset in self._core.presets.all()]

    def read(self) -> None:
        """Tell the presets."""
        presets, watches = self._core.presets, self._core.watches
        self.changed.emit(
            [
                PresetEntry(p.id, p.name, p.pinned, presets.standing(p.id).problem, watches.of(p.id))
                for p in presets.all()
            ]
        )

    # ── using ─────────────────────────────────────────────────────────────────────────────────────────

    def use(self, preset_id: str, paths: Sequence[Path] = ()) -> None:
        """Fill the Send page from a preset, and add files to it; one that does not fit is not applied at all."""
        try:
            preset = self._core.presets.get(preset_id)
            standing = self._core.presets.standing(preset_id)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        if standing.problem is None:
            self.used.emit(preset, list(paths))
            if standing.news is not None:
                self._offer_mending(preset_id, paths, standing.news, applied=True)
        elif standing.mendable:
            self._offer_mending(preset_id, paths, standing.problem, applied=False)
        else:
            self.told.emit(standing.problem, False)

    def use_number(self, number: int) -> None:
        """Use the *number*-th of the list, from 1; nothing happens where there is none."""
        presets = self._core.presets.all()
        if 1 <= number <= len(presets):
            self.use(presets[number - 1].id)

    def use_named(self, name: str, paths: Sequence[Path] = ()) -> None:
        """Use the preset of that name; say so where there is none."""
        found = self._core.presets.named(name)
        if found is None:
            self.told.emit(text("There is no preset “{name}”.", name=name), False)
        else:
            self.use(found.id, paths)

    def _offer_mending(self, preset_id: str, paths: Sequence[Path], words: Text, *, applied: bool) -> None:
        self._unfit, self._paths = preset_id, list(paths)
        self.mending_offered.emit(words, applied)

    def mend(self) -> None:
        """Bring the preset for which that was offered last up to date, and use it."""
        self._spawn(self._mend(self._unfit, self._paths))

    async def _mend(self, preset_id: str, paths: Sequence[Path]) -> None:
        try:
            await self._core.presets.bring_up_to_date(preset_id)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        self.read()
        self.use(preset_id, paths)

    # ── keeping ───────────────────────────────────────────────────────────────────────────────────────

    def save(self, preset: Preset) -> None:
        """Keep a preset under its name."""
        done = text("Saved as the preset “{name}”.", name=preset.name)
        self._spawn(self._do(self._core.presets.save(preset), done))

    def update(self, preset_id: str, draft: Draft) -> None:
        """Keep what is in the form now under the preset's name; what it asks for each time stays so."""
        known = self._core.presets.find(preset_id)
        if known is not None and known.provider_id != draft.provider_id:
            words = text("The form is for another vendor. The preset “{name}” stays as it is.", name=known.name)
            self.told.emit(words, False)
        elif known is not None:
            self.save(replace(known, account_id=draft.account_id, values=dict(draft.values), mode=draft.mode))

    def duplicate(self, preset_id: str) -> None:
        """Make a copy."""
        self._spawn(self._do(self._core.presets.duplicate(preset_id)))

    def rename(self, preset_id: str, name: str) -> None:
        """Give it another name."""
        self._spawn(self._do(self._core.presets.rename(preset_id, name)))

    def pin(self, preset_id: str, pinned: bool) -> None:
        """Let it stand before the others, or not."""
        self._spawn(self._do(self._core.presets.pin(preset_id, pinned)))

    def move(self, preset_id: str, before: str) -> None:
        """Put it before another one, or last."""
        self._spawn(self._do(self._core.presets.move(preset_id, before)))

    def step(self, preset_id: str, by: int) -> None:
        """Move it up (-1) or down (1) by one place among those that are pinned like it."""
        presets = self._core.presets.all()
        pinned = next((one.pinned for one in presets if one.id == preset_id), None)
        alike = [one.id for one in presets if one.pinned is pinned]
        if preset_id not in alike:
            return
        others = [one for one in alike if one != preset_id]
        place = alike.index(preset_id) + by
        if 0 <= place <= len(others):
            self.move(preset_id, others[place] if place < len(others) else "")

    def remove(self, preset_id: str) -> None:
        """Forget a preset; it can be brought back for as long as that is offered."""
        known = self._core.presets.find(preset_id)
        if known is not None:
            self._spawn(self._remove(known))

    def undo(self) -> None:
        """Bring back what was removed last."""
        if self._removed is not None:
            removed, self._removed = self._removed, None
            back = text("The preset “{name}” is back.", name=removed.name)
            self._spawn(self._do(self._core.presets.put_back(removed), back))

    async def _remove(self, preset: Preset) -> None:
        try:
            await self._core.presets.remove(preset.id)
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        self._removed = preset
        self.read()
        self.undo_offered.emit(text("The preset “{name}” is deleted.", name=preset.name))

    async def _do(self, work: Coroutine[Any, Any, object], done: Text | None = None) -> None:
        try:
            await work
        except SendoffError as error:
            self.told.emit(error.words, False)
            return
        self.read()
        if done is not None:
            self.told.emit(done, True)
