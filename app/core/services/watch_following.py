"""Follows files from watched folders to the end of their transfers, and moves them out of the way then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from app.core.copies import replace
from app.core.disk_threads import answer_within
from app.core.engine.scheduler import Scheduler
from app.core.errors import StoreError
from app.core.events import Notice, TransfersChanged
from app.core.preset import After, FolderWatch
from app.core.services.watch_book import WatchBook
from app.core.sources import SourceFile
from app.core.text import Text, text
from app.core.transfer import State, Transfer
from app.core.watch.moving import FAILED, SENT, ChangedMeanwhile, move_aside
from app.core.watched import Seen, Stand, WatchedFile

log = logging.getLogger(__name__)
PATIENCE = 60.0
"""Seconds that a disk may take to move a file; it is left to itself then."""
LAST_PATIENCE = 3.0
"""Seconds that are waited for what is being moved when Sendoff ends. The next start sees to what was not."""
_ENDS = {State.DONE: Stand.SENT, State.FAILED: Stand.FAILED, State.CANCELLED: Stand.FAILED}


class Following:
    """Keeps in mind how transfers of watched files ended.

    Args:
        watch_of: the watch of that id, or None where there is none any more.
    """

    def __init__(self, book: WatchBook, scheduler: Scheduler, watch_of: Callable[[str], FolderWatch | None]) -> None:
        world = scheduler.world
        self._book, self._watch_of, self._ledger = book, watch_of, scheduler.ledger
        self._moving = scheduler.files.moving
        self._journal, self._roster = world.journal, world.roster
        self._events, self._workers = world.events, world.workers
        self._tasks: set[asyncio.Task[None]] = set()
        self._order = asyncio.Lock()
        self._unsubscribe: Callable[[], None] | None = None

    async def catch_up(self) -> None:
        """See to what ended before somebody looked, and listen from now on. Raises: StoreError."""
        self._unsubscribe = self._events.subscribe(TransfersChanged, self._on_changed)
        for transfer_id in self._book.open_transfers():
            transfer = self._roster.transfers.get(transfer_id)
            if transfer is not None:
                await self._see(transfer)
            else:  # the person took it out of the queue, sent or not
                sent = await self._journal.receipt(transfer_id) is not None
                await self._end(transfer_id, Stand.SENT if sent else Stand.SKIPPED, None)

    async def close(self) -> None:
        """Listen no more; what is being moved is moved, unless its disk hangs."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._tasks:
            _, hanging = await asyncio.wait(self._tasks, timeout=LAST_PATIENCE)
            for task in hanging:
                task.cancel()

    def _on_changed(self, event: TransfersChanged) -> None:
        for transfer in event.transfers:
            if transfer.state in _ENDS and self._book.of_transfer(transfer.id):
                task = asyncio.get_running_loop().create_task(self._see_logged(transfer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _see_logged(self, transfer: Transfer) -> None:
        try:
            await self._see(transfer)
        except StoreError as error:
            log.error("the end of a watched file is not kept: %s", error)

    async def _see(self, transfer: Transfer) -> None:
        stand = _ENDS.get(transfer.state)
        if stand is None:
            return
        async with self._order:  # two ends of one transfer follow each other
            now = self._roster.transfers.get(transfer.id, transfer)
            if now.state is transfer.state:  # else the person tries it again, and another end will come
                with self._moving.of(transfer.id):
                    await self._end(transfer.id, stand, transfer)

    async def _end(self, transfer_id: str, stand: Stand, transfer: Transfer | None) -> None:
        """Files are moved first: whoever is killed in between finds them moved, and not sent again."""
        rows = [row for row in self._book.of_transfer(transfer_id) if row.stand is not stand]
        if not rows:
            return
        stays = stand is Stand.SKIPPED or (transfer is not None and transfer.state is State.CANCELLED)
        moved = {} if stays else await self._move(rows, stand, transfer.files if transfer is not None else ())
        await self._book.end(rows, stand, moved)
        if transfer is not None and moved:
            await self._tell_transfer(transfer, moved)

    async def _move(self, rows: Sequence[WatchedFile], stand: Stand, files: Sequence[SourceFile]) -> dict[Path, Path]:
        """Move files and what went along with them, where that is wished: from where to where."""
        watch = self._watch_of(rows[0].watch)
        if watch is None or watch.after is not After.MOVE:
            return {}
        into = SENT if stand is Stand.SENT else FAILED
        moved: dict[Path, Path] = {}
        companions = {file.path: file.companion for file in files if file.companion is not None}
        for row in rows:
            there = await self._move_one(Seen(row.path, row.size, row.mtime_ns), watch, into)
            if there is not None:
                moved[row.path] = there
                if (companion := companions.get(row.path)) is not None:
                    moved[companion] = await self._move_one(companion, watch, into) or companion
        return moved

    async def put_aside(self, watch: FolderWatch, files: Iterable[Seen]) -> None:
        """Move files that the vendor does not take to those that failed, where files are moved."""
        for one in files if watch.after is After.MOVE else ():
            await self._move_one(one, watch, FAILED)

    async def _move_one(self, file: Seen | Path, watch: FolderWatch, into: str) -> Path | None:
        try:
            return await answer_within(PATIENCE, self._workers, _move, file, watch.folder, into)
        except OSError as error:
            name = (file if isinstance(file, Path) else file.path).name
            self._events.publish(Notice("info", _stays(name, into, error)))
            return None

    async def _tell_transfer(self, transfer: Transfer, moved: dict[Path, Path]) -> None:
        """Let a transfer know where its files are now: it may be tried again, or was so meanwhile."""
        now = self._roster.transfers.get(transfer.id)
        if now is not None:
            await self._ledger.save(replace(now, files=tuple(_elsewhere(file, moved) for file in now.files)))


def _stays(name: str, into: str, error: OSError) -> Text:
    if isinstance(error, TimeoutError):
        return text(
            "“{file}” could not be moved to the folder “{folder}”: the disk does not answer. It is not sent again.",
            file=name,
            folder=into,
        )
    return text(
        "“{file}” could not be moved to the folder “{folder}”: {reason}. It stays where it is and is not sent again.",
        file=name,
        folder=into,
        reason=error.strerror or str(error),
    )


def _move(file: Seen | Path, folder: Path, into: str) -> Path | None:
    """Where it is now; what goes along with a file is moved as it is. Raises: OSError.

    None: somebody took it away, or made another file of it, so that what was sent is not in the way.
    """
    try:
        if isinstance(file, Path):
            found = file.stat()
            file = Seen(file, found.st_size, found.st_mtime_ns)
        return move_aside(file, folder, into)
    except (FileNotFoundError, ChangedMeanwhile):
        return None


def _elsewhere(file: SourceFile, moved: Mapping[Path, Path]) -> SourceFile:
    companion = moved.get(file.companion, file.companion) if file.companion is not None else None
    return replace(file, path=moved.get(file.path, file.path), companion=companion)
