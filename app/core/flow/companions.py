"""What travels beside a file: a companion from the disk, or one that was written in the form; and extra files."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping

from app.core.errors import FlowError
from app.core.flow.actions import Answer, ReadSmall, Scope
from app.core.flow.env import CompanionContent
from app.core.json_types import Json
from app.core.providers.rules import companion_name, sent_name
from app.core.sources import SourceFile
from app.core.text import text

FIELD = "companion"
_USUAL_LIMIT = 1_000_000


def has_companion(scope: Scope, file: SourceFile) -> bool:
    """Whether something travels with *file*."""
    return file.companion is not None or _written(scope) is not None


def companion_of(scope: Scope, file: SourceFile) -> Generator[ReadSmall, Answer, CompanionContent]:
    """What travels with *file*: the file beside it, else what was written in the form.

    Raises:
        FlowError: it is larger than the vendor takes.
    """
    rules = scope.provider.flow.files
    limit = (rules.companion.max_size if rules.companion else None) or _USUAL_LIMIT
    name = companion_name(rules, sent_name(rules, file.sent_name))
    if file.companion is not None:
        content = yield ReadSmall(file.companion, limit)
        return CompanionContent(name, content if isinstance(content, bytes) else b"")
    data = json.dumps(_written(scope), ensure_ascii=False).encode()
    if len(data) > limit:
        raise FlowError(text("{name} would be larger than {limit:bytes}. It was not sent.", name=name, limit=limit))
    return CompanionContent(name, data)


def _written(scope: Scope) -> Mapping[str, Json] | None:
    value = scope.values.get(FIELD)
    return value if isinstance(value, Mapping) and value else None
