"""Watches one folder: looks when something happened there, waits until files are whole, and has them taken."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from app.core.engine.ports import Clock
from app.core.errors import SendoffError
from app.core.preset import FolderWatch, Preset
from app.core.services.watch_model import Taken, WatchStand, WatchView
from app.core.services.watch_taking import Taking
from app.core.text import Text, text
from app.core.watch.disks import tells_all
from app.core.watch.listening import Ear
from app.core.watch.listing import Listing, look_into
from app.core.watch.settling import QUIET, Settling
from app.core.watched import Seen

log = logging.getLogger(__name__)
T = TypeVar("T")
BREATH = 0.2
"""Seconds between two looks at least: what happens to many files at once is one look."""
SLOWLY = 60.0
"""Seconds between two looks where not everything is told: network drives, sticks."""
AWAY_FIRST, AWAY_LAST = 2.0, 60.0
"""Seconds until a folder that is away is looked for again: doubled each time."""
DISK_PATIENCE = 60.0
"""Seconds that a disk may take for a look."""


@dataclass(frozen=True)
class Around:
    """What all watchers share.

    Attributes:
        quiet: seconds, see :data:`app.core.watch.settling.QUIET`.
        refuse: moves files that the vendor does not take out of the way, where that is wished.
        said: told what is worth a word.
        changed: told when the watch of a preset stands otherwise.
    """

    taking: Taking
    clock: Clock
    workers: Executor
    refuse: Callable[[FolderWatch, Sequence[Seen]], Awaitable[None]]
    said: Callable[[Text], None]
    changed: Callable[[str], None]
    quiet: float = QUIET


class Watcher:
    """One watched folder. Nothing ticks while nothing happens there, see :mod:`app.core.watch.disks`."""

    def __init__(self, preset: Preset, watch: FolderWatch, around: Around) -> None:
        self.preset, self.watch, self._around = preset, watch, around
        self._settling = Settling(around.quiet)
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._ear: Ear | None = None
        self._place: Listing | None = None
        self._told_all = False
        self._away = AWAY_FIRST
        self._whole: tuple[Seen, ...] = ()
        self._taken = Taken()
        self._anew = False
        self._stuck: asyncio.Future[Any] | None = None
        self.view = self._view(WatchStand.WATCHING, text("Looking into the folder."))

    @property
    def waiting(self) -> tuple[Seen, ...]:
        """The files that the person is to decide about."""
        return self._taken.waiting

    def wake(self, *, anew: bool = False) -> None:
        """Look again now; *anew*: what had to wait may be sent after all."""
        self._anew = self._anew or anew
        self._woken.set()

    async def run(self) -> None:
        """Watch until cancelled."""
        try:
            while True:
                self._woken.clear()
                pause = await self._look()
                await asyncio.sleep(min(BREATH, self._around.quiet))
                await self._sleep(pause)
        finally:
            self._stop_listening()

    async def _sleep(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass

    # ── one look ──────────────────────────────────────────────────────────────────────────────────────

    async def _look(self) -> float | None:
        """Look into the folder, and do what is due: seconds until the next look; None: when something happens."""
        try:
            await self._around.taking.book.open(self.watch.id)
            await self._listen()
            return await self._go_on(await self._in_worker(self._look_for_new))
        except SendoffError as error:
            self._show(WatchStand.HELD, error.words)
            return SLOWLY
        except (OSError, TimeoutError) as error:
            return self._is_away(error)

    async def _go_on(self, listing: Listing) -> float | None:
        """Do what is due after a look at the folder. Raises: SendoffError."""
        if self._place is not None and self._place.identity != listing.identity:
            # Another folder under the same name; where a disk was, its empty mounting point may have been left.
            gone = self._place.mounted and not listing.mounted
            self._stop_listening()
            if gone:
                return self._is_away(FileNotFoundError())
            return 0.0
        self._place, self._away = listing, AWAY_FIRST
        await self._take(listing)
        due = self._settling.due_in(self._around.clock.elapsed())
        slowly = None if self._told_all and not self._taken.closed else SLOWLY
        return min((one for one in (due, slowly) if one is not None), default=None)

    def _look_for_new(self) -> Listing:
        """In a worker thread."""
        return look_into(self.watch.folder, self.preset.files, partial(self._around.taking.book.knows, self.watch.id))

    async def _take(self, listing: Listing) -> None:
        book = self._around.taking.book
        whole = tuple(self._settling.see(listing.files, self._around.clock.elapsed()))
        if whole != self._whole or self._anew or self._taken.closed:
            self._anew = False
            self._taken = await self._around.taking.take(self.preset, self.watch, whole) if whole else Taken()
            self._whole = tuple(one for one in whole if not book.knows_one(self.watch.id, one))
            await self._around.refuse(self.watch, self._taken.refused)
            for words in self._taken.said:
                self._around.said(words)
        self._tell()

    def _tell(self) -> None:
        waiting = self._taken.waiting
        obstacle = self._taken.held or self._around.taking.obstacle(self.preset)
        if obstacle is not None:
            self._show(WatchStand.HELD, obstacle)
        elif waiting:
            words = text(
                "{n:count} new file in “{folder}” waits for your go-ahead.|"
                "{n:count} new files in “{folder}” wait for your go-ahead.",
                n=len(waiting),
                folder=self.watch.folder.name or str(self.watch.folder),
            )
            self._show(WatchStand.ASKING, words)
        else:
            self._show(WatchStand.WATCHING, text("New files in {folder} are sent.", folder=str(self.watch.folder)))

    def _is_away(self, error: OSError | TimeoutError) -> float:
        self._stop_listening()
        self._settling, self._whole, self._taken = Settling(self._around.quiet), (), Taken()
        folder = str(self.watch.folder)
        if isinstance(error, PermissionError):
            words = text("The folder {folder} may not be opened. Nothing in it is sent until it may.", folder=folder)
        elif isinstance(error, TimeoutError):
            words = text("The disk with the folder {folder} does not answer. It goes on when it does.", folder=folder)
        else:
            words = text("The folder {folder} is not there. It goes on when it is back.", folder=folder)
        self._show(WatchStand.AWAY, words)
        pause, self._away = self._away, min(self._away * 2, AWAY_LAST)
        return pause

    # ── listening ─────────────────────────────────────────────────────────────────────────────────────

    async def _listen(self) -> None:
        if self._ear is not None and self._ear.lost:
            self._stop_listening()
        if self._ear is not None:
            return
        folder = self.watch.folder
        try:
            deep = self.preset.files.folders
            ear = await self._in_worker(partial(Ear, folder, self._heard, deep=deep))
        except OSError as error:
            if isinstance(error, FileNotFoundError | PermissionError | NotADirectoryError):
                raise
            log.warning("a folder cannot be listened to, and is looked at instead: %s", error)
            self._told_all = False
            return
        self._ear = ear
        self._told_all = await self._in_worker(partial(tells_all, folder))

    def _stop_listening(self) -> None:
        """In a thread: what listens may have to wait for a disk. Nobody waits for that."""
        ear, self._ear, self._place = self._ear, None, None
        if ear is not None:
            self._around.workers.submit(ear.close)

    def _heard(self) -> None:
        """Called in the listener's thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def _in_worker(self, work: Callable[[], T]) -> T:
        if self._stuck is not None and not self._stuck.done():
            raise TimeoutError  # one thread that hangs is enough
        asked = self._loop.run_in_executor(self._around.workers, work)
        await asyncio.wait({asked}, timeout=DISK_PATIENCE)
        if not asked.done():
            self._stuck = asked
            raise TimeoutError
        return asked.result()

    # ── telling ───────────────────────────────────────────────────────────────────────────────────────

    def _view(self, stand: WatchStand, words: Text) -> WatchView:
        waiting = tuple(one.path for one in self._taken.waiting)
        return WatchView(self.preset.id, self.preset.name, self.watch.folder, stand, words, waiting)

    def _show(self, stand: WatchStand, words: Text) -> None:
        view = self._view(stand, words)
        if view != self.view:
            self.view = view
            self._around.changed(self.preset.id)
