"""Threads for what may hang: a disk that does not answer holds up whoever asked it, and nobody else."""

from __future__ import annotations

import asyncio
import functools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

KEPT = 8
"""Threads that rest and wait for work; any further one ends when it has nothing to do."""

MOST = 256
"""Threads in all. Only hanging ones make so many; what comes then waits until one of them is answered."""


async def answer_within(
    seconds: float, workers: Executor | None, work: Callable[P, T], *args: P.args, **more: P.kwargs
) -> T:
    """What *work* gives, called in a thread of *workers* or of the loop's own; one that hangs is left to itself.

    Raises:
        TimeoutError: it took longer.
    """
    call = functools.partial(work, *args, **more)
    async with asyncio.timeout(seconds):
        return await asyncio.get_running_loop().run_in_executor(workers, call)


@dataclass(frozen=True)
class _Job:
    """A call that waits for a thread."""

    future: Future[Any]
    work: Callable[[], Any]

    def run(self) -> None:
        """Do it, unless it was cancelled before; what it raises is for whoever waits."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work()
        except BaseException as error:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class DiskThreads(Executor):
    """Starts a thread whenever none is free.

    ``ThreadPoolExecutor`` has two habits that do not go with hanging disks: as many hanging calls as it has threads
    stop everything else, and the program cannot end before each of its threads has.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._threads: set[threading.Thread] = set()
        self._resting = 0
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call *fn* in a thread.

        Raises:
            RuntimeError: after :meth:`shutdown`.
        """
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("no work is taken after shutdown")
            self._jobs.append(_Job(future, lambda: fn(*args, **kwargs)))
            if self._resting >= len(self._jobs):
                self._changed.notify()
            elif len(self._threads) < MOST:
                self._begin()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work. *wait* for what is under way, hanging or not; *cancel_futures*: begin nothing more."""
        with self._changed:
            self._closed = True
            dropped = list(self._jobs) if cancel_futures else []
            if cancel_futures:
                self._jobs.clear()
            threads = list(self._threads)
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
        if wait:
            for thread in threads:
                thread.join()

    def _begin(self) -> None:
        # A daemon: a call that hangs must not keep the program from ending.
        thread = threading.Thread(target=self._run, name=f"{self._name}-{len(self._threads)}", daemon=True)
        self._threads.add(thread)
        thread.start()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            job.run()
            del job  # its future may hold on to much

    def _next(self) -> _Job | None:
        """The next job; None when this thread is to end."""
        with self._changed:
            while not self._jobs and not self._closed and self._resting < KEPT:
                self._resting += 1
                self._changed.wait()
                self._resting -= 1
            if self._jobs:
                return self._jobs.popleft()
            self._threads.discard(threading.current_thread())
            return None
