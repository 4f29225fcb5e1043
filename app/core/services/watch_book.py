"""What watches met, in memory and in the journal: kept together with the transfers that the files went into."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from app.core.copies import replace
from app.core.engine.ports import Clock
from app.core.services.digests import Digests, looked
from app.core.storage.journal import Journal
from app.core.storage.watched_files import Held, Known
from app.core.transfer import Transfer
from app.core.watched import Origin, Seen, Stand, WatchedFile

DAY = 24 * 3600.0
"""Seconds for which a limit of what may be charged holds."""


PORTION = 1_000
"""Files that are looked at in one turn of the loop: some milliseconds."""
T = TypeVar("T")


def portions(items: Sequence[T], size: int = PORTION) -> Iterator[Sequence[T]]:
    """*items* in portions of *size*."""
    return (items[at : at + size] for at in range(0, len(items), size))


class WatchBook:
    """Which files are known, in which form, and what became of them."""

    def __init__(self, journal: Journal, digests: Digests, clock: Clock) -> None:
        self._journal, self._digests, self._clock = journal, digests, clock
        self._known: dict[str, Known] = {}
        self._by_transfer: dict[str, list[WatchedFile]] = defaultdict(list)
        self._opening = asyncio.Lock()
        self._listeners: list[Callable[[str], None]] = []

    async def forget_others(self, watches: Collection[str]) -> None:
        """Forget what other watches than *watches* met: their presets are gone. Raises: StoreError."""
        await self._journal.watched.forget_others(watches)

    async def open(self, watch: str) -> None:
        """Know what a watch met in earlier runs. Raises: StoreError."""
        async with self._opening:
            if watch not in self._known:
                followed = await self._journal.watched.followed(watch)
                self._known[watch] = await self._journal.watched.known(watch)
                self._follow(followed)

    # ── asking ────────────────────────────────────────────────────────────────────────────────────────

    def knows(self, watch: str, path: str, size: int, mtime_ns: int) -> bool:
        """Whether a file was met in this form; may be asked in any thread."""
        known = self._known.get(watch)
        return known is not None and known.files.get(path) == (size, mtime_ns)

    def knows_one(self, watch: str, seen: Seen) -> bool:
        """Whether a file was met as it was seen."""
        return self.knows(watch, str(seen.path), seen.size, seen.mtime_ns)

    def of_transfer(self, transfer_id: str) -> Sequence[WatchedFile]:
        """The files of a transfer that came from a watched folder."""
        return tuple(self._by_transfer.get(transfer_id, ()))

    def open_transfers(self) -> Sequence[str]:
        """Transfers whose files are still to be followed, or may be."""
        return tuple(self._by_transfer)

    async def contents(self, files: Iterable[Seen]) -> dict[Seen, str]:
        """SHA-256 of those that can be read and have not changed since they were seen."""
        wanted = list(files)
        await self._digests.learn((one.path, one.size, one.mtime_ns) for one in wanted)
        found = {one: self._digests.of((one.path, one.size, one.mtime_ns)) for one in wanted}
        return {one: sha256 for one, sha256 in found.items() if sha256}

    async def same(self, watch: str, held: Iterable[Held]) -> frozenset[Held]:
        """Those of *held* that the watch sent, or has in the queue. Raises: StoreError."""
        return await self._journal.watched.same(watch, held)

    async def units_today(self, watch: str) -> int:
        """Rows, or files, charged within the last day without asking. Raises: StoreError."""
        return await self._journal.watched.units(watch, self._clock.now() - DAY)

    def was_left_alone(self, watch: str, seen: Seen) -> bool:
        """Whether it is a file that lay there when the watch began, under another name now."""
        known = self._known.get(watch)
        return known is not None and known.left_alone.get(seen.number) == (seen.size, seen.mtime_ns)

    # ── keeping ───────────────────────────────────────────────────────────────────────────────────────

    async def rows_for(self, origin: Origin, transfers: Sequence[Transfer]) -> tuple[WatchedFile, ...]:
        """What is to be kept with *transfers*, in one go with them; see :meth:`kept`."""
        files = [(one.id, file) for one in transfers for file in one.files if file.path.is_relative_to(origin.folder)]
        await self._digests.learn([looked(file) for _, file in files])
        now, units = self._clock.now(), origin.units
        rows = []
        for transfer_id, file in files:
            contents = self._digests.of(looked(file))
            form = (file.path, file.size, file.mtime_ns)
            rows.append(WatchedFile(origin.watch, *form, Stand.TAKEN, contents, transfer_id, units, now))
            units = 0  # they belong to all of them
        return tuple(rows)

    def kept(self, rows: Sequence[WatchedFile]) -> None:
        """These are on the disk now; whoever listens is told of each watch among them."""
        self._note(rows)
        for watch in {row.watch for row in rows}:
            for told in self._listeners:
                told(watch)

    def listen(self, told: Callable[[str], None]) -> None:
        """Call *told* with the id of a watch whose files came into the queue."""
        self._listeners.append(told)

    async def keep(self, rows: Iterable[WatchedFile], *, durable: bool = False) -> None:
        """Have these on the disk. Raises: StoreError: none is kept."""
        new = tuple(replace(row, at=row.at or self._clock.now()) for row in rows)
        if new:
            await self._journal.write(*new, durable=durable)
            self._note(new)

    async def leave_alone(self, watch: str, files: Sequence[Seen]) -> None:
        """These lay there when the watch began. Raises: StoreError."""
        now = self._clock.now()
        for some in portions(files):
            form = ((one.path, one.size, one.mtime_ns, one.number) for one in some)
            await self.keep(
                WatchedFile(watch, path, size, mtime_ns, Stand.HERE, at=now, number=number)
                for path, size, mtime_ns, number in form
            )

    async def end(self, rows: Sequence[WatchedFile], stand: Stand, moved: Mapping[Path, Path]) -> None:
        """The transfer of *rows* ended so, and these files are elsewhere now. Raises: StoreError.

        A file is known where it was and where it is; with its transfer, which may be tried again, only there.
        """
        ended: list[WatchedFile] = []
        for row in rows:
            there = moved.get(row.path)
            ended.append(replace(row, stand=stand, transfer_id=row.transfer_id if there is None else ""))
            if there is not None:
                ended.append(replace(row, stand=stand, path=there, units=0))
        for row in rows:
            self._let_go(row)
        await self.keep(ended)

    def _let_go(self, row: WatchedFile) -> None:
        """Follow a file no more."""
        left = [one for one in self._by_transfer.pop(row.transfer_id, ()) if one.path != row.path]
        if left:
            self._by_transfer[row.transfer_id] = left

    def _note(self, rows: Sequence[WatchedFile]) -> None:
        for row in rows:
            known = self._known.setdefault(row.watch, Known({}, {}))
            known.files[str(row.path)] = (row.size, row.mtime_ns)
            if row.number:
                known.left_alone[row.number] = (row.size, row.mtime_ns)
        self._follow(rows)

    def _follow(self, rows: Iterable[WatchedFile]) -> None:
        for row in rows:
            if row.transfer_id and row.stand not in (Stand.SENT, Stand.SKIPPED):
                self._let_go(row)
                self._by_transfer[row.transfer_id].append(row)
