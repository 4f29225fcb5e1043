"""Finds out what is worth telling somebody who looks elsewhere: batches that ended, and what needs a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.copies import replace
from app.core.errors import InputError
from app.core.events import Notice, TransfersChanged
from app.core.services.api import Core
from app.core.transfer import State
from app.ui.text import say, tr

SETTLE = 1500
"""Milliseconds in which batches that end one after the other become one announcement."""
GO_AHEAD = "go-ahead"
"""The kind of notice that says that files in a watched folder wait."""
_GOING = frozenset({State.QUEUED, State.RUNNING, State.PROCESSING, State.WAITING, State.PAUSED})


@dataclass(frozen=True, slots=True)
class Announcement:
    """What to tell.

    Attributes:
        batch_id: what it is about, or the first of several; empty where it is about no batch.
        preset_id: whose watched folder holds files that wait for the person; else empty.
    """

    title: str
    body: str
    batch_id: str = ""
    preset_id: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one batch ended, or stands while something in it is to be decided."""

    batch_id: str
    vendor: str
    done: int
    failed: int
    unknown: int


class Announcer(QObject):
    """Listens to the core and makes one announcement of what comes close together.

    Signals:
        announced: an :class:`Announcement`.
    """

    announced = Signal(object)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._going: dict[str, set[str]] = {}  # what is known to go on, by batch
        self._ended: dict[str, None] = {}  # batches in which something ended, in order
        self._undecided: set[str] = set()  # transfers that were announced as such
        self._keys: list[Notice] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(self.settle)
        self._ends = [
            core.events.subscribe(TransfersChanged, self._on_changed),
            core.events.subscribe(Notice, self._on_notice),
        ]

    def close(self) -> None:
        """Listen no more."""
        self._timer.stop()
        for end in self._ends:
            end()

    def settle(self) -> None:
        """Tell now what has gathered."""
        self._timer.stop()
        found = self._look()
        keys, self._keys = self._keys, []
        if found or keys:
            told = announcement(found, [say(notice.words) for notice in keys])
            waiting = next((one.account_id for one in keys if one.kind == GO_AHEAD), "")
            self.announced.emit(replace(told, preset_id=waiting))

    def _on_changed(self, event: TransfersChanged) -> None:
        for one in event.transfers:
            going = self._going.setdefault(one.batch_id, set())
            if one.state in _GOING:
                going.add(one.id)
                self._undecided.discard(one.id)
                continue
            going.discard(one.id)
            fresh = one.state is State.UNKNOWN and one.id not in self._undecided
            if fresh:
                self._undecided.add(one.id)
            if fresh or not going:
                self._ended.setdefault(one.batch_id)
                if not self._timer.isActive():
                    self._timer.start()

    def _on_notice(self, notice: Notice) -> None:
        if notice.kind in ("key", GO_AHEAD) and not notice.over:
            self._keys.append(notice)
            self._timer.start()

    def _look(self) -> list[Ended]:
        """The batches that really ended; what is still going on is asked about once more at its end."""
        wanted, self._ended = self._ended, {}
        sure = {batch_id for batch_id in wanted if not self._going.get(batch_id)}
        undecided = wanted.keys() - sure
        found = []
        for batch_id in wanted:
            states = self._core.uploads.states_in(batch_id)
            over = batch_id in sure and not any(state in _GOING for state in states)
            ended = self._ended_so(batch_id, states)
            if over and (ended.done or ended.failed or ended.unknown):
                self._going.pop(batch_id, None)
                found.append(ended)
            elif ended.unknown and (batch_id in undecided or not over):
                found.append(Ended(batch_id, ended.vendor, 0, 0, ended.unknown))
        return found

    def _ended_so(self, batch_id: str, states: Mapping[State, int]) -> Ended:
        done, failed, unknown = (states.get(state, 0) for state in (State.DONE, State.FAILED, State.UNKNOWN))
        return Ended(batch_id, self._vendor(batch_id), done, failed, unknown)

    def _vendor(self, batch_id: str) -> str:
        batch = self._core.uploads.batch(batch_id)
        try:
            return self._core.providers.get(batch.provider_id).name if batch else ""
        except InputError:
            return ""


def announcement(ended: list[Ended], keys: list[str]) -> Announcement:
    """The words for all of it together: what needs the person comes first."""
    done, failed, unknown = (sum(getattr(one, name) for one in ended) for name in ("done", "failed", "unknown"))
    if unknown or keys:
        title = tr("Sendoff needs you")
    elif failed:
        title = tr("{n:count} file failed|{n:count} files failed", n=failed)
    else:
        title = tr("All done")
    vendors = sorted({one.vendor for one in ended})
    place = tr("{vendor}:", vendor=vendors[0]) if len(vendors) == 1 and vendors[0] else ""
    unsure = tr(
        "It is not certain whether {n:count} file arrived: open Sendoff to decide."
        "|It is not certain whether {n:count} files arrived: open Sendoff to decide.",
        n=unknown,
    )
    parts = [
        *keys,
        place,
        tr("{n:count} file is done.|{n:count} files are done.", n=done) if done else "",
        tr("{n:count} failed: open Sendoff to see why.", n=failed) if failed else "",
        unsure if unknown else "",
    ]
    worst = max(ended, key=lambda one: (one.unknown > 0, one.failed > 0), default=None)
    return Announcement(title, " ".join(part for part in parts if part), worst.batch_id if worst else "")
