"""Where there is no screen the program says so, and what works there; Qt is not asked, which would end it at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from fixtures.screen import Screen

from app.__main__ import COMMANDS
from app.screen import has_screen


def test_a_screen_is_one_that_answers(x_display: Screen) -> None:
    assert has_screen({"DISPLAY": x_display.display})
    assert not has_screen({})
    assert not has_screen({"DISPLAY": ":4711"})
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"})
    assert has_screen({"QT_QPA_PLATFORM": "offscreen"})
    assert has_screen({"DISPLAY": "elsewhere:0"})  # a screen of another machine: for Qt to find out


@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_screen_the_program_says_what_works_there(
    nobody: Mapping[str, str], tmp_path: Path, display: str
) -> None:
    variables = {**nobody, "DISPLAY": display}
    variables.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "app", "--data", str(tmp_path / "data"), "leads.csv"]
    ended = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", timeout=60)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.splitlines()[0] == "There is no screen here, so the window cannot open. Nothing was sent."
    assert all(command in ended.stderr for command in COMMANDS)
    assert not (tmp_path / "data").exists()
