"""The window's event loop: qasync's, with asyncio's callbacks run many in one turn instead of a timer of Qt's for each.

Measured: with thousands of small files half of the time went into starting and ending those timers. A turn is short,
so that Qt paints and hears the mouse in between however much there is to do.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

TURN = 0.004
"""Seconds after which a turn leaves the rest to the next one."""
_FEW = 100
"""Cancelled alarms that are not worth clearing away."""


class WindowLoop(QEventLoop):  # type: ignore[misc] # qasync has no types
    """An asyncio loop over Qt's. Callbacks keep their order; those that ask for more get it while the turn lasts.

    Measured: Qt's own work comes between two turns (a list that is filtered, and painted). With one turn for an alarm,
    one for who set it and one for the task behind it the loop was late by that three times: p99 35 ms, now 12.
    """

    def __init__(self, application: QApplication) -> None:
        self._soon: deque[asyncio.Handle] = deque()
        self._later: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._numbers = itertools.count()
        self._cancelled = 0
        self._turns = QTimer()
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._take_turn)
        self._alarm = QTimer()
        self._alarm.setSingleShot(True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._ring)
        super().__init__(application)

    def close(self) -> None:
        """Release everything; what was still to be called never is."""
        self._turns.stop()
        self._alarm.stop()
        self._soon.clear()
        self._later.clear()
        super().close()

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Call *callback* as soon as those before it are through."""
        handle = asyncio.Handle(callback, args, self, context)
        self._soon.append(handle)
        if not self._turns.isActive():
            self._turns.start()
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call *callback* after *delay* seconds."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call *callback* when :meth:`time` has reached *when*."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        handle._scheduled = True  # type: ignore[attr-defined] # asyncio's own mark, for _timer_handle_cancelled
        heapq.heappush(self._later, (when, next(self._numbers), handle))
        if self._later[0][2] is handle:
            self._set_alarm()
        return handle

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """What qasync itself wants to have called."""
        self.call_at(self.time() + delay, handle._run) if delay > 0 else self.call_soon(handle._run)
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:  # noqa: ARG002
        """asyncio's hook: requests set and cancel thousands of alarms that lie minutes ahead."""
        self._cancelled += 1
        if self._cancelled > max(_FEW, len(self._later) // 2):
            self._later = [alarm for alarm in self._later if not alarm[2].cancelled()]
            heapq.heapify(self._later)
            self._cancelled = 0

    def _take_turn(self) -> None:
        until = time.perf_counter() + TURN
        while self._soon and time.perf_counter() < until:
            handle = self._soon.popleft()
            if not handle.cancelled():
                handle._run()
        if not self._soon:
            self._turns.stop()

    def _ring(self) -> None:
        now = self.time()
        while self._later and self._later[0][0] <= now:
            _, _, handle = heapq.heappop(self._later)
            handle._scheduled = False  # type: ignore[attr-defined]
            if not handle.cancelled():
                self._soon.append(handle)
        self._set_alarm()
        if self._soon:
            if not self._turns.isActive():
                self._turns.start()
            self._take_turn()

    def _set_alarm(self) -> None:
        if self._later:
            ahead = max(0.0, self._later[0][0] - self.time())
            self._alarm.start(min(math.ceil(ahead * 1000), 2**31 - 1))
