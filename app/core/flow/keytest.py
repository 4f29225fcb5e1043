"""Tries a key with a call that uploads nothing."""

from __future__ import annotations

from collections.abc import Generator

from app.core.flow.actions import Call, KeyTestEnd, KeyVerdict, Scope
from app.core.flow.env import Env
from app.core.flow.messages import explain_env
from app.core.flow.requests import api_request, missing_labels
from app.core.flow.words import is_web_page
from app.core.providers.model import Repeat
from app.core.schema.request import Reply
from app.core.text import text

STEP = "test"
"""The word before the dot in ``messages`` for replies to a key test."""


def key_test(scope: Scope) -> Generator[Call, Reply, KeyTestEnd]:
    """Try the account's key; ``scope.values`` may hold what the call's address needs (a team, a project)."""
    auth, name = scope.provider.flow.auth, scope.provider.name
    if auth is None:
        return KeyTestEnd(KeyVerdict.WORKS, text("{name} needs no key.", name=name))
    if auth.test is None:
        words = text("{name} offers no way to try a key. The first upload will show.", name=name)
        return KeyTestEnd(KeyVerdict.UNCLEAR, words)
    env, test = Env.of(scope), auth.test
    missing = missing_labels(env, test.call, test.with_)
    if missing:
        words = text(
            "To try the key, fill in first: {fields}. It is kept and will be tried with the first upload.",
            fields=missing,
        )
        return KeyTestEnd(KeyVerdict.UNCLEAR, words)
    reply = yield Call(STEP, api_request(env, test.call, test.with_), Repeat.SAFE)
    env = env.with_reply(reply)
    if reply.status in test.bad:
        return KeyTestEnd(KeyVerdict.REJECTED, explain_env(env, STEP))
    if is_web_page(reply):
        words = text("Instead of a reply from {name} came a web page, such as a network's sign-in page.", name=name)
        return KeyTestEnd(KeyVerdict.UNCLEAR, words)
    if reply.status in test.ok:
        told = f"{STEP}.{reply.status}" in scope.provider.flow.messages
        words = explain_env(env, STEP) if told else text("{name} accepted the key.", name=name)
        return KeyTestEnd(KeyVerdict.WORKS, words)
    words = text("{words} So it is not clear whether the key works.", words=explain_env(env, STEP))
    return KeyTestEnd(KeyVerdict.UNCLEAR, words)
