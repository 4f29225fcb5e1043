"""The command line in this process, and in processes of its own."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main


@dataclass(frozen=True)
class Said:
    """What one command came to."""

    code: int
    out: str
    errors: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What it printed as lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the command line keeps its things."""
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """``run("send", …)`` in this process; ``--data`` is put in."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def command(*words: str | Path) -> Said:
        capfd.readouterr()
        try:
            code = main([*map(str, words), "--data", str(data)])
        except SystemExit as ended:  # argparse's own
            code = int(ended.code or 0)
        said = capfd.readouterr()
        keys = [value for name, value in os.environ.items() if name.endswith("_KEY")]
        assert not any(key in said.out + said.err for key in keys), "a key was printed"
        return Said(code, said.out, said.err)

    yield command
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """A CSV for the vendor that takes CSV files."""
    path = tmp_path / "files" / "leads.csv"
    path.parent.mkdir()
    path.write_bytes(b"id,name\n1,Ann\n")
    return path


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A CSV with 120 valid numbers."""
    path = tmp_path / "calls.csv"
    path.write_text("id,mobile\n" + "".join(f"{n},212555{n}\n" for n in range(1000, 1120)))
    return path


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A PDF."""
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path
