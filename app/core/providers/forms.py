"""The form of a provider: every input of every call of its flow that no step fills in."""

from __future__ import annotations

from app.core.copies import replace
from app.core.providers.model import Companion, Flow, Provider, Step
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Field, Form, Kind
from app.core.schema.normal_form import branches, properties
from app.core.schema.operation import Operation

COMPANION = "companion"


def provider_form(provider: Provider, mode: str = "") -> Form:
    """The form for *provider*'s flow in *mode* (the first mode when none is named)."""
    known = provider.forms.get(chosen_mode(provider.flow, mode))
    return known if known is not None else make_form(provider.flow, provider.document, mode)


def make_form(flow: Flow, document: Document, mode: str = "") -> Form:
    """Build the form anew."""
    steps = [s for s in flow.steps if s.call and (not s.mode or s.mode == chosen_mode(flow, mode))]
    operations = [document.operation(s.call) for s in steps]
    form = build_form(
        document,
        list(dict.fromkeys(s.call for s in steps)),
        filled=_filled(steps, operations),
        hints={key: hint for key, hint in flow.hints.items() if key != COMPANION},
        only=flow.only,
    )
    companion = flow.files.companion
    if companion is None or not companion.form:
        return form
    return replace(form, fields=(*form.fields, _companion_field(companion)))


def chosen_mode(flow: Flow, mode: str) -> str:
    """*mode*, or the first one when none is named, or an empty string where there is none."""
    return mode or (flow.modes[0].id if flow.modes else "")


def inputs_of(operation: Operation) -> frozenset[str]:
    """The keys of what a call takes: ``path.x``, ``query.x``, ``header.X``, ``body.x``; ``body`` if it has one."""
    keys = {parameter.key for parameter in operation.parameters}
    for media in operation.body.content if operation.body else ():
        keys.add("body")
        for shape in (media.schema, *branches(media.schema)):
            keys.update(f"body.{name}" for name in properties(shape))
    return frozenset(keys)


def _filled(steps: list[Step], operations: list[Operation]) -> frozenset[str]:
    """The inputs that no person has to fill in: every call that takes them has them from its step."""
    filled = {key for step in steps for key in step.with_}
    open_ = {k for s, o in zip(steps, operations, strict=True) for k in inputs_of(o) - set(s.with_) if k != "body"}
    return frozenset(filled - open_)


def _companion_field(companion: Companion) -> Field:
    value = Field(key="value", kind=Kind.JSON, label="")
    return Field(
        key=COMPANION,
        kind=Kind.MAP,
        label=companion.label or "Companion file",
        help=companion.help,
        children=(value,),
        schema={"type": "object"},
    )
