"""What of the draft was sent before: asked in the background while it is filled in, decided by the person."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.model import Check, Draft
from app.core.services.recollection import Recollection
from app.ui.spawn import Spawn


@dataclass(frozen=True, slots=True)
class _Looking:
    """A look that is under way."""

    task: asyncio.Task[Any] | None
    paths: tuple[Path, ...]

    def cancel(self) -> None:
        """End it."""
        if self.task is not None:
            self.task.cancel()


class Recall(QObject):
    """Keeps what is known of the draft's files, and what was decided about them.

    Signals:
        known: the latest :class:`Recollection`, with what nobody has decided about.
        reading: how many bytes of how many were read for the press of Send that waits for it; 0 of 0: not known.
        asked: Send was pressed, and waits for a decision.
        failed: a Text.
    """

    known = Signal(object)
    reading = Signal(object, object)  # an int of Qt's holds 2 GiB
    asked = Signal()
    failed = Signal(object)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._now = Recollection()
        self._number = 0  # counts looks: only the latest is shown
        self._looking: _Looking | None = None
        self._next: tuple[Draft, Check] | None = None
        self.again: frozenset[str] = frozenset()

    @property
    def paths(self) -> frozenset[Path]:
        """The files that nobody has decided about."""
        return self._now.paths

    def look_soon(self, draft: Draft, check: Check) -> None:
        """Find out about a draft in the background; files are read meanwhile, so that Send need not wait."""
        self._number += 1
        if self._looking is None:
            self._begin(draft, check)
            return
        self._next = draft, check  # one after another: of many files, a look takes a while
        # Files come at the end of the list; otherwise the list lost some.
        if draft.paths[: len(self._looking.paths)] != self._looking.paths:
            self._looking.cancel()  # it may be reading a large file that was taken off the list

    async def asks(self, draft: Draft, check: Check) -> bool:
        """Whether sending *draft* must wait for a decision; it is asked for then. Raises: StoreError."""
        self._number += 1
        if self._looking is not None:
            self.reading.emit(0, 0)  # it reads already, in the background
        known = await self._core.uploads.sent_before(draft, check, self.reading.emit)
        self.ask(known)
        return bool(known.found)

    def ask(self, known: Recollection) -> None:
        """Show what is known, and ask about it if there is anything."""
        self._show(known)
        if known.found:
            self.asked.emit()

    def send_again(self) -> None:
        """The person decided: all of it goes out again."""
        self.again |= self._now.keys
        self._show(Recollection())

    def forget(self) -> None:
        """The draft was sent or emptied: decisions about it are of no use any more."""
        self._number += 1
        self._next = None
        if self._looking is not None:
            self._looking.cancel()
        self.again = frozenset()
        self._show(Recollection())

    def _begin(self, draft: Draft, check: Check) -> None:
        self._looking = _Looking(None, draft.paths)
        self._spawn(self._look(draft, check, self._number))

    async def _look(self, draft: Draft, check: Check, number: int) -> None:
        # No name of this function for the task: held by its own frame, it and all the files would never be freed.
        self._looking = _Looking(asyncio.current_task(), draft.paths)
        try:
            known = await self._core.uploads.sent_before(draft, check)
        except SendoffError as error:
            self.failed.emit(error.words)
            return
        finally:
            self._looking = None
            if self._next is not None:
                (draft, check), self._next = self._next, None
                self._begin(draft, check)
        if number == self._number:
            self._show(known)

    def _show(self, known: Recollection) -> None:
        self._now = known
        self.known.emit(known)
