"""Checks upload.yaml against the API's document: calls, inputs, modes, actions and fields that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.core.errors import SendoffError
from app.core.providers.expressions import near
from app.core.providers.forms import COMPANION, inputs_of
from app.core.providers.model import TOUCHY, Flow, Repeat
from app.core.providers.reader import Reader
from app.core.schema.document import Document
from app.core.schema.located import Path_
from app.core.schema.operation import Operation
from app.core.schema.serialise import belongs
from app.core.text import text

_OTHER_CALLS = ("test", "choices")  # what messages may be about besides steps and actions


def check_calls(data: Mapping[str, Any], flow: Flow, document: Document, reader: Reader) -> None:
    """Note everything in *data* that names something which is not there."""
    for path, call, filled in _calls(data):
        _check_call(path, call, filled, document, reader)
    _check_names(data, flow, reader)
    _check_rules(data, flow, reader)
    _check_fields(data, flow, document, reader)


def _calls(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str, tuple[str, Mapping[str, Any]]]]:
    """Every call: its place, its reference, and the key and the contents of what fills its inputs."""
    for i, step in enumerate(data["steps"]):
        if "call" in step:
            yield ("steps", i, "call"), step["call"], ("with", step.get("with", {}))
        if "recover" in step:
            recover = step["recover"]
            yield ("steps", i, "recover", "call"), recover["call"], ("with", recover.get("with", {}))
    for i, action in enumerate(data.get("actions", ())):
        yield ("actions", i, "call"), action["call"], ("with", action.get("with", {}))
        if "then_call" in action:
            yield ("actions", i, "then_call"), action["then_call"], ("then_with", action.get("then_with", {}))
    test = data.get("auth", {}).get("test")
    if test:
        yield ("auth", "test", "call"), test["call"], ("with", test.get("with", {}))
    for field, hints in data.get("form", {}).items():
        if field != "only" and "call" in hints.get("choices", {}):
            choices = hints["choices"]
            yield ("form", field, "choices", "call"), choices["call"], ("with", choices.get("with", {}))


def _check_call(
    path: Path_, call: str, filled: tuple[str, Mapping[str, Any]], document: Document, reader: Reader
) -> None:
    operation = find_operation(document, call)
    if operation is None:
        words = text(
            "“{call}” is no operation of the API's document{hint}",
            call=call,
            hint=near(call, (o.ref for o in document.operations())),
        )
        reader.problem(path, words)
        return
    known, (key, inputs) = inputs_of(operation), filled
    for name in inputs:
        if not belongs(operation, name):
            words = text(
                "the call “{call}” takes no “{name}”{hint}. It takes: {known}",
                call=call,
                name=name,
                hint=near(name, known),
                known=", ".join(sorted(known)) or "nothing",
            )
            reader.problem((*path[:-1], key, name), words)


def called(flow: Flow) -> frozenset[str]:
    """Every call that a transfer of the flow may make, or an action of it."""
    calls = {step.call for step in flow.steps}
    calls |= {step.recover.call for step in flow.steps if step.recover}
    calls |= {call for action in flow.actions for call in (action.call, action.then_call)}
    return frozenset(calls - {""})


def find_operation(document: Document, call: str) -> Operation | None:
    """The operation that *call* names, or None."""
    try:
        return document.operation(call)
    except SendoffError:
        return None


def _check_names(data: Mapping[str, Any], flow: Flow, reader: Reader) -> None:
    """Ids that stand twice, and modes, steps and actions that are named but not there."""
    _unique(data["steps"], "steps", reader)
    _unique(data.get("actions", ()), "actions", reader)
    _unique(data.get("modes", ()), "modes", reader)
    modes = [mode.id for mode in flow.modes]
    steps = [step.id for step in flow.steps]
    actions = [action.id for action in flow.actions]
    for i, step in enumerate(data["steps"]):
        _exists(step.get("mode"), modes, ("steps", i, "mode"), reader)
        for status, words in step.get("on_status", {}).items():
            do, _, target = words.partition(" ")
            known = {"redo": steps, "offer": actions}.get(do)
            if known is not None:
                _exists(target, known, ("steps", i, "on_status", status), reader)
    for key in data.get("messages", {}):
        owner, dot, _ = key.partition(".")
        _exists(owner if dot else None, [*steps, *actions, *_OTHER_CALLS], ("messages", key), reader)
    for i, action in enumerate(data.get("actions", ())):
        _exists(action.get("after"), steps, ("actions", i, "after"), reader)
        if ("for_each" in action) != ("then_call" in action):
            reader.problem(("actions", i), text("“for_each” and “then_call” go together"))


def _unique(items: Iterable[Mapping[str, Any]], where: str, reader: Reader) -> None:
    seen: set[str] = set()
    for i, item in enumerate(items):
        if item["id"] in seen:
            reader.problem((where, i, "id"), text("there is another “{id}” above", id=item["id"]))
        seen.add(item["id"])


def _exists(name: str | None, known: list[str], path: Path_, reader: Reader) -> None:
    if name is not None and name not in known:
        words = text(
            "there is no “{name}”{hint}. Known: {known}",
            name=name,
            hint=near(name, known),
            known=", ".join(known) or "none",
        )
        reader.problem(path, words)


def _check_rules(data: Mapping[str, Any], flow: Flow, reader: Reader) -> None:
    """What would send or charge something twice."""
    order = [step.id for step in flow.steps]
    for i, step in enumerate(flow.steps):
        for status, rule in (*step.on_status.items(), *step.on_code.items()):
            target = flow.step(rule.target) if rule.do == "redo" else None
            if target is None:
                continue
            path: Path_ = ("steps", i, "on_status", str(status))
            if target.repeat in TOUCHY:
                reader.problem(path, text("“{step}” must not be run again by itself", step=target.id))
            elif order.index(target.id) >= i:
                reader.problem(path, text("“{step}” comes later", step=target.id))
        if step.confirm and step.repeat is not Repeat.CHARGES:
            reader.problem(("steps", i, "confirm"), text("“confirm” goes with “repeat: charges”"))
        if step.recover is not None and step.repeat is Repeat.SAFE:
            reader.problem(("steps", i, "recover"), text("a step that is safe to repeat needs no “recover”"))
    companion = any(step.per == "companion" for step in flow.steps)
    if companion and "companion" not in data.get("files", {}):
        reader.problem(("steps",), text("a step per companion needs “files: companion:”"))


def _check_fields(data: Mapping[str, Any], flow: Flow, document: Document, reader: Reader) -> None:
    """Fields of ``form:`` and ``$inputs`` that no call takes."""
    found = [find_operation(document, step.call) for step in flow.steps if step.call]
    operations = [operation for operation in found if operation is not None]
    known = {COMPANION}.union(*(inputs_of(operation) for operation in operations))
    named: list[tuple[Path_, str]] = [(("form", name), name) for name in data.get("form", {}) if name != "only"]
    named += [(("form", "only", i), name) for i, name in enumerate(flow.only)]
    for path, name in named:
        if name != COMPANION and not any(belongs(operation, name) for operation in operations):
            words = text("no call of the flow takes “{name}”{hint}", name=name, hint=near(name, known))
            reader.problem(path, words)
