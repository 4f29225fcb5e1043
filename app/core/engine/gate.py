"""Lets what concerns the whole queue wait until the whole queue is there."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

Ids = Sequence[str] | None
Act = Callable[..., Coroutine[Any, Any, None]]


class Gate:
    """Closed while the journal is being taken up after a start.

    "Pause all" pressed in that second means also the transfers that are not read yet, and nothing may be sent before
    it is done. So such acts wait, are done once the queue is whole, and only then is the gate open.
    """

    def __init__(self) -> None:
        self._whole = asyncio.Event()
        self._whole.set()
        self._early = 0
        self._none_early = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether the queue is whole, so far as is known."""
        return self._whole.is_set()

    def close(self) -> None:
        """The journal is about to be taken up."""
        self._whole.clear()

    async def open(self) -> None:
        """The queue is whole; returns when everything that waited for this is done."""
        self._whole.set()
        while self._early:
            self._none_early.clear()
            await self._none_early.wait()

    def for_some_or_all(self, act: Act) -> Act:
        """*act*, which waits at the gate when it is for all transfers; those with an id are there already."""

        @functools.wraps(act)
        async def at_its_time(ids: Ids = None, **more: Any) -> None:
            """For some at once; for all when all are there."""
            if ids is None:
                await self._after(act, ids, **more)
            else:
                await act(ids, **more)

        return at_its_time

    def for_all(self, act: Act) -> Act:
        """*act*, which always waits at the gate."""

        @functools.wraps(act)
        async def at_its_time(*what: Any) -> None:
            """When all are there."""
            await self._after(act, *what)

        return at_its_time

    async def _after(self, act: Act, *what: Any, **more: Any) -> None:
        if self.is_open:
            await act(*what, **more)
            return
        self._early += 1
        try:
            await self._whole.wait()
            await act(*what, **more)
        finally:
            self._early -= 1
            self._none_early.set()
