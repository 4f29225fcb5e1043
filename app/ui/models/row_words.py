"""The one pure function between a transfer and what is drawn of it: a frozen picture in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.events import Progressed
from app.core.text import Text, text
from app.core.transfer import Priority, State, Transfer, Wait
from app.ui.as_written import on_one_line
from app.ui.models.acts import Act, fitting_act
from app.ui.text import clock, count, say, size, tr


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown beside its words: an icon and a role for its colour."""

    icon: str
    role: str


_MARKS: Mapping[State, Mark] = {
    State.QUEUED: Mark("queued", "muted"),
    State.RUNNING: Mark("upload", "accent"),
    State.PROCESSING: Mark("processing", "info"),
    State.WAITING: Mark("clock", "warn"),
    State.PAUSED: Mark("pause", "muted"),
    State.DONE: Mark("done", "ok"),
    State.FAILED: Mark("error", "error"),
    State.CANCELLED: Mark("cancelled", "muted"),
    State.UNKNOWN: Mark("unknown", "warn"),
}
_NAMES: Mapping[State, Text] = {
    State.QUEUED: text("Waiting for its turn"),
    State.RUNNING: text("Sending"),
    State.PROCESSING: text("The vendor is working on it"),
    State.WAITING: text("Waiting"),
    State.PAUSED: text("Paused"),
    State.DONE: text("Done"),
    State.FAILED: text("Did not work"),
    State.CANCELLED: text("Cancelled"),
    State.UNKNOWN: text("Outcome unknown"),
}
_NONE: Mapping[State, int] = {}
_WAITS: Mapping[Wait, Mark] = {Wait.NETWORK: Mark("offline", "warn"), Wait.KEY: Mark("key", "warn")}


class Kind(StrEnum):
    """What a row of the queue stands for."""

    BATCH = "batch"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class RowView:
    """Everything that is drawn of one row.

    Attributes:
        fraction: how far the bar is filled, 0 to 1; None: no bar.
        tile: whose letter tile a batch wears.
        aside, aside_more: two short lines at the end of the row: speed and time left, or the size.
    """

    kind: Kind
    title: str
    subtitle: str
    words: str
    mark: Mark
    fraction: float | None = None
    aside: str = ""
    aside_more: str = ""
    act: Act | None = None
    collapsed: bool = False
    tile: str = ""

    @property
    def spoken(self) -> str:
        """The whole row as a screen reader says it."""
        parts = (self.title, self.words, self.subtitle, self.aside, self.aside_more)
        return ", ".join(part for part in parts if part)


def mark_of(transfer: Transfer) -> Mark:
    """The icon and role of a transfer's state."""
    if transfer.wait is not None and transfer.wait in _WAITS:
        return _WAITS[transfer.wait]
    return _MARKS[transfer.state]


def row_of(transfer: Transfer, where: str, progress: Progressed | None, *, askable: bool) -> RowView:
    """The row of one transfer.

    Args:
        where: what a person calls its destination.
        askable: whether its vendor can be asked about an unknown outcome.
    """
    running = transfer.state is State.RUNNING
    sent, total = bytes_of(transfer, progress)
    rate = progress.rate if progress and running and sent < total else 0.0
    return RowView(
        kind=Kind.TRANSFER,
        title=title_of(transfer),
        subtitle=tr("{size} · {where}", size=size(transfer.total), where=where) if where else size(transfer.total),
        words=state_words(transfer, sent, total),
        mark=mark_of(transfer),
        fraction=_fraction(transfer, sent, total),
        aside=tr("{rate:bytes}/s", rate=rate) if rate else "",
        aside_more=tr("{s:seconds} left", s=(total - sent) / rate) if rate else "",
        act=fitting_act(transfer, askable=askable),
    )


def title_of(transfer: Transfer) -> str:
    """The file's name, or how many files travel together."""
    if len(transfer.files) > 1:
        return tr("{name} and {n:count} more", name=on_one_line(transfer.name), n=len(transfer.files) - 1)
    return on_one_line(transfer.name)


def state_words(transfer: Transfer, sent: int, total: int) -> str:
    """Where a transfer stands, in plain words."""
    state = transfer.state
    if state is State.RUNNING:
        return _running_words(transfer, sent, total)
    if state is State.WAITING:
        return _waiting_words(transfer)
    if state is State.PROCESSING and transfer.wait is Wait.KEY:
        return tr("It is there. Following it needs a key that works")
    if state is State.FAILED:
        return say(transfer.problem) or tr("It did not work")
    if state is State.DONE:
        return say(transfer.say) or (say(transfer.result.text) if transfer.result else "") or tr("Done")
    if state is State.UNKNOWN:
        return say(transfer.problem) or tr("It may or may not have arrived")
    if state is State.QUEUED and transfer.priority is not Priority.NORMAL:
        return tr("Goes before others") if transfer.priority is Priority.HIGH else tr("Goes after others")
    return say(transfer.say) or state_name(state)


