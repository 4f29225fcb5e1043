"""Builds the form of a flow: every input of every operation it calls, minus what the flow fills in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from app.core.copies import replace
from app.core.json_types import JsonObject
from app.core.schema import bodies
from app.core.schema import normal_form as nf
from app.core.schema.document import Document
from app.core.schema.field_factory import FieldFactory
from app.core.schema.kinds import Spot
from app.core.schema.labels import label_for
from app.core.schema.model import Field, FieldHints, Form, Kind
from app.core.schema.operation import Operation, Parameter, is_json_type
from app.core.schema.reading import as_text
from app.core.text import Text, text

_NOT_INPUTS = frozenset({"accept", "content-type", "authorization"})  # OpenAPI 3.1.1, Parameter Object, `name`
_NO_HINTS: Mapping[str, FieldHints] = {}


def build_form(
    document: Document,
    operations: Sequence[str],
    *,
    filled: Collection[str] = (),
    hints: Mapping[str, FieldHints] = _NO_HINTS,
    only: Collection[str] = (),
) -> Form:
    """The form for the operations *operations* of *document*.

    Args:
        operations: operationIds or ``"METHOD /path"``; a key that several have appears once.
        filled: keys that the flow fills in: ``path.x``, ``query.x``, ``header.X``, ``body.x``, ``body.a.b``, or
            ``body`` for all of it.
        hints: the provider's own presentation by key; a field inside a field is ``body.a.b``.
        only: show just these, and send what has one possible value; empty: all.

    Raises:
        ProviderError: the document has no such operation.
    """
    factory = FieldFactory(hints)
    found: dict[str, Field] = {}
    for ref in operations:
        operation = document.operation(ref)
        for made in (*_parameters(document, operation, filled, factory), *_body(operation, filled, factory)):
            known = found.get(made.key)
            found[made.key] = replace(known, required=known.required or made.required) if known else made
    shown = [f for f in found.values() if not only or f.key in only or f.kind is Kind.FIXED]
    warnings = [*document.warnings, *_left_out(found, shown)]
    return Form(tuple(sorted(shown, key=lambda f: not f.required)), tuple(warnings))


def _parameters(
    document: Document, operation: Operation, filled: Collection[str], factory: FieldFactory
) -> Iterator[Field]:
    keys = _key_places(document, operation)
    for parameter in operation.parameters:
        if parameter.key in filled or (parameter.place, parameter.name.lower()) in keys:
            continue
        if parameter.place == "header" and parameter.name.lower() in _NOT_INPUTS:
            continue
        schema = _with_words(parameter)
        spot = Spot(parameter.name, parameter.place, as_text=True)
        for key in filled:
            if key.startswith(f"{parameter.key}."):
                schema = bodies.without(schema, bodies.split_key(schema, key[len(parameter.key) + 1 :]))
        yield factory.make(parameter.key, schema, spot, required=parameter.required)


def _key_places(document: Document, operation: Operation) -> set[tuple[str, str]]:
    """The parameters that carry the account's key; an account has those, not a form."""
    schemes = [document.security_scheme(name) or {} for name in operation.security]
    return {(as_text(s.get("in")), as_text(s.get("name")).lower()) for s in schemes if s.get("type") == "apiKey"}


def _with_words(parameter: Parameter) -> JsonObject:
    found = dict(parameter.schema)
    if parameter.description:
        found["description"] = parameter.description
    if parameter.deprecated:
        found["deprecated"] = True
    return found


def _body(operation: Operation, filled: Collection[str], factory: FieldFactory) -> Iterator[Field]:
    body = operation.body
    if body is None or "body" in filled:
        return
    media = bodies.for_form(body, filled)
    schema = media.schema
    had_properties = bool(nf.properties(schema))
    for key in filled:
        if key.startswith("body."):
            schema = bodies.without(schema, bodies.split_key(schema, key.removeprefix("body.")))
    is_form = bodies.is_multipart(media.media_type) or bodies.is_urlencoded(media.media_type)
    spot = Spot("", as_file=is_form or not is_json_type(media.media_type), as_text=is_form)
    if not had_properties or nf.branches(schema):
        if bodies.is_raw(media):
            schema = {**schema, "type": "string", nf.BINARY: True}
        yield _whole_body(schema, spot, factory, is_form=is_form, required=body.required)
        return
    needed = nf.required(schema)
    slot = _base64_slot(schema) if bodies.is_multipart(media.media_type) else ""
    for name, inner in nf.properties(schema).items():
        told = {**inner, nf.BINARY: True} if name == slot else inner
        made = factory.make(f"body.{name}", told, replace(spot, name=name), required=name in needed)
        encoding = media.encoding.get(name)
        if encoding and encoding.content_type and made.kind is Kind.FILE:
            made = replace(made, media_types=_media_types(encoding.content_type))
        yield made


def _whole_body(schema: JsonObject, spot: Spot, factory: FieldFactory, *, is_form: bool, required: bool) -> Field:
    """A body that is no plain object: a union, a list, a text, or something the document does not describe."""
    if is_form:
        spot = replace(spot, as_text=False)
        schema = {"type": "object", **schema} if nf.is_shapeless(schema) else schema
    made = factory.make("body", schema, spot, required=required)
    label = label_for("", as_text(schema.get(nf.TYPE_TITLE))) or str(text("Contents"))
    return made if made.label else replace(made, label=label)


def _base64_slot(schema: JsonObject) -> str:
    """The one part that is told as base64 where nothing is told as raw bytes: raw bytes are meant."""
    known = nf.properties(schema)
    if any(nf.BINARY in inner for inner in known.values()):
        return ""
    return next((name for name, inner in known.items() if nf.BASE64 in inner), "")


def _media_types(told: str) -> tuple[str, ...]:
    names = (name.strip() for name in told.split(","))
    return tuple(name for name in names if name and name not in ("application/octet-stream", "*/*"))


def _left_out(found: Mapping[str, Field], shown: Sequence[Field]) -> Iterator[Text]:
    for key, made in found.items():
        if made.required and not made.has_default and made not in shown:
            yield text("“{key}” is required, but “form: only” leaves it out.", key=key)
