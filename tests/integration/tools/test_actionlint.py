"""actionlint finds nothing in the workflows, and would find something."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from fixtures.mock_api import TOOLS, node
from fixtures.processes import ROOT

PROGRAM = TOOLS / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
"""rhysd's actionlint, compiled to WebAssembly; as a Python package it wants to be fetched from elsewhere."""

WRONG = """
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ github.event.issue.title }}
"""


def lint(file: Path) -> subprocess.CompletedProcess[str]:
    assert PROGRAM.exists(), "actionlint is not installed: run python3 tests/run.py once."
    return subprocess.run([node(), PROGRAM, file.name], cwd=file.parent, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", ["release.yml", "tests.yml"])
def test_a_workflow_has_no_fault(name: str) -> None:
    done = lint(ROOT / ".github" / "workflows" / name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 workflow file" in done.stdout


def test_a_fault_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.yml").write_text(WRONG)
    done = lint(tmp_path / "wrong.yml")
    assert done.returncode == 1
    assert "potentially untrusted" in done.stdout + done.stderr
