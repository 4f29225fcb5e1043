"""A provider's own texts with their holes filled: results, destinations, costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.copies import replace
from app.core.flow.actions import Recorded, Scope
from app.core.flow.env import Env
from app.core.flow.evaluate import as_text, once
from app.core.flow.plan import in_mode
from app.core.flow.words import MOST_CHARACTERS, shown
from app.core.providers.model import Flow, Repeat, Step
from app.core.text import Text, verbatim
from app.core.transfer import Result

_MOST_WORDS = 1000
_MOST_COPIED = 8000


def fill(scope: Scope, template: str) -> Text:
    """*template* of the provider with what the scope knows; on one line, nothing hidden in it."""
    return fill_env(Env.of(scope), template)


def fill_env(env: Env, template: str) -> Text:
    """*template* of the provider with what *env* knows."""
    return verbatim(_shown(template, env, _MOST_WORDS))


def _shown(template: str, env: Env, most: int = MOST_CHARACTERS) -> str:
    return once(("shown", template, most), (template,), env.scope, lambda: shown(as_text(template, env), most))


def cost_text(scope: Scope, rows: int, valid: Mapping[str, int]) -> Text | None:
    """What the first step that charges asks before, or None when nothing charges.

    Args:
        rows: data rows of all files together; *valid*: by rule, how many of them pass it.
    """
    step = next(_charging(scope.provider.flow, scope.mode), None)
    if step is None:
        return None
    return fill_env(replace(Env.of(scope), rows=rows, valid=valid), step.confirm)


def may_charge(flow: Flow, mode: str) -> bool:
    """Whether something is asked about costs before files are sent."""
    return any(True for _ in _charging(flow, mode))


def _charging(flow: Flow, mode: str) -> Iterator[Step]:
    return (step for step in in_mode(flow, mode) if step.confirm and step.repeat is Repeat.CHARGES)


def destination(scope: Scope) -> str:
    """What a person calls the place that the upload goes to, without the provider's name; may be empty."""
    return _shown(scope.provider.flow.destination, Env.of(scope))


def result_of(scope: Scope, recorded: Mapping[str, Recorded]) -> Result:
    """What the finished transfer leaves for the person."""
    spec = scope.provider.flow.result
    env = Env(scope, recorded=recorded, file=scope.files[0] if scope.files else None)
    copies = [_shown(words, env, _MOST_COPIED) for words in spec.copy]
    return Result(
        text=fill_env(env, spec.text) if spec.text else None,
        id=_shown(spec.id, env),
        link=_link(_shown(spec.link, env, _MOST_COPIED)),
        copies=tuple([c for c in copies if c]),
    )


def _link(url: str) -> str:
    return url if url.startswith("https://") else ""
