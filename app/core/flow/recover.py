"""Looks at the vendor's list whether a step with a lost reply arrived."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import cast

from app.core.errors import FlowError, InputError
from app.core.flow.actions import Call, Found, NotFound, RecoveryEnd, Scope, Several
from app.core.flow.env import MISSING, Env, pointed
from app.core.flow.evaluate import evaluate, plain
from app.core.flow.expiry import as_time
from app.core.flow.replies import outputs_of
from app.core.flow.requests import api_request
from app.core.json_types import Json
from app.core.providers.model import Recover, Repeat, Step
from app.core.schema.request import Reply

_MOST_PAGES = 20
_CLOCK_SLACK = 2.0  # a Date header counts whole seconds
_UNKNOWN_SLACK = 120.0  # nobody knows how far apart two computers' clocks are


@dataclass(frozen=True, slots=True)
class Attempt:
    """When a step was attempted, whose reply did not come.

    Attributes:
        at: by this computer's clock then, in seconds since the epoch; that may have been set since.
        ago: tells how many seconds have really passed since then; None: nobody knows.
        theirs: by the vendor's clock, in seconds since the epoch; None: nobody knows.
    """

    at: float
    ago: Callable[[], float] | None = None
    theirs: float | None = None


def recovery(scope: Scope, step_id: str, attempt: Attempt) -> Generator[Call, Reply, RecoveryEnd]:
    """Look for what the step *step_id* would have made, had its reply come.

    Where only this computer's clock tells when that was, what is older counts as unclear: the clock may have been set.
    """
    step = scope.provider.flow.step_of(step_id)
    if step is None or step.recover is None:
        return NotFound(looked=False)
    with_: dict[str, Json] = dict(step.recover.with_)
    found: list[Json] = []
    unclear = 0
    for _ in range(_MOST_PAGES):
        try:
            request = api_request(Env.of(scope), step.recover.call, with_)
        except (FlowError, InputError):
            return NotFound(looked=False)
        reply = yield Call(f"{step.id}.recover", request, Repeat.SAFE)
        page = Env.of(scope).with_reply(reply)
        items = _items(page, step.recover)
        if items is None:
            return NotFound(looked=False)
        fits = [(item, _fits(item, step.recover, page, attempt)) for item in items]
        found += [item for item, fit in fits if fit]
        unclear += sum(fit is None for _, fit in fits)
        following = evaluate(step.recover.next, page) if step.recover.next else None
        if following in (MISSING, None, "") or not step.recover.next_input:
            break
        with_[step.recover.next_input] = plain(following)
    else:
        if not found and not unclear:
            return NotFound(looked=False)  # there is more of it than was looked at
    if unclear or len(found) > 1:
        return Several(len(found) + unclear)
    return _as_found(scope, step, found[0]) if found else NotFound()


def _items(page: Env, recover: Recover) -> Sequence[Json] | None:
    """The list in the reply, None when there is none."""
    items = evaluate(recover.items, page)
    if page.reply is None or not page.reply.ok or not isinstance(items, list):
        return None
    return cast("Sequence[Json]", items)


def _fits(item: Json, recover: Recover, page: Env, attempt: Attempt) -> bool | None:
    """Whether *item* can be what the attempt made; None when the time of either is not known for sure."""
    for pointer, expression in recover.match.items():
        wanted, given = evaluate(expression, page), pointed(item, pointer)
        if wanted is MISSING or given is MISSING or plain(wanted) != plain(given):
            return False
    if not recover.newest_after:
        return True
    created = as_time(pointed(item, recover.newest_after))
    if created is None:
        return None
    theirs = their_time(page.reply or Reply(0))
    if theirs is not None and created > theirs + _UNKNOWN_SLACK:
        return None  # who says what time it is there goes by another clock than what lists it
    if attempt.theirs is not None:
        return created >= attempt.theirs - _CLOCK_SLACK
    if attempt.ago is not None and theirs is not None:
        return created >= theirs - attempt.ago() - _CLOCK_SLACK
    slack = _UNKNOWN_SLACK if theirs is None else _CLOCK_SLACK - (theirs - page.scope.now())
    return created >= attempt.at - slack or None


def their_time(reply: Reply) -> float | None:
    """A server's time when it gave *reply*, in whole seconds since the epoch (RFC 9110, section 6.6.1).

    A reply that some cache kept is not of now; it says so (RFC 9111, section 5.1).
    """
    if "age" in reply.headers:
        return None
    try:
        at = parsedate_to_datetime(reply.headers.get("date", ""))
        # Without a zone it is meant as GMT (RFC 9110, section 5.6.7).
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _as_found(scope: Scope, step: Step, item: Json) -> RecoveryEnd:
    reply = Reply(200, body=json.dumps(item).encode())
    try:
        return Found(outputs_of(step, Env.of(scope).with_reply(reply)))
    except FlowError:
        return Several(1)
