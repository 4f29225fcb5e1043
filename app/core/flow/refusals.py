"""How a lane ends when a reply says no, or says something that cannot be used."""

from __future__ import annotations

from app.core.errors import FlowError
from app.core.flow.actions import Refused
from app.core.flow.env import MISSING, Env
from app.core.flow.messages import explain_env
from app.core.flow.plan import Unit, carries_anything
from app.core.flow.words import own_words, s3_code
from app.core.providers.forms import provider_form
from app.core.providers.model import TOUCHY
from app.core.schema.model import FieldError
from app.core.schema.server_errors import server_errors
from app.core.text import Text, text

_ABOUT_FIELDS = (400, 409, 422)


def refusal(unit: Unit, env: Env) -> Refused:
    """The end when the reply in *env* has a status that the step does not accept."""
    status = env.reply.status if env.reply else 0
    rule = unit.step.rule_for(status, s3_code(env.reply), own_words(env.reply)) if env.reply else None
    words = explain_env(env, unit.key)
    if unit.step.poll:
        words = _after_hand_over(words)
    return Refused(
        step=unit.key,
        words=words,
        status=status,
        offer=rule.target if rule is not None and rule.do == "offer" else "",
        field_errors=_field_errors(unit, env, status),
    )


def unreadable(unit: Unit, env: Env, error: FlowError) -> Refused:
    """The end when the reply says yes but does not hold what the flow needs."""
    step, status = unit.step, env.reply.status if env.reply else 0
    unclear = step.repeat in TOUCHY
    if step.poll:
        words = _after_hand_over(error.words)
    elif unclear:
        words = text("{words} The file may have arrived all the same.", words=error.words)
    elif _sent_before(unit, env):
        words = error.words
    else:
        words = text("{words} Nothing was sent.", words=error.words)
    return Refused(unit.key, words, status, unclear=unclear)


def _after_hand_over(words: Text) -> Text:
    return text("The file was handed over, but how it goes on cannot be read: {words}", words=words)


def _sent_before(unit: Unit, env: Env) -> bool:
    """Whether this step or an earlier one of the lane carried anything."""
    steps = env.scope.provider.flow.steps
    through = {key.partition("#")[0] for key in env.recorded}
    return carries_anything(unit.step) or any(s.id in through and carries_anything(s) for s in steps)


def _field_errors(unit: Unit, env: Env, status: int) -> tuple[FieldError, ...]:
    if not unit.step.call or status not in _ABOUT_FIELDS or env.body is MISSING:
        return ()
    form = provider_form(env.scope.provider, env.scope.mode)
    return tuple(server_errors(form, env.body))
