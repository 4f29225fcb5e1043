"""Saved presets: what was in the form, under a name, without any secret, for as long as the form stays as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.copies import replace
from app.core.errors import InputError
from app.core.json_types import Json
from app.core.preset import FolderWatch, Preset, free_name, new_id
from app.core.providers.model import Provider
from app.core.schema.fit import Fit, brought_up_to_date, fit, made_for
from app.core.schema.hidden import hidden_keys
from app.core.schema.model import Form, Kind
from app.core.services.providers import ProviderService
from app.core.services.watch_claims import claim_on
from app.core.text import Text, joined, text


@dataclass(frozen=True, slots=True)
class Standing:
    """How a preset stands against its vendor's form of today.

    Attributes:
        problem: in words why it is not applied; None where it can be.
        news: in words what is new and may be left alone, or None.
        mendable: bringing it up to date helps.
    """

    problem: Text | None = None
    news: Text | None = None
    mendable: bool = False


LONGEST = 200
"""Characters of a name."""
FINE = Standing()
"""It fits."""


class Kept(Protocol):
    """Where presets are kept, see :class:`app.core.storage.presets.PresetStore`."""

    def all(self) -> Sequence[Preset]:
        """Every preset, in order."""

    def get(self, preset_id: str) -> Preset | None:
        """The preset of that id, or None."""

    def named(self, name: str) -> Preset | None:
        """The preset of that name, or None."""

    async def put(self, preset: Preset) -> Preset:
        """Keep a preset. Raises: StoreError."""

    async def remove(self, preset_id: str) -> None:
        """Forget a preset. Raises: StoreError."""


class PresetService:
    """The person's presets.

    Args:
        workers: threads in which disks are asked.
    """

    def __init__(self, store: Kept, providers: ProviderService, workers: Executor | None = None) -> None:
        self._store = store
        self._providers = providers
        self._workers = workers
        self._watching = asyncio.Lock()  # nobody else gets a folder while one is looked at

    def all(self) -> Sequence[Preset]:
        """Every preset: pinned ones first, then in the person's order."""
        return self._store.all()

    def find(self, preset_id: str) -> Preset | None:
        """The preset of that id, or None."""
        return self._store.get(preset_id)

    def get(self, preset_id: str) -> Preset:
        """The preset of that id. Raises: InputError: there is none."""
        found = self.find(preset_id)
        if found is None:
            raise InputError(text("This preset is not there any more."))
        return found

    def named(self, name: str) -> Preset | None:
        """The preset of that name, or None."""
        return self._store.named(name.strip())

    # ── keeping ───────────────────────────────────────────────────────────────────────────────────────

    async def save(self, preset: Preset) -> Preset:
        """Keep a preset for the form of today; one of the same name is replaced and keeps its place and id.

        What takes another vendor's place watches no folder: files that were for the one are not for the other.

        Raises:
            InputError: it has no name, its vendor is not known, or a pattern of its file rules is none.
            StoreError: the disk does not take it.
        """
        name = _named(preset.name)
        form = self._providers.form(preset.provider_id, preset.mode)
        _check_patterns(preset)
        asked = tuple(key for key in dict.fromkeys(preset.ask) if form.field(key) is not None)
        values = {key: value for key, value in _plain(form, preset.values).items() if key not in asked}
        known = self._store.named(name) or self._store.get(preset.id)
        place = (known.id, known.pinned, known.position) if known else (preset.id, preset.pinned, self._last() + 1)
        watch = known.watch if known is not None and known.provider_id == preset.provider_id else None
        kept = replace(
            preset, name=name, values=values, ask=asked, made_for=made_for(form),
            id=place[0], pinned=place[1], position=place[2], watch=watch,
        )  # fmt: skip
        return await self._store.put(kept)

    async def put_back(self, preset: Preset) -> Preset:
        """Keep again what was removed, as it was. Raises: StoreError; InputError: its name is taken by now."""
        self._must_be_free(preset.name, preset.id)
        async with self._watching:
            taken = preset.watch is not None and await self._claim_on(preset.watch.folder, preset.id) is not None
            return await self._store.put(replace(preset, watch=None) if taken else preset)

    async def take_in(self, preset: Preset) -> Preset:
        """Keep a preset that came from elsewhere, last, as what it was made for. Raises: InputError; StoreError."""
        name = _named(preset.name)
        self._must_be_free(name, preset.id)
        _check_patterns(preset)
        return await self._store.put(replace(preset, name=name, pinned=False, watch=None, position=self._last() + 1))

    async def duplicate(self, preset_id: str) -> Preset:
        """A copy under a name of its own, right after it. Raises: InputError: it is gone; StoreError."""
        known = self.get(preset_id)
        name = free_name(known.name, [one.name for one in self.all()])
        copy = await self._store.put(replace(known, id=new_id(), name=name, watch=None))
        order = [one.id for one in self.all() if one.id != copy.id]
        order.insert(order.index(known.id) + 1, copy.id)
        await self._put_in_order(order)
        return self.get(copy.id)

    async def rename(self, preset_id: str, name: str) -> Preset:
        """Give it another name.

        Raises:
            InputError: it is gone, or the name is empty or taken.
            StoreError: the disk does not take it.
        """
        known, name = self.get(preset_id), _named(name)
        self._must_be_free(name, preset_id)
        return await self._store.put(replace(known, name=name))

    async def pin(self, preset_id: str, pinned: bool) -> Preset:
        """Let it stand before the others, or among them again. Raises: InputError: it is gone; StoreError."""
        return await self._store.put(replace(self.get(preset_id), pinned=pinned))

    async def move(self, preset_id: str, before: str) -> None:
        """Put it right before another one, or last where *before* is empty; pinned ones stay before the others.

        Raises:
            InputError: it is gone.
            StoreError: the disk does not take it.
        """
        self.get(preset_id)
        order = [one.id for one in self.all() if one.id != preset_id]
        order.insert(order.index(before) if before in order else len(order), preset_id)
        await self._put_in_order(order)

    async def remove(self, preset_id: str) -> None:
        """Forget a preset; one that is not there is fine. Raises: StoreError: it is still there."""
        await self._store.remove(preset_id)

    # ── the folder that it watches ────────────────────────────────────────────────────────────────────

    async def set_watch(self, preset_id: str, watch: FolderWatch | None) -> Preset:
        """Watch a folder, or none. Raises: InputError: it is gone, or the folder is another's; StoreError."""
        async with self._watching:
            before = self.get(preset_id).watch
            if watch is not None and (before is None or before.folder != watch.folder):
                await self.must_be_unwatched(watch.folder, preset_id)
            return await self._store.put(replace(self.get(preset_id), watch=watch))

    async def must_be_unwatched(self, folder: Path, but: str = "") -> None:
        """Raises: InputError: a preset other than *but* watches *folder*, or one in or around it."""
        claim = await self._claim_on(folder, but)
        if claim is not None:
            raise InputError(claim)

    async def _claim_on(self, folder: Path, but: str) -> Text | None:
        return await claim_on(folder, (one for one in self.all() if one.id != but), self._workers)

    # ── whether it still fits ─────────────────────────────────────────────────────────────────────────

    def standing(self, preset_id: str) -> Standing:
        """Whether it can be applied, and what to say if not. Raises: InputError: it is gone."""
        preset = self.get(preset_id)
        try:
            provider = self._providers.get(preset.provider_id)
        except InputError as error:
            words = text("The preset “{name}” was not applied. {words}", name=preset.name, words=error.words)
            return Standing(words)
        if not _has_mode(provider, preset.mode):
            gone = text("The chosen way to send several files is gone.")
            return Standing(_not_applied(preset, [gone, *self._fit(preset, "").broken]), mendable=True)
        found = self._fit(preset, preset.mode)
        if not found.fits:
            return Standing(_not_applied(preset, [*found.broken, *found.news]), mendable=True)
        if found.news:
            return Standing(news=joined(*found.news), mendable=True)
        return FINE

    async def bring_up_to_date(self, preset_id: str) -> Preset:
        """Make it for the form of today: what does not fit is taken out, what is missing is asked for each time.

        Raises:
            InputError: it is gone, or its vendor is.
            StoreError: the disk does not take it.
        """
        preset = self.get(preset_id)
        mode = preset.mode if _has_mode(self._providers.get(preset.provider_id), preset.mode) else ""
        form = self._providers.form(preset.provider_id, mode)
        return await self._store.put(brought_up_to_date(replace(preset, mode=mode), form))

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────

    def _fit(self, preset: Preset, mode: str) -> Fit:
        return fit(preset, self._providers.form(preset.provider_id, mode))

    def _last(self) -> float:
        return max((one.position for one in self._store.all()), default=0.0)

    async def _put_in_order(self, order: Sequence[str]) -> None:
        for position, preset_id in enumerate(order, 1):
            one = self.get(preset_id)
            if one.position != position:
                await self._store.put(replace(one, position=float(position)))

    def _must_be_free(self, name: str, preset_id: str) -> None:
        other = self._store.named(name)
        if other is not None and other.id != preset_id:
            raise InputError(text("There is a preset called “{name}” already.", name=name))


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise InputError(text("Give the preset a name."))
    return plain[:LONGEST]


def _check_patterns(preset: Preset) -> None:
    for pattern in preset.files.patterns:
        if not pattern.strip() or "/" in pattern or "\\" in pattern:
            raise InputError(text("“{pattern}” is no pattern of file names, such as *.csv.", pattern=pattern))


def _plain(form: Form, values: Mapping[str, Json]) -> dict[str, Json]:
    """*values* of the form's fields, without what was typed into those that hide it."""
    hidden, known = hidden_keys(form, values), {field.key for field in form.fields if field.kind is not Kind.PASSWORD}
    return {key: value for key, value in values.items() if key in known - hidden}


def _has_mode(provider: Provider, mode: str) -> bool:
    return not mode or any(one.id == mode for one in provider.flow.modes)


def _not_applied(preset: Preset, words: Sequence[Text]) -> Text:
    return text(
        "The preset “{name}” was not applied, since its vendor changed what is asked. {words}",
        name=preset.name,
        words=joined(*words),
    )
