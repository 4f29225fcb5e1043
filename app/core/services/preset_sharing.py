"""Giving presets to others, and taking in theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.core.copies import replace
from app.core.errors import InputError
from app.core.preset import Preset, free_name, new_id
from app.core.providers.model import Provider
from app.core.schema.fit import fit
from app.core.schema.model import Form
from app.core.services.preset_bundle import pack, unpack
from app.core.services.preset_share import Incoming, Shared, file_words, judged, missing_vendor, read_shared, share
from app.core.services.presets import PresetService
from app.core.services.providers import ProviderService
from app.core.storage.atomic import write_atomic
from app.core.text import Text, joined, text


class PresetSharing:
    """The way out and the way in."""

    def __init__(self, presets: PresetService, providers: ProviderService) -> None:
        self._presets = presets
        self._providers = providers

    def suggested_name(self, preset_ids: Sequence[str]) -> str:
        """The name of the file that these presets would make. Raises: InputError: one is gone."""
        return self._shared(preset_ids[0]).file_name if len(preset_ids) == 1 else "presets.zip"

    async def export(self, preset_ids: Sequence[str], target: Path) -> Text:
        """Write one preset as a file, several as a zip; what to say about it.

        Raises:
            InputError: one is gone, or its vendor is.
            StoreError: the disk does not take it.
        """
        shared = [self._shared(one) for one in preset_ids]
        single = len(shared) == 1
        await asyncio.to_thread(write_atomic, target, shared[0].content if single else pack(shared))
        if single:
            return file_words(replace(shared[0], file_name=target.name))
        return text(
            "“{file}” holds {n:count} presets, without keys, accounts and paths.", file=target.name, n=len(shared)
        )

    async def look(self, path: Path) -> Sequence[Incoming]:
        """The presets in a file, a folder or a zip, with what each would do; nothing is kept yet.

        Raises:
            InputError: there is none, or nothing can be read.
        """
        found = await asyncio.to_thread(lambda: list(unpack(path)))
        if len(found) == 1 and not isinstance(found[0][1], bytes):
            raise InputError(found[0][1])
        single = len(found) == 1
        return [self._judged(name, content, single=single) for name, content in found]

    async def adopt(self, incoming: Incoming, account_id: str) -> Preset:
        """Keep a preset that came in, under a name that is free, with the person's own account.

        Raises:
            InputError: it has a problem.
            StoreError: the disk does not take it.
        """
        if incoming.problem is not None:
            raise InputError(incoming.problem)
        name = free_name(incoming.preset.name, [one.name for one in self._presets.all()])
        kept = replace(incoming.preset, id=new_id(), name=name, account_id=account_id)
        return await self._presets.take_in(kept)

    def _shared(self, preset_id: str) -> Shared:
        preset = self._presets.get(preset_id)
        provider = self._providers.get(preset.provider_id)
        return share(preset, self._form(provider, preset), provider.name)

    def _judged(self, name: str, content: bytes | Text, *, single: bool) -> Incoming:
        try:
            if not isinstance(content, bytes):
                raise InputError(content)
            preset, vendor = read_shared(content, name)
        except InputError as error:
            if single:
                raise
            return Incoming(Preset(name, ""), problem=error.words)
        try:
            provider = self._providers.get(preset.provider_id)
        except InputError:
            return missing_vendor(preset, vendor)
        form = self._form(provider, preset)
        found, more = judged(preset, provider, form), []
        broken = fit(preset, form).broken
        if broken:
            more.append(text("It was made for another version of {vendor}'s form: {words}", vendor=provider.name,
                             words=joined(*broken)))  # fmt: skip
        if self._presets.named(preset.name) is not None:
            more.append(text("There is a preset of this name already, which stays: this one gets a number."))
        return replace(found, words=(*found.words, *more))

    def _form(self, provider: Provider, preset: Preset) -> Form:
        known = any(one.id == preset.mode for one in provider.flow.modes)
        return self._providers.form(provider.id, preset.mode if known else "")
