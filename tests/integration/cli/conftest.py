"""The command line in this process, and in processes of its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.canary import Canaries
from fixtures.program import Ran
from fixtures.vendors import Vendors

from app.cli import main

Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the command line keeps its things."""
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """``run("send", …)`` in this process; ``--data`` is put in."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def command(*words: str | Path) -> Ran:
        capfd.readouterr()
        try:
            code = main([*map(str, words), "--data", str(data)])
        except SystemExit as ended:  # argparse's own
            code = int(ended.code or 0)
        said = capfd.readouterr()
        keys = [value for name, value in os.environ.items() if name.endswith("_KEY")]
        assert not any(key in said.out + said.err for key in keys), "a key was printed"
        return Ran(code, said.out, said.err)

    yield command
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def vendors(practice_process: Vendors, monkeypatch: pytest.MonkeyPatch, canaries: Canaries) -> Vendors:
    """The vendors, with a watched key for each in the environment."""
    for provider in practice_process.keys:
        monkeypatch.setenv(f"{provider.upper()}_KEY", canaries.watch(practice_process.new_key(provider)))
    return practice_process


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
