"""Keeps the computer awake while bytes leave, and lets it sleep a little after the last one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from app.core.events import Events, Notice, TotalsChanged
from app.core.storage.settings import SettingsStore
from app.core.text import text
from app.core.transfer import State

if TYPE_CHECKING:
    from wakepy import Mode

log = logging.getLogger(__name__)

WISH, TOLD = "keep_awake", "awake_told"
"""The settings: whether the person wants it (yes when nobody chose), and whether they know that it does not work."""
BEGIN = 1.0
"""Seconds of sending after which the system is asked: what is over sooner needs no asking."""
LINGER = 30.0
"""Seconds without sending after which the computer may sleep again. They bridge the gap between two files, a short
wait before a new try, and the closing of a session. A vendor that is still at work on files it has does not keep the
computer awake: what it made of them can be asked for after a sleep as well."""
PATIENCE = 5.0
"""Seconds to wait for the system at the end; it takes its promise back by itself when the program is gone."""


class KeepAwake:
    """Asks the system not to fall asleep while something is sent; sending goes on when it does not listen, too.

    Args:
        begin, linger: seconds, see :data:`BEGIN` and :data:`LINGER`.
    """

    def __init__(
        self, events: Events, settings: SettingsStore, *, begin: float = BEGIN, linger: float = LINGER
    ) -> None:
        self._events, self._settings = events, settings
        self._begin, self._linger = begin, linger
        # The system is asked over a bus, which blocks; and what was begun in a thread must be ended in the same one.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sendoff-awake")
        self._mode: Mode | None = None
        self._sending, self._held = False, False
        self._due: asyncio.TimerHandle | None = None
        self._last: asyncio.Task[None] | None = None
        self._stop = events.subscribe(TotalsChanged, self._on_totals)
        settings.watch(WISH, self._follow_wish)

    @property
    def held(self) -> bool:
        """Whether the system was asked to stay awake and was not released since."""
        return self._held

    async def settled(self) -> None:
        """Return when the system has answered everything it was asked."""
        while self._last is not None and not self._last.done():
            await asyncio.wait({self._last})

    async def close(self) -> None:
        """Let the computer sleep again, and listen no more."""
        self._stop()
        if self._held:
            self._release()
        self._cancel()
        try:
            async with asyncio.timeout(PATIENCE):
                await self.settled()
        except TimeoutError:
            log.info("the system did not answer about staying awake")
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _wanted(self) -> bool:
        return self._settings.get(WISH, True) is not False

    def _follow_wish(self) -> None:
        self._cancel()
        if self._held and not self._wanted():
            self._release()
        elif self._sending and not self._held:
            self._hold()

    def _on_totals(self, totals: TotalsChanged) -> None:
        sending = totals.by_state.get(State.RUNNING, 0) > 0
        if sending == self._sending:
            return
        self._sending = sending
        self._cancel()
        if sending and not self._held:
            self._later(self._begin, self._hold)
        elif not sending and self._held:
            self._later(self._linger, self._release)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        self._cancel()
        self._due = asyncio.get_running_loop().call_later(seconds, what)

    def _cancel(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _hold(self) -> None:
        self._due = None
        if self._wanted():
            self._held = True
            self._ask(self._enter)

    def _release(self) -> None:
        self._due = None
        self._held = False
        self._ask(self._leave)

    def _ask(self, what: Callable[[], bool]) -> None:
        before = self._last
        self._last = asyncio.get_running_loop().create_task(self._answer(before, what))

    async def _answer(self, before: asyncio.Task[None] | None, what: Callable[[], bool]) -> None:
        if before is not None:
            await before
        done = await asyncio.get_running_loop().run_in_executor(self._thread, what)
        if not done and not self._settings.get(TOLD):
            self._settings.set(TOLD, True)
            words = text(
                "This computer does not let Sendoff keep it awake. If it falls asleep while sending, "
                "nothing is lost: sending goes on when it wakes."
            )
            self._events.publish(Notice("info", words))

    # ── in the thread ─────────────────────────────────────────────────────────────────────────────────

    def _enter(self) -> bool:
        try:
            from wakepy import keep  # here, since it is not needed to open the window

            mode = keep.running(on_fail="pass")
            mode.__enter__()
        except Exception as error:  # what the library of some system raises must not end a transfer
            log.info("the system cannot be kept awake: %s", error)
            return False
        self._mode = mode
        if not mode.active:
            log.info("the system cannot be kept awake: %s", mode.result.get_failure_text())
        return mode.active

    def _leave(self) -> bool:
        mode, self._mode = self._mode, None
        try:
            if mode is not None:
                mode.__exit__(None, None, None)
        except Exception as error:  # as above
            log.info("the system could not be told that it may sleep: %s", error)
        return True
