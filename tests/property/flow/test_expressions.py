"""Expressions: nothing that a person may write makes the parser or the evaluation stumble."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import SendoffError
from app.core.flow.actions import BatchFacts, Part, Recorded, Scope
from app.core.flow.env import Env
from app.core.flow.evaluate import as_text, evaluate
from app.core.flow.filters import apply
from app.core.paths import resources
from app.core.providers.expressions import FILTERS, ROOTS, ExpressionError, parse
from app.core.providers.load import load_provider
from app.core.providers.model import Provider
from app.core.schema.request import Reply

SNIPPETS = ["$", "{$", "}", "{", ".", "#/", "|", " ?? ", "'", "null", *(f"${r}" for r in ROOTS), *FILTERS]
SNIPPETS += ["body", "header.X", "outputs", "name", "valid.x", "collect.a.b", "${filename}", "/a~1b/0"]
messy = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=5), max_size=12).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return load_provider(resources() / "providers" / "sela")


def outcome(work: Callable[..., Any], *arguments: Any) -> tuple[Any, SendoffError | None]:
    """What *work* gives, or the error of ours that it raises; any other error is let through."""
    try:
        return work(*arguments), None
    except SendoffError as error:
        return None, error


@given(messy)
def test_a_text_is_read_or_refused_with_a_place(words: str) -> None:
    read, refused = outcome(parse, words)
    assert (read is None) is (refused is not None)
    if read is not None:
        assert len("".join(part for part in read.parts if isinstance(part, str))) <= len(words)
    if isinstance(refused, ExpressionError):
        assert 0 <= refused.position <= len(words)


@given(st.text())
def test_a_text_without_a_dollar_is_itself(words: str) -> None:
    plain = words.replace("$", "")
    assert parse(plain).parts == ((plain,) if plain else ())


@given(words=messy, body=json_values, output=json_values)
def test_whatever_can_be_read_can_be_evaluated(provider: Provider, words: str, body: object, output: object) -> None:
    if outcome(parse, words)[1] is not None:
        return
    scope = Scope(provider, "https://x.test", Part.FILES, {"body.a": output}, lambda: 1.0, batch=BatchFacts(1, 2))
    reply = Reply(200, {"x": "y"}, json.dumps(body).encode())
    env = Env(scope, recorded={"name": Recorded({"outputs": output}, 1)}).with_reply(reply)
    outcome(evaluate, words, env)
    filled, refused = outcome(as_text, words, env)
    assert isinstance(filled, str) or str(refused)


@given(st.sampled_from(FILTERS), json_values, st.dictionaries(st.text(max_size=3), json_values, max_size=3))
def test_a_filter_answers_or_says_that_it_cannot(name: str, value: object, names: dict) -> None:
    _, refused = outcome(apply, name, value, names)
    assert refused is None or name in str(refused)
