"""The three states of a value in a form: not set, null, or a value."""

from __future__ import annotations

import json
from enum import Enum
from typing import Final, Literal, TypeAlias

from app.core.json_types import Json


class NotSet(Enum):
    """The type of :data:`NOT_SET`."""

    NOT_SET = "not set"

    def __bool__(self) -> Literal[False]:
        return False


NOT_SET: Final = NotSet.NOT_SET
"""Nothing is sent for this field; neither null nor an empty text."""

Presence: TypeAlias = "Json | NotSet"


def same(one: Presence, other: Presence) -> bool:
    """Whether both are the same JSON value: ``1``, ``1.0`` and ``true`` are three, unlike in Python."""
    if isinstance(one, NotSet) or isinstance(other, NotSet):
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def shown(value: Presence) -> str:
    """*value* as a person would read it in a list or a line: texts as they are, the rest as JSON."""
    if isinstance(value, NotSet):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
