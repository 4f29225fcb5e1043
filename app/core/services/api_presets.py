"""Presets' front door as a protocol, see :mod:`app.core.services.api`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.core.preset import FolderWatch, Preset
from app.core.services.preset_share import Incoming
from app.core.services.presets import Standing
from app.core.services.watch_model import WatchView
from app.core.text import Text


class Presets(Protocol):
    """Saved presets."""

    def all(self) -> Sequence[Preset]:
        """Every preset: pinned ones first, then in the person's order."""

    def find(self, preset_id: str) -> Preset | None:
        """The preset of that id, or None."""

    def get(self, preset_id: str) -> Preset:
        """The preset of that id. Raises: InputError: there is none."""

    def named(self, name: str) -> Preset | None:
        """The preset of that name, or None."""

    def standing(self, preset_id: str) -> Standing:
        """Whether it can be applied, and what to say if not. Raises: InputError: it is gone."""

    async def save(self, preset: Preset) -> Preset:
        """Keep a preset, replacing the one of its name. Raises: InputError, StoreError."""

    async def put_back(self, preset: Preset) -> Preset:
        """Keep again what was removed. Raises: InputError, StoreError."""

    async def duplicate(self, preset_id: str) -> Preset:
        """A copy under a name of its own, right after it. Raises: InputError, StoreError."""

    async def rename(self, preset_id: str, name: str) -> Preset:
        """Give it another name. Raises: InputError, StoreError."""

    async def pin(self, preset_id: str, pinned: bool) -> Preset:
        """Let it stand before the others, or among them again. Raises: InputError, StoreError."""

    async def move(self, preset_id: str, before: str) -> None:
        """Put it right before another one, or last where *before* is empty. Raises: InputError, StoreError."""

    async def remove(self, preset_id: str) -> None:
        """Forget a preset. Raises: StoreError."""

    async def bring_up_to_date(self, preset_id: str) -> Preset:
        """Make it for the form of today. Raises: InputError, StoreError."""


class Watches(Protocol):
    """Folders that presets watch."""

    def all(self) -> Sequence[WatchView]:
        """Every watched folder, in the presets' order; none where nobody watches."""

    def of(self, preset_id: str) -> WatchView | None:
        """How the folder of a preset stands, or None where it has none or nobody watches."""

    def asks_for_costs(self, preset_id: str) -> bool:
        """Whether sending with a preset costs something. Raises: InputError."""

    async def count(self, preset_id: str, folder: Path) -> int:
        """How many files lie in a folder that a preset might watch. Raises: InputError: it cannot watch it."""

    async def watch(self, preset_id: str, wish: FolderWatch, *, send_present: bool = False) -> None:
        """Let a preset watch a folder; *send_present*: with what lies there already.

        Raises:
            InputError, StoreError.
        """

    async def forget(self, preset_id: str) -> None:
        """Watch the folder of a preset no more. Raises: InputError, StoreError."""

    async def pause(self, preset_id: str, paused: bool) -> None:
        """Send nothing from the folder, or go on with what came meanwhile. Raises: InputError, StoreError."""

    async def leave_out(self, preset_id: str) -> None:
        """Never send the files that wait for the person, as they are now. Raises: StoreError."""


class Sharing(Protocol):
    """Giving presets to others, and taking in theirs."""

    def suggested_name(self, preset_ids: Sequence[str]) -> str:
        """The name of the file that these presets would make. Raises: InputError."""

    async def export(self, preset_ids: Sequence[str], target: Path) -> Text:
        """Write one preset as a file, several as a zip; what to say about it. Raises: InputError, StoreError."""

    async def look(self, path: Path) -> Sequence[Incoming]:
        """The presets in a file, a folder or a zip, with what each would do. Raises: InputError."""

    async def adopt(self, incoming: Incoming, account_id: str) -> Preset:
        """Keep a preset that came in, with the person's own account. Raises: InputError, StoreError."""