def state_name(state: State) -> str:
    """A state's name as the window uses it."""
    return say(_NAMES[state])


def _running_words(transfer: Transfer, sent: int, total: int) -> str:
    if 0 < sent < total:
        return tr("Sending {n} %", n=int(sent * 100 / total))
    if sent and sent >= total:
        return say(transfer.say) or tr("Sent, waiting for the answer")
    return say(transfer.say) or tr("Sending")


def _waiting_words(transfer: Transfer) -> str:
    if transfer.wait is Wait.NETWORK:
        return tr("Waiting for the network")
    if transfer.wait is Wait.KEY:
        return tr("Waiting for a key that works")
    if transfer.wake_at is not None:
        again = tr("Trying again at {time}", time=clock(transfer.wake_at))
        return tr("{problem} {again}", problem=say(transfer.problem), again=again) if transfer.problem else again
    return say(transfer.problem) or state_name(State.WAITING)


def bytes_of(transfer: Transfer, progress: Progressed | None) -> tuple[int, int]:
    """How many bytes of a transfer were sent, and of how many."""
    if progress is not None and transfer.state is State.RUNNING:
        return progress.sent, progress.total or transfer.total
    return transfer.sent, transfer.total


def _fraction(transfer: Transfer, sent: int, total: int) -> float | None:
    if transfer.state in (State.RUNNING, State.PAUSED, State.WAITING):
        return min(1.0, sent / total) if total and sent else (0.0 if transfer.state is State.RUNNING else None)
    return 1.0 if transfer.state is State.PROCESSING else None


def batch_row(
    where: str,
    vendor: str,
    started: str,
    counts: Mapping[State, int],
    need_key: Mapping[State, int] = _NONE,
    *,
    collapsed: bool,
) -> RowView:
    """The row over a batch's transfers, with how they stand in one line.

    Args:
        need_key: how many of them in each state go on only with another key.
    """
    total = sum(counts.values())
    done = counts.get(State.DONE, 0)
    return RowView(
        kind=Kind.BATCH,
        title=where,
        subtitle=tr("{n:count} file · {started}|{n:count} files · {started}", n=total, started=started),
        words=batch_words(counts, need_key),
        mark=_batch_mark(counts, need_key),
        fraction=done / total if total and done < total else None,
        aside=tr("{done} of {total}", done=count(done), total=count(total)),
        collapsed=collapsed,
        tile=vendor,
    )


def batch_words(counts: Mapping[State, int], need_key: Mapping[State, int] = _NONE) -> str:
    """How the transfers of a batch stand: what is under way and what needs a person; arguments as above."""
    total, done = sum(counts.values()), counts.get(State.DONE, 0)
    if total and done == total:
        return tr("All done")
    parts = [words for words in _count_words(counts, need_key) if words]
    return " · ".join(parts[:3]) if parts else tr("{n:count} done", n=done)


def _count_words(counts: Mapping[State, int], need_key: Mapping[State, int]) -> list[str]:
    of = Counter(counts)  # a state that is not there counts nothing
    of.subtract(need_key)
    needy = sum(need_key.values())
    # What needs a person comes before what goes on without one: only the first few are shown.
    return [
        tr("{n:count} sending", n=of[State.RUNNING]) if of[State.RUNNING] else "",
        tr("{n:count} unclear", n=of[State.UNKNOWN]) if of[State.UNKNOWN] else "",
        tr("{n:count} did not work", n=of[State.FAILED]) if of[State.FAILED] else "",
        tr("{n:count} needs a key|{n:count} need a key", n=needy) if needy else "",
        tr("{n:count} being worked on", n=of[State.PROCESSING]) if of[State.PROCESSING] else "",
        tr("{n:count} waiting", n=of[State.WAITING]) if of[State.WAITING] else "",
        tr("{n:count} in line", n=of[State.QUEUED]) if of[State.QUEUED] else "",
        tr("{n:count} paused", n=of[State.PAUSED]) if of[State.PAUSED] else "",
        tr("{n:count} cancelled", n=of[State.CANCELLED]) if of[State.CANCELLED] else "",
    ]


def _batch_mark(counts: Mapping[State, int], need_key: Mapping[State, int]) -> Mark:
    for state in (State.RUNNING, State.UNKNOWN, State.FAILED):
        if counts.get(state):
            return _MARKS[state]
    if any(need_key.values()):
        return _WAITS[Wait.KEY]
    order = (State.PROCESSING, State.WAITING, State.QUEUED)
    first = next((state for state in order if counts.get(state)), None)
    return _MARKS[first] if first else _MARKS[State.DONE if counts.get(State.DONE) else State.PAUSED]
