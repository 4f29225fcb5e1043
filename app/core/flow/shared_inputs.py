"""Which of a form's fields are sent once for a whole batch, not with each file: sessions are opened with them."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.flow.plan import in_mode, request_texts, sources
from app.core.providers.model import Per, Provider, Step
from app.core.schema.model import Form
from app.core.schema.serialise import belongs


def shared_inputs(provider: Provider, form: Form, mode: str) -> frozenset[str]:
    """The keys of those fields of *form* that a step of the batch reads in *mode*."""
    steps = [step for step in in_mode(provider.flow, mode) if step.per is Per.BATCH]
    return frozenset(key for step in steps for key in _read(provider, form, step))


def _read(provider: Provider, form: Form, step: Step) -> Iterator[str]:
    operation = provider.operation(step.call) if step.call else None
    named = {".".join(source.path) for source in sources(request_texts(step)) if source.root == "inputs"}
    for field in form.fields:
        taken = operation is not None and field.key not in step.with_ and belongs(operation, field.key)
        if taken or any(name == field.key or name.startswith(f"{field.key}.") for name in named):
            yield field.key
