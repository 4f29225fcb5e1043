"""Gives up on a request in which nothing moves any more."""

from __future__ import annotations

import asyncio


class IdleWatch:
    """Ends an :func:`asyncio.timeout` block when nothing moves for *patience* seconds.

    Something moves thousands of times a second, so a move only notes the time; one timer looks at the note.
    """

    def __init__(self, scope: asyncio.Timeout, patience: float) -> None:
        self._scope = scope
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._moved_at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def restart(self) -> None:
        """Something moved, or is expected to move from now on."""
        self._moved_at = self._loop.time()
        if self._timer is None:
            self._look_at(self._moved_at + self._patience)

    def stop(self) -> None:
        """Nothing needs to move for now, or something else watches from here on."""
        self._moved_at = None

    def end(self) -> None:
        """Never look again; the block is over."""
        self.stop()
        if self._timer is not None:
            self._timer.cancel()

    def _look_at(self, when: float) -> None:
        self._timer = self._loop.call_at(when, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._moved_at is None:
            return
        due = self._moved_at + self._patience
        if due > self._loop.time():
            self._look_at(due)
        else:
            self._scope.reschedule(due)
