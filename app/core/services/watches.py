"""Watched folders' front door: which presets watch what, how each stands, and what the person decides about them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from app.core.copies import replace
from app.core.engine.scheduler import Scheduler
from app.core.errors import InputError
from app.core.events import AccountsChanged, Notice, ProvidersChanged, WatchesChanged
from app.core.preset import ANY_FILES, FolderWatch, Preset
from app.core.services.watch_claims import are_same
from app.core.services.watch_following import Following
from app.core.services.watch_model import WatchStand, WatchView
from app.core.services.watch_taking import Taking
from app.core.services.watcher import Around, Watcher
from app.core.text import Text, text
from app.core.watch.listing import Listing, look_into
from app.core.watch.settling import QUIET
from app.core.watched import Seen

log = logging.getLogger(__name__)
_QUIETLY = (WatchStand.WATCHING, WatchStand.PAUSED)


class WatchService:
    """The person's watched folders. Only a window starts it: whoever runs one command watches nothing.

    Args:
        quiet: seconds, see :data:`app.core.watch.settling.QUIET`.
    """

    def __init__(self, taking: Taking, scheduler: Scheduler, *, quiet: float = QUIET) -> None:
        world = scheduler.world
        self._presets, self._taking, self._book = taking.presets, taking, taking.book
        self._events, self._clock, self._workers = world.events, world.clock, world.workers
        self._around = Around(taking, world.clock, world.workers, self._refuse, self._say, self._changed, quiet)
        self._following = Following(taking.book, scheduler, self._watch_of)
        self._running = False
        self._watchers: dict[str, Watcher] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._told: dict[str, str] = {}
        self._ends = [
            world.events.subscribe(AccountsChanged, lambda _: self._look_anew()),
            world.events.subscribe(ProvidersChanged, lambda _: self._look_anew()),
        ]

    async def start(self) -> None:
        """Watch, and send what came while nobody did; the queue must be whole. Raises: StoreError."""
        watches = [one.watch.id for one in self._presets.all() if one.watch is not None]
        await self._book.forget_others(watches)
        for watch in watches:
            await self._book.open(watch)
        await self._following.catch_up()
        self._book.listen(self._wake)
        self._running = True
        self.follow_presets()

    async def close(self) -> None:
        """Watch no more; a disk that hangs is not waited for."""
        self._running = False
        for end in self._ends:
            end()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._following.close()

    # ── how they stand ────────────────────────────────────────────────────────────────────────────────

    def all(self) -> Sequence[WatchView]:
        """Every watched folder, in the presets' order; none where nobody watches."""
        return [view for one in self._presets.all() if (view := self.of(one.id)) is not None]

    def of(self, preset_id: str) -> WatchView | None:
        """How the folder of a preset stands, or None where it has none or nobody watches."""
        preset = self._presets.find(preset_id)
        if preset is None or preset.watch is None or not self._running:
            return None
        watcher = self._watchers.get(preset_id)
        if watcher is not None:
            return watcher.view
        words = text("Paused: new files in {folder} wait until you resume it.", folder=str(preset.watch.folder))
        return WatchView(preset.id, preset.name, preset.watch.folder, WatchStand.PAUSED, words)

    def asks_for_costs(self, preset_id: str) -> bool:
        """Whether sending with a preset costs something. Raises: InputError: it is gone."""
        return self._taking.asks_for_costs(self._presets.get(preset_id))

    async def count(self, preset_id: str, folder: Path) -> int:
        """How many files lie in a folder that a preset might watch.

        Raises:
            InputError: it cannot be looked into, or another preset watches it.
        """
        await self._presets.must_be_unwatched(folder, preset_id)
        return len((await self._listing(folder)).files)

    # ── what the person decides ───────────────────────────────────────────────────────────────────────

    async def watch(self, preset_id: str, wish: FolderWatch, *, send_present: bool = False) -> None:
        """Let a preset watch a folder; the same folder as before, however it is written, is the same watch.

        Args:
            wish: its id does not matter.
            send_present: the files that lie there already are sent, too; else they are left alone.

        Raises:
            InputError: the preset is gone, or the folder is, or another preset watches it.
            StoreError: the disk does not take it.
        """
        known = self._presets.get(preset_id).watch
        if known is not None and await are_same(known.folder, wish.folder, self._workers):
            await self._presets.set_watch(preset_id, replace(wish, id=known.id, folder=known.folder))
            return
        await self._presets.must_be_unwatched(wish.folder, preset_id)
        listing = await self._listing(wish.folder)
        if not send_present:
            await self._book.leave_alone(wish.id, listing.files)
        await self._presets.set_watch(preset_id, wish)

    async def forget(self, preset_id: str) -> None:
        """Watch the folder of a preset no more. Raises: InputError: the preset is gone; StoreError."""
        await self._presets.set_watch(preset_id, None)

    async def pause(self, preset_id: str, paused: bool) -> None:
        """Send nothing from the folder, or go on with what came meanwhile. Raises: InputError; StoreError."""
        watch = self._presets.get(preset_id).watch
        if watch is not None:
            await self._presets.set_watch(preset_id, replace(watch, on=not paused))

    async def leave_out(self, preset_id: str) -> None:
        """Never send the files that wait for the person, as they are now. Raises: StoreError."""
        watcher = self._watchers.get(preset_id)
        if watcher is not None:
            await self._taking.leave_out(watcher.watch, watcher.waiting)
            watcher.wake(anew=True)

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────

    def follow_presets(self) -> None:
        """Watch what the presets say now; called when one changed."""
        if not self._running:
            return
        wanted = {one.id: (one, one.watch) for one in self._presets.all() if one.watch is not None and one.watch.on}
        for preset_id, watcher in [*self._watchers.items()]:
            if wanted.get(preset_id) != (watcher.preset, watcher.watch):
                del self._watchers[preset_id]
                self._tasks[preset_id].cancel()
                self._changed(preset_id)
        for preset_id in wanted.keys() - self._watchers.keys():
            self._begin(*wanted[preset_id])

    def _begin(self, preset: Preset, watch: FolderWatch) -> None:
        watcher = self._watchers[preset.id] = Watcher(preset, watch, self._around)
        work = _one_after_the_other(self._tasks.get(preset.id), watcher.run)
        task = asyncio.get_running_loop().create_task(work, name=f"watch {preset.name}")
        task.add_done_callback(_log_failure)
        self._tasks[preset.id] = task
        self._changed(preset.id)

    def _look_anew(self) -> None:
        for watcher in self._watchers.values():
            watcher.wake(anew=True)

    def _wake(self, watch: str) -> None:
        for watcher in self._watchers.values():
            if watcher.watch.id == watch:
                watcher.wake()

    def _watch_of(self, watch: str) -> FolderWatch | None:
        found = (one.watch for one in self._presets.all())
        return next((one for one in found if one is not None and one.id == watch), None)

    async def _refuse(self, watch: FolderWatch, files: Sequence[Seen]) -> None:
        await self._following.put_aside(watch, files)

    def _say(self, words: Text) -> None:
        self._events.publish(Notice("info", words))

    def _changed(self, preset_id: str) -> None:
        """Tell how a watch stands, and whether it needs the person."""
        self._events.publish(WatchesChanged(preset_id))
        view = self.of(preset_id)
        before, kind = self._told.pop(preset_id, ""), ""
        if view is not None and view.stand not in _QUIETLY:
            kind = self._told[preset_id] = "go-ahead" if view.waiting else "watch"
            words = text("“{preset}”: {words}", preset=view.preset, words=view.words)
            self._events.publish(Notice(kind, words, preset_id))
        if before and before != kind:
            self._events.publish(Notice(before, text("The watched folder is in order."), preset_id, over=True))

    async def _listing(self, folder: Path) -> Listing:
        """All files in a folder, whatever a preset takes of them."""
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._workers, partial(look_into, folder, ANY_FILES))
        except OSError as error:
            words = text("The folder {folder} cannot be opened: {reason}.", folder=str(folder),
                         reason=error.strerror or type(error).__name__)  # fmt: skip
            raise InputError(words) from error


async def _one_after_the_other(before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
    """A watch that is changed ends first: it may just be taking files; so it does when it is changed once more."""
    if before is not None:
        try:
            await asyncio.wait({before})
        except asyncio.CancelledError:
            await asyncio.wait({before})
            raise
    await work()


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("a watch failed", exc_info=error)
