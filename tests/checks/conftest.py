"""What the checks read: every Python file of the project, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from fixtures.processes import ROOT

FOLDERS = ("app", "tests", "installer")
NOT_OURS = frozenset({".git", ".venv", ".tools", "__pycache__", "node_modules", "build", "dist", "shots"})


@dataclass(frozen=True)
class Source:
    """One Python file. *name*: its path from the top of the project, with ``/``."""

    name: str
    text: str
    tree: ast.Module

    def walk(self) -> Iterator[ast.AST]:
        """Every node of it."""
        return ast.walk(self.tree)

    def imports(self) -> Iterator[str]:
        """Every module it imports, wherever the import stands."""
        for node in self.walk():
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


Sources = Mapping[str, Source]


@pytest.fixture(scope="session")
def sources() -> Sources:
    """Every Python file of the project, by name."""
    found = {}
    for path in _files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in FOLDERS:
            name, words = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            found[name] = Source(name, words, ast.parse(words, name))
    return found


@pytest.fixture(scope="session")
def program(sources: Sources) -> list[Source]:
    """The files of the program itself."""
    return [source for name, source in sources.items() if name.startswith("app/")]


@pytest.fixture(scope="session")
def texts() -> Callable[[], Iterator[tuple[str, str]]]:
    """A function that yields the name and the words of every text file in the checkout."""

    def read() -> Iterator[tuple[str, str]]:
        for path in _files():
            try:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue

    return read


def _files() -> Iterator[Path]:
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.name in NOT_OURS or path.name.endswith(("_cache", ".egg-info")) or path.name == ".hypothesis":
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file() and not path.name.startswith(".coverage"):
                yield path
