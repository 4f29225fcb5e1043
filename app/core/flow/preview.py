"""The requests that a flow would make, with placeholders for what only a reply can tell; for dry runs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from app.core.copies import replace
from app.core.errors import FlowError, InputError
from app.core.flow.actions import Recorded, Scope
from app.core.flow.companions import has_companion
from app.core.flow.env import MISSING, CompanionContent, Env, Value
from app.core.flow.evaluate import digests_needed, evaluate, is_empty
from app.core.flow.extras import contents, extra_files
from app.core.flow.plan import Unit, units
from app.core.flow.replies import output_kinds
from app.core.flow.requests import step_request
from app.core.providers.expressions import Source
from app.core.providers.model import Flow, Per, Step
from app.core.providers.rules import companion_name
from app.core.schema.local_files import put_at
from app.core.schema.request import Request

_ESCAPED = re.compile(r"%E2%9F%A8.*?%E2%9F%A9")  # ⟨…⟩, percent-encoded


def preview(scope: Scope) -> tuple[tuple[str, Request], ...]:
    """The id and the request of every step of the scope's part, in order; nothing is read or sent.

    What an earlier step would have left is shown as ``⟨url from “ask”⟩``.
    """
    known: dict[str, Recorded] = dict(scope.recorded)
    found = []
    for unit in units(scope):
        env = _env(scope, unit, known)
        if env is None or (unit.step.when and is_empty(evaluate(unit.step.when, env))):
            continue
        extras = _extras(scope, unit.step)
        try:
            request = step_request(unit.step, env, extras)
        except (FlowError, InputError):
            request = Request(unit.step.method or "?", f"⟨{unit.step.call or 'address'}⟩", storage=bool(unit.step.url))
        found.append((unit.key, replace(request, url=_readable(request.url))))
    return tuple(found)


def _env(scope: Scope, unit: Unit, known: Mapping[str, Recorded]) -> Env | None:
    env = replace(
        Env.of(scope),
        recorded=known,
        file=unit.file,
        index=unit.index,
        chunk=unit.chunk,
        fallback=partial(_placeholder, flow=scope.provider.flow),
    )
    if unit.step.per is Per.COMPANION:
        if unit.file is None or not has_companion(scope, unit.file):
            return None
        name = companion_name(scope.provider.flow.files, env.sent_name(unit.file))
        env = replace(env, companion=CompanionContent(name, _companion_words(scope, unit)))
    digests = {key: f"⟨{key[1]} of {key[0].name}⟩" for key in digests_needed(unit.step, env)}
    return replace(env, digests=digests)


def _companion_words(scope: Scope, unit: Unit) -> bytes:
    if unit.file is not None and unit.file.companion is not None:
        return f"⟨contents of {unit.file.companion.name}⟩".encode()
    return json.dumps(scope.values.get("companion"), ensure_ascii=False).encode()


def _placeholder(source: Source, flow: Flow) -> Value:
    if source.root != "steps":
        return MISSING
    step, _, output = source.path
    words = f"⟨{output}{source.pointer or ''} from “{step}”⟩"
    # A map is spread over a form's fields: show one field that says so.
    return {words: "…"} if source.pointer is None and output_kinds(flow, step).get(output) == "map" else words


def _extras(scope: Scope, step: Step) -> Mapping[str, Any]:
    values: dict[str, Any] = dict(scope.values)
    files = extra_files(scope, step)
    for file in files:
        values = put_at(values, file, contents(file, f"⟨contents of {Path(file.file).name}⟩".encode()))
    return {file.key: values[file.key] for file in files}


def _readable(url: str) -> str:
    """*url* with its placeholders as a person reads them."""
    return _ESCAPED.sub(lambda match: unquote(match.group(0)), url)
