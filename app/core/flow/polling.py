"""Reads one answer of a polling step: is the vendor through, still at work, or at a bad end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from app.core.errors import FlowError
from app.core.flow.env import Env, Value
from app.core.flow.evaluate import as_text, evaluate
from app.core.flow.texts import fill_env
from app.core.flow.words import shown
from app.core.providers.model import Poll
from app.core.text import Text, text


class Through(msgspec.Struct, frozen=True):
    """The vendor came to a happy end. By counts: how many failed, of how many."""

    failed: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class AtWork:
    """Not at an end. *status*: the vendor's word for it, as it came."""

    say: Text
    status: str = ""
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class BadEnd:
    """The vendor came to a bad end."""

    words: Text
    status: str = ""
    cancelled: bool = False


Verdict = Through | AtWork | BadEnd


def judge(poll: Poll, env: Env) -> Verdict:
    """What the reply in *env* says.

    Raises:
        FlowError: it has no status (or counts) where the flow looks for them.
    """
    return _by_status(poll, env) if poll.status else _by_counts(poll, env)


def pause(poll: Poll, tries: int) -> float:
    """Seconds until the next look, after *tries* looks."""
    grown = poll.every * poll.backoff ** min(tries, 64)
    return max(poll.every, min(poll.longest, grown))


def spent(poll: Poll, tries: int) -> float:
    """Seconds that were waited in all after *tries* looks: what a clock says, a sleep or a restart changes nothing."""
    waited = 0.0
    for past in range(tries):
        one = pause(poll, past)
        if one == pause(poll, past + 1):  # so are all that follow
            return waited + one * (tries - past)
        waited += one
    return waited


def nothing_to_wait_for(poll: Poll, env: Env) -> bool:
    """Whether a poll by counts is at its end before it has asked, since there is nothing to count."""
    return bool(poll.total) and _count(evaluate(poll.total, env)) == 0


def _by_status(poll: Poll, env: Env) -> Verdict:
    value = evaluate(poll.status, env)
    if not isinstance(value, str) or not value:
        raise FlowError(text("The reply of {name} does not say how far it is.", name=env.scope.provider.flow.name))
    status = value.lower()
    if status in poll.good:
        return Through()
    if status in poll.bad or status in poll.cancelled:
        return BadEnd(_bad_words(poll, env, status), shown(value), cancelled=status in poll.cancelled)
    say = _say(poll, env, status) or text("{name}: {status}", name=env.scope.provider.flow.name, status=shown(value))
    return AtWork(say, shown(value), needs_person=status in poll.wait_for_user)


def _by_counts(poll: Poll, env: Env) -> Verdict:
    total, done = _count(evaluate(poll.total, env)), _count(evaluate(poll.done, env))
    failed = _count(evaluate(poll.failed, env)) if poll.failed else 0
    if total is None or done is None or failed is None:
        raise FlowError(text("The reply of {name} does not say how far it is.", name=env.scope.provider.flow.name))
    if done + failed >= total:
        return Through(failed=failed, total=total)
    say = _say(poll, env, "*")
    return AtWork(say or text("{done:count} of {total:count} processed", done=done, total=total))


def _count(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _say(poll: Poll, env: Env, status: str) -> Text | None:
    template = _lower_keys(poll.say).get(status) or poll.say.get("*", "")
    return fill_env(env, template) if template else None


def _bad_words(poll: Poll, env: Env, status: str) -> Text:
    ours = _lower_keys(poll.say).get(status)
    words = (
        fill_env(env, ours)
        if ours
        else text("{name} reports “{status}”.", name=env.scope.provider.flow.name, status=status)
    )
    theirs = shown(as_text(poll.problem, env)) if poll.problem else ""
    if not theirs:
        return words
    return text("{ours} {name} says: “{words}”", ours=words, name=env.scope.provider.flow.name, words=theirs)


def _lower_keys(say: Mapping[str, str]) -> Mapping[str, str]:
    return {key.lower(): words for key, words in say.items()}
