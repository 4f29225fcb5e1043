"""Knows whose files are just being moved to another folder, so that no run reads them where they no longer are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.engine.roster import Roster
from app.core.transfer import Transfer


class Moving:
    """Transfers whose files are on their way."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._under_way: dict[str, asyncio.Event] = {}

    @contextmanager
    def of(self, transfer_id: str) -> Iterator[None]:
        """Within, the files of a transfer are moved, and the transfer is told where they are then."""
        over = self._under_way[transfer_id] = asyncio.Event()
        try:
            yield
        finally:
            del self._under_way[transfer_id]
            over.set()

    async def at_rest(self, transfer: Transfer) -> Transfer:
        """*transfer* as it is when its files lie where they will stay."""
        under_way = self._under_way.get(transfer.id)
        if under_way is None:
            return transfer
        await under_way.wait()
        return self._roster.transfers[transfer.id]
