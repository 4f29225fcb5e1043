"""The whole story in one line: what is sending, how far it is, how long it takes, and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.transfer import State
from app.ui.text import tr

_LIVE = (State.RUNNING, State.QUEUED, State.WAITING, State.PROCESSING, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Story:
    """The line, its icon, and what the button beside it can do."""

    words: str
    icon: str
    role: str
    pauses: bool
    possible: bool
    live: int


def tell(by_state: Mapping[str, int], rate: float, seconds_left: float | None) -> Story:
    """The story of a queue.

    Args:
        by_state: how many transfers are in each state.
        rate: bytes a second; seconds_left: None when it cannot be told.
    """
    counts = {state: int(by_state.get(state, 0)) for state in State}
    total = sum(counts.values())
    can_pause = counts[State.RUNNING] + counts[State.QUEUED] + counts[State.WAITING] > 0
    live = sum(counts[state] for state in _LIVE)
    icon, role = _sign(counts, total)
    return Story(
        words=" · ".join(_parts(counts, total, rate, seconds_left)),
        icon=icon,
        role=role,
        pauses=can_pause or not counts[State.PAUSED],
        possible=can_pause or counts[State.PAUSED] > 0,
        live=live,
    )


def _parts(counts: Mapping[State, int], total: int, rate: float, left: float | None) -> list[str]:
    if not total:
        return [tr("Nothing is being sent")]
    done, running = counts[State.DONE], counts[State.RUNNING]
    if done == total:
        return [tr("All done: {n:count} file|All done: {n:count} files", n=total)]
    parts = [
        tr("{n:count} sending", n=running) if running else "",
        tr("{done:count} of {total:count} done", done=done, total=total),
        tr("{n:count} being worked on", n=counts[State.PROCESSING]) if counts[State.PROCESSING] and not running else "",
        tr("{rate:bytes}/s", rate=rate) if running and rate else "",
        tr("about {s:seconds} left", s=left) if running and left is not None else "",
        tr("{n:count} waiting", n=counts[State.WAITING]) if counts[State.WAITING] and not running else "",
        tr("{n:count} in line", n=counts[State.QUEUED]) if counts[State.QUEUED] and not running else "",
        tr("{n:count} paused", n=counts[State.PAUSED]) if counts[State.PAUSED] and not running else "",
        _needs_you(counts[State.FAILED] + counts[State.UNKNOWN]),
    ]
    return [part for part in parts if part]


def _needs_you(n: int) -> str:
    return tr("{n:count} needs you|{n:count} need you", n=n) if n else ""


def _sign(counts: Mapping[State, int], total: int) -> tuple[str, str]:
    if counts[State.RUNNING]:
        return "upload", "accent"
    if counts[State.FAILED] or counts[State.UNKNOWN]:
        return "warn", "warn"
    if counts[State.WAITING]:
        return "clock", "warn"
    if counts[State.PAUSED]:
        return "pause", "muted"
    if counts[State.PROCESSING] or counts[State.QUEUED]:
        return "processing", "info"
    return ("done", "ok") if total else ("queued", "muted")
