"""Asks the vendor's API for a field's choices, such as the workspaces of an account."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from app.core.errors import FlowError
from app.core.flow.actions import Call, Scope
from app.core.flow.env import MISSING, Env, pointed
from app.core.flow.evaluate import evaluate, plain
from app.core.flow.messages import explain_env
from app.core.flow.requests import api_request
from app.core.flow.words import shown
from app.core.json_types import Json
from app.core.providers.model import Repeat
from app.core.schema.model import Choice, Field
from app.core.schema.request import Reply
from app.core.text import text

_MOST_CHOICES = 1000


def live_choices(scope: Scope, field: Field) -> Generator[Call, Reply, tuple[Choice, ...]]:
    """The choices of *field* as the vendor lists them; none where the field has no such list.

    Raises:
        FlowError: the list cannot be had; the words say why.
    """
    source = field.source or {}
    call, with_ = source.get("call"), source.get("with")
    if not isinstance(call, str):
        return ()
    env = Env.of(scope)
    request = api_request(env, call, with_ if isinstance(with_, Mapping) else {})
    reply = yield Call("choices", request, Repeat.SAFE)
    env = env.with_reply(reply)
    if not reply.ok:
        raise FlowError(explain_env(env, "choices"))
    items = evaluate(str(source.get("items", "$response.body")), env)
    if not isinstance(items, list):
        raise FlowError(text("The reply of {name} cannot be read.", name=scope.provider.name))
    return tuple(_choices(items, str(source.get("value", "")), str(source.get("label", ""))))[:_MOST_CHOICES]


def _choices(items: list[Json], value_at: str, label_at: str) -> list[Choice]:
    found: dict[str, Choice] = {}
    for item in items:
        value = pointed(item, value_at)
        if isinstance(value, str | int) and not isinstance(value, bool):
            label = pointed(item, label_at) if label_at else value
            words = shown(plain(label)) if label is not MISSING and label is not None else ""
            found.setdefault(plain(value), Choice(value, words or shown(plain(value))))
    return list(found.values())
