"""From new files in a watched folder to a batch in the queue; or why they have to wait for the person."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from app.core.copies import replace
from app.core.errors import InputError
from app.core.flow.texts import may_charge
from app.core.preset import FolderWatch, Preset
from app.core.schema.messages import needed
from app.core.services.accounts import AccountService
from app.core.services.drafts import mode_of
from app.core.services.model import Check, Draft, Grade, KeyState
from app.core.services.presets import PresetService
from app.core.services.providers import ProviderService
from app.core.services.uploads import UploadService
from app.core.services.watch_book import WatchBook, portions
from app.core.services.watch_model import Taken
from app.core.text import Text, text
from app.core.watched import Origin, Seen, Stand, WatchedFile

PORTION = 500
"""Files of one batch at most: each is checked and hashed before any of them is sent."""
T = TypeVar("T")
_NO_KEY = (KeyState.MISSING, KeyState.REJECTED, KeyState.LOCKED)


class Taking:
    """Takes files into the queue as the preset says, never half and never twice.

    Attributes:
        book: where it is kept which files are known. *presets*: the person's.
    """

    def __init__(
        self,
        providers: ProviderService,
        presets: PresetService,
        accounts: AccountService,
        uploads: UploadService,
        book: WatchBook,
    ) -> None:
        self._providers, self.presets, self._accounts = providers, presets, accounts
        self._uploads, self.book = uploads, book

    def obstacle(self, preset: Preset) -> Text | None:
        """Why nothing can be sent with *preset* just now, whatever comes."""
        problem = self.presets.standing(preset.id).problem
        if problem is not None:
            return problem
        account = self._accounts.get(preset.account_id)
        if account is None or account.provider_id != preset.provider_id:
            return text("The preset “{name}” has no account. Choose one on the Send page and save it again.",
                        name=preset.name)  # fmt: skip
        if account.key not in _NO_KEY:
            return None
        return text("Account “{account}”: {words}. Nothing is sent until that is mended.", account=account.name,
                    words=account.words)  # fmt: skip

    def asks_for_costs(self, preset: Preset) -> bool:
        """Whether sending with *preset* costs something; no, where its vendor is gone."""
        try:
            return may_charge(self._providers.get(preset.provider_id).flow, preset.mode)
        except InputError:
            return False

    async def take(self, preset: Preset, watch: FolderWatch, files: Sequence[Seen]) -> Taken:
        """Take *files* into the queue, or keep in mind why not.

        Raises:
            StoreError: the journal cannot be written; nothing was queued of what it was about.
        """
        obstacle = self.obstacle(preset)
        if obstacle is not None:
            return Taken(obstacle)
        contents = await self._read(watch, files)
        fresh = await self._skip_known(watch, contents)
        found = [await self._take_some(preset, watch, some) for some in portions(fresh, self._most_together(preset))]
        await self._skip_known(watch, {one: sha for one, sha in contents.items() if one not in fresh})
        held: list[Text | None] = [one.held for one in found if one.held is not None]
        closed = [one for one in files if one not in contents and not self.book.knows_one(watch.id, one)]
        waiting = {contents[seen] for one in found for seen in one.waiting}
        return Taken(
            (held or [_closed(closed)])[0],
            tuple(one for one, sha in contents.items() if sha in waiting and not self.book.knows_one(watch.id, one)),
            tuple(seen for one in found for seen in one.refused),
            tuple(words for one in found for words in one.said),
            bool(closed),
        )

    async def leave_out(self, watch: FolderWatch, files: Iterable[Seen]) -> None:
        """Never send these, as they are now. Raises: StoreError."""
        await self.book.keep([_row(watch, one, Stand.SKIPPED) for one in files])

    async def _read(self, watch: FolderWatch, files: Sequence[Seen]) -> dict[Seen, str]:
        """What the files hold; those that lay there before the watch, and have another name now, stay alone."""
        moved = [one for one in files if self.book.was_left_alone(watch.id, one)]
        await self.book.keep([_row(watch, one, Stand.HERE) for one in moved])
        return await self.book.contents(one for one in files if one not in set(moved))

    async def _skip_known(self, watch: FolderWatch, contents: Mapping[Seen, str]) -> list[Seen]:
        """Those whose contents are new, each once; what the watch sent before is noted."""
        sent = await self.book.same(watch.id, {(one.size, sha256) for one, sha256 in contents.items()})
        again = [_row(watch, one, Stand.SKIPPED, sha) for one, sha in contents.items() if (one.size, sha) in sent]
        await self.book.keep(again)
        firsts: dict[str, Seen] = {}
        for one, sha in contents.items():
            if (one.size, sha) not in sent:
                firsts.setdefault(sha, one)
        return list(firsts.values())

    async def _take_some(self, preset: Preset, watch: FolderWatch, files: Sequence[Seen]) -> Taken:
        if preset.ask:
            return Taken(waiting=tuple(files))
        draft = self._draft(preset, files)
        check = await self._uploads.check(draft)
        refused = await self._note_refused(watch, check, files)
        kept = _sendable(check, files)
        if check.problems or check.errors:
            found = Taken(self._wrong(preset, check), tuple(kept))
        else:
            found = await self._send(preset, watch, draft, check, kept)
        return replace(found, refused=tuple(one for one in files if one.path in refused), said=tuple(refused.values()))

    async def _send(
        self, preset: Preset, watch: FolderWatch, draft: Draft, check: Check, files: Sequence[Seen]
    ) -> Taken:
        known = await self._uploads.sent_before(draft, check)
        sure = {one.path for one in known.found if one.certain}
        await self.book.keep([_row(watch, one, Stand.SKIPPED) for one in files if one.path in sure])
        waiting = tuple(one for one in files if one.path in known.paths - sure)
        files = [one for one in files if one.path not in known.paths]
        if not files:
            return Taken(waiting=waiting)
        draft = self._draft(preset, files)
        check = await self._uploads.check(draft)
        units = max(sum(one.rows or 0 for one in check.verdicts), len(files)) if check.cost is not None else 0
        if units and await self.book.units_today(watch.id) + units > watch.unasked:
            return Taken(waiting=(*waiting, *files))
        origin = Origin(watch.id, watch.folder, preset.name, units)
        try:
            await _to_its_end(self._uploads.submit(replace(draft, origin=origin), cost_agreed=units > 0))
        except InputError as error:  # something changed between the check and this
            return Taken(error.words, (*waiting, *files))
        return Taken(waiting=waiting)

    def _draft(self, preset: Preset, files: Iterable[Seen]) -> Draft:
        return Draft(
            preset.provider_id,
            preset.account_id,
            tuple(one.path for one in files),
            preset.values,
            preset.mode,
            wishes=preset.files,
            origin=preset.origin,
        )

    async def _note_refused(self, watch: FolderWatch, check: Check, files: Sequence[Seen]) -> dict[Path, Text]:
        """Note what the vendor would not take, and what goes along with another file: why, for the former."""
        verdicts = {one.path for one in check.verdicts}
        refused = {
            one.path: text("“{file}” in a watched folder is not sent. {words}", file=one.path.name, words=one.words)
            for one in check.verdicts
            if one.grade is Grade.ERROR and one.source is not None
        }
        rows = [_row(watch, one, Stand.FAILED) for one in files if one.path in refused]
        rows += [_row(watch, one, Stand.SKIPPED) for one in files if one.path not in verdicts]
        await self.book.keep(rows)
        return refused

    def _wrong(self, preset: Preset, check: Check) -> Text:
        """The first thing that is wrong with the form."""
        if check.problems:
            return check.problems[0]
        first = check.errors[0]
        field = self._providers.form(preset.provider_id, preset.mode).field(first.key)
        if field is not None and first.words == needed(field):  # that names the field itself
            return first.words
        return text("“{field}”: {words}", field=first.key if field is None else field.label, words=first.words)

    def _most_together(self, preset: Preset) -> int:
        """How many files go into one batch."""
        mode = mode_of(self._providers.get(preset.provider_id), preset.mode)
        most = mode.max_count if mode is not None and mode.many else None
        return min(most or PORTION, PORTION)


async def _to_its_end(work: Coroutine[None, None, T]) -> T:
    """Files are in the queue and known as such, or neither, also when somebody stops the watch just now."""
    task = asyncio.get_running_loop().create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


def _row(watch: FolderWatch, one: Seen, stand: Stand, contents: str = "") -> WatchedFile:
    number = one.number if stand is Stand.HERE else ""
    return WatchedFile(watch.id, one.path, one.size, one.mtime_ns, stand, contents, number=number)


def _sendable(check: Check, files: Iterable[Seen]) -> list[Seen]:
    good = {one.path for one in check.verdicts if one.grade is not Grade.ERROR and one.source is not None}
    return [one for one in files if one.path in good]


def _closed(files: Sequence[Seen]) -> Text | None:
    """What to say of files that cannot be read now: they are tried again with the next look."""
    if not files:
        return None
    return text(
        "“{file}” cannot be read. It is sent as soon as it can.|"
        "{n:count} files, among them “{file}”, cannot be read. They are sent as soon as they can.",
        n=len(files),
        file=files[0].path.name,
    )
