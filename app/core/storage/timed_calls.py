"""Runs calls that may hang in daemon threads, one after the other, and waits for each only so long."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST_HANGING = 4
"""Threads that are given up on and still hang; with so many no further one is begun."""


class TimedCalls:
    """A queue of one: what is behind these calls (D-Bus, a dialog) is not made for several at once.

    Args:
        seconds: how long a call is waited for, the wait for its turn included.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._given_up: list[threading.Thread] = []

    async def run(self, work: Callable[[], T]) -> T:
        """What *work* returns, or its exception. A thread that is given up on goes on by itself.

        Raises:
            TimeoutError: there was no answer in time, or too many earlier calls still hang.
        """
        self._given_up = [thread for thread in self._given_up if thread.is_alive()]
        if len(self._given_up) >= MOST_HANGING:
            raise TimeoutError
        async with asyncio.timeout(self._seconds), self._turn:
            return await self._in_thread(work)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def run() -> None:
            """In the thread; its end is told on the loop's."""
            try:
                result = work()
            except Exception as error:
                _tell(loop, _fail, done, error)
            else:
                _tell(loop, _succeed, done, result)

        # A daemon: a call that hangs must not keep the program from ending.
        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        try:
            return await done
        except asyncio.CancelledError:
            self._given_up.append(thread)
            raise


def _tell(loop: asyncio.AbstractEventLoop, callback: Callable[..., None], *values: object) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(callback, *values)


def _succeed(done: asyncio.Future[T], result: T) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[T], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
