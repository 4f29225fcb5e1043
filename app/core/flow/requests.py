"""Builds the requests of a flow: calls of the vendor's API, and transmissions to addresses that replies gave."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.core.copies import replace
from app.core.errors import FlowError
from app.core.flow.env import MISSING, Env
from app.core.flow.evaluate import evaluate, plain, resolve
from app.core.flow.step_form import step_form
from app.core.json_types import Json
from app.core.providers.forms import provider_form
from app.core.providers.model import Auth, Step
from app.core.schema.operation import path_names
from app.core.schema.request import Credential, Piece, Request
from app.core.schema.serialise import FileValue, Input, belongs, build_request
from app.core.text import text

_LINE_BREAKS = str.maketrans("", "", "\r\n\x00")


def step_request(step: Step, env: Env, extras: Mapping[str, Input]) -> Request:
    """The request of *step*.

    Args:
        extras: by field key, the contents of further files that the form asks for.

    Raises:
        FlowError, InputError: something that it needs is not there.
    """
    if step.url:
        return _storage_request(step, env)
    request = api_request(env, step.call, step.with_, extras, step.headers)
    if not step.authorised:
        request = replace(request, credential=None)
    return _with_own_body(request, step, env) if step.body or step.multipart else request


def api_request(
    env: Env,
    call: str,
    with_: Mapping[str, Json],
    extras: Mapping[str, Input] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Request:
    """A call of the vendor's API with the form's values, and over them what *with_* fills in.

    Raises:
        FlowError, InputError: an input that the address needs is not there, or cannot be written.
    """
    provider = env.scope.provider
    operation = provider.operation(call)
    inputs: dict[str, Input] = {k: v for k, v in env.scope.values.items() if belongs(operation, k)}
    inputs |= extras or {}
    for key, value in with_.items():
        resolved = resolve(value, env)
        if resolved is MISSING:
            inputs.pop(key, None)
        else:
            inputs[key] = resolved
    auth = provider.flow.auth
    return build_request(
        operation,
        env.scope.server,
        inputs,
        headers=dict(_headers({**(auth.headers if auth else {}), **(headers or {})}, env)),
        credential=credential(auth),
        form=provider_form(provider, env.scope.mode),
    )


def credential(auth: Auth | None) -> Credential | None:
    """Where the key goes, None for an API without keys."""
    return Credential(auth.place, auth.name, auth.prefix) if auth else None


def missing_labels(env: Env, call: str, with_: Mapping[str, Json]) -> str:
    """What a person calls the path inputs of *call* that nobody has given; empty when none is missing."""
    provider = env.scope.provider
    given = {k for k, v in with_.items() if plain(resolve(v, env))}
    given |= {k for k, v in env.scope.values.items() if v not in (None, "")}
    missing = [name for name in path_names(provider.operation(call).path) if f"path.{name}" not in given]
    form = provider_form(provider, env.scope.mode)
    fields = [form.field(f"path.{name}") for name in missing]
    return ", ".join(field.label if field else name for field, name in zip(fields, missing, strict=True))


def _storage_request(step: Step, env: Env) -> Request:
    url = evaluate(step.url, env)
    if not isinstance(url, str) or not url:
        raise FlowError(text("The address to send the file to is not known."))
    headers = list(_headers(step.headers, env))
    if step.multipart:
        body_type, body = step_form(step, env)
        headers = [(n, v) for n, v in headers if n.lower() != "content-type"]
        return Request(step.method, url, (*headers, ("Content-Type", body_type)), body, storage=True)
    body_type, body = _body(step.body, env)
    if body_type and not any(n.lower() == "content-type" for n, _ in headers):
        headers.append(("Content-Type", body_type))
    return Request(step.method, url, tuple(headers), body, storage=True)


def _with_own_body(request: Request, step: Step, env: Env) -> Request:
    """A call of the API whose body the flow spells out, instead of the document."""
    if step.multipart:
        body_type, body = step_form(step, env)
    else:
        body_type, body = _body(step.body, env)
    own_type = [v for n, v in request.headers if n.lower() == "content-type"] if step.headers else []
    headers = [(n, v) for n, v in request.headers if n.lower() != "content-type"]
    chosen = own_type[0] if own_type and not step.multipart else body_type
    typed = [("Content-Type", chosen)] if chosen else []
    return replace(request, headers=(*headers, *typed), body=body)


def _headers(headers: Mapping[str, str], env: Env) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for name, words in headers.items():
        value = evaluate(words, env)
        if name == "*" and isinstance(value, Mapping):
            found += [(str(n), plain(v)) for n, v in value.items()]
        elif name != "*" and value is not MISSING and value is not None:
            found.append((name, plain(value)))
    return tuple((n.translate(_LINE_BREAKS), v.translate(_LINE_BREAKS)) for n, v in found)


def _body(words: str, env: Env) -> tuple[str, tuple[Piece, ...]]:
    """The body's type and its pieces."""
    value = evaluate(words, env) if words else MISSING
    if isinstance(value, FileValue):
        return value.content_type, tuple(value.pieces)
    if isinstance(value, tuple):
        raise FlowError(text("Several files cannot be one request's body."))
    if value is MISSING or value is None:
        return "", ()
    if isinstance(value, str):
        return "text/plain; charset=utf-8", (value.encode(),)
    return "application/json", (json.dumps(value, ensure_ascii=False).encode(),)
