"""Finds files of a draft that were sent to the same place before, are on their way, or are in it twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from app.core.copies import replace
from app.core.identity import contents, place
from app.core.json_types import Json
from app.core.long_lived import free, long_lived
from app.core.services.already_words import question, row_words
from app.core.services.digests import Digests, Looked, looked
from app.core.services.drafts import NOTHING, Asked
from app.core.services.recollection import Before, Earlier, Recollection
from app.core.sources import SourceFile
from app.core.storage.journal import Journal
from app.core.storage.sent_files import FileKey, SentBefore
from app.core.text import Text
from app.core.transfer import Batch, State, Transfer

Progress = Callable[[int, int], None]
T = TypeVar("T")
_PORTION = 1_000
"""How much the journal is asked in one go: some milliseconds, in which it writes nothing."""


class _One(msgspec.Struct, frozen=True):
    """A file that would be sent, or is on its way; *companion* as it lies on the disk now."""

    file: SourceFile
    place: str
    extra: Mapping[str, Json]
    state: State
    companion: Looked | None = None


@dataclass(frozen=True, slots=True)
class _Alike:
    """Files with the size of others, the rivals among the queue, and which sizes were sent before."""

    ones: list[_One]
    rivals: Sequence[_One]
    sizes_sent: frozenset[int]


class AlreadySent:
    """Compares drafts with receipts, with the queue, and with themselves.

    Only files are read whose size another one has: one that was sent with the account, is on its way with it,
    or is in the same draft.
    """

    def __init__(self, journal: Journal, digests: Digests, workers: Executor) -> None:
        self._journal = journal
        self._digests = digests
        self._workers = workers

    async def look(
        self, asked: Asked, decided: frozenset[str], where: Text, progress: Progress | None = None
    ) -> Recollection:
        """What is known of the files of a batch that is not in the queue yet.

        Args:
            decided: keys of :class:`Earlier` that are no question any more.
            where: what a person calls the place.
            progress: told how many bytes of how many have been read, where any must be.

        Raises:
            StoreError: the journal cannot be read.
        """
        alike = await self._alike(asked, progress)
        keys = await self._in_worker(self._keys, alike.ones)
        sent = await self._sent(asked.account_id, alike.sizes_sent, keys)
        known = await self._in_worker(self._compare, alike, keys, sent)
        found = tuple(one for one in known if one.key not in decided)
        await self._in_worker(free, alike.ones, keys)
        return Recollection(found, question(found, len(asked.files), where) if found else None)

    async def forget(self) -> None:
        """The draft was sent: what is read of small files is not worth its memory any more."""
        await self._in_worker(self._digests.forget_small)

    async def prepare(self, asked: Asked) -> None:
        """Read what :meth:`look` would have to, while the person still fills in the form. Raises: StoreError."""
        alike = await self._alike(asked, None)
        await self._in_worker(free, alike.ones)

    async def _alike(self, asked: Asked, progress: Progress | None) -> _Alike:
        """The files that have the size of others, and those of the queue that do; all of them are read."""
        sizes = await self._in_worker(_sizes, asked.files)
        # What is under way comes first: what ends meanwhile is found with what was sent, or with both.
        under_way = await self._journal.sent.under_way(asked.account_id, sizes)
        known: set[int] = set()
        for some in _portions(list(sizes)):
            known |= await self._journal.sent.sizes(asked.account_id, some)
        alike = await self._in_worker(_same_sizes, asked, sizes, frozenset(known), under_way)
        await self._digests.learn(_to_read([*alike.ones, *alike.rivals]), progress)
        return alike

    async def _sent(
        self, account_id: str, sizes: frozenset[int], keys: Sequence[FileKey]
    ) -> Mapping[FileKey, SentBefore]:
        """What was sent before, in portions: the journal has other work to do."""
        asked = await self._in_worker(lambda: list({key for key in keys if key.size in sizes}))
        found: dict[FileKey, SentBefore] = {}
        for some in _portions(asked):
            sent = await self._journal.sent.before(account_id, some)
            found.update((key, one) for key, one in zip(some, sent, strict=True) if one is not None)
        return found

    async def _in_worker(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, *arguments)

    # ── in a worker thread ─────────────────────────────────────────────────────────────────────────

    def _keys(self, ones: Sequence[_One]) -> list[FileKey]:
        return [FileKey(one.place, one.file.size, one.file.sent_name, self._contents(one)) for one in long_lived(ones)]

    def _contents(self, one: _One) -> str:
        companion = self._digests.of(one.companion) if one.companion else ""
        return contents(self._digests.of(looked(one.file)), one.extra, companion)

    def _compare(self, alike: _Alike, keys: Sequence[FileKey], sent: Mapping[FileKey, SentBefore]) -> list[Earlier]:
        under_way = {_known_by(key): one for key, one in zip(self._keys(alike.rivals), alike.rivals, strict=True)}
        firsts: dict[FileKey, _One] = {}
        found = []
        for one, key in long_lived(zip(alike.ones, keys, strict=True)):
            before, known_by = sent.get(key), _known_by(key)
            rival = (under_way.get(known_by) or under_way.get(replace(key, contents=""))) if under_way else None
            if before is not None:
                found.append(_sent(one, key, before))
            elif rival is not None:
                found.append(_under_way(one, key, rival, certain=known_by in under_way and bool(key.contents)))
            elif key.contents and known_by in firsts:
                words = row_words(Before.TWICE, firsts[known_by].file.name)
                found.append(Earlier(one.file.path, _decided_by(key), Before.TWICE, words))
            else:
                firsts[known_by] = one
        free(firsts)
        return found


def _sent(one: _One, key: FileKey, before: SentBefore) -> Earlier:
    other_name = before.name if before.name != one.file.sent_name else ""
    words = row_words(Before.SENT, other_name, before.at, certain=before.certain)
    return Earlier(one.file.path, _decided_by(key), Before.SENT, words, before.at, before.certain)


def _under_way(one: _One, key: FileKey, rival: _One, *, certain: bool) -> Earlier:
    words = row_words(Before.UNDER_WAY, unknown=rival.state is State.UNKNOWN, certain=certain)
    return Earlier(one.file.path, _decided_by(key), Before.UNDER_WAY, words, certain=certain)


def _known_by(key: FileKey) -> FileKey:
    """What is compared: the contents, whatever the name; the name only where nobody knows the contents."""
    return replace(key, name="") if key.contents else key


def _decided_by(key: FileKey) -> str:
    return f"{key.place} {key.contents or f'{key.size} {key.name}'}"


def _sizes(files: Iterable[SourceFile]) -> Counter[int]:
    return Counter(file.size for file in files)


def _same_sizes(
    asked: Asked,
    counts: Mapping[int, int],
    sizes_sent: frozenset[int],
    under_way: Iterable[tuple[Batch, Transfer]],
) -> _Alike:
    rivals = list(_rivals(under_way, counts))
    sizes = sizes_sent.union((one.file.size for one in rivals), (size for size, n in counts.items() if n > 1))
    extras = asked.extras
    ones = (
        _One(file, asked.place, extras.get(file.path, NOTHING) if extras else NOTHING, State.QUEUED)
        for file in asked.files
        if file.size in sizes
    )
    return _Alike(list(map(_with_companion, long_lived(ones))), list(map(_with_companion, rivals)), sizes_sent)


def _rivals(under_way: Iterable[tuple[Batch, Transfer]], sizes: Mapping[int, int]) -> Iterator[_One]:
    places: dict[str, str] = {}
    for batch, one in under_way:
        if batch.id not in places:
            places[batch.id] = place(batch.account_id, batch.lasting)
        for file in one.files:
            if file.size in sizes:
                yield _One(file, places[batch.id], one.extra, one.state)


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _PORTION] for at in range(0, len(items), _PORTION))


def _with_companion(one: _One) -> _One:
    path = one.file.companion
    if path is None:
        return one
    try:
        stat = path.stat()
    except OSError:
        return one  # sending it will say so
    return replace(one, companion=(path, stat.st_size, stat.st_mtime_ns))


def _to_read(ones: Iterable[_One]) -> Iterator[Looked]:
    for one in ones:
        yield looked(one.file)
        if one.companion is not None:
            yield one.companion
