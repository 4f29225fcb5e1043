"""Refuses to send what is not ready, in the words of what stands in the way first."""

from __future__ import annotations

from app.core.errors import InputError
from app.core.services.model import Check
from app.core.text import Text, text


def must_be_ready(check: Check, cost_agreed: bool) -> None:
    """See that a checked draft can be sent. Raises: InputError: it is not ready, or its cost was not agreed to."""
    if check.problems:
        raise InputError(check.problems[0])
    if check.errors:
        first = check.errors[0]
        raise InputError(text("{field}: {words}", field=first.key, words=first.words))
    if not check.sendable:
        raise InputError(_why_nothing(check))
    if check.cost is not None and not cost_agreed:
        raise InputError(text("{cost} Agree to this first.", cost=check.cost))


def _why_nothing(check: Check) -> Text:
    for verdict in check.verdicts:
        return text("{name}: {words} Nothing was sent.", name=verdict.path.name, words=verdict.words)
    return text("There is no file to send.")
