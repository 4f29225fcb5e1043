"""Further local files that a form asks for besides the uploaded one: a logo, a background picture."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path

from app.core.flow.actions import Answer, ReadSmall, Scope
from app.core.providers.forms import provider_form
from app.core.providers.model import Step
from app.core.schema.body_parts import encode_bytes
from app.core.schema.model import Field, Kind
from app.core.schema.serialise import FileValue, Input, belongs
from app.core.sources import guess_type

MOST_BYTES = 50_000_000
"""How large such a file may be: it is read into memory."""


def extra_fields(scope: Scope, step: Step) -> Mapping[str, Field]:
    """By key, the fields of *step*'s call whose value is a local file."""
    if not step.call:
        return {}
    operation = scope.provider.document.operation(step.call)
    fields = provider_form(scope.provider, scope.mode).fields
    return {
        f.key: f
        for f in fields
        if f.kind in (Kind.FILE, Kind.BYTES) and belongs(operation, f.key) and isinstance(scope.values.get(f.key), str)
    }


def extra_path(scope: Scope, field: Field) -> Path:
    """The local file that *field* names."""
    return Path(str(scope.values[field.key]))


def read_extras(scope: Scope, step: Step) -> Generator[ReadSmall, Answer, dict[str, Input]]:
    """Read those files; the contents of a BYTES field as base64, of a FILE field as a file."""
    found: dict[str, Input] = {}
    for key, field in extra_fields(scope, step).items():
        path = extra_path(scope, field)
        answer = yield ReadSmall(path, MOST_BYTES)
        content = answer if isinstance(answer, bytes) else b""
        if field.kind is Kind.BYTES:
            found[key] = encode_bytes(content)
        else:
            found[key] = FileValue(path.name, guess_type(path.name), (content,))
    return found
