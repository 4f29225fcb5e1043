"""Reads a step's outputs from its reply, and says in plain words when the reply is not what is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from app.core.errors import FlowError
from app.core.flow.env import MISSING, Env, Value
from app.core.flow.evaluate import evaluate
from app.core.flow.plan import sources
from app.core.flow.words import is_web_page, shown
from app.core.json_types import Json
from app.core.providers.expressions import Literal, parse
from app.core.providers.model import Flow, Step
from app.core.schema.request import Reply
from app.core.text import Text, text


def is_accepted(step: Step, status: int) -> bool:
    """Whether *status* means that the step is through."""
    rule = step.on_status.get(status)
    if rule is not None and rule.do == "accept":
        return True
    return status in step.ok if step.ok else 200 <= status < 300


def outputs_of(step: Step, env: Env) -> Mapping[str, Json]:
    """The step's outputs from the reply in *env*.

    Raises:
        FlowError: the reply is a web page, no JSON, lacks an output, or one is of the wrong kind.
    """
    flow, reply = env.scope.provider.flow, env.reply or Reply(0)
    rule = step.on_status.get(reply.status)
    lenient = rule is not None and rule.do == "accept"
    if is_web_page(reply) and not lenient:
        raise FlowError(
            text(
                "Instead of a reply from {name} came a web page, such as a network's sign-in page.",
                name=flow.name,
            )
        )
    if not step.outputs:
        return {}
    kinds = output_kinds(flow, step.id)
    found: dict[str, Json] = {}
    for name, expression in step.outputs.items():
        value = evaluate(expression, env)
        if value is MISSING or (value is None and not _may_be_null(expression)):
            if not lenient:
                raise FlowError(_lacks(env, name))
            continue
        _check_kind(flow, name, value, kinds.get(name, ""))
        found[name] = cast("Json", value)
    return found


def _lacks(env: Env, name: str) -> Text:
    vendor = env.scope.provider.flow.name
    if env.body is MISSING:
        return text("The reply of {name} cannot be read.", name=vendor)
    return text("The reply of {name} lacks “{output}”.", name=vendor, output=name)


def _may_be_null(expression: str) -> bool:
    single = parse(expression).single
    return single is not None and Literal(None) in single.alternatives


def _check_kind(flow: Flow, output: str, value: Value, kind: str) -> None:
    """A wrong kind is refused here, so that no later request is built from it."""
    checks: Mapping[str, Callable[[Value], bool]] = {"url": is_url, "map": _is_map, "id": _is_id}
    if kind and not checks[kind](value):
        raise FlowError(
            text("“{output}” in the reply of {name} is not what it has to be.", output=output, name=flow.name),
            f"{output} is {shown(type(value).__name__)}",
        )


def is_url(value: Value) -> bool:
    """Whether *value* is an absolute http(s) address; whether it may be used, the URL guard says."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_id(value: Value) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""


def _is_map(value: Value) -> bool:
    return isinstance(value, Mapping) and not any(v is None or isinstance(v, Mapping | list) for v in value.values())


@lru_cache(maxsize=512)
def output_kinds(flow: Flow, step_id: str) -> Mapping[str, str]:
    """By output of a step: ``url``, ``map`` or ``id``, from what later steps do with it."""
    kinds: dict[str, str] = {}
    for step in flow.steps:
        spread = [p.value for p in step.multipart if p.name == "*"]
        paths = [v for k, v in step.with_.items() if k.startswith("path.") and isinstance(v, str)]
        for kind, texts in (("id", paths), ("map", spread), ("url", [step.url])):
            for words in texts:
                whole = parse(words).single
                for source in sources([words]):
                    plain = source.pointer is None and not source.filters
                    if source.root == "steps" and source.path[0] == step_id and plain:
                        kinds[source.path[2]] = kind if whole or kind == "id" else "id"
    return kinds
