"""Gives up on a request in which nothing moves any more."""

from __future__ import annotations

import asyncio
import contextlib


class IdleWatch:
    """Ends an :func:`asyncio.timeout` block when nothing moves for *patience* seconds."""

    def __init__(self, scope: asyncio.Timeout, patience: float) -> None:
        self._scope = scope
        self._patience = patience
        self._clock = asyncio.get_running_loop().time

    def restart(self) -> None:
        """Something moved, or is expected to move from now on."""
        self._set(self._clock() + self._patience)

    def stop(self) -> None:
        """Nothing needs to move for now, or something else watches from here on."""
        self._set(None)

    def _set(self, when: float | None) -> None:
        # The scope may just have ended while a last slice is still on its way.
        with contextlib.suppress(RuntimeError):
            self._scope.reschedule(when)
