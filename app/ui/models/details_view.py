"""What the panel at the side shows of a transfer or a receipt: a frozen picture, made by pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from app.core.events import Progressed
from app.core.services.model import Details, StepView
from app.core.transfer import Receipt, State, Transfer
from app.ui.as_written import on_one_line
from app.ui.models.acts import Act, act_words, acts_for
from app.ui.models.row_words import Mark, bytes_of, mark_of, state_name, state_words, title_of
from app.ui.models.timeline_view import TimeLine, said, time_lines
from app.ui.text import clock, say, size, tr, when


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it does (an act, or an offer's id) and what it says."""

    words: str
    act: Act | None = None
    offer: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step: tick, words, time, and what the vendor answered."""

    mark: Mark
    state: str
    words: str
    time: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value; *copied*: with a Copy button."""

    name: str
    value: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class DetailsView:
    """The whole panel. *said*: every request and reply, to be read in a window of its own."""

    title: str
    state: str
    mark: Mark
    words: str = ""
    presses: tuple[Press, ...] = ()
    results: tuple[Fact, ...] = ()
    steps: tuple[StepLine, ...] = ()
    facts: tuple[Fact, ...] = ()
    timeline: tuple[TimeLine, ...] = ()
    said: str = ""


_STEP_MARKS = {
    "waiting": Mark("queued", "muted"),
    "started": Mark("upload", "accent"),
    "done": Mark("done", "ok"),
    "failed": Mark("error", "error"),
}


def heading_of(transfer: Transfer, progress: Progressed | None) -> str:
    """Where a transfer stands, in few words."""
    if transfer.state is State.RUNNING:
        return state_words(transfer, *bytes_of(transfer, progress))
    return state_name(transfer.state)


def view_of(
    transfer: Transfer,
    where: str,
    details: Details | None,
    now: float,
    progress: Progressed | None = None,
    *,
    askable: bool,
) -> DetailsView:
    """The panel of a transfer.

    Args:
        details: what comes a moment later than the rest.
        askable: whether its vendor can be asked about an unknown outcome.
    """
    words = state_words(transfer, *bytes_of(transfer, progress))
    heading = heading_of(transfer, progress)
    return DetailsView(
        title=title_of(transfer),
        state=heading,
        mark=mark_of(transfer),
        words="" if words == heading else words,
        presses=_presses(transfer, details, acts_for(transfer, askable=askable)),
        results=_results(transfer),
        steps=tuple(_step(step, now) for step in details.steps) if details else (),
        facts=_facts(transfer, where, details, now),
        timeline=time_lines(details.timeline) if details else (),
        said=said(details.timeline) if details else "",
    )


_STOPPED = (State.FAILED, State.UNKNOWN, State.PAUSED, State.WAITING)


def _presses(transfer: Transfer, details: Details | None, fitting: Sequence[Act]) -> tuple[Press, ...]:
    acts = [a for a in fitting if a not in (Act.COPY, Act.REMOVE)]
    helps = transfer.offer if details and any(o.id == transfer.offer for o in details.offers) else ""
    offers = [Press(say(o.label), offer=o.id, primary=o.id == helps) for o in (details.offers if details else ())]
    offers.sort(key=attrgetter("primary"), reverse=True)
    # Of two that only the person can choose between, none stands out.
    leads = not helps and transfer.state in _STOPPED and acts[0] is not Act.ARRIVED
    buttons = [Press(act_words(a), act=a, primary=leads and n == 0) for n, a in enumerate(acts)]
    return tuple(offers[:1] + buttons + offers[1:] if helps else buttons + offers)


def _results(transfer: Transfer) -> tuple[Fact, ...]:
    result = transfer.result
    if result is None:
        return ()
    found: list[Fact] = []
    for value in dict.fromkeys((*result.copies, result.link)):
        if value:
            found.append(Fact(tr("Link") if value == result.link else tr("To paste elsewhere"), value, True))
    if result.id:
        found.append(Fact(tr("Id at the vendor"), result.id, True))
    return tuple(found)


def _step(step: StepView, now: float) -> StepLine:
    names = {
        "waiting": tr("to come"),
        "started": tr("under way"),
        "done": tr("done"),
        "failed": tr("did not work"),
    }
    at = when(step.ended_at or step.started_at, now) if step.started_at else ""
    state = names.get(step.state, step.state)
    words = tr("{label} (try {n})", label=step.label, n=step.attempt) if step.attempt > 1 else step.label
    answer = tr("Answer {status}", status=step.status) if step.status else ""
    detail = "\n".join(part for part in (answer, step.detail) if part)
    return StepLine(_STEP_MARKS.get(step.state, _STEP_MARKS["waiting"]), state, words, at, detail)


def _facts(transfer: Transfer, where: str, details: Details | None, now: float) -> tuple[Fact, ...]:
    facts = [Fact(tr("Where to"), where), Fact(tr("Size"), size(transfer.total))]
    facts.append(Fact(tr("Added"), when(transfer.created_at, now)))
    if transfer.ended_at:
        facts.append(Fact(tr("Ended"), when(transfer.ended_at, now)))
    known = {fact.name for fact in facts}
    more = [(say(name), value) for name, value in details.facts] if details else []
    facts.extend(Fact(name, value, len(value) > 12) for name, value in more if name not in known and value)
    return tuple(facts)


def receipt_view(receipt: Receipt, where: str, now: float) -> DetailsView:
    """The panel of something that was sent before."""
    facts = [
        Fact(tr("Where to"), where),
        Fact(tr("Size"), size(receipt.size)),
        Fact(tr("Ended"), when(receipt.ended_at, now)),
    ]
    for name, digest in receipt.sha256.items():
        facts.append(Fact(tr("SHA-256 of {name}", name=name) if len(receipt.sha256) > 1 else "SHA-256", digest, True))
    if receipt.request_id:
        facts.append(Fact(tr("Request id"), receipt.request_id, True))
    title = on_one_line(receipt.names[0]) if receipt.names else ""
    results = (Fact(tr("Id at the vendor"), receipt.vendor_id, True),) if receipt.vendor_id else ()
    others = tuple(Fact(tr("File"), name) for name in receipt.names[1:])
    return DetailsView(
        title=title,
        state=tr("Sent at {time}", time=clock(receipt.ended_at)),
        mark=Mark("done", "ok"),
        results=results,
        facts=tuple(facts) + others,
    )
