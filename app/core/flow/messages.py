"""Puts a reply that means "no" into plain words, from the provider's messages down to the bare status."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.copies import replace
from app.core.flow.actions import Scope
from app.core.flow.env import Env
from app.core.flow.texts import fill_env
from app.core.flow.words import own_words, s3_code, shown
from app.core.providers.model import Flow
from app.core.schema.request import Reply
from app.core.text import Text, text, verbatim


def explain(scope: Scope, step_id: str, reply: Reply) -> Text:
    """What *reply* to the step, action or other call *step_id* says, for a person.

    In this order: the provider's message for step and status (or S3 code), for the status alone, the API
    document's own description, the reply's own words, the bare status. The reply's own words follow ours
    unless the message quotes them already, or they come from a storage host.
    """
    return explain_env(replace(Env.of(scope)).with_reply(reply), step_id)


def explain_env(env: Env, step_id: str) -> Text:
    """The same, with an environment that holds the reply."""
    reply, flow = env.reply or Reply(0), env.scope.provider.flow
    base = step_id.partition("#")[0]
    theirs = own_words(reply)
    template = next((flow.messages[k] for k in _keys(base, reply) if k in flow.messages), "")
    if template:
        ours = fill_env(env, template)
        quotes = "$response" in template or _is_storage(flow, base)
        return ours if quotes or not theirs else _with_theirs(ours, flow.name, theirs)
    described = _description(env, base, reply.status)
    if described:
        ours = verbatim(described)
        return _with_theirs(ours, flow.name, theirs) if theirs and theirs != described else ours
    if theirs:
        return text("{name} says: “{words}”", name=flow.name, words=theirs)
    return text("{name} answered “HTTP {status}” and nothing more.", name=flow.name, status=reply.status)


def _with_theirs(ours: Text, name: str, theirs: str) -> Text:
    if str(ours).endswith((".", "!", "?", "…", "”")):
        return text("{ours} {name} says: “{words}”", ours=ours, name=name, words=theirs)
    return text("{ours}. {name} says: “{words}”", ours=ours, name=name, words=theirs)


def _keys(step: str, reply: Reply) -> Iterator[str]:
    code = s3_code(reply)
    for suffix in (code, str(reply.status)):
        if suffix:
            yield f"{step}.{suffix}"
    for suffix in (code, str(reply.status)):
        if suffix:
            yield suffix


def _is_storage(flow: Flow, step_id: str) -> bool:
    step = flow.step(step_id)
    return step is not None and bool(step.url)


def _description(env: Env, step_id: str, status: int) -> str:
    """The API document's description of this status of the step's (or action's) operation."""
    call = _call(env.scope.provider.flow, step_id)
    if not call:
        return ""
    return shown(env.scope.provider.operation(call).description_of(status))


def _call(flow: Flow, step_id: str) -> str:
    step = flow.step(step_id)
    if step is not None:
        return step.call
    return next((a.call for a in flow.actions if a.id == step_id), "")
