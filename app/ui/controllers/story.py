"""The whole story in one line: what is sending, how far it is, how long it takes, and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.events import Totals
from app.core.transfer import State
from app.ui.text import tr

_LIVE = (State.RUNNING, State.QUEUED, State.WAITING, State.PROCESSING, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Story:
    """The line, its icon, and what the button beside it can do.

    Attributes:
        pauses: the button pauses, or resumes; *possible*: there is something to do so with.
        resumes: though it pauses, something is paused that could go on.
    """

    words: str
    icon: str
    role: str
    pauses: bool
    possible: bool
    live: int
    resumes: bool = False


def tell(totals: Totals) -> Story:
    """The story of a queue."""
    counts = {state: int(totals.by_state.get(state, 0)) for state in State}
    needy = counts[State.FAILED] + counts[State.UNKNOWN] + totals.for_key
    total = sum(counts.values())
    can_pause = counts[State.RUNNING] + counts[State.QUEUED] + counts[State.WAITING] > 0
    live = sum(counts[state] for state in _LIVE)
    icon, role = _sign(counts, total, needy)
    return Story(
        words=" · ".join(_parts(counts, total, needy, totals)),
        icon=icon,
        role=role,
        pauses=can_pause or not counts[State.PAUSED],
        possible=can_pause or counts[State.PAUSED] > 0,
        live=live,
        resumes=can_pause and counts[State.PAUSED] > 0,
    )


def _parts(counts: Mapping[State, int], total: int, needy: int, now: Totals) -> list[str]:
    if not total:
        return [tr("Nothing is being sent")]
    done, running, left = counts[State.DONE], counts[State.RUNNING], now.seconds_left
    waiting, in_line = counts[State.WAITING] - now.need_key, counts[State.QUEUED] - now.in_line_for_key
    at_work = counts[State.PROCESSING] - now.followed_for_key
    if done == total:
        return [tr("All done: {n:count} file|All done: {n:count} files", n=total)]
    parts = [
        tr("{n:count} sending", n=running) if running else "",
        tr("{done:count} of {total:count} done", done=done, total=total),
        tr("{n:count} being worked on", n=at_work) if at_work and not running else "",
        tr("{rate:bytes}/s", rate=now.rate) if running and now.rate else "",
        tr("about {s:seconds} left", s=left) if running and left is not None else "",
        tr("{n:count} waiting", n=waiting) if waiting and not running else "",
        tr("{n:count} in line", n=in_line) if in_line and not running else "",
        tr("{n:count} paused", n=counts[State.PAUSED]) if counts[State.PAUSED] else "",
        tr("{n:count} needs you|{n:count} need you", n=needy) if needy else "",
    ]
    return [part for part in parts if part]


def _sign(counts: Mapping[State, int], total: int, needy: int) -> tuple[str, str]:
    if counts[State.RUNNING]:
        return "upload", "accent"
    if needy:
        return "warn", "warn"
    if counts[State.WAITING]:
        return "clock", "warn"
    if counts[State.PAUSED]:
        return "pause", "muted"
    if counts[State.PROCESSING] or counts[State.QUEUED]:
        return "processing", "info"
    return ("done", "ok") if total else ("queued", "muted")
