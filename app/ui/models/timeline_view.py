"""What was said for a transfer, as lines of a timeline and as one text to read and copy; made by pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.services.model import ExchangeView
from app.ui.models.row_words import Mark
from app.ui.text import size, tr

WAITED = 2.0
"""Seconds between two requests from which on the wait is a line of its own."""
_SHOWN = 40
"""How many lines the panel shows, the first and the newest; the whole text has all of them."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A moment: when, what, and how it came out."""

    time: str
    words: str
    outcome: str
    mark: Mark


def time_lines(exchanges: Sequence[ExchangeView]) -> tuple[TimeLine, ...]:
    """The first exchange and the newest ones in order, with the waits between them and what is left out."""
    lines: list[TimeLine] = []
    before: ExchangeView | None = None
    for one, left_out in _with_gaps(exchanges):
        if left_out:
            lines.append(_aside(_time(one.began), _left_out(left_out)))
        elif before is not None and one.began - before.ended >= WAITED:
            wait = tr("Waited {s:seconds}", s=one.began - before.ended)
            lines.append(TimeLine(_time(before.ended), wait, "", Mark("clock", "muted")))
        lines.append(TimeLine(_time(one.began), _label(one), _outcome(one), _mark(one)))
        before = one
    if len(lines) <= _SHOWN:
        return tuple(lines)
    more = len(lines) - _SHOWN + 1
    words = tr(
        "{n:count} line between is in “Requests and replies”|{n:count} lines between are in “Requests and replies”",
        n=more,
    )
    return (lines[0], _aside(lines[more].time, words), *lines[1 + more :])


def said(exchanges: Sequence[ExchangeView]) -> str:
    """Every request and reply, as far as they are still known."""
    blocks: list[str] = []
    for one, left_out in _with_gaps(exchanges):
        blocks += [_left_out(left_out)] if left_out else []
        blocks.append(_block(one))
    return "\n\n\n".join(blocks)


def _with_gaps(exchanges: Sequence[ExchangeView]) -> Iterator[tuple[ExchangeView, int]]:
    """Each exchange with how many of its step are left out before it."""
    gaps: dict[str, int] = {}
    for one in exchanges:
        yield one, gaps.pop(one.step, 0)
        if one.left_out:
            gaps[one.step] = one.left_out


def _left_out(count: int) -> str:
    return tr("{n:count} try between is not kept|{n:count} tries between are not kept", n=count)


def _aside(time: str, words: str) -> TimeLine:
    return TimeLine(time, words, "", Mark("clock", "muted"))


def _block(one: ExchangeView) -> str:
    head = tr("── {time} {step} ──", time=_time(one.began), step=_label(one))
    took = tr("Took {ms} ms", ms=round(max(0.0, one.ended - one.began) * 1000))
    sent = tr("{size} of the file left", size=size(one.sent)) if one.sent else ""
    facts = " · ".join(part for part in (took, sent) if part)
    without = tr("Stopped before one came.") if one.stopped else one.problem
    answer = one.reply or (str(one.status) if one.status else without)
    return "\n".join((head, facts, "", one.request, "", tr("Answer:"), answer))


def _label(one: ExchangeView) -> str:
    return tr("{label} (try {n})", label=one.label, n=one.attempt) if one.attempt > 1 else one.label


def _outcome(one: ExchangeView) -> str:
    took = max(0.0, one.ended - one.began)
    if one.status:
        return tr("{status} · {s} s", status=one.status, s=f"{took:.1f}")
    if one.stopped:
        return tr("Stopped · {s} s", s=f"{took:.1f}")
    return tr("No answer · {s} s", s=f"{took:.1f}")


def _mark(one: ExchangeView) -> Mark:
    if one.stopped:
        return Mark("cancelled", "muted")
    return Mark("done", "ok") if 200 <= one.status < 300 else Mark("error", "error")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%H:%M:%S")
