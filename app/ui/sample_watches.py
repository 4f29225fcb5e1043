"""Watched folders in memory: what a window shows of them, for pictures and tests."""

from __future__ import annotations

from pathlib import Path

from app.core.copies import replace
from app.core.events import Events, Notice, WatchesChanged
from app.core.flow.texts import may_charge
from app.core.preset import FolderWatch
from app.core.services.presets import PresetService
from app.core.services.providers import ProviderService
from app.core.services.watch_model import WatchStand, WatchView
from app.core.text import Text, text


class SampleWatches:
    """Watches nothing; stands as it is told to."""

    def __init__(self, events: Events, presets: PresetService, providers: ProviderService) -> None:
        self._events, self._presets, self._providers = events, presets, providers
        self.views: dict[str, WatchView] = {}
        self.present = 12
        self.sent_present: list[bool] = []

    def all(self) -> list[WatchView]:
        """Every watched folder."""
        return [view for one in self._presets.all() if (view := self.of(one.id)) is not None]

    def of(self, preset_id: str) -> WatchView | None:
        """How one stands."""
        return self.views.get(preset_id)

    def asks_for_costs(self, preset_id: str) -> bool:
        """As the real one says."""
        preset = self._presets.get(preset_id)
        return may_charge(self._providers.get(preset.provider_id).flow, preset.mode)

    async def count(self, preset_id: str, folder: Path) -> int:
        """Always as many."""
        await self._presets.must_be_unwatched(folder, preset_id)
        return self.present

    async def watch(self, preset_id: str, wish: FolderWatch, *, send_present: bool = False) -> None:
        """Keep it with the preset."""
        preset = await self._presets.set_watch(preset_id, wish)
        self.sent_present.append(send_present)
        words = text("New files in {folder} are sent.", folder=str(wish.folder))
        self.put(WatchView(preset.id, preset.name, wish.folder, WatchStand.WATCHING, words))

    def begin(self, preset_id: str, folder: Path) -> None:
        """Have a preset watch a folder from the start."""
        name = self._presets.get(preset_id).name
        words = text("New files in {folder} are sent.", folder=str(folder))
        self.views[preset_id] = WatchView(preset_id, name, folder, WatchStand.WATCHING, words)

    async def forget(self, preset_id: str) -> None:
        """No more."""
        await self._presets.set_watch(preset_id, None)
        self.views.pop(preset_id, None)
        self._events.publish(WatchesChanged(preset_id))

    async def pause(self, preset_id: str, paused: bool) -> None:
        """Stand so."""
        stand = WatchStand.PAUSED if paused else WatchStand.WATCHING
        self.put(replace(self.views[preset_id], stand=stand))

    async def leave_out(self, preset_id: str) -> None:
        """Nothing waits any more."""
        self.put(replace(self.views[preset_id], stand=WatchStand.WATCHING, waiting=()))
        self._events.publish(Notice("go-ahead", text("Nothing waits."), preset_id, over=True))

    def put(self, view: WatchView) -> None:
        """Have it stand so, and tell it."""
        self.views[view.preset_id] = view
        self._events.publish(WatchesChanged(view.preset_id))

    def ask(self, preset_id: str, words: Text, *files: Path) -> None:
        """Files of a watched folder wait for the person."""
        preset = self._presets.get(preset_id)
        folder = files[0].parent if files else Path("/")
        self.put(WatchView(preset_id, preset.name, folder, WatchStand.ASKING, words, files))
        self._events.publish(Notice("go-ahead", words, preset_id))
