"""Makes the request of an operation from its inputs; nothing is guessed, all of it is in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.core.errors import InputError
from app.core.json_types import Json
from app.core.schema import bodies, body_parts, request_body
from app.core.schema import normal_form as nf
from app.core.schema import parameters as styles
from app.core.schema.body_parts import Input
from app.core.schema.model import Form
from app.core.schema.multipart import FileValue, build_multipart
from app.core.schema.operation import MediaSpec, Operation, Parameter, path_names
from app.core.schema.request import Credential, Request
from app.core.schema.request_body import put
from app.core.text import text

__all__ = ["FileValue", "Input", "belongs", "build_multipart", "build_request"]

_NO_HEADERS: Mapping[str, str] = {}


def build_request(
    operation: Operation,
    server: str,
    inputs: Mapping[str, Input],
    *,
    headers: Mapping[str, str] = _NO_HEADERS,
    credential: Credential | None = None,
    media_type: str = "",
    form: Form | None = None,
    boundary: str | None = None,
    order: Sequence[str] = (),
) -> Request:
    """The request for *operation* at the base address *server*.

    Args:
        inputs: by key: ``path.x``, ``query.x``, ``header.X``, ``cookie.x``, ``body.x``, ``body.a.b``, or ``body``
            for all of it. Keys that the operation does not know belong to another one and are left out. Null is
            sent as null in JSON; addresses, headers and forms have no null and leave it out.
        headers: further headers; they win over those of *inputs*, and over the body's type unless it is multipart.
        media_type: one of the body's types; by default JSON before multipart before urlencoded, and multipart,
            or the bytes as they are, where an input is a file.
        form: for the labels in errors.
        boundary: only for tests.
        order: names of body fields that go first, in this order; the others follow in the document's.

    Raises:
        InputError: a part of the address is missing, a value cannot be written, or *media_type* is unknown.
    """
    url = _url(operation, server, inputs, form)
    content_type, body = request_body.write(operation, inputs, media_type, order, boundary)
    told = _headers(operation, inputs, headers, content_type)
    return Request(operation.method, url, told, body, credential)


def belongs(operation: Operation, key: str) -> bool:
    """Whether *key* is an input of *operation*: a parameter, its body, or a field of its body."""
    place, _, rest = key.partition(".")
    if place != "body":
        return any(p.key == key or key.startswith(f"{p.key}.") for p in operation.parameters)
    if operation.body is None:
        return False
    return not rest or any(_knows(media, rest) for media in operation.body.content)


def _knows(media: MediaSpec, rest: str) -> bool:
    known = body_parts.known_properties(media.schema)
    return not known or bodies.split_key(media.schema, rest)[0] in known


def _value_of(parameter: Parameter, inputs: Mapping[str, Input]) -> Json:
    value = inputs.get(parameter.key)
    found: Json = body_parts.wire({} if nf.holds_json(parameter.schema) else parameter.schema, value)
    for key, inner in inputs.items():
        if key.startswith(f"{parameter.key}."):
            path = bodies.split_key(parameter.schema, key[len(parameter.key) + 1 :])
            found = put(found, path, body_parts.wire({}, inner))
    if nf.holds_json(parameter.schema) and found is not None:
        return styles.json_text(parameter.schema, found, ascii_only=True)
    return found


def _url(operation: Operation, server: str, inputs: Mapping[str, Input], form: Form | None) -> str:
    path, _, fixed = operation.path.partition("?")
    known = {p.name: p for p in operation.parameters if p.place == "path"}
    for name in path_names(path):
        path = path.replace(f"{{{name}}}", _in_path(known[name], inputs, form), 1)
    if any(segment in (".", "..") for segment in path.split("/")):
        raise InputError(text("A part of the address cannot be “.” or “..”. Nothing was sent."))
    queries = [fixed] if fixed else []
    for parameter in operation.parameters:
        if parameter.place == "query":
            quoted = styles.percent_reserved if parameter.allow_reserved else styles.percent
            value = _value_of(parameter, inputs)
            found = styles.pairs(parameter.name, value, parameter.style, explode=parameter.explode, quoted=quoted)
            queries += [f"{name}={told}" for name, told in found]
    return f"{server.rstrip('/')}{path}{'?' if queries else ''}{'&'.join(queries)}"


def _in_path(parameter: Parameter, inputs: Mapping[str, Input], form: Form | None) -> str:
    value = _value_of(parameter, inputs)
    quoted = styles.percent_reserved if parameter.allow_reserved else styles.percent
    written = (
        ""
        if value is None
        else styles.in_path(parameter.name, value, parameter.style, explode=parameter.explode, quoted=quoted)
    )
    if not written:
        field = form.field(parameter.key) if form else None
        name = field.label if field else parameter.name
        raise InputError(text("“{name}” is needed for the address. Nothing was sent.", name=name))
    return written


def _headers(
    operation: Operation, inputs: Mapping[str, Input], further: Mapping[str, str], content_type: str
) -> tuple[tuple[str, str], ...]:
    told = [("Accept", operation.accept), *_told_headers(operation, inputs)]
    if content_type:
        told.append(("Content-Type", content_type))
    is_fixed = content_type.startswith("multipart/")  # it names the boundary
    told += [(n, v) for n, v in further.items() if n.lower() != "content-type" or not is_fixed]
    found = {name.lower(): (name, value) for name, value in told}
    for name, value in found.values():
        if any(char in value for char in "\r\n\0"):
            raise InputError(text("“{name}” cannot have a line break in it. Nothing was sent.", name=name))
    return tuple(found.values())


def _told_headers(operation: Operation, inputs: Mapping[str, Input]) -> Iterator[tuple[str, str]]:
    cookies: list[str] = []
    for parameter in operation.parameters:
        if parameter.place not in ("header", "cookie"):
            continue
        value = _value_of(parameter, inputs)
        if value is not None and parameter.place == "header":
            yield parameter.name, styles.simple(value, explode=parameter.explode)
        elif value is not None:
            found = styles.pairs(parameter.name, value, "form", explode=parameter.explode)
            cookies += [f"{name}={told}" for name, told in found]
    if cookies:
        yield "Cookie", "; ".join(cookies)
