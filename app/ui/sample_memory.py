"""What the sample core says of files that were sent before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.core.services.model import Check, Draft
from app.core.services.recollection import Recollection


class SampleMemory:
    """Remembers what it is told to, and answers once it is let.

    Attributes:
        known: the answer. reading: set once it may be given.
    """

    def __init__(self) -> None:
        self.known = Recollection()
        self.reading = asyncio.Event()
        self.reading.set()

    async def sent_before(
        self,
        draft: Draft,  # noqa: ARG002
        check: Check,  # noqa: ARG002
        progress: Callable[[int, int], None] | None = None,
    ) -> Recollection:
        """What :attr:`known` says, once :attr:`reading` lets it."""
        if progress is not None and not self.reading.is_set():
            progress(0, 1)
        await self.reading.wait()
        return self.known
