"""Collects the mistakes of a provider's file and reads its sizes and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import ProviderError
from app.core.providers import units
from app.core.schema.located import Located, Path_
from app.core.text import Text, text

_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, and what was expected."""

    path: Path_
    words: Text


class Reader:
    """The problems of one file so far."""

    def __init__(self, file: Located) -> None:
        self.file = file
        self._problems: list[Problem] = []

    def problem(self, path: Path_, words: Text) -> None:
        """Note a mistake at *path*."""
        self._problems.append(Problem(path, words))

    def add(self, problems: list[Problem]) -> None:
        """Note several mistakes."""
        self._problems.extend(problems)

    def seconds(self, data: Mapping[str, Any], path: Path_, key: str, default: float) -> float:
        """The length of time under *key*."""
        if key not in data:
            return default
        value = units.seconds(data[key])
        if value is None:
            self.problem((*path, key), text("expected a length of time such as 30s, 15m or 1h"))
        return default if value is None else value

    def size(self, data: Mapping[str, Any], path: Path_, key: str) -> int | None:
        """The size in bytes under *key*, None without one."""
        if key not in data:
            return None
        value = units.size(data[key])
        if value is None:
            self.problem((*path, key), text("expected a size such as 100 MB, or a number of bytes"))
        return value

    def finish(self) -> None:
        """Go on when there is nothing to complain about.

        Raises:
            ProviderError: every mistake on a line of its own, in the file's order.
        """
        if not self._problems:
            return
        ordered = sorted(self._problems, key=lambda p: self._mark(p.path))
        words = [self._located(p) for p in ordered[:_MOST_SHOWN]]
        joined = words[0]
        for more in words[1:]:
            joined = text("{first}\n{rest}", first=joined, rest=more)
        raise ProviderError(joined)

    def _located(self, problem: Problem) -> Text:
        line, column = self._mark(problem.path)
        return text(
            "{file}:{line}:{column}: {words}.",
            file=self.file.name,
            line=line,
            column=column,
            words=problem.words,
        )

    def _mark(self, path: Path_) -> tuple[int, int]:
        while path and path not in self.file.marks:
            path = path[:-1]
        return self.file.marks.get(path, (1, 1))
