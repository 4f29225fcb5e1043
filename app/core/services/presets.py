"""Saved presets: what was in the form, under a name, without any secret."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import InputError
from app.core.schema.model import Kind
from app.core.services.model import PresetView
from app.core.services.providers import ProviderService
from app.core.storage.presets import Preset, PresetStore
from app.core.text import text


class PresetService:
    """The person's presets by name."""

    def __init__(self, store: PresetStore, providers: ProviderService) -> None:
        self._store = store
        self._providers = providers

    def all(self) -> Sequence[PresetView]:
        """Every preset, by name."""
        presets = sorted(self._store.all(), key=lambda preset: preset.name.casefold())
        return [PresetView(p.name, p.provider_id, p.account_id, p.values, p.mode) for p in presets]

    async def save(self, preset: PresetView) -> None:
        """Keep a preset under its name, replacing one of that name.

        Raises:
            InputError: it has no name.
            StoreError: the disk does not take it.
        """
        name = preset.name.strip()
        if not name:
            raise InputError(text("Give the preset a name."))
        form = self._providers.form(preset.provider_id, preset.mode)
        secret = {field.key for field in form.fields if field.kind is Kind.PASSWORD}
        values = {key: value for key, value in preset.values.items() if key not in secret}
        await self._store.put(Preset(name, preset.provider_id, preset.account_id, values, preset.mode))

    async def remove(self, name: str) -> None:
        """Forget a preset."""
        await self._store.remove(name)
