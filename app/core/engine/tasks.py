"""What is under way: one task for each transfer or end of a batch, let go of when it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine


class Tasks:
    """Tasks by the id of their transfer, or the owner of their round.

    Args:
        ended: told about every task that has ended, after it gave back what it held; with its error, if any.
    """

    def __init__(self, ended: Callable[[str, BaseException | None], None]) -> None:
        self._ended = ended
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def __contains__(self, key: str) -> bool:
        """Whether it is under way."""
        return key in self._tasks

    def get(self, key: str) -> asyncio.Task[None] | None:
        """Its task, while that has not ended."""
        return self._tasks.get(key)

    def all(self) -> list[tuple[str, asyncio.Task[None]]]:
        """Everything that is under way now."""
        return list(self._tasks.items())

    def spawn(self, key: str, work: Coroutine[None, None, None], give_back: Callable[[], None]) -> None:
        """Do *work*; *give_back* is called when it has ended, however it did."""
        task = asyncio.get_running_loop().create_task(work, name=f"sendoff {key}")
        self._tasks[key] = task

        def ended(done: asyncio.Task[None]) -> None:
            """Let go of it, and of what it held."""
            if self._tasks.get(key) is done:
                del self._tasks[key]
            give_back()
            self._ended(key, None if done.cancelled() else done.exception())

        task.add_done_callback(ended)
