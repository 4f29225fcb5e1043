"""What was said for a transfer, as lines of a timeline and as one text to read and copy; made by pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.services.model import ExchangeView
from app.ui.models.row_words import Mark
from app.ui.text import size, tr

WAITED = 2.0
"""Seconds between two requests from which on the wait is a line of its own."""
_SHOWN = 40
"""How many of the newest lines the panel shows; the whole text has all of them."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A moment: when, what, and how it came out."""

    time: str
    words: str
    outcome: str
    mark: Mark


def time_lines(exchanges: Sequence[ExchangeView]) -> tuple[TimeLine, ...]:
    """The newest exchanges in order, with the waits between them."""
    lines: list[TimeLine] = []
    before: ExchangeView | None = None
    for one in exchanges:
        if before is not None and one.began - before.ended >= WAITED:
            wait = tr("Waited {s:seconds}", s=one.began - before.ended)
            lines.append(TimeLine(_time(before.ended), wait, "", Mark("clock", "muted")))
        lines.append(TimeLine(_time(one.began), _label(one), _outcome(one), _mark(one)))
        before = one
    return tuple(lines[-_SHOWN:])


def said(exchanges: Sequence[ExchangeView]) -> str:
    """Every request and reply, as far as they are still known."""
    return "\n\n\n".join(_block(one) for one in exchanges)


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
