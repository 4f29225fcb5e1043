"""The first command decides rightly whether it needs a screen, and says what to do without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.processes import ROOT

from installer.from_source import draws, opens_window

SCRIPT = ROOT / "installer" / "from_source.py"


@pytest.mark.parametrize(
    ("line", "window", "picture"),
    [
        ("", True, False),
        ("--practice", True, False),
        ("--practice leads.csv", True, False),
        ("--data send", True, False),
        ("--practice --screenshot a.png", False, True),
        ("--screenshot=a.png", False, True),
        ("send --practice leads.csv", False, False),
        ("providers", False, False),
        ("form --provider x --screenshot a.png", False, True),
        ("--help", False, False),
    ],
)
def test_what_the_arguments_need(line: str, window: bool, picture: bool) -> None:
    assert (opens_window(line.split()), draws(line.split())) == (window, picture)


def test_without_a_screen_it_names_the_same_upload_in_the_terminal(tmp_path: Path) -> None:
    variables = {name: os.environ[name] for name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, SCRIPT, "--practice"], env=variables, cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "no screen" in done.stderr
    assert (
        "python3 installer/from_source.py send --practice --provider sela "
        "--set body.source=crm_export resources/samples/leads.csv"
    ) in done.stderr


def test_other_arguments_are_the_programs_own(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise SystemExit('the wrong program')\n")
    done = subprocess.run(
        [sys.executable, SCRIPT, "send", "--help"], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "--provider" in done.stdout
