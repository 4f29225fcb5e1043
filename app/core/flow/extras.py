"""Further local files that a form asks for besides the uploaded one: a logo, a background picture."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from app.core.flow.actions import Answer, ReadSmall, Scope
from app.core.providers.forms import provider_form
from app.core.providers.model import Step
from app.core.schema.body_parts import encode_bytes
from app.core.schema.local_files import LocalFile, local_files, put_at
from app.core.schema.multipart import FileValue
from app.core.schema.serialise import belongs
from app.core.sources import guess_type

MOST_BYTES = 50_000_000
"""How large such a file may be: it is read into memory."""


def extra_files(scope: Scope, step: Step) -> tuple[LocalFile, ...]:
    """The local files that the form's values name and *step*'s call takes."""
    if not step.call:
        return ()
    operation = scope.provider.operation(step.call)
    found = local_files(provider_form(scope.provider, scope.mode), scope.values)
    return tuple(f for f in found if belongs(operation, f.key) and f.key not in step.with_)


def read_extras(scope: Scope, step: Step) -> Generator[ReadSmall, Answer, Mapping[str, Any]]:
    """Read those files; the form's values with their contents in the paths' places, for the keys that have any."""
    values: dict[str, Any] = dict(scope.values)
    files = extra_files(scope, step)
    for file in files:
        answer = yield ReadSmall(Path(file.file), MOST_BYTES)
        values = put_at(values, file, contents(file, answer if isinstance(answer, bytes) else b""))
    return {file.key: values[file.key] for file in files}


def contents(file: LocalFile, data: bytes) -> str | FileValue:
    """What is sent for *file*, whose bytes are *data*."""
    if file.as_base64:
        return encode_bytes(data)
    name = Path(file.file).name
    return FileValue(name, guess_type(name), (data,))
