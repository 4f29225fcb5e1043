"""A YAML or JSON file as plain values, with the line and column of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.text import Text, text

Path_ = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_DEPTH = 100
"""Levels of groups and lists inside each other; more is no document."""


@dataclass(frozen=True)
class Located:
    """A loaded file and where in it everything stands.

    Attributes:
        marks: line and column, counted from 1, by the path of keys and indexes.
    """

    value: Json
    name: str
    marks: Mapping[Path_, Mark] = field(default_factory=dict)

    def where(self, path: Path_ = ()) -> str:
        """``file:line:column`` of *path*, or of the nearest place above it that is known."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


def fail(name: str, mark: Mark, words: Text, detail: str = "") -> NoReturn:
    """Say what is wrong at *mark* in the file called *name*. Raises: ProviderError."""
    where = f"{name}:{mark[0]}:{mark[1]}"
    raise ProviderError(text("{where}: {problem}.", where=where, problem=words), detail)


def finite(digits: str) -> Json:
    """The number that *digits* are; those too large for one stay text."""
    number = float(digits)
    return number if abs(number) < float("inf") else digits
